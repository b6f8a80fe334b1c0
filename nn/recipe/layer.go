package recipe

// Layer is one layer's configuration. Which fields count depends on Kind; the
// others must be zero.
type Layer struct {
	Kind     string  // one of the Kind constants
	Units    int     // dense: outputs
	Filters  int     // conv2d, convtranspose2d: output channels
	Kernel   int     // conv2d, convtranspose2d: side of the square kernel; pools: of the window
	Stride   int     // conv2d, convtranspose2d, pools
	Pad      int     // conv2d, pools: pixels added on each side; convtranspose2d: taken away
	Dilation int     // conv2d: distance of the kernel's neighbouring taps, 1 for none between
	Slope    float64 // leakyrelu: of the negative side
	Shape    [3]int  // reshape: channels, height, width of the output
	Epsilon  float64 // batchnorm: added to the variance
	Decay    float64 // batchnorm: share of the old running statistics kept each step
	Group    int     // batchnorm: samples that share statistics in training; 0 for the whole mini-batch
	Ratio    float64 // dropout: share of the values dropped
}

// The kinds of layer. Package layer has a type for each, with its formula.
const (
	KindDense           = "dense"
	KindConv2D          = "conv2d"
	KindConvTranspose2D = "convtranspose2d"
	KindMaxPool2D       = "maxpool2d"
	KindAvgPool2D       = "avgpool2d"
	KindBatchNorm       = "batchnorm"
	KindDropout         = "dropout"
	KindReLU            = "relu"
	KindLeakyReLU       = "leakyrelu"
	KindSigmoid         = "sigmoid"
	KindTanh            = "tanh"
	KindSoftmax         = "softmax"
	KindIdentity        = "identity"
	KindStep            = "step"
	KindFlatten         = "flatten"
	KindReshape         = "reshape"
)

// Kinds returns the kinds of layer.
func Kinds() []string {
	return []string{
		KindDense, KindConv2D, KindConvTranspose2D, KindMaxPool2D, KindAvgPool2D, KindBatchNorm, KindDropout,
		KindReLU, KindLeakyReLU, KindSigmoid, KindTanh, KindSoftmax, KindIdentity, KindStep,
		KindFlatten, KindReshape,
	}
}

// Dense returns a fully connected layer with the given number of outputs.
func Dense(units int) Layer { return Layer{Kind: KindDense, Units: units} }

// Conv returns a conv2d layer: filters of kernel x kernel, stride 1, no
// padding, no dilation.
func Conv(filters, kernel int) Layer {
	return Layer{Kind: KindConv2D, Filters: filters, Kernel: kernel, Stride: 1, Dilation: 1}
}

// ConvPad returns a Conv with pad zeros on each side of its input.
func ConvPad(filters, kernel, pad int) Layer {
	l := Conv(filters, kernel)
	l.Pad = pad
	return l
}

// ConvTranspose returns a convtranspose2d layer: it enlarges an image side n to
// (n-1)*stride - 2*pad + kernel.
func ConvTranspose(filters, kernel, stride, pad int) Layer {
	return Layer{Kind: KindConvTranspose2D, Filters: filters, Kernel: kernel, Stride: stride, Pad: pad}
}

// Pool returns a maxpool2d layer with size x size windows that do not overlap.
func Pool(size int) Layer { return Layer{Kind: KindMaxPool2D, Kernel: size, Stride: size} }

// AvgPool returns an avgpool2d layer with size x size windows that do not
// overlap.
func AvgPool(size int) Layer { return Layer{Kind: KindAvgPool2D, Kernel: size, Stride: size} }

// BatchNorm returns a batch normalisation layer over the whole mini-batch, with
// epsilon 1e-5, that keeps 0.9 of its running statistics each step.
func BatchNorm() Layer { return Layer{Kind: KindBatchNorm, Epsilon: 1e-5, Decay: 0.9} }

// GhostBatchNorm returns a BatchNorm over groups of a mini-batch (Hoffer et al.
// 2017): workers compute groups side by side.
func GhostBatchNorm(group int) Layer {
	l := BatchNorm()
	l.Group = group
	return l
}

// Dropout returns a layer that drops the given share of its values in training.
func Dropout(ratio float64) Layer { return Layer{Kind: KindDropout, Ratio: ratio} }

// ReLU returns a rectifier layer.
func ReLU() Layer { return Layer{Kind: KindReLU} }

// LeakyReLU returns a rectifier layer that lets slope of the negative side
// through; 0.01 and, in a GAN, 0.2 are usual.
func LeakyReLU(slope float64) Layer { return Layer{Kind: KindLeakyReLU, Slope: slope} }

// Sigmoid returns a logistic sigmoid layer.
func Sigmoid() Layer { return Layer{Kind: KindSigmoid} }

// Tanh returns a hyperbolic tangent layer.
func Tanh() Layer { return Layer{Kind: KindTanh} }

// Softmax returns a softmax layer over all values of a sample.
func Softmax() Layer { return Layer{Kind: KindSoftmax} }

// Identity returns a layer that passes on what it gets.
func Identity() Layer { return Layer{Kind: KindIdentity} }

// Step returns a step function layer, which no gradient passes.
func Step() Layer { return Layer{Kind: KindStep} }

// Flatten returns a layer that makes a vector of an image.
func Flatten() Layer { return Layer{Kind: KindFlatten} }

// Reshape returns a layer that sees its input's values as another shape of the
// same size.
func Reshape(channels, height, width int) Layer {
	return Layer{Kind: KindReshape, Shape: [3]int{channels, height, width}}
}
