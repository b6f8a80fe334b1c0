package recipe

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

// AppendJSON appends a valid recipe as JSON that Parse reads back to the same
// recipe. Of a layer, optimiser or schedule of one's own it says only that there
// is one, and Parse refuses it.
func (r Recipe) AppendJSON(dst []byte) []byte { return appendJSON(dst, r.visit) }

// AppendJSON appends a valid GAN as JSON that ParseGAN reads back to the same.
func (g GAN) AppendJSON(dst []byte) []byte { return appendJSON(dst, g.visit) }

func appendJSON(dst []byte, visit func(fields.Visitor)) []byte {
	w := writer{dst: dst}
	w.object(visit)
	return w.dst
}

// writer is the Visitor that appends fields to dst.
type writer struct {
	dst  []byte
	next byte // before the next field: '{' or ','
}

func (w *writer) object(visit func(fields.Visitor)) {
	w.next = '{'
	visit(w)
	w.dst = append(w.dst, '}') // every object has a field
	w.next = ','
}

func (w *writer) name(s string) {
	w.dst = append(w.dst, w.next)
	w.dst = append(appendString(w.dst, s), ':')
	w.next = ','
}

func (w *writer) Reading() bool { return false }

func (w *writer) Choice(name string, v *string, _ string, _ []string) { w.Text(name, v, 0) }

func (w *writer) Text(name string, v *string, _ int) {
	w.name(name)
	w.dst = appendString(w.dst, *v)
}

func (w *writer) Int(name string, v *int, _, _ int) {
	w.name(name)
	w.dst = strconv.AppendInt(w.dst, int64(*v), 10)
}

func (w *writer) Uint(name string, v *uint64, _ uint64) {
	w.name(name)
	w.dst = strconv.AppendUint(w.dst, *v, 10)
}

func (w *writer) Float(name string, v *float64, _ fields.Range) {
	w.name(name)
	w.dst = strconv.AppendFloat(w.dst, *v, 'g', -1, 64)
}

func (w *writer) Shape(name string, v *tensor.Shape, _ int) {
	w.name(name)
	for i, n := range [3]int{v.C, v.H, v.W} {
		w.dst = strconv.AppendInt(append(w.dst, "[,,"[i]), int64(n), 10)
	}
	w.dst = append(w.dst, ']')
}

func (w *writer) Part(name string, present bool, visit func(fields.Visitor)) {
	if present {
		w.name(name)
		w.object(visit)
	}
}

func (w *writer) List(name string, n, _ int, _ func(int), visit func(int, fields.Visitor)) {
	w.name(name)
	w.dst = append(w.dst, '[')
	for i := range n {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.object(func(v fields.Visitor) { visit(i, v) })
	}
	w.dst = append(w.dst, ']')
}

// appendString quotes s, which has no control characters (Validate sees to
// it).
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '"')
}
