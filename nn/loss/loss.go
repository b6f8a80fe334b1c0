// Package loss holds the loss functions, one file each.
package loss

import "github.com/zerokara/zerokara/nn/tensor"

// Loss compares the softmax of logits with labels. Over the samples it returns
// the sum of the losses and how many samples' largest logit is the label's (the
// first, of equals), and overwrites dlogits, unless its Data is nil, with the
// gradient of scale*lossSum.
type Loss func(dlogits, logits tensor.Tensor, labels []uint8, scale float32) (lossSum float64, correct int)
