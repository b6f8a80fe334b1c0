package recipe

import (
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Dense returns a fully connected layer with the given number of outputs.
func Dense(units int) layer.Dense { return layer.Dense{Units: units} }

// Conv returns a conv2d layer: filters of kernel x kernel, stride 1, no
// padding, no dilation.
func Conv(filters, kernel int) layer.Conv2D {
	return layer.Conv2D{Filters: filters, Kernel: kernel, Stride: 1, Dilation: 1}
}

// ConvPad returns a Conv with pad zeros on each side of its input.
func ConvPad(filters, kernel, pad int) layer.Conv2D {
	l := Conv(filters, kernel)
	l.Pad = pad
	return l
}

// ConvTranspose returns a convtranspose2d layer: it enlarges an image side n to
// (n-1)*stride - 2*pad + kernel.
func ConvTranspose(filters, kernel, stride, pad int) layer.ConvTranspose2D {
	return layer.ConvTranspose2D{Filters: filters, Kernel: kernel, Stride: stride, Pad: pad}
}

// Pool returns a maxpool2d layer with size x size windows that do not overlap.
func Pool(size int) layer.MaxPool2D { return layer.MaxPool2D{Kernel: size, Stride: size} }

// AvgPool returns an avgpool2d layer with size x size windows that do not
// overlap.
func AvgPool(size int) layer.AvgPool2D { return layer.AvgPool2D{Kernel: size, Stride: size} }

// BatchNorm returns a batch normalisation layer over the whole mini-batch, with
// epsilon 1e-5, that keeps 0.9 of its running statistics each step.
func BatchNorm() layer.BatchNorm { return layer.BatchNorm{Epsilon: 1e-5, Decay: 0.9} }

// GhostBatchNorm returns a BatchNorm over groups of a mini-batch (Hoffer et al.
// 2017): workers compute groups side by side.
func GhostBatchNorm(group int) layer.BatchNorm {
	l := BatchNorm()
	l.Group = group
	return l
}

// Dropout returns a layer that drops the given fraction of its values in
// training.
func Dropout(ratio float64) layer.Dropout { return layer.Dropout{Ratio: ratio} }

// ReLU returns a rectifier layer.
func ReLU() layer.ReLU { return layer.ReLU{} }

// LeakyReLU returns a rectifier layer that lets slope of the negative side
// through; 0.01 and, in a GAN, 0.2 are usual.
func LeakyReLU(slope float64) layer.LeakyReLU { return layer.LeakyReLU{Slope: slope} }

// Sigmoid returns a logistic sigmoid layer.
func Sigmoid() layer.Sigmoid { return layer.Sigmoid{} }

// Tanh returns a hyperbolic tangent layer.
func Tanh() layer.Tanh { return layer.Tanh{} }

// Softmax returns a softmax layer over all values of a sample.
func Softmax() layer.Softmax { return layer.Softmax{} }

// Identity returns a layer that passes on what it gets.
func Identity() layer.Identity { return layer.Identity{} }

// Step returns a step function layer, which no gradient passes.
func Step() layer.Step { return layer.Step{} }

// Reshape returns a layer that sees its input's values as another shape of the
// same size.
func Reshape(channels, height, width int) layer.Reshape {
	return layer.Reshape{Shape: tensor.Shape{C: channels, H: height, W: width}}
}
