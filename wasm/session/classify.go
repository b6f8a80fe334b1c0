package session

import (
	"strconv"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	classifyEvery = 50 * time.Millisecond  // the drawing, while training
	penRests      = 200 * time.Millisecond // after its last movement
)

const _ = uint(evaluate.MaxBatch - ink.MaxDigits) // a drawing's digits are one batch

// drawing is the visitor's drawing.
type drawing struct {
	seq    uint32
	ink    bool
	pixels [ink.Pixels]byte
	digits []byte              // 784 grey values per digit, none for a drawing of one digit
	due    bool                // to be classified
	at     time.Duration       // of the last classification
	moved  time.Duration       // when the drawing came
	x      [ink.Pixels]float32 // the network's input
	p      []float32           // the probabilities of the drawing and its digits
}

// batch is images that are classified once.
type batch struct {
	command *protocol.Classify // nil: there is none
	result  protocol.Classified
}

// classify takes the visitor's drawing, or images.
func (s *Session) classify(m *protocol.Classify) {
	n := len(m.Images) / ink.Pixels
	limit := train.MaxExamples
	if m.Drawing {
		limit = 1 + ink.MaxDigits
	}
	if len(m.Images)%ink.Pixels != 0 || n > limit {
		s.fault(protocol.CodeInternal, "classify", strconv.Itoa(len(m.Images))+" bytes: must be at most "+strconv.Itoa(limit)+" images of "+strconv.Itoa(ink.Pixels)+" grey values")
		return
	}
	if !m.Drawing {
		s.batch = batch{m, protocol.Classified{Seq: m.Seq}}
		return
	}
	d := &s.drawing
	d.seq, d.ink, d.due, d.moved = m.Seq, n > 0, n > 0, s.host.Now()
	d.digits = d.digits[:0]
	if d.ink {
		copy(d.pixels[:], m.Images)
		d.digits = append(d.digits, m.Images[ink.Pixels:]...)
	}
	s.inspection.due = true
	s.stopExplaining() // it was of another drawing
}

// penMoves reports whether the visitor is drawing.
func (s *Session) penMoves() bool {
	return s.drawing.seq > 0 && s.host.Now()-s.drawing.moved < penRests
}

// classifyDrawing posts the probabilities of the drawing and of its digits.
func (s *Session) classifyDrawing() {
	d := &s.drawing
	d.due, d.at = false, s.host.Now()
	data.Input(d.x[:], d.pixels[:])
	d.p = append(d.p[:0], make([]float32, recipe.Classes)...)
	s.trainer.Predict(d.p, d.x[:])
	s.predictBatch(d.digits, func(_ int, p []float32) { d.p = append(d.p, p...) })
	s.host.Post(&protocol.Classified{Seq: d.seq, Step: s.step(), Drawing: true, P: d.p})
}

// classifyBatch classifies the next of the images, and posts the result once all
// are.
func (s *Session) classifyBatch() {
	b := &s.batch
	rest := b.command.Images[len(b.result.P)/recipe.Classes*ink.Pixels:]
	n := s.predictBatch(rest, func(_ int, p []float32) { b.result.P = append(b.result.P, p...) })
	if n*ink.Pixels == len(rest) {
		b.result.Step = s.step()
		s.host.Post(&b.result)
		s.batch = batch{}
	}
}

// predictBatch calls f with the probabilities of each of the first images, as many
// as are one slice of work, and returns their number.
func (s *Session) predictBatch(images []byte, f func(i int, p []float32)) (n int) {
	if n = min(len(images)/ink.Pixels, evaluate.MaxBatch); n > 0 {
		s.trainer.Model().PredictBatch(data.Batch{N: n, Bytes: images[:n*ink.Pixels]}, f)
	}
	return n
}
