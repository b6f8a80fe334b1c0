// Package mnist reads the MNIST database of handwritten digits: Yann LeCun's
// own files, and the shards that the page fetches with the manifest that lists
// them.
package mnist

import (
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/tensor"
)

// The dimensions of MNIST.
const (
	Side    = 28          // an image's width and height
	Pixels  = Side * Side // an image's bytes, row-major, 0 background to 255 ink
	Classes = 10          // the digits 0 to 9
)

// Format is what a set of MNIST's samples holds.
var Format = data.Format{Shape: tensor.Shape{C: 1, H: Side, W: Side}, Bytes: true, Classes: Classes}

// Batch returns images of Pixels bytes each and one label per image as a batch,
// to fill a block of a set with.
func Batch(images, labels []byte) data.Batch {
	b := data.Batch{Format: Format, N: len(labels), Bytes: images, Labels: make([]int32, len(labels))}
	for i, l := range labels {
		b.Labels[i] = int32(l)
	}
	return b
}

// maxSamples bounds what a file or manifest can make us allocate: 822 MB.
const maxSamples = 1 << 20
