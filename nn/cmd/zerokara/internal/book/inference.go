package book

import (
	"runtime"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/tensor"
)

// inference evaluates 784-50-100-10 with sigmoids on the test images: with the
// weights given, such as the book's, or with the same network trained here.
func inference(s *session) error {
	if s.Weights != "" {
		return s.Command([]string{"eval", "-recipe", "book-mlp", "-weights", s.Weights, "-data", s.Data}, s.Out)
	}
	r := preset("mlp-sigmoid")
	r.Epochs = 10
	r.Steps = s.pick(0, 1200, 100)
	m, err := s.model(r)
	if err != nil {
		return err
	}
	s.printf("784-50-100-10, sigmoid, trained here: accuracy %.4f (the book's weights: 0.9352)\n", m.report.Accuracy)
	_, test, err := s.data()
	if err != nil {
		return err
	}
	for _, batch := range []int{1, 100} {
		correct, took, err := classify(m, test, batch)
		if err != nil {
			return err
		}
		s.printf("batches of %3d: accuracy %.4f, %s for %d images\n", batch, float64(correct)/float64(test.Len()), took.Round(time.Millisecond), test.Len())
	}
	return nil
}

// classify predicts the digits of a set in batches of a size, on one core.
func classify(m *model, s *data.Set, batch int) (correct int, took time.Duration, err error) {
	net, err := network.New(m.trainer.Recipe(), batch)
	if err != nil {
		return 0, 0, err
	}
	copy(net.Values(), m.trainer.Network().Values())
	runtime.GC()
	start := time.Now()
	var p [mnist.Classes]float32
	for at := 0; at < s.Len(); at += batch {
		size := min(batch, s.Len()-at)
		in := net.Input(size)
		for i := range size {
			s.Input(in.Sample(i), at+i)
		}
		logits := net.Forward(size, false)
		for i := range size {
			loss.Softmax(p[:], logits.Sample(i))
			if tensor.ArgMax(p[:]) == int(s.Label(at+i)) {
				correct++
			}
		}
	}
	return correct, time.Since(start), nil
}
