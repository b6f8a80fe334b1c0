package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestPlanes compares the planes' kernels with the loops over their planes, bit for
// bit: sums included, whose order is that of the kernels for one array.
func TestPlanes(t *testing.T) { variants(t, testPlanes) }

func testPlanes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for size := range 70 {
		for _, count := range []int{0, 1, 3} {
			p := Planes{count, size, size + r.IntN(2)*(1+r.IntN(20))}
			what := fmt.Sprintf("%+v", p)
			n := max(0, (count-1)*p.Stride+size)
			x, y := normals(r, n), normals(r, n)
			bits := func(name string, got, want float64) {
				t.Helper()
				if math.Float64bits(got) != math.Float64bits(want) {
					t.Errorf("%s of %s = %v, want %v", name, what, got, want)
				}
			}
			bits("Sum", p.Sum(x.x), p.sumRef(x.x))
			bits("addSums", float64(p.addSums(0.3, x.x)), float64(p.addSumsRef(0.3, x.x)))
			bits("SumSquaredDeviation", p.SumSquaredDeviation(x.x, 0.25), p.sumSquaredDeviationRef(x.x, 0.25))
			sum, deviation := p.SumDeviation(y.x, x.x, 0.25)
			wantSum, wantDeviation := p.sumDeviationRef(y.x, x.x, 0.25)
			bits("SumDeviation, sum", sum, wantSum)
			bits("SumDeviation", deviation, wantDeviation)

			same := func(name string, got, want buffer) {
				t.Helper()
				for i := range got.all { // guards and gaps between planes, too
					if math.Float32bits(got.all[i]) != math.Float32bits(want.all[i]) {
						t.Fatalf("%s of %s: [%d] = %v, want %v", name, what, i-guardSize, got.all[i], want.all[i])
					}
				}
			}
			got := normals(r, n)
			want := got.clone()
			p.Affine(got.x, x.x, 1.25, -0.3)
			p.affineRef(want.x, x.x, 1.25, -0.3)
			same("Affine", got, want)
			z := normals(r, n)
			wantZ := z.clone()
			for _, factors := range []int{1, count} {
				scale, shift := normals(r, factors), normals(r, factors)
				p.AffineReLU(z.x, got.x, x.x, scale.x, shift.x)
				p.affineReLURef(wantZ.x, want.x, x.x, scale.x, shift.x)
				same("AffineReLU, y", got, want)
				same("AffineReLU", z, wantZ)
			}
			p.Affine2(got.x, x.x, y.x, 1.25, -0.3, 0.1)
			p.affine2Ref(want.x, x.x, y.x, 1.25, -0.3, 0.1)
			same("Affine2", got, want)
		}
	}
}

func TestPlanesMisuse(t *testing.T) {
	p := Planes{3, 5, 7}
	whole, short, one := make([]float32, 19), make([]float32, 18), make([]float32, 1)
	for _, f := range []func(){
		func() { p.Sum(short) }, func() { p.SumSquaredDeviation(short, 0) },
		func() { p.SumDeviation(short, whole, 0) }, func() { p.SumDeviation(whole, short, 0) },
		func() { p.Affine(short, whole, 1, 1) }, func() { p.Affine(whole, short, 1, 1) },
		func() { p.AffineReLU(short, whole, whole, one, one) }, func() { p.AffineReLU(whole, short, whole, one, one) },
		func() { p.AffineReLU(whole, whole, short, one, one) }, func() { p.Affine2(short, whole, whole, 1, 1, 1) }, func() { p.Affine2(whole, short, whole, 1, 1, 1) },
		func() { p.Affine2(whole, whole, short, 1, 1, 1) },
		func() { Planes{1, 5, 4}.Sum(whole) }, func() { Planes{-1, 5, 5}.Sum(whole) },
	} {
		panics(t, planesShort, f)
	}
	panics(t, lengthMismatch, func() { p.AffineReLU(whole, whole, whole, make([]float32, 2), make([]float32, 2)) })
}

// The default recipe's planes, 16 images of a channel.
func BenchmarkPlanes(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, p := range []Planes{{16, 576, 8 * 576}, {16, 100, 16 * 100}, {16, 25, 32 * 25}} {
		x, y, z := normals(r, p.Count*p.Stride).x, normals(r, p.Count*p.Stride).x, normals(r, p.Count*p.Stride).x
		for _, f := range []struct {
			name string
			f    func()
		}{
			{"Sum", func() { p.Sum(x) }},
			{"SumSquaredDeviation", func() { p.SumSquaredDeviation(x, 0.1) }},
			{"SumDeviation", func() { p.SumDeviation(y, x, 0.1) }},
			{"Affine", func() { p.Affine(y, x, 0.1, 0.2) }},
			{"AffineReLU", func() { p.AffineReLU(z, y, x, []float32{0.1}, []float32{0.2}) }},
			{"Affine2", func() { p.Affine2(z, x, y, 0.1, 0.2, 0.3) }},
		} {
			b.Run(fmt.Sprintf("%s/%d", f.name, p.Size), func(b *testing.B) {
				for b.Loop() {
					f.f()
				}
				b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(p.Count*p.Size), "ns/element")
			})
		}
	}
}
