package layer_test

import (
	"fmt"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// TestGolden compares every layer's output and gradients with PyTorch's. The
// golden numbers are right to float32's last bit; ours are sums of up to some
// hundred float32 products, whose roundings of 6e-8 add up to less than 1e-6
// nearly always.
func TestGolden(t *testing.T) {
	const tolerance = 1e-5
	for _, g := range nntest.ReadGolden(t, "layers.json") {
		t.Run(g.Name, func(t *testing.T) {
			as := func(name string) tensor.Tensor {
				d := g.Arrays[name].Dims
				if len(d) != 4 {
					t.Fatalf("%s has dimensions %v", name, d)
				}
				return tensor.Tensor{N: d[0], Shape: tensor.Shape{C: d[1], H: d[2], W: d[3]}, Data: g.Data(t, name)}
			}
			x, dy := as("x"), as("dy")
			l, err := layer.Visit(g.Configuration(), nil).Build(x.Shape, x.N)
			if err != nil {
				t.Fatal(err)
			}
			if l.Out() != as("y").Shape {
				t.Fatalf("output is %v, want %v", l.Out(), as("y").Shape)
			}
			nntest.Bind(l, nntest.NewRand(1))
			for _, p := range l.Params() {
				if got, want := fmt.Sprint(p.Dims), fmt.Sprint(g.Arrays[p.Name].Dims); got != want {
					t.Errorf("%s has dimensions %v, want %v", p.Name, got, want)
				}
				copy(p.Value, g.Data(t, p.Name))
			}
			s, stateful := l.(layer.Stateful)
			if stateful {
				for _, p := range s.States() {
					copy(p.Value, g.Data(t, p.Name))
				}
			}
			mode, given := g.Args["train"]
			train := !given || mode != 0

			y, dx := tensor.New(x.N, l.Out()), tensor.New(x.N, x.Shape)
			l.Forward(y, x, train)
			g.Near(t, "y", y.Data, tolerance)
			if stateful {
				for _, p := range s.States() {
					g.Near(t, p.Name+" after", p.Value, tolerance)
				}
			}
			if inference, ok := l.(layer.InferenceBackward); ok && !train {
				inference.BackwardInference(dx, dy, x, y)
				g.Near(t, "dx", dx.Data, tolerance)
				return
			}
			l.Backward(dx, dy, x, y)
			g.Near(t, "dx", dx.Data, tolerance)
			for _, p := range l.Params() {
				g.Near(t, "d"+p.Name, p.Grad, tolerance)
			}
		})
	}
}
