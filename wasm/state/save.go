package state

import (
	"errors"
	"math"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/wire"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// saveVersion is the first byte of a saved page.
const saveVersion = 1

// ErrSaved is returned for a saved page of another version, or a torn one.
var ErrSaved = errors.New("state: the saved page cannot be read")

// page is what a page remembers across a reload beside the worker's snapshot.
type page struct {
	version  uint8
	strokes  []ink.Stroke
	curves   Curves
	progress protocol.Progress
	eval     protocol.Eval
}

// AppendPage appends the drawing, the numbers and the curves.
func (m *Model) AppendPage(dst []byte) []byte {
	p := page{saveVersion, m.Drawing.strokes, m.Curves, m.Progress, m.Eval}
	c := wire.Writer(dst)
	p.fields(&c)
	return c.Buffer()
}

// RestorePage takes back what AppendPage wrote. On an error m is as it was.
func (m *Model) RestorePage(b []byte) error {
	var p page
	c := wire.Reader(b)
	p.fields(&c)
	if c.End() != nil || p.version != saveVersion {
		return ErrSaved
	}
	m.Drawing = Drawing{strokes: p.strokes, erased: m.Drawing.erased + 1}
	for _, s := range p.strokes {
		m.Drawing.points += len(s)
	}
	m.Curves, m.Progress, m.Eval = p.curves, p.progress, p.eval
	m.Rev.Pad++
	m.Rev.Curves++
	return nil
}

func (p *page) fields(c *wire.Codec) {
	c.U8(&p.version)
	list(c, &p.strokes, 4, maxPoints)
	for i := range p.strokes {
		s := &p.strokes[i]
		list(c, s, 16, maxPoints)
		for k := range *s {
			c.F64(&(*s)[k].X, &(*s)[k].Y)
		}
	}
	for _, s := range p.curves.all() {
		small(c, &s.stride)
		list(c, &s.points, 20, seriesCap)
		for k := range s.points {
			v := &s.points[k]
			c.F64(&v.Step, &v.Value)
			small(c, &v.Of)
		}
	}
	message(c, &p.progress)
	message(c, &p.eval)
}

// list moves the length of a list of at most limit items of at least size bytes
// each, and makes room for it.
func list[S ~[]E, E any](c *wire.Codec, s *S, size, limit int) {
	n := len(*s)
	c.Length(&n, size)
	if !c.Reading() {
		return
	}
	if n > limit {
		c.Tear()
		n = 0
	}
	*s = make(S, n)
}

// small moves an integer from 0 to 2^31-1 in 32 bits.
func small(c *wire.Codec, n *int) {
	u := uint32(*n)
	if c.U32(&u); c.Reading() {
		if u > math.MaxInt32 {
			c.Tear()
			u = 0
		}
		*n = int(u)
	}
}

// message moves an event that is of the same type on both sides.
func message[M any, P interface {
	*M
	protocol.Message
}](c *wire.Codec, m P) {
	if !c.Reading() {
		b := protocol.Append(nil, m)
		c.Bytes(&b)
		return
	}
	got, err := protocol.Decode(c.Block())
	same, ok := got.(P)
	if err != nil || !ok {
		c.Tear()
		return
	}
	*m = *same
}
