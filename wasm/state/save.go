package state

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// saveVersion is the first byte of a saved page.
const saveVersion = 1

// ErrSaved is returned for a saved page of another version, or a torn one.
var ErrSaved = errors.New("state: the saved page cannot be read")

// AppendPage appends what the page must remember across a reload beside the
// worker's snapshot: the drawing, the numbers and the curves.
func (m *Model) AppendPage(dst []byte) []byte {
	dst = append(dst, saveVersion)
	dst = putInt(dst, len(m.Drawing.strokes))
	for _, s := range m.Drawing.strokes {
		dst = putInt(dst, len(s))
		for _, p := range s {
			dst = putFloat(putFloat(dst, p.X), p.Y)
		}
	}
	for _, s := range m.Curves.all() {
		dst = putInt(putInt(dst, s.stride), len(s.points))
		for _, p := range s.points {
			dst = putInt(putFloat(putFloat(dst, p.Step), p.Value), p.Of)
		}
	}
	for _, e := range []protocol.Message{&m.Progress, &m.Eval} {
		b := protocol.Append(nil, e)
		dst = append(putInt(dst, len(b)), b...)
	}
	return dst
}

// RestorePage takes back what AppendPage wrote. On an error m is as it was.
func (m *Model) RestorePage(b []byte) error {
	r := reader{buf: b}
	if v := r.take(1); v == nil || v[0] != saveVersion {
		return ErrSaved
	}
	d := Drawing{erased: m.Drawing.erased + 1}
	for range r.int(maxPoints) {
		s := make(ink.Stroke, r.int(maxPoints))
		for i := range s {
			s[i] = ink.Point{X: r.float(), Y: r.float()}
		}
		d.strokes = append(d.strokes, s)
		d.points += len(s)
	}
	var c Curves
	for _, s := range c.all() {
		s.stride = r.int(math.MaxInt32)
		s.points = make([]Point, r.int(seriesCap))
		for i := range s.points {
			s.points[i] = Point{r.float(), r.float(), r.int(math.MaxInt32)}
		}
	}
	progress, ok1 := r.message().(*protocol.Progress)
	eval, ok2 := r.message().(*protocol.Eval)
	if r.torn || len(r.buf) != 0 || !ok1 || !ok2 {
		return ErrSaved
	}
	m.Drawing, m.Curves, m.Progress, m.Eval = d, c, *progress, *eval
	m.Rev.Pad++
	m.Rev.Curves++
	return nil
}

func putInt(dst []byte, n int) []byte { return binary.LittleEndian.AppendUint32(dst, uint32(n)) }

func putFloat(dst []byte, x float64) []byte {
	return binary.LittleEndian.AppendUint64(dst, math.Float64bits(x))
}

// reader consumes buf; once torn it reads zeros.
type reader struct {
	buf  []byte
	torn bool
}

func (r *reader) take(n int) []byte {
	if r.torn || n > len(r.buf) {
		r.torn = true
		return nil
	}
	b := r.buf[:n]
	r.buf = r.buf[n:]
	return b
}

// int reads a count of at most most.
func (r *reader) int(most int) int {
	b := r.take(4)
	if b == nil {
		return 0
	}
	n := int(binary.LittleEndian.Uint32(b))
	if n > most {
		r.torn = true
		return 0
	}
	return n
}

func (r *reader) float() float64 {
	b := r.take(8)
	if b == nil {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

func (r *reader) message() protocol.Message {
	m, err := protocol.Decode(r.take(r.int(len(r.buf))))
	if err != nil {
		r.torn = true
	}
	return m
}
