// Package bars is a data set that a network learns in a few steps, for the tests of
// training, evaluation and explanation: noise with a bright bar whose height is the
// digit.
package bars

import (
	"math/rand/v2"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// Recipe returns a small network for the bars, with a convolution, batch
// normalisation, pooling, dropout and a dense layer.
func Recipe() recipe.Recipe {
	r, _ := recipe.Preset("zerokara")
	r.Layers = []layer.Spec{
		recipe.Conv(4, 5), recipe.GhostBatchNorm(2), recipe.ReLU(), recipe.Pool(4), recipe.Dropout(0.1), recipe.Dense(10),
	}
	r.BatchSize, r.Epochs, r.LearningRate = 16, 2, 0.01
	r.Loss, r.Augment, r.Temperature = recipe.CrossEntropy(), recipe.Augment{}, 0
	return r
}

// Samples returns n images and their labels.
func Samples(n int) (images, labels []byte) {
	rng := rand.New(rand.NewPCG(uint64(n), 1))
	images, labels = make([]byte, n*mnist.Pixels), make([]byte, n)
	for i := range n {
		digit := rng.IntN(10)
		labels[i] = byte(digit)
		image := images[i*mnist.Pixels : (i+1)*mnist.Pixels]
		for j := range image {
			image[j] = byte(rng.IntN(60))
		}
		for x := 4; x < 24; x++ {
			image[(4+2*digit)*mnist.Side+x] = 255
		}
	}
	return images, labels
}

// Blocks returns a set of pending blocks and a function that fills one.
func Blocks(t testing.TB, counts ...int) (*data.Set, func(block int)) {
	t.Helper()
	s, err := data.NewBlocks(mnist.Format, make([]string, len(counts)), counts)
	if err != nil {
		t.Fatal(err)
	}
	images, labels := Samples(s.Cap())
	return s, func(i int) {
		b := s.Blocks()[i]
		if err := s.Fill(i, mnist.Batch(images[b.Start*mnist.Pixels:b.End*mnist.Pixels], labels[b.Start:b.End])); err != nil {
			t.Fatal(err)
		}
	}
}

// Set returns a loaded set of n samples.
func Set(t testing.TB, n int) *data.Set {
	t.Helper()
	s, fill := Blocks(t, n)
	fill(0)
	return s
}

// Trainer returns an untrained trainer.
func Trainer(t testing.TB, r recipe.Recipe, s *data.Set) *train.Trainer {
	t.Helper()
	tr, err := train.New(r, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// Run trains to the end.
func Run(t testing.TB, tr *train.Trainer) {
	t.Helper()
	for !tr.Finished() {
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
	}
}
