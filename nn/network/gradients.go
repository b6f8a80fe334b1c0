package network

import (
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/layer"
)

// BeginGradients makes the gradients ready for one Backward, which EndGradients ends.
// Those that Backward adds to once it overwrites, or with before, the arena of another
// gradient, it adds them to that; the others are zeroed. So a large layer's gradient
// is written once instead of zeroed, added to and added up.
func (n *Network) BeginGradients(before []float32) {
	n.windows(n.gradients, func(p *layer.Param, window []float32) {
		if p.Once {
			p.Overwrite = before == nil
		} else {
			clear(window)
		}
	})
	if before == nil {
		return
	}
	n.windows(before, func(p *layer.Param, window []float32) {
		if p.Once {
			p.Grad = window
		}
	})
}

// EndGradients adds to before, unless it is nil, what Backward did not add to it.
func (n *Network) EndGradients(before []float32) {
	if before != nil {
		n.windows(before, func(p *layer.Param, window []float32) {
			if !p.Once {
				kernel.Add(window, p.Grad)
			}
		})
	}
	n.windows(n.gradients, func(p *layer.Param, window []float32) { p.Grad, p.Overwrite = window, false })
}
