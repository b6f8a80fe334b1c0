package train_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
)

// TestGoldenBatchNorm compares three steps with batch normalisation, of images
// and of vectors, with PyTorch's: the losses, the weights and the running
// statistics.
func TestGoldenBatchNorm(t *testing.T) {
	scales := []float32{0.3, 0.1, 1, 0.5, 0.2, 0.1, 1, 0.5, 0.5, 0.1}
	for _, g := range nntest.ReadGolden(t, "batchnorm.json") {
		t.Run(g.Name, func(t *testing.T) {
			size := g.Int("batchSize")
			r := bars.Recipe()
			conv := recipe.Conv(2, 5)
			conv.Stride = 4
			norm := recipe.GhostBatchNorm(g.Int("group"))
			r.Layers = []layer.Spec{conv, norm, recipe.ReLU(), recipe.Dense(6), norm, recipe.Tanh(), recipe.Dense(10)}
			r.Optimizer, r.Schedule, r.LearningRate = recipe.SGD(), recipe.Constant(), 0.1
			r.BatchSize, r.Epochs = size, 1
			unit := make([]float32, 3*size*mnist.Pixels)
			nntest.Hashed(unit, 300, 1)
			images, labels := make([]byte, len(unit)), make([]byte, 3*size)
			s, err := data.NewBlocks(mnist.Format, []string{"all"}, []int{3 * size})
			if err != nil {
				t.Fatal(err)
			}
			for i, at := range order(t, 3*size, r.Seed) { // so that samples come in the order of the golden numbers
				labels[at] = byte(i * 7 % 10)
				for j, u := range unit[i*mnist.Pixels:][:mnist.Pixels] {
					images[at*mnist.Pixels+j] = byte((float64(u) + 1) * 127.5)
				}
			}
			if err := s.Fill(0, mnist.Batch(images, labels)); err != nil {
				t.Fatal(err)
			}
			tr := bars.Trainer(t, r, s)
			net := tr.Network()
			for i, p := range net.Params() {
				nntest.Hashed(p.Value, uint32(1+i), scales[i])
			}
			var losses []float32
			for range 3 {
				stats, err := tr.Step()
				if err != nil {
					t.Fatal(err)
				}
				losses = append(losses, float32(stats.Loss))
			}
			var weights []float32
			for _, p := range net.Params() {
				weights = append(weights, p.Value...)
			}
			g.Near(t, "losses", losses, 1e-5)
			g.Near(t, "weights", weights, 1e-4)
			g.Near(t, "running", net.Stats(), 1e-5)
		})
	}
}

// order returns the positions of n samples in the order of the first epoch.
func order(t *testing.T, n int, seed uint64) []int {
	t.Helper()
	idx := make([]int, n)
	if got, err := data.NewLoader(bars.Set(t, n), seed).Next(idx); got != n || err != nil {
		t.Fatalf("%d of %d samples, %v", got, n, err)
	}
	return idx
}
