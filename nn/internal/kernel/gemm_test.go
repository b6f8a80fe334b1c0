package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// product is the arguments of one Gemm.
type product struct {
	transA, transB, accumulate bool
	m, n, k, lda, ldb, ldc     int
	a, b, c                    buffer
}

// newProduct makes a product of whole numbers, each row pad values longer than
// it need be.
func newProduct(r *rand.Rand, flags, m, n, k, pad int) product {
	p := product{transA: flags&1 != 0, transB: flags&2 != 0, accumulate: flags&4 != 0, m: m, n: n, k: k}
	ar, ac, br, bc := m, k, k, n
	if p.transA {
		ar, ac = k, m
	}
	if p.transB {
		br, bc = n, k
	}
	p.lda, p.ldb, p.ldc = ac+pad, bc+pad, n+pad
	size := func(rows, cols, ld int) int { return max(0, (rows-1)*ld+cols) }
	p.a, p.b = integers(r, size(ar, ac, p.lda)), integers(r, size(br, bc, p.ldb))
	p.c = integers(r, size(m, n, p.ldc))
	return p
}

func (p product) String() string {
	return fmt.Sprintf("transA %t, transB %t, accumulate %t, %dx%dx%d, strides %d %d %d",
		p.transA, p.transB, p.accumulate, p.m, p.n, p.k, p.lda, p.ldb, p.ldc)
}

type gemmFunc func(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int)

// with returns c after the product by f, and checks the guards.
func (p product) with(t testing.TB, f gemmFunc) []float32 {
	c := p.c.clone()
	f(p.transA, p.transB, p.m, p.n, p.k, p.a.x, p.lda, p.b.x, p.ldb, p.accumulate, c.x, p.ldc)
	for _, b := range []buffer{p.a, p.b, c} {
		b.check(t, p.String())
	}
	return c.x
}

// check compares Gemm with the reference and with gonum, exactly.
func (p product) check(t testing.TB) {
	t.Helper()
	got, want := p.with(t, Gemm), p.with(t, gemmRef)
	compare(t, p.String(), got, want, 0)
	if p.m > 0 && p.n > 0 && p.k > 0 {
		compare(t, "gonum: "+p.String(), p.with(t, gonumGemm), want, 0)
	}
}

func gonumGemm(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	trans := map[bool]blas.Transpose{false: blas.NoTrans, true: blas.Trans}
	gonum.Implementation{}.Sgemm(trans[transA], trans[transB], m, n, k, 1, a, max(lda, 1), b, max(ldb, 1), truth(accumulate), c, max(ldc, 1))
}

func TestGemm(t *testing.T) { variants(t, testGemm) }

func testGemm(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for flags := range 8 {
		for _, m := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 13} {
			for _, n := range []int{0, 1, 3, 4, 5, 7, 8, 9, 11, 12, 15, 16, 17, 24, 25} {
				for _, k := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33} {
					newProduct(r, flags, m, n, k, k%3).check(t)
				}
			}
		}
		for range 20 {
			newProduct(r, flags, 1+r.IntN(140), 1+r.IntN(400), 1+r.IntN(300), r.IntN(9)).check(t)
		}
	}
}

// A factor multiplies as Gemm does, any number of times.
func TestFactor(t *testing.T) { variants(t, testFactor) }

func testFactor(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, size := range [][3]int{{1, 1, 1}, {5, 16, 3}, {128, 9, 256}, {129, 17, 257}, {300, 5, 600}, {30, 49, 700}} {
		for flags := range 8 {
			if flags&2 != 0 { // B transposed
				continue
			}
			p := newProduct(r, flags, size[0], size[1], size[2], flags)
			f := newFactor(p.transA, p.m, p.k)
			f.set(p.a.x, p.lda)
			want := p.with(t, gemmRef)
			for range 2 {
				got := p.with(t, func(_, _ bool, _, n, _ int, _ []float32, _ int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
					f.times(n, b, ldb, accumulate, c, ldc)
				})
				compare(t, p.String(), got, want, 0)
			}
		}
	}
}

// With non-finite factors in a, the rows they touch and no others are
// non-finite, and likewise the columns for b.
func TestGemmSpecialValues(t *testing.T) { variants(t, testGemmSpecialValues) }

func testGemmSpecialValues(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		p := newProduct(r, r.IntN(8), 1+r.IntN(20), 1+r.IntN(40), 1+r.IntN(40), 0)
		target := []buffer{p.a, p.b}[r.IntN(2)].x
		for range 1 + r.IntN(3) {
			target[r.IntN(len(target))] = specialValues[r.IntN(len(specialValues))]
		}
		got, want := p.with(t, Gemm), p.with(t, gemmRef)
		for i := range want {
			finite := want[i]-want[i] == 0
			// Beside MaxFloat32 the rest of a sum is lost, in any order.
			near := math.Abs(float64(want[i])) > 1e30 || math.Abs(float64(got[i]-want[i])) < 1e-3
			if (got[i]-got[i] == 0) != finite || finite && !near {
				t.Fatalf("%v: [%d] = %g, want %g", p, i, got[i], want[i])
			}
		}
	}
}

// The error of a long sum of random terms stays near what its length explains.
func TestGemmAccuracy(t *testing.T) { variants(t, testGemmAccuracy) }

func testGemmAccuracy(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const m, n, k = 9, 17, 4320
	for flags := range 4 {
		p := newProduct(r, flags, m, n, k, 0)
		p.a, p.b = normals(r, m*k), normals(r, k*n)
		got := p.with(t, Gemm)
		for i, v := range p.with(t, gemm64) {
			if math.Abs(float64(got[i]-v)) > 2e-3 {
				t.Errorf("%v: [%d] = %g, in float64 %g", p, i, got[i], v)
			}
		}
	}
}

// gemm64 is the loop in float64.
func gemm64(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, _ bool, c []float32, ldc int) {
	at := func(x []float32, ld int, trans bool, i, j int) float64 {
		if trans {
			i, j = j, i
		}
		return float64(x[i*ld+j])
	}
	for i := range m {
		for j := range n {
			var s float64
			for p := range k {
				s += at(a, lda, transA, i, p) * at(b, ldb, transB, p, j)
			}
			c[i*ldc+j] = float32(s)
		}
	}
}

func TestGemmRepeats(t *testing.T) { variants(t, testGemmRepeats) }

func testGemmRepeats(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for flags := range 8 {
		p := newProduct(r, flags, 37, 53, 211, 1)
		p.a, p.b = normals(r, len(p.a.x)), normals(r, len(p.b.x))
		compare(t, p.String(), p.with(t, Gemm), p.with(t, Gemm), 0)
	}
}

// Products of several goroutines do not disturb each other.
func TestGemmConcurrent(t *testing.T) { variants(t, testGemmConcurrent) }

func testGemmConcurrent(t *testing.T) {
	var group sync.WaitGroup
	for g := range 8 {
		group.Go(func() {
			p := newProduct(rand.New(rand.NewPCG(9, uint64(g))), g%4, 70, 70, 70, 0)
			want, c := p.with(t, gemmRef), newBuffer(70*70).x
			for range 150 {
				Gemm(p.transA, p.transB, p.m, p.n, p.k, p.a.x, p.lda, p.b.x, p.ldb, false, c, p.ldc)
				compare(t, p.String(), c, want, 0)
			}
		})
	}
	group.Wait()
}

func TestGemmAllocates(t *testing.T) { variants(t, testGemmAllocates) }

func testGemmAllocates(t *testing.T) {
	p := newProduct(rand.New(rand.NewPCG(1, 1)), 6, 150, 300, 70, 0)
	if n := testing.AllocsPerRun(3, func() {
		Gemm(p.transA, p.transB, p.m, p.n, p.k, p.a.x, p.lda, p.b.x, p.ldb, p.accumulate, p.c.x, p.ldc)
	}); n != 0 {
		t.Errorf("%v allocations, want 0", n)
	}
}

func TestGemmMisuse(t *testing.T) {
	x := make([]float32, 12)
	call := func(m, n, k, lda, ldb, ldc int, a, b, c []float32) func() {
		return func() { Gemm(false, false, m, n, k, a, lda, b, ldb, false, c, ldc) }
	}
	panics(t, gemmNegative, call(-1, 3, 4, 4, 3, 3, x, x, x))
	panics(t, gemmStride, call(3, 3, 4, 3, 3, 3, x, x, x))
	panics(t, gemmStride, call(3, 3, 4, 4, 2, 3, x, x, x))
	panics(t, gemmStride, call(3, 3, 4, 4, 3, 2, x, x, x))
	panics(t, gemmShort, call(3, 3, 4, 4, 3, 3, x[:11], x, x))
	panics(t, gemmShort, call(3, 3, 4, 4, 3, 3, x, x[:11], x))
	panics(t, gemmShort, call(3, 3, 4, 4, 3, 3, x, x, x[:8]))
}

func FuzzGemm(f *testing.F) {
	f.Add(uint64(1), uint8(0), uint8(30), uint8(24), uint8(25), uint8(0))
	f.Add(uint64(2), uint8(7), uint8(5), uint8(9), uint8(17), uint8(3))
	f.Fuzz(func(t *testing.T, seed uint64, flags, m, n, k, pad uint8) {
		p := newProduct(rand.New(rand.NewPCG(seed, 0)), int(flags), int(m), int(n), int(k), int(pad))
		eachVariant(func(string) { p.check(t) })
	})
}

// TestAddsOnce compares the bits of a product added to c with those of the product
// apart, added then.
func TestAddsOnce(t *testing.T) { variants(t, testAddsOnce) }

func testAddsOnce(t *testing.T) {
	if AddsOnce(blockK + 1) {
		t.Errorf("a product of %d is more than one block", blockK+1)
	}
	r := rand.New(rand.NewPCG(1, 2))
	const m, n = 23, 41
	for _, k := range []int{1, 13, blockK} {
		if !AddsOnce(k) {
			if vectors {
				t.Errorf("a product of %d is not one block", k)
			}
			continue
		}
		a, b, c, apart := normals(r, k*m).x, normals(r, k*n).x, normals(r, m*n).x, make([]float32, m*n)
		Gemm(true, false, m, n, k, a, m, b, n, false, apart, n)
		addRef(apart, c)
		Gemm(true, false, m, n, k, a, m, b, n, true, c, n)
		for i, v := range c {
			if math.Float32bits(v) != math.Float32bits(apart[i]) {
				t.Fatalf("k = %d: [%d] is %g, apart %g", k, i, v, apart[i])
			}
		}
	}
}
