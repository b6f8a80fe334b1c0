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
	return w.T("lab.2.1.formula", "w1", figure(v[0]), "w2", figure(v[1]), "b", figure(v[2]))
}

// Count says how many of the points are correct.
func (g *Gates) Count(w *words.Words) string {
	return w.T("lab.2.1.count", "n", g.Correct(), "all", len(g.table))
}

// Note says what that means.
func (g *Gates) Note(w *words.Words) string {
	if g.stacked {
		return w.T("lab.2.1.stacked")
	}
	v := g.Weights()
	switch n := g.Correct(); {
	case v[0] == 0 && v[1] == 0:
		return w.T("lab.2.1.none", "output", g.Rows()[0].Output)
	case n == len(g.table):
		return w.T("lab.2.1.done", "gate", g.gate.String())
	case g.gate == XOR && n == len(g.table)-1:
		return w.T("lab.2.1.three")
	}
	if _, _, ok := g.Line(); !ok {
		return w.T("lab.2.1.outside")
	}
	return w.T("lab.2.1.hint")
}

// HandleName names a handle.
func (g *Gates) HandleName(w *words.Words, i int) string { return w.T("lab.2.1.handle", "i", i+1) }

// HandlePlace says where a handle is.
func (g *Gates) HandlePlace(w *words.Words, i int) string {
	p := g.handles[i]
	return w.T("lab.2.1.place", "x", figure(hundredths(p.X)), "y", figure(hundredths(p.Y)))
}

// Title describes a point of the picture.
func (r Row) Title(w *words.Words) string {
	x, y := int(r.X.X), int(r.X.Y)
	if r.Correct() {
		return w.T("lab.2.1.point", "x", x, "y", y, "target", r.Target)
	}
	return w.T("lab.2.1.point.wrong", "x", x, "y", y, "target", r.Target, "output", r.Output)
}

// Figure is the row's sum.
func (r Row) Figure() string { return figure(hundredths(r.Sum)) }

// signed writes a number after a sign, as what is added: "+ 0.50", "− 0.50".
func signed(v float64) string {
	if v < 0 {
		return "− " + figure(-v)
	}
	return "+ " + figure(v)
}

// LearnText says what the rule did last, and how it ended.
func (g *Gates) LearnText(w *words.Words) string {
	n := len(g.path.updates)
	if n == 0 {
		if g.Learning() == LearnDone {
			return w.T("lab.2.1.learn.nothing")
		}
		return w.T("lab.2.1.learn.text")
	}
	u := g.path.updates[n-1]
	step := w.T("lab.2.1.learn.step", "n", n, "x", int(u.X.X), "y", int(u.X.Y), "output", u.Output, "target", 1-u.Output, "move", signed(learnRate*u.Sign()))
	switch g.Learning() {
	case LearnDone:
		return step + " " + w.T("lab.2.1.learn.done")
	case LearnLoops:
		return step + " " + w.T("lab.2.1.learn.loop", "first", g.path.loop, "length", n-g.path.loop)
	}
	return step
}

// PathText describes the picture of the weights.
func (g *Gates) PathText(w *words.Words) string {
	v := g.Weights()
	return w.T("lab.2.1.path", "n", len(g.path.updates), "w1", figure(v[0]), "w2", figure(v[1]))
}

// Happened says what happened, with the numbers.
func (g *Gates) Happened(w *words.Words) string {
	n := len(g.path.updates)
	switch {
	case g.stacked:
		return w.T("lab.2.1.happened.stack")
	case g.Learning() == LearnLoops:
		return w.T("lab.2.1.happened.loop", "n", n, "length", n-g.path.loop, "correct", g.Correct())
	case g.Learning() == LearnDone && n > 0:
		v := g.Weights()
		return w.T("lab.2.1.happened.learned", "gate", g.gate.String(), "n", n, "w1", figure(v[0]), "w2", figure(v[1]), "b", figure(v[2]))
	}
	return w.T("lab.2.1.happened.line", "gate", g.gate.String(), "n", g.Correct())
}

// Truth reports whether the lab has shown that no line computes XOR.
func (g *Gates) Truth() bool { return g.stacked || g.Learning() == LearnLoops }

// Pair writes a row's inputs.
func (p Point) Pair() string { return strconv.Itoa(int(p.X)) + " " + strconv.Itoa(int(p.Y)) }

// PixelName names the handle of x1 or x2 on the drawing.
func (g *Gates) PixelName(w *words.Words, i int) string { return w.T("lab.2.1.pixel", "i", i+1) }

// PixelPlace says where it is.
func (g *Gates) PixelPlace(w *words.Words, i int) string {
	column, row := g.Pixel(i)
	return w.T("lab.2.1.pixel.place", "row", row+1, "column", column+1)
}

// Text says what the neuron makes of the two pixels.
func (p Probe) Text(w *words.Words) string {
	return w.T("lab.2.1.probe", "x", figure(hundredths(p.X.X)), "y", figure(hundredths(p.X.Y)), "sum", figure(hundredths(p.Sum)), "output", p.Output)
}
