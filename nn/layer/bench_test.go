package layer_test

import (
	"fmt"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// stack is a sequence of layers with the tensors between them.
type stack struct {
	layers []layer.Layer
	x, d   []tensor.Tensor // x[i] goes into layer i
	w, g   []float32
	m, v   []float32
	labels []int32
}

const benchBatch = 25

// newStack builds a preset's network, without its loader, initialiser and
// optimiser.
func newStack(b *testing.B, preset string) *stack {
	r, ok := recipe.Preset(preset)
	if !ok {
		b.Fatalf("there is no preset %q", preset)
	}
	s := &stack{x: []tensor.Tensor{tensor.New(benchBatch, r.Input)}, labels: make([]int32, benchBatch)}
	nntest.NewRand(1).Spread(s.x[0])
	shape := r.Input
	for _, spec := range r.Layers {
		l, err := spec.Build(shape, benchBatch)
		if err != nil {
			b.Fatal(err)
		}
		shape = l.Out()
		s.layers = append(s.layers, l)
		s.x = append(s.x, tensor.New(benchBatch, shape))
	}
	for _, t := range s.x {
		s.d = append(s.d, tensor.New(t.N, t.Shape))
	}
	s.d[0].Data = nil
	size := 0
	for _, l := range s.layers {
		nntest.Bind(l, nntest.NewRand(1))
		for _, p := range l.Params() {
			size += p.Size()
			kernel.Scale(0.1, p.Value)
		}
	}
	s.w, s.g, s.m, s.v = make([]float32, size), make([]float32, size), make([]float32, size), make([]float32, size)
	return s
}

func (s *stack) forward(i int)  { s.layers[i].Forward(s.x[i+1], s.x[i], true) }
func (s *stack) backward(i int) { s.layers[i].Backward(s.d[i], s.d[i+1], s.x[i], s.x[i+1]) }

// step is a step of Adam on 100 images in four micro-batches.
func (s *stack) step() {
	last := len(s.layers)
	for range 4 {
		for i := range s.layers {
			s.forward(i)
		}
		loss.SoftmaxCrossEntropy{}.Compute(s.d[last], s.x[last], loss.Labels(s.labels...), 0.01)
		for i := range s.layers {
			s.backward(last - 1 - i)
		}
	}
	kernel.AdamStep(s.w, s.g, s.m, s.v, 1e-3, 0.9, 0.999, 1e-8, 1, 1)
}

var benchPresets = []string{"zerokara", "simpleconv", "codelab", "mlp"}

// A training step of each preset, without the loader.
func BenchmarkStep(b *testing.B) {
	for _, preset := range benchPresets {
		b.Run(preset, func(b *testing.B) {
			s := newStack(b, preset)
			for b.Loop() {
				s.step()
			}
			b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "images/s")
		})
	}
}

// Each layer of each preset, both ways, in microseconds per image.
func BenchmarkLayer(b *testing.B) {
	for _, preset := range benchPresets {
		r, _ := recipe.Preset(preset)
		for i, spec := range r.Layers {
			for way, run := range map[string]func(s *stack){
				"forward":  func(s *stack) { s.forward(i) },
				"backward": func(s *stack) { s.backward(i) },
			} {
				b.Run(fmt.Sprintf("%s/%d-%s/%s", preset, i, layer.KindOf(spec), way), func(b *testing.B) {
					s := newStack(b, preset)
					for j := range s.layers {
						s.forward(j)
					}
					for b.Loop() {
						run(s)
					}
					b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N)/benchBatch, "us/image")
				})
			}
		}
	}
}
