package optim

import "github.com/zerokara/zerokara/nn/internal/kernel"

// Decay applies weight decay (section 6.4.2) to the weights that have it, before
// o's step with learning rate lr. Most optimisers see the gradient of the
// penalty decay/2 * sum of w²,
//
//	g += decay * w
//
// AdamW's weights shrink on their own:
//
//	w -= lr * decay * w
func Decay(o Optimizer, w, g []float32, lr, decay float32) {
	if _, decoupled := o.(AdamW); decoupled {
		kernel.Scale(1-lr*decay, w)
	} else {
		kernel.Axpy(decay, w, g)
	}
}
