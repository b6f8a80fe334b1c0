// Package ink turns pen strokes into 28x28 images made as MNIST's were (Render),
// with the steps of that preprocessing one by one (Preprocessing, Film), and
// separates the digits of one drawing (Segment). Package ndjson reads and writes
// drawings as text.
package ink

// The dimensions of an image, those of MNIST.
const (
	Side   = 28          // width and height
	Pixels = Side * Side // grey values, row-major, 0 background to 255 ink
)
