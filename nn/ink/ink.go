// Package ink turns pen strokes into images made as MNIST's were: Render and
// its steps, several digits on one pad, and drawings as text.
package ink

// The dimensions of an image, MNIST's.
const (
	Side   = 28          // width and height
	Pixels = Side * Side // grey values, row-major, 0 background to 255 ink
)
