package book

import (
	"fmt"
	"math"
	"time"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// meanLoss copies the first images of a set to a network's input. It returns a
// function that runs them forward, writes the gradient of the mean cross-entropy
// with respect to the logits, and returns that mean.
func meanLoss(net *network.Network, set *data.Set, images int) func() float64 {
	labels := make([]int32, images)
	for i := range labels {
		set.Input(net.Input(images).Sample(i), i)
		labels[i] = int32(set.Label(i))
	}
	return func() float64 {
		sum, _ := loss.SoftmaxCrossEntropy{}.Compute(net.OutputGrad(images), net.Forward(images, true), loss.Labels(labels...), 1/float32(images))
		return sum / float64(images)
	}
}

// numerical trains two equal networks, one by the numerical gradient and one by
// backpropagation (section 4.5.1): 784-10-10 on 20 images, which takes seconds and
// not hours.
func numerical(s *session) error {
	set, _, err := s.data()
	if err != nil {
		return err
	}
	const images = 20
	hidden, steps := s.pick(10, 5, 2), s.pick(10, 4, 2)
	r := on("numerical", recipe.MLP(recipe.Sigmoid(), hidden, recipe.Classes))
	r.Init = recipe.Init{Kind: recipe.InitXavier}
	build := func() (net *network.Network, lossOf func() float64, err error) {
		if net, err = network.New(r, images); err != nil {
			return nil, nil, err
		}
		return net, meanLoss(net, set, images), nil
	}
	slow, slowLoss, err := build()
	if err != nil {
		return err
	}
	fast, fastLoss, err := build()
	if err != nil {
		return err
	}
	const rate = 1
	g := make([]float32, len(slow.Values()))
	var slowTook, fastTook time.Duration
	rows := []string{"step\tloss by differences\tloss by backpropagation\tlargest difference of a weight"}
	for step := range steps + 1 {
		largest := 0.0
		for i, v := range slow.Values() {
			largest = math.Max(largest, math.Abs(float64(v-fast.Values()[i])))
		}
		rows = append(rows, fmt.Sprintf("%d\t%.6f\t%.6f\t%.1e", step, slowLoss(), fastLoss(), largest))
		if step == steps {
			break
		}
		start := time.Now()
		numeric.WeightGradient(g, slow.Values(), slowLoss)
		slowTook += time.Since(start)
		optim.SGD{}.Step(slow.Values(), g, rate)

		start = time.Now()
		fastLoss()
		clear(fast.Gradients())
		fast.Backward(images)
		fastTook += time.Since(start)
		optim.SGD{}.Step(fast.Values(), fast.Gradients(), rate)
	}
	if err := s.table(rows...); err != nil {
		return err
	}
	s.printf("%d weights, a gradient: %s by differences, %s by backpropagation, %.0f times faster\n", len(g),
		(slowTook / time.Duration(steps)).Round(time.Microsecond), (fastTook / time.Duration(steps)).Round(time.Microsecond),
		float64(slowTook)/float64(fastTook))
	return nil
}
