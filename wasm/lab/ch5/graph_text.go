package ch5

import (
	"math"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/book/graph"
	"github.com/zerokara/zerokara/wasm/words"
)

// number writes a value with five digits, which hide the rounding error of 1.1 × 200,
// and with up to eight where five would make it an integer: 1.00002.
func number(v float64) string {
	if a := math.Abs(v); a != 0 && a < 1e-4 || a >= 1e6 || a != a {
		return words.Significant(v)
	}
	s := strconv.FormatFloat(v, 'g', 5, 64)
	for digits := 6; digits <= 8 && !strings.ContainsAny(s, ".e"); digits++ {
		s = strconv.FormatFloat(v, 'g', digits, 64)
	}
	if strings.Contains(s, "e") {
		s = strconv.FormatFloat(v, 'f', 0, 64)
	}
	if s == "-0" {
		s = "0"
	}
	return strings.Replace(s, "-", "−", 1)
}

// entry writes a value into its variable's field, so that it fits.
func entry(v float64) string {
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if len(s) > 8 {
		s = strconv.FormatFloat(v, 'g', 4, 64)
	}
	return s
}

// factor writes a value inside a product.
func factor(v float64) string {
	if s := number(v); v < 0 {
		return "(" + s + ")"
	} else {
		return s
	}
}

// Terms writes how a step's number comes about, without it: "1.1 × 2".
func (s Step) Terms() string {
	in := s.Node.Inputs()
	x, y := "", ""
	if len(in) > 0 {
		x = factor(in[0].Value)
	}
	if len(in) > 1 {
		y = factor(in[1].Value)
	}
	sign := s.Node.Label()
	if !s.Back {
		switch {
		case len(in) == 1:
			return sign + "(" + number(in[0].Value) + ")"
		case sign == "max":
			return "max(" + number(in[0].Value) + ", " + number(in[1].Value) + ")"
		}
		return x + " " + sign + " " + y
	}
	if s.Input < 0 {
		return ""
	}
	above := factor(s.Node.Grad)
	switch {
	case sign == "×":
		return above + " × " + [...]string{y, x}[s.Input]
	case sign == "÷" && s.Input == 0:
		return above + " ÷ " + y
	case sign == "÷":
		return above + " × (−" + x + " ÷ " + y + "²)"
	case sign == "exp":
		return above + " × " + factor(s.Node.Value)
	case sign == "log":
		return above + " ÷ " + x
	}
	return above + " × " + factor(s.Node.Derivatives()[s.Input])
}

// Sum writes the step's number with how it comes about: "1.1 × 2 = 2.2".
func (s Step) Sum() string {
	if t := s.Terms(); t != "" {
		return t + " = " + number(s.Result())
	}
	return number(s.Result())
}

// Rule says why, by the rule of the operation; sum is what is to stand for the
// arithmetic.
func (s Step) Rule(w *words.Words, sum string) string {
	if !s.Back {
		return w.T("graph.rule.value", "sum", sum)
	}
	if s.Input < 0 {
		return w.T("graph.rule.one")
	}
	switch s.Node.Label() {
	case "+":
		return w.T("graph.rule.add", "sum", sum)
	case "−":
		if s.Input == 0 {
			return w.T("graph.rule.sub", "sum", sum)
		}
		return w.T("graph.rule.subtracted", "sum", sum)
	case "×":
		return w.T("graph.rule.mul", "sum", sum)
	case "÷":
		if s.Input == 0 {
			return w.T("graph.rule.div", "sum", sum)
		}
		return w.T("graph.rule.divisor", "sum", sum)
	case "exp":
		return w.T("graph.rule.exp", "sum", sum)
	case "log":
		return w.T("graph.rule.log", "sum", sum)
	}
	if s.Node.Derivatives()[s.Input] != 0 {
		return w.T("graph.rule.larger", "sum", sum)
	}
	return w.T("graph.rule.smaller", "sum", sum)
}

// Written writes an operation with its inputs' names: "apple price × apples".
func Written(n *graph.Node, name func(*graph.Node) string) string {
	in := n.Inputs()
	if in == nil {
		return name(n)
	}
	part := func(m *graph.Node) string {
		s := Written(m, name)
		if len(m.Inputs()) == 2 && m.Label() != "max" {
			s = "(" + s + ")"
		}
		return s
	}
	switch {
	case len(in) == 1:
		return n.Label() + "(" + Written(in[0], name) + ")"
	case n.Label() == "max":
		return "max(" + Written(in[0], name) + ", " + Written(in[1], name) + ")"
	}
	return part(in[0]) + " " + n.Label() + " " + part(in[1])
}

// Gradient writes a node's gradient, at a fork as the sum over its children: "110 + 5.5 =
// 115.5".
func (w *Graph) Gradient(n *graph.Node) string {
	parts := w.Fork(n)
	if len(parts) < 2 {
		return number(n.Grad)
	}
	var s []string
	for _, part := range parts {
		s = append(s, factor(part))
	}
	return strings.Join(s, " + ") + " = " + number(n.Grad)
}

// Ways writes the rates along each way down from the i-th variable, and their product:
// "2 × 1.1", "100 × 1.1 + 5 × 1.1".
func (w *Graph) Ways(i int) string {
	const limit = 4
	var all []string
	for _, path := range w.Paths(i, limit+1) {
		if len(all) == limit {
			all = append(all, "…")
			break
		}
		var rates []string
		for _, rate := range path {
			rates = append(rates, factor(rate))
		}
		all = append(all, strings.Join(rates, " × "))
	}
	return strings.Join(all, " + ")
}

// Loss is the digit's, -ln p.
func (s *Shop) Loss() float64 { return max(-math.Log(s.Probability()), 0) }

// Happened says what the walk, or the stream, has shown.
func (s *Shop) Happened(w *words.Words, name func(*graph.Node) string) string {
	g := s.graph
	if s.stream >= 0 {
		n := g.inputs[s.stream]
		return w.T("lab.5.1.happened.stream", "name", name(n), "ways", g.Ways(s.stream), "gradient", number(n.Grad))
	}
	if g.at < g.Last() {
		if g.at < g.Turn() {
			return ""
		}
		return w.T("lab.5.1.happened.value", "value", number(g.out.Value))
	}
	for _, n := range g.g.Nodes() {
		if len(g.Uses(n)) > 1 {
			return w.T("lab.5.1.happened.fork", "name", Written(n, name), "n", len(g.Uses(n)), "sum", g.Gradient(n))
		}
	}
	n := g.inputs[0]
	if s.shop == FruitShop {
		n = g.inputs[1]
	}
	changed := n.Value + 1
	return w.T("lab.5.1.happened.all", "name", name(n), "from", number(n.Value), "to", number(changed), "gradient", number(n.Grad),
		"before", number(g.out.Value), "after", number(g.With(n, changed)))
}
