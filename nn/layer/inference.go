package layer

import "github.com/zerokara/zerokara/nn/tensor"

// InferenceBackward is a layer that is one function in training and another in
// inference: batch normalisation, dropout. Where only the gradient by the input
// is wanted, of what a trained network answers, it has the second one's; other
// layers' Backward does for both.
type InferenceBackward interface {
	Layer
	// BackwardInference takes dy, the gradient by y, and the x and y of the last
	// Forward, which had train false. It overwrites dx and leaves each Param's
	// Grad alone.
	BackwardInference(dx, dy, x, y tensor.Tensor)
}
