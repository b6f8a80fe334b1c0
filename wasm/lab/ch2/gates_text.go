package ch2

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/wasm/words"
)

// figure writes a number with two decimals, or as many as it has, and a minus sign.
func figure(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	if hundredths(v) != v {
		s = strconv.FormatFloat(v, 'g', -1, 64)
	}
	return strings.Replace(s, "-", "−", 1)
}

// Formula is the neuron with its weights.
func (g *Gates) Formula(w *words.Words) string {
	v := g.Weights()
	return w.T("gates.formula", "w1", figure(v[0]), "w2", figure(v[1]), "b", figure(v[2]))
}

// Count says how many of the points are correct.
func (g *Gates) Count(w *words.Words) string {
	return w.T("gates.count", "n", g.Correct(), "all", len(g.table))
}

// Note says what that means.
func (g *Gates) Note(w *words.Words) string {
	v := g.Weights()
	switch n := g.Correct(); {
	case v[0] == 0 && v[1] == 0:
		return w.T("gates.none", "output", g.Rows()[0].Output)
	case n == len(g.table):
		return w.T("gates.done", "gate", g.gate.String())
	case g.gate == XOR && n == len(g.table)-1:
		return w.T("gates.three")
	}
	if _, _, ok := g.Line(); !ok {
		return w.T("gates.outside")
	}
	return w.T("gates.hint")
}

// HandleName names a handle.
func (g *Gates) HandleName(w *words.Words, i int) string { return w.T("gates.handle", "i", i+1) }

// HandlePlace says where a handle is.
func (g *Gates) HandlePlace(w *words.Words, i int) string {
	p := g.handles[i]
	return w.T("gates.place", "x", figure(hundredths(p.X)), "y", figure(hundredths(p.Y)))
}

// Title describes a point of the picture.
func (r Row) Title(w *words.Words) string {
	x, y := int(r.X.X), int(r.X.Y)
	if r.Correct() {
		return w.T("gates.point", "x", x, "y", y, "target", r.Target)
	}
	return w.T("gates.point.wrong", "x", x, "y", y, "target", r.Target, "output", r.Output)
}

// Figure is the row's sum.
func (r Row) Figure() string { return figure(hundredths(r.Sum)) }
