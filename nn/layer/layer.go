// Package layer holds the building blocks of a network, one file per kind. A kind
// is a small struct, its configuration, which says what it makes of a shape,
// what that costs, and builds the Layer that computes it. A Layer knows its
// parameters and how to run forward and backward over a batch; it allocates what
// it needs for the largest batch when it is built, and nothing afterwards.
//
// A layer of one's own needs a Spec, which builds it, and a Layer.
package layer

import "github.com/zerokara/zerokara/nn/tensor"

// Spec is the configuration of a layer: Dense{Units: 10}, or a type of one's
// own.
type Spec interface {
	// Build returns the layer for input samples of shape in and batches of at
	// most maxBatch of them.
	Build(in tensor.Shape, maxBatch int) (Layer, error)
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
	// Backward takes dy, the gradient of the loss with respect to y, and the x and
	// y of the last Forward. It overwrites dx, the gradient with respect to x
	// (skipped when dx.Data is nil), and adds to each Param's Grad. x, y and dy
	// keep their values.
	Backward(dx, dy, x, y tensor.Tensor)
}

// Random is a layer that is random in training: dropout. Its choices depend on
// Reseed's arguments and a value's place in the batch only.
type Random interface {
	Layer
	// Reseed sets what the next Forwards in training draw: key belongs to this
	// layer and step, first is the place in the mini-batch of their first sample.
	// Without it they always draw the same.
	Reseed(key uint64, first int)
}

// Stateful is a layer with values that are saved but not trained: batch norm's
// running statistics. In training Forward moves them to
//
//	Decay*old + (1-Decay)*(the batch's)
type Stateful interface {
	Layer
	// States returns the arrays; like Params, they are bound into an arena.
	States() []*Param
	// Decay is the fraction of the old values that a batch keeps.
	Decay() float64
}

// InferenceBackward is a layer that computes one function in training and
// another in inference: batch normalisation, dropout. Where the gradient of a
// trained network's prediction with respect to its input is wanted, it is that
// of the second; other layers' Backward serves for both.
type InferenceBackward interface {
	Layer
	// BackwardInference takes dy, the gradient with respect to y, and the x and y
	// of the last Forward, which had train false. It overwrites dx and adds to each
	// Param's Grad, as Backward does.
	BackwardInference(dx, dy, x, y tensor.Tensor)
}
