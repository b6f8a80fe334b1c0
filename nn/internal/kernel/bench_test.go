package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// reportFLOPS adds GFLOP/s for a benchmark whose iteration has flop operations.
func reportFLOPS(b *testing.B, flop int) {
	b.ReportMetric(float64(flop)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}

// The products of the presets at batch 100.
func BenchmarkGemm(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range []struct {
		name           string
		flags, m, n, k int
	}{
		{"conv_columns", 0, 30, 576, 25},
		{"dense_forward", 2, 100, 100, 4320},
		{"dense_weight", 5, 100, 4320, 100},
		{"dense_input", 0, 100, 4320, 100},
		{"last_forward", 2, 100, 10, 100},
		{"last_weight", 5, 10, 100, 100},
		{"last_input", 0, 100, 100, 10},
		{"mlp_forward", 2, 100, 50, 784},
		{"mlp_weight", 5, 50, 784, 100},
		{"square", 0, 256, 256, 256},
	} {
		b.Run(fmt.Sprintf("%s/%dx%dx%d", s.name, s.m, s.n, s.k), func(b *testing.B) {
			p := newProduct(r, s.flags, s.m, s.n, s.k, 0)
			for b.Loop() {
				Gemm(p.transA, p.transB, p.m, p.n, p.k, p.a.x, p.lda, p.b.x, p.ldb, p.accumulate, p.c.x, p.ldc)
			}
			reportFLOPS(b, 2*s.m*s.n*s.k)
		})
	}
}

// benchShapes are the convolutions of presets: of the default, of DeepConvNet, of
// beginners' and of those that make images.
var benchShapes = []ConvShape{
	{C: 1, H: 28, W: 28, Filters: 30, Kernel: 5, Stride: 1},
	{C: 1, H: 28, W: 28, Filters: 8, Kernel: 5, Stride: 1},
	{C: 8, H: 12, W: 12, Filters: 16, Kernel: 5, Stride: 1},
	{C: 8, H: 12, W: 12, Filters: 16, Kernel: 3, Stride: 1},
	{C: 16, H: 5, W: 5, Filters: 48, Kernel: 3, Stride: 1, Pad: 1},
	{C: 1, H: 28, W: 28, Filters: 16, Kernel: 3, Stride: 1, Pad: 1},
	{C: 16, H: 28, W: 28, Filters: 16, Kernel: 3, Stride: 1, Pad: 1},
	{C: 16, H: 14, W: 14, Filters: 16, Kernel: 3, Stride: 1, Pad: 1},
	{C: 16, H: 14, W: 14, Filters: 32, Kernel: 3, Stride: 1, Pad: 1},
	{C: 32, H: 14, W: 14, Filters: 32, Kernel: 3, Stride: 1, Pad: 2},
	{C: 32, H: 8, W: 8, Filters: 64, Kernel: 3, Stride: 1, Pad: 1},
	{C: 64, H: 8, W: 8, Filters: 64, Kernel: 3, Stride: 1, Pad: 1},
	{C: 64, H: 7, W: 7, Filters: 64, Kernel: 3, Stride: 1, Pad: 1},
	{C: 64, H: 4, W: 4, Filters: 64, Kernel: 3, Stride: 1, Pad: 1},
	{C: 64, H: 2, W: 2, Filters: 64, Kernel: 3, Stride: 1, Pad: 1},
	{C: 1, H: 28, W: 28, Filters: 64, Kernel: 4, Stride: 2, Pad: 1},
	{C: 64, H: 14, W: 14, Filters: 128, Kernel: 4, Stride: 2, Pad: 1},
}

func BenchmarkConv(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 20
	for _, s := range benchShapes {
		k := NewConv(s)
		x, y := normals(r, n*s.imageSize()).x, normals(r, n*s.outputSize()).x
		w, bias := normals(r, s.weightSize()).x, normals(r, s.Filters).x
		flop := 2 * n * s.OutH() * s.OutW() * s.weightSize()
		name := fmt.Sprintf("%dx%dx%d_%dx%d_", s.C, s.H, s.W, s.Filters, s.Kernel)
		b.Run(name+"forward", func(b *testing.B) {
			for b.Loop() {
				k.Forward(y, x, w, bias, n)
			}
			reportFLOPS(b, flop)
		})
		b.Run(name+"weight", func(b *testing.B) {
			dw, db := make([]float32, len(w)), make([]float32, len(bias))
			for b.Loop() {
				k.BackwardWeight(dw, db, y, x, n)
			}
			reportFLOPS(b, flop)
		})
		b.Run(name+"input", func(b *testing.B) {
			dx := make([]float32, len(x))
			for b.Loop() {
				k.BackwardInput(dx, y, w, n)
			}
			reportFLOPS(b, flop)
		})
	}
}

// The element-wise kernels on 4,320 values, one image after SimpleConvNet's
// convolution and pooling.
func BenchmarkVector(b *testing.B) {
	const n = 4320
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range vectorCases {
		b.Run(c.name, func(b *testing.B) {
			var v [][]float32
			for range c.args {
				x := normals(r, n).x
				for i := range x {
					x[i] = x[i] * x[i]
				}
				v = append(v, x)
			}
			for b.Loop() {
				c.got(v)
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/n, "ns/element")
		})
	}
}

func BenchmarkMaxPool(b *testing.B) {
	s := PoolShape{Planes: 30, H: 24, W: 24, Window: 2, Stride: 2}
	r := rand.New(rand.NewPCG(1, 2))
	n := s.Planes * s.H * s.W
	x, y := normals(r, n).x, normals(r, n/4).x
	dx, dy := normals(r, n).x, normals(r, n/4).x
	for name, f := range map[string]func(){
		"forward":  func() { MaxPool(s, y, x) },
		"backward": func() { MaxPoolBackward(s, dx, dy, x, y) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(n), "ns/element")
		})
	}
}
