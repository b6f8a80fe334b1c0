package ch5

import (
	"cmp"
	"math"
	"slices"
)

// What a dense layer's picture shows of its weights' gradient.
const (
	maxInputs = 24
	maxUnits  = 40
)

// product is the gradient of a dense layer's weights as the book has it: dW = xᵀ dY, a
// row per input and a column per unit. Of many it has those with the largest x and dY.
type product struct {
	inputs, units []int // that are shown, in order
	input, unit   int   // of the chosen element
	picked        bool  // by the visitor; else it is the largest
}

// Dense reports whether the stop looked at is a dense layer's output, and known.
func (b *Backward) Dense() bool {
	return b.pass != nil && b.stops[b.At()].Weights >= 0
}

// X returns a dense layer's input.
func (b *Backward) X() []float32 { return b.Output(b.At() - 1) }

// DY returns the gradient with respect to its output.
func (b *Backward) DY() []float32 { return b.Gradient(b.At()) }

// DW returns what the network's backward pass has of an element of dW.
func (b *Backward) DW(input, unit int) float32 {
	at := b.At()
	// The engine keeps a unit's weights side by side: the book's W transposed.
	return b.pass.Gradients[b.stops[at].Weights+unit*b.stops[at-1].Size+input]
}

// window chooses what is shown of a dense layer, and an element of it.
func (b *Backward) window() {
	if !b.Dense() {
		b.inputs, b.units = nil, nil
		return
	}
	b.inputs, b.units = largest(b.X(), maxInputs), largest(b.DY(), maxUnits)
	if b.picked && slices.Contains(b.inputs, b.input) && slices.Contains(b.units, b.unit) {
		return
	}
	b.picked = false
	top := float32(-1)
	for _, i := range b.inputs {
		for _, j := range b.units {
			if d := b.DW(i, j); max(d, -d) > top {
				top, b.input, b.unit = max(d, -d), i, j
			}
		}
	}
}

// largest returns the places of the n values of the largest magnitude, in order.
func largest(values []float32, n int) []int {
	at := make([]int, len(values))
	for i := range at {
		at[i] = i
	}
	if len(at) > n {
		slices.SortStableFunc(at, func(i, j int) int {
			return cmp.Compare(math.Abs(float64(values[j])), math.Abs(float64(values[i])))
		})
		at = at[:n]
		slices.Sort(at)
	}
	return at
}

// Window returns how many inputs and units are shown.
func (b *Backward) Window() (inputs, units int) { return len(b.inputs), len(b.units) }

// Element returns the chosen element's place among those shown.
func (b *Backward) Element() (row, column int) {
	return max(slices.Index(b.inputs, b.input), 0), max(slices.Index(b.units, b.unit), 0)
}

// Pick chooses an element by its place, or the nearest.
func (b *Backward) Pick(row, column int) {
	if len(b.inputs) == 0 || len(b.units) == 0 {
		return
	}
	i, j := b.inputs[min(max(row, 0), len(b.inputs)-1)], b.units[min(max(column, 0), len(b.units)-1)]
	if i != b.input || j != b.unit || !b.picked {
		b.input, b.unit, b.picked = i, j, true
		b.rev++
	}
}

// Point chooses the element at a fraction of the picture's width and height.
func (b *Backward) Point(x, y float64) {
	b.Pick(int(math.Floor(y*float64(len(b.inputs)))), int(math.Floor(x*float64(len(b.units)))))
}

// Nudge chooses a neighbour.
func (b *Backward) Nudge(dx, dy int) {
	row, column := b.Element()
	b.Pick(row+dy, column+dx)
}

// Factors returns the chosen element's input, its unit's gradient, their product and what
// the backward pass has.
func (b *Backward) Factors() (x, dy, product, dw float64) {
	x, dy = float64(b.X()[b.input]), float64(b.DY()[b.unit])
	return x, dy, x * dy, float64(b.DW(b.input, b.unit))
}

// Agrees reports whether the product is the backward pass's element, within float32's
// rounding.
func (b *Backward) Agrees() bool {
	_, _, p, dw := b.Factors()
	return math.Abs(p-dw) <= 1e-5*math.Abs(p)+1e-12
}
