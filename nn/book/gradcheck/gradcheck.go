// Package gradcheck compares the gradients of backpropagation, through the
// network of any recipe, with numerical ones, and the times that both take
// (section 5.7.3 of the book).
package gradcheck

import (
	"math/rand/v2"
	"time"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/random"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// tolerance is wide: of the thousands of activations behind a convolution's
// weight a step takes some over a kink. Each changes the numerical gradient by
// too little to be found as a kink, all together by a few hundredths. Arrays with
// fewer kinks behind them agree to 1e-3 and better.
var tolerance = numeric.Tolerance{Relative: 2e-2, Absolute: 1e-1, MinStep: 1e-5}

// Report is the result of a network's gradient check.
type Report struct {
	Arrays  []numeric.Comparison // one per parameter array, such as "0 conv2d weight"
	Images  int
	Params  int           // parameters of the network
	Loss    float64       // mean over the images, in nats
	Forward time.Duration // a forward pass: the fastest of the check
	// Backprop is the time of a forward and a backward pass, which give all
	// gradients: the fastest of five.
	Backprop time.Duration
}

// Numerical returns the time of the numerical gradient of all parameters: two
// forward passes for each.
func (r Report) Numerical() time.Duration { return 2 * time.Duration(r.Params) * r.Forward }

// Speedup returns the ratio of Numerical to Backprop.
func (r Report) Speedup() float64 { return float64(r.Numerical()) / float64(r.Backprop) }

// Correct reports whether no checked element is wrong.
func (r Report) Correct() bool {
	for _, a := range r.Arrays {
		if a.Wrong > 0 {
			return false
		}
	}
	return true
}

// Recipe checks the gradient of the mean loss over the first images of a set,
// with respect to the parameters of a recipe's untrained network. The network is
// in training: batch normalisation takes the images as one batch, dropout drops
// the same units in every pass. Parameters that start at one value (biases at 0,
// batch normalisation's scale at 1) are first moved by N(0, 0.1²). At most
// elements of each parameter array are checked.
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
	m, err := evaluate.New(net, r.Loss, 0)
	if err == nil {
		err = m.Check(set.Format())
	}
	if err != nil {
		return Report{}, format.Errorf("gradient check: %w", err)
	}
	samples := set.Samples(0, images)
	for i := range images {
		samples.Input(net.Input(images).Sample(i), i)
	}
	targets := loss.Targets{Labels: samples.Labels, Values: samples.Values}

	unsettle(net, r.Seed)

	report := Report{Images: images, Params: len(net.Values())}
	scale := 1 / float32(images)
	backprop := func() float64 {
		start := time.Now()
		clear(net.Gradients())
		sum, _ := r.Loss.Compute(net.OutputGrad(images), net.Forward(images, true), targets, scale)
		net.Backward(images)
		report.Backprop = shorter(report.Backprop, time.Since(start))
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
		sum, _ := r.Loss.Compute(tensor.Tensor{}, net.Forward(images, true), targets, scale)
		report.Forward = shorter(report.Forward, time.Since(start))
		return sum / float64(images)
	}, arrays, elements, tolerance)
	return report, err
}

// shorter returns the shorter of two times; 0 is none.
func shorter(a, b time.Duration) time.Duration {
	if a == 0 {
		return b
	}
	return min(a, b)
}

// unsettle moves the parameters that start at one value: with a bias of 0 the
// whole background of an image lies on ReLU's kink.
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
