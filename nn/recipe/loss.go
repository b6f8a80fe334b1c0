package recipe

import "github.com/zerokara/zerokara/nn/loss"

// CrossEntropy returns softmax with cross-entropy, without label smoothing. A
// recipe whose JSON says no loss has it.
func CrossEntropy() loss.SoftmaxCrossEntropy { return loss.SoftmaxCrossEntropy{} }
