package kernel

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func TestWinograd(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range []ConvShape{
		{C: 8, H: 4, W: 4, Filters: 8, Kernel: 3, Stride: 1},
		{C: 8, H: 2, W: 2, Filters: 16, Kernel: 3, Stride: 1, Pad: 1},
		{C: 8, H: 3, W: 6, Filters: 8, Kernel: 3, Stride: 1},
		{C: 16, H: 5, W: 5, Filters: 32, Kernel: 3, Stride: 1, Pad: 1},
		{C: 24, H: 6, W: 12, Filters: 8, Kernel: 3, Stride: 1, Pad: 2},
		{C: 16, H: 5, W: 5, Filters: 32, Kernel: 3, Stride: 1, Pad: 1},
		{C: 16, H: 18, W: 18, Filters: 16, Kernel: 3, Stride: 1, Pad: 1}, // more tiles than a block
	} {
		for _, n := range []int{0, 1, 3, 7} { // some more than are taken together
			checkKernel(t, r, &Conv{ConvShape: s, winograd: newWinograd(s)}, fmt.Sprintf("%+v, %d images", s, n), n)
		}
	}
}

// BenchmarkWinograd compares with the implicit matrix product, by turns: the median
// of how many times as fast.
func BenchmarkWinograd(b *testing.B) {
	const n, rounds = 13, 15
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range benchShapes {
		if newWinogradWhereFaster(s) == nil {
			continue
		}
		kernels := [2]*Conv{{ConvShape: s, implicit: newImplicitConv(s)}, {ConvShape: s, winograd: newWinograd(s)}}
		x, y := normals(r, n*s.imageSize()).x, normals(r, n*s.outputSize()).x
		dx, dy := normals(r, n*s.imageSize()).x, normals(r, n*s.outputSize()).x
		w, bias, dw := normals(r, s.weightSize()).x, normals(r, s.Filters).x, normals(r, s.weightSize()).x
		for _, way := range []struct {
			name string
			run  func(k *Conv)
		}{
			{"forward", func(k *Conv) { k.Forward(y, x, w, bias, n) }},
			{"weight", func(k *Conv) { k.BackwardWeight(dw, nil, dy, x, n) }},
			{"input", func(k *Conv) { k.BackwardInput(dx, dy, w, n) }},
		} {
			b.Run(fmt.Sprintf("%dx%dx%d_%d_%s", s.C, s.H, s.W, s.Filters, way.name), func(b *testing.B) {
				var took [2][]float64 // microseconds an image
				for range b.N {
					for i := range 2 * rounds {
						calls, begun := 0, time.Now()
						for ; time.Since(begun) < 15*time.Millisecond; calls++ {
							way.run(kernels[i%2])
						}
						took[i%2] = append(took[i%2], time.Since(begun).Seconds()*1e6/float64(calls)/n)
					}
				}
				slices.Sort(took[0])
				slices.Sort(took[1])
				before, after := took[0][len(took[0])/2], took[1][len(took[1])/2]
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(before, "us-implicit")
				b.ReportMetric(after, "us")
				b.ReportMetric(before/after, "times")
			})
		}
	}
}
