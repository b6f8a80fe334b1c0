// Package layer holds the building blocks of a network, one file each. A layer
// knows its parameters and how to run forward and backward over a batch; it
// allocates what it needs for the largest batch when it is made, and nothing
// afterwards.
package layer

import "github.com/zerokara/zerokara/nn/tensor"

// Param is one trainable array. Value and Grad are windows into the network's
// arenas, set by Bind before the layer is first used.
type Param struct {
	Name        string // the field's name: "weight", "bias"
	Dims        []int  // row-major; the outputs first but in a transposed convolution
	FanIn       int    // inputs that one output sums, for initialisers
	FanOut      int    // outputs that one input reaches, for initialisers
	Value, Grad []float32
	Decay       bool // weight decay applies
	Fill        Fill // how it is initialised
}

// Fill says how a parameter gets its first values.
type Fill uint8

// The ways to fill a parameter.
const (
	FillInit Fill = iota // by the recipe's initialiser
	FillZero             // zeros: biases, batch norm's shift
	FillOne              // ones: batch norm's scale
)

// Size returns the number of values, the product of Dims.
func (p *Param) Size() int {
	n := 1
	for _, d := range p.Dims {
		n *= d
	}
	return n
}

// Layer is one building block. The tensors passed in belong to the caller.
type Layer interface {
	// Out returns the shape of one output sample.
	Out() tensor.Shape
	// Params returns the trainable arrays in a stable order.
	Params() []*Param
	// Forward overwrites y with the layer's output for x. train is false for
	// inference; only a Forward with train true may be followed by Backward.
	Forward(y, x tensor.Tensor, train bool)
	// Backward takes dy, the gradient of the loss by y, and the x and y of the
	// last Forward. It overwrites dx (skipped when dx.Data is nil) and adds to
	// each Param's Grad. x, y and dy keep their values.
	Backward(dx, dy, x, y tensor.Tensor)
}

// Random is a layer that is random in training: dropout. Its choices depend on
// Reseed's arguments and a value's place in the batch only.
type Random interface {
	Layer
	// Reseed sets what the next Forwards in training draw: key belongs to this
	// layer and step, first is the place in the mini-batch of their first sample.
	// Without it they draw always the same.
	Reseed(key uint64, first int)
}

// Stateful is a layer with values that are saved but not trained: batch norm's
// running statistics. In training Forward moves them to
//
//	Decay*old + (1-Decay)*what the batch says
type Stateful interface {
	Layer
	// States returns the arrays; like Params, they are bound into an arena.
	States() []*Param
	// Decay is the share of the old values that a batch keeps.
	Decay() float64
}
