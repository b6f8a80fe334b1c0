package session

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// digits are the several digits of the visitor's drawing.
type digits struct {
	seq    uint32
	images []byte    // 784 grey values each, none for a drawing of one digit
	p      []float32 // their probabilities, ten each
}

// takeDigits takes the digits of the drawing whose Input comes next.
func (s *Session) takeDigits(m *protocol.Digits) {
	if n := len(m.Images); n%ink.Pixels != 0 || n > ink.MaxDigits*ink.Pixels || ink.MaxDigits > evaluate.MaxBatch {
		s.fault(protocol.CodeInternal, "digits", "at most "+strconv.Itoa(ink.MaxDigits)+" digits of 784 grey values are read, not "+strconv.Itoa(n)+" bytes")
		return
	}
	s.digits.seq = m.Seq
	s.digits.images = append(s.digits.images[:0], m.Images...)
}

// readDigits classifies the digits, if they are of the drawing as it is.
func (s *Session) readDigits() {
	d := &s.digits
	if len(d.images) == 0 || d.seq != s.drawing.seq {
		return
	}
	d.p = d.p[:0]
	s.classify(d.images, func(_ int, p []float32) { d.p = append(d.p, p...) })
	s.host.Post(&protocol.Readings{Seq: d.seq, Step: s.step(), P: d.p})
}
