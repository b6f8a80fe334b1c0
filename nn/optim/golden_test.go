package optim_test

import (
	"fmt"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/optim"
)

// TestGolden compares the weights after each of twelve steps of every optimiser
// with PyTorch's.
func TestGolden(t *testing.T) {
	// A step rounds the weight and its moments by 6e-8 each, twelve steps by about
	// 1e-6, and more where a weight, which is measured against its root mean
	// square over the steps, has crossed zero.
	const tolerance = 1e-5
	for _, g := range nntest.ReadGolden(t, "optimizers.json") {
		t.Run(g.Name, func(t *testing.T) {
			w, gradients := g.Data(t, "start"), g.Data(t, "gradients")
			n := len(w)
			o, err := optim.Visit(g.Configuration(), nil).New(n)
			if err != nil {
				t.Fatal(err)
			}
			lr := float32(g.Args["lr"])
			got, want := make([][]float32, n), make([][]float32, n)
			after := g.Data(t, "weights")
			for ; len(gradients) > 0; gradients = gradients[n:] {
				if decay := float32(g.Args["decay"]); decay != 0 {
					optim.Decay(o, w, gradients[:n], lr, decay)
				}
				o.Step(w, gradients[:n], lr)
				for i := range w {
					got[i], want[i] = append(got[i], w[i]), append(want[i], after[i])
				}
				after = after[n:]
			}
			for i := range w {
				nntest.Near(t, fmt.Sprint("weight ", i), got[i], want[i], tolerance)
			}
		})
	}
}
