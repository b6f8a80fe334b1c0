package main

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
	"gonum.org/v1/gonum/stat"
)

// TestBatchNormOfMNIST checks batch normalisation against PyTorch and NumPy on
// real images: the accuracy, which hardly depends on the batch size, and the
// running statistics of the pixels after a step.
func TestBatchNormOfMNIST(t *testing.T) {
	images, test, err := shard.ReadDir(assets)
	if err != nil {
		t.Fatal(err)
	}
	r := recipe.Recipe{
		Version: recipe.Version, Input: tensor.Shape{C: 1, H: 28, W: 28},
		Layers: []layer.Spec{recipe.Dense(100), recipe.BatchNorm(), recipe.ReLU(), recipe.Dense(10)},
		Init:   recipe.Init{Kind: recipe.InitHe}, Loss: recipe.CrossEntropy(), Optimizer: recipe.Adam(),
		Schedule: recipe.Constant(), LearningRate: 0.001, Epochs: 5, Seed: 1,
	}
	few, err := images.Subset(0, 2000)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{8, 64} { // PyTorch, means of 5 seeds: 0.899 and 0.902
		r.BatchSize = size
		tr, err := train.New(r, few, test)
		if err != nil {
			t.Fatal(err)
		}
		for !tr.Finished() {
			if _, err := tr.Step(); err != nil {
				t.Fatal(err)
			}
		}
		if report, err := tr.Evaluate(test); err != nil || report.Accuracy < 0.885 {
			t.Errorf("batches of %d: accuracy %v, %v", size, report.Accuracy, err)
		}
	}

	r.Layers = []layer.Spec{recipe.BatchNorm(), recipe.Dense(10)}
	r.BatchSize, r.Steps = 96, 1
	tr, err := train.New(r, images, test)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Step(); err != nil {
		t.Fatal(err)
	}
	// The statistics start at 0 and 1 and move a tenth of the way.
	batch := make([]int, r.BatchSize)
	if _, err := data.NewLoader(images, r.Seed).Next(batch); err != nil {
		t.Fatal(err)
	}
	var pixels []float64
	for _, sample := range batch {
		for _, grey := range images.Bytes(sample) {
			pixels = append(pixels, float64(grey)/255)
		}
	}
	mean, variance := stat.MeanVariance(pixels, nil)
	got := tr.Network().Stats()
	if math.Abs(float64(got[0])-0.1*mean) > 1e-6 || math.Abs(float64(got[1])-(0.9+0.1*variance)) > 1e-6 {
		t.Errorf("running mean %g, want %g; running variance %g, want %g", got[0], 0.1*mean, got[1], 0.9+0.1*variance)
	}
}
