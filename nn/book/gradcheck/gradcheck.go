// Package gradcheck compares the gradients of backpropagation through the network
// of any recipe with numerical ones (section 5.7.3 of the book), and their times.
package gradcheck

import (
	"math/rand/v2"
	"time"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/random"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// tolerance is for whole networks, in which a step takes some of the thousands of
// values behind a convolution's weight over a kink: each adds a little to the
// numerical gradient, too little to be seen as one, and together a few
// hundredths. Arrays with fewer kinks behind them agree to 1e-3 and better.
var tolerance = numeric.Tolerance{Relative: 2e-2, Absolute: 1e-1, LeastStep: 1e-5}

// Report is the gradient check of a network.
type Report struct {
	Arrays  []numeric.Comparison // one a parameter array, such as "0 conv2d weight"
	Images  int
	Params  int
	Loss    float64       // of the images, mean
	Forward time.Duration // one forward pass, the fastest of the check's
	// Backprop is the time of a forward and a backward pass, which gives the
	// whole gradient; the fastest of several.
	Backprop time.Duration
}

// Numerical is how long the numerical gradient of all parameters would take:
// two forward passes for each.
func (r Report) Numerical() time.Duration { return 2 * time.Duration(r.Params) * r.Forward }

// Faster is how many times faster backpropagation is.
func (r Report) Faster() float64 { return float64(r.Numerical()) / float64(r.Backprop) }

// Right reports whether no checked element was wrong.
func (r Report) Right() bool {
	for _, a := range r.Arrays {
		if a.Wrong > 0 {
			return false
		}
	}
	return true
}

// Recipe checks the gradient of a recipe's untrained network for the mean loss
// of the first images of a set, in training: batch normalisation takes these
// images as one batch, dropout drops the same in every pass. What a network
// starts with at one value (biases at 0, a batch normalisation's scale at 1) is
// first moved by N(0, 0.1²). At most elements of each parameter array are
// checked.
func Recipe(r recipe.Recipe, set *data.Set, images, elements int) (Report, error) {
	if images < 1 || images > set.Loaded() {
		return Report{}, format.Errorf("gradient check: %d images, must be 1 to %d", images, set.Loaded())
	}
	if elements < 1 {
		return Report{}, format.Errorf("gradient check: %d elements of an array, must be at least 1", elements)
	}
	net, err := network.New(r, images)
	if err != nil {
		return Report{}, err
	}
	if in := net.Input(images); in.Shape.Size() != mnist.Pixels {
		return Report{}, format.Errorf("gradient check: the network takes %v, the images are %dx%d", in.Shape, mnist.Side, mnist.Side)
	}
	labels := make([]int32, images)
	for i := range labels {
		set.Input(net.Input(images).Sample(i), i)
		labels[i] = int32(set.Label(i))
	}

	unsettle(net, r.Seed)

	report := Report{Images: images, Params: len(net.Values())}
	scale := 1 / float32(images)
	backprop := func() float64 {
		start := time.Now()
		clear(net.Gradients())
		sum, _ := r.Loss.Compute(net.OutputGrad(images), net.Forward(images, true), loss.Labels(labels...), scale)
		net.Backward(images)
		report.Backprop = faster(report.Backprop, time.Since(start))
		return sum / float64(images)
	}
	for range 5 {
		report.Loss = backprop()
	}
	var arrays []numeric.Array
	for i, l := range net.Layers() {
		for _, p := range l.Params() {
			arrays = append(arrays, numeric.Array{Name: format.Sprintf("%d %s %s", i, layer.KindOf(r.Layers[i]), p.Name), Value: p.Value, Grad: p.Grad})
		}
	}

	report.Arrays, err = numeric.Compare(func() float64 {
		start := time.Now()
		sum, _ := r.Loss.Compute(tensor.Tensor{}, net.Forward(images, true), loss.Labels(labels...), scale)
		report.Forward = faster(report.Forward, time.Since(start))
		return sum / float64(images)
	}, arrays, elements, tolerance)
	return report, err
}

// faster returns the shorter of two times; 0 is none.
func faster(a, b time.Duration) time.Duration {
	if a == 0 {
		return b
	}
	return min(a, b)
}

// unsettle moves what starts at the same value in every network: at a bias of
// zero all the background of an image lies on ReLU's kink.
func unsettle(net *network.Network, seed uint64) {
	rng := rand.New(random.Weights(seed, random.Gradcheck))
	for _, p := range net.Params() {
		if p.Fill == layer.FillInit {
			continue
		}
		for i := range p.Value {
			p.Value[i] += float32(0.1 * rng.NormFloat64())
		}
	}
}
