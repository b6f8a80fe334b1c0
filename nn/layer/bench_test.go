package layer_test

import (
	"fmt"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
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

// newStack builds a network from a short notation: c30 is a 5x5 convolution of
// 30 filters, b batch normalisation, r ReLU, p pooling, d100 100 dense units.
func newStack(b *testing.B, layers ...string) *stack {
	shape := tensor.Shape{C: 1, H: 28, W: 28}
	s := &stack{x: []tensor.Tensor{tensor.New(benchBatch, shape)}, labels: make([]int32, benchBatch)}
	nntest.NewRand(1).Spread(s.x[0])
	for _, text := range layers {
		var kind byte
		var n int
		fmt.Sscanf(text, "%c%d", &kind, &n)
		l, err := makeLayer(kind, n, shape)
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

func makeLayer(kind byte, n int, in tensor.Shape) (layer.Layer, error) {
	switch kind {
	case 'c':
		return layer.NewConv2D(in, n, 5, 1, 0, 1, benchBatch)
	case 'b':
		return layer.NewBatchNorm(in, 1e-5, 0.9, benchBatch)
	case 'p':
		return layer.NewMaxPool2D(in, 2, 2, 0, benchBatch)
	case 'd':
		return layer.NewDense(in, n, benchBatch)
	default:
		return layer.NewReLU(in), nil
	}
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

var benchNets = []struct {
	name   string
	layers []string
}{
	{"zerokara", []string{"c8", "b", "r", "p", "c16", "b", "r", "p", "d10"}},
	{"simpleconv", []string{"c30", "r", "p", "d100", "r", "d10"}},
	{"codelab", []string{"c8", "r", "p", "c16", "r", "p", "d10"}},
	{"mlp", []string{"d50", "r", "d100", "r", "d10"}},
}

// A training step of each preset, without the loader.
func BenchmarkStep(b *testing.B) {
	for _, net := range benchNets {
		b.Run(net.name, func(b *testing.B) {
			s := newStack(b, net.layers...)
			for b.Loop() {
				s.step()
			}
			b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "images/s")
		})
	}
}

// Each layer of each preset, both ways, in microseconds an image.
func BenchmarkLayer(b *testing.B) {
	for _, net := range benchNets {
		for i, name := range net.layers {
			for way, run := range map[string]func(s *stack){
				"forward":  func(s *stack) { s.forward(i) },
				"backward": func(s *stack) { s.backward(i) },
			} {
				b.Run(fmt.Sprintf("%s/%d%s/%s", net.name, i, name, way), func(b *testing.B) {
					s := newStack(b, net.layers...)
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
