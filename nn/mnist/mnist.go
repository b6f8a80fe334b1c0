// Package mnist reads the MNIST database of handwritten digits: Yann LeCun's
// own files, and the shards that the page fetches with the manifest that lists
// them.
package mnist

// The dimensions of MNIST.
const (
	Side    = 28          // an image's width and height
	Pixels  = Side * Side // an image's bytes, row-major, 0 background to 255 ink
	Classes = 10          // the digits 0 to 9
)

// maxSamples bounds what a file or manifest can make us allocate: 822 MB.
const maxSamples = 1 << 20
