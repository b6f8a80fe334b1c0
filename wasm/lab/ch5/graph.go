package ch5

import (
	"math"

	"github.com/zerokara/zerokara/nn/book/graph"
)

// Graph is a calculation that is walked through a number at a time: forwards to its
// value, then backwards to its gradients.
type Graph struct {
	g      *graph.Graph
	out    *graph.Node
	places []graph.Place
	inputs []*graph.Node // the variables that a visitor may change
	steps  []Step
	at     int // steps done
	rev    uint32
}

// Step is one number of the walk: forwards an operation's value, backwards what is sent
// to one of its inputs. The first one back is the result's own gradient, 1.
type Step struct {
	Node  *graph.Node
	Back  bool
	Input int // of Node; -1: Node's own gradient
}

// newGraph begins a walk through the calculation of out. Variables named as numbers are
// constants.
func newGraph(g *graph.Graph, out *graph.Node) *Graph {
	w := &Graph{g: g, out: out, places: g.Layout(), rev: 1}
	for _, n := range g.Nodes() {
		if n.Inputs() != nil {
			w.steps = append(w.steps, Step{Node: n})
		} else if !constant(n) {
			w.inputs = append(w.inputs, n)
		}
	}
	w.steps = append(w.steps, Step{Node: out, Back: true, Input: -1})
	for i := len(g.Nodes()) - 1; i >= 0; i-- {
		n := g.Nodes()[i]
		for j := range n.Inputs() {
			w.steps = append(w.steps, Step{Node: n, Back: true, Input: j})
		}
	}
	w.compute()
	return w
}

// constant reports whether a node is a number of the expression.
func constant(n *graph.Node) bool {
	return n.Inputs() == nil && (n.Name[0] < 'A' || n.Name[0] == 0xe2) // a digit or a minus sign
}

func (w *Graph) compute() {
	w.g.Forward()
	w.g.Backward(w.out)
	w.rev++
}

// Set gives the i-th variable a value.
func (w *Graph) Set(i int, v float64) (ok bool) {
	if !(math.Abs(v) <= maxValue) {
		return false
	}
	w.inputs[i].Value = v
	w.compute()
	return true
}

// With returns the result that another value of a variable gives.
func (w *Graph) With(n *graph.Node, v float64) float64 {
	before := n.Value
	n.Value = v
	w.g.Forward()
	result := w.out.Value
	n.Value = before
	w.g.Forward()
	return result
}

// maxValue is the largest value of a variable.
const maxValue = 1e6

// Go goes to a place in the walk, 0 to Last.
func (w *Graph) Go(at int) {
	w.at = min(max(at, 0), len(w.steps))
	w.rev++
}

// Last is the place after all steps, Turn that before the first step back.
func (w *Graph) Last() int { return len(w.steps) }

// Turn is the place where all values are known, and no gradient.
func (w *Graph) Turn() (at int) {
	for !w.steps[at].Back {
		at++
	}
	return at
}

// Rest is the end of the way that the walk is on.
func (w *Graph) Rest() int {
	if w.at < w.Turn() {
		return w.Turn()
	}
	return w.Last()
}

// Newest returns the step that was done last.
func (w *Graph) Newest() (s Step, ok bool) {
	if w.at == 0 {
		return s, false
	}
	return w.steps[w.at-1], true
}

// Next returns the step that is to come.
func (w *Graph) Next() (s Step, ok bool) {
	if w.at == len(w.steps) {
		return s, false
	}
	return w.steps[w.at], true
}

// Result is the step's number.
func (s Step) Result() float64 {
	switch {
	case !s.Back:
		return s.Node.Value
	case s.Input < 0:
		return s.Node.Grad
	}
	return s.Node.Sent()[s.Input]
}

// HasValue reports whether a node's value is known.
func (w *Graph) HasValue(n *graph.Node) bool {
	return n.Inputs() == nil || w.done(Step{Node: n})
}

// HasSent reports whether it is known what goes back to an operation's input.
func (w *Graph) HasSent(n *graph.Node, input int) bool {
	return w.done(Step{Node: n, Back: true, Input: input})
}

func (w *Graph) done(s Step) bool {
	for _, d := range w.steps[:w.at] {
		if d == s {
			return true
		}
	}
	return false
}

// Uses returns the operations that take a node, with which of their inputs it is: its
// children in the graph.
func (w *Graph) Uses(n *graph.Node) (uses []Step) {
	for _, m := range w.g.Nodes() {
		for j, in := range m.Inputs() {
			if in == n {
				uses = append(uses, Step{Node: m, Back: true, Input: j})
			}
		}
	}
	return uses
}

// HasGrad reports whether all that comes back to a node is known.
func (w *Graph) HasGrad(n *graph.Node) bool {
	if n == w.out {
		return w.at > w.Turn()
	}
	for _, u := range w.Uses(n) {
		if !w.done(u) {
			return false
		}
	}
	return true
}

// Fork returns the gradients that come back to a node from its children.
func (w *Graph) Fork(n *graph.Node) (parts []float64) {
	for _, u := range w.Uses(n) {
		parts = append(parts, u.Result())
	}
	return parts
}

// Cancels reports whether somewhere gradients meet that are not 0 and whose sum is.
func (w *Graph) Cancels() bool {
	for _, n := range w.inputs {
		all := 0.0
		for _, part := range w.Fork(n) {
			all += math.Abs(part)
		}
		if all > 0 && !math.IsInf(all, 0) && math.Abs(n.Grad) <= 1e-9*all {
			return true
		}
	}
	return false
}

// Finite reports whether all values and gradients are numbers.
func (w *Graph) Finite() bool {
	for _, n := range w.g.Nodes() {
		for _, v := range [...]float64{n.Value, n.Grad} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return false
			}
		}
	}
	return true
}

// Flow returns what a change by 1 of the i-th variable is at each node, by the same
// rates that carry gradients back: the stream on its way down.
func (w *Graph) Flow(i int) []float64 {
	flow := make([]float64, len(w.g.Nodes()))
	flow[w.inputs[i].Index()] = 1
	for _, n := range w.g.Nodes() {
		for j, rate := range n.Derivatives() {
			flow[n.Index()] += rate * flow[n.Inputs()[j].Index()]
		}
	}
	return flow
}

// Paths returns the rates along each way from the i-th variable to the result, as many
// as limit at most.
func (w *Graph) Paths(i, limit int) (paths [][]float64) {
	var walk func(n *graph.Node, rates []float64)
	walk = func(n *graph.Node, rates []float64) {
		if len(paths) == limit {
			return
		}
		if n == w.out {
			paths = append(paths, append([]float64(nil), rates...))
			return
		}
		for _, u := range w.Uses(n) {
			walk(u.Node, append(rates, u.Node.Derivatives()[u.Input]))
		}
	}
	walk(w.inputs[i], nil)
	return paths
}
