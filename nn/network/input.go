package network

import (
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

const inputShape = "network: input gradient: shape mismatch"

// InputGradient takes the gradient in OutputGrad(dx.N) back to the input and
// overwrites dx with it. The last Forward was of the same size, with train
// false: it is the gradient of what the network answers, through batch norm's
// running statistics and without dropout. Gradients, statistics and parameters
// stay as they are. The first call allocates an arena.
func (n *Network) InputGradient(dx tensor.Tensor) {
	if dx.Shape != n.acts[0].Shape {
		panic(inputShape)
	}
	if n.spare == nil {
		n.spare = make([]float32, len(n.values))
	}
	kept := n.SwapGradients(n.spare) // Backward adds to a Param's Grad, too
	n.BackwardInference(dx, nil)
	n.SwapGradients(kept)
}

// BackwardInference is InputGradient that adds to Gradients, too: they are those of
// what the network answers. see, unless it is nil, is shown the gradient with respect
// to each layer's output, the last layer's first; it is valid until see returns.
func (n *Network) BackwardInference(dx tensor.Tensor, see func(layer int, dy tensor.Tensor)) {
	for i := len(n.layers) - 1; i >= 0; i-- {
		to := dx
		if i > 0 {
			to = n.grad(i, dx.N)
		}
		dy, x, y := n.grad(i+1, dx.N), n.acts[i].Slice(0, dx.N), n.acts[i+1].Slice(0, dx.N)
		if see != nil {
			see(i, dy)
		}
		if l, ok := n.layers[i].(layer.InferenceBackward); ok {
			l.BackwardInference(to, dy, x, y)
		} else {
			n.layers[i].Backward(to, dy, x, y)
		}
	}
}
