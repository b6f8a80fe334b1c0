package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// checkConv compares the three convolutions of n images of whole numbers with
// the reference, exactly.
func checkConv(t testing.TB, r *rand.Rand, s ConvShape, n int) {
	t.Helper()
	checkKernel(t, r, NewConv(s), fmt.Sprintf("%+v, %d images", s, n), n)
}

func checkKernel(t testing.TB, r *rand.Rand, k *Conv, what string, n int) {
	t.Helper()
	s := k.ConvShape
	x, dy := integers(r, n*s.imageSize()), integers(r, n*s.outputSize())
	w, bias := integers(r, s.weightSize()), integers(r, s.Filters)
	same := func(name string, got, want buffer) {
		t.Helper()
		for _, b := range []buffer{x, dy, w, bias, got} {
			b.check(t, name+": "+what)
		}
		compare(t, name+": "+what, got.x, want.x, 0)
	}

	got, want := integers(r, len(dy.x)), newBuffer(len(dy.x))
	k.Forward(got.x, x.x, w.x, bias.x, n)
	convForwardRef(s, want.x, x.x, w.x, bias.x, n)
	same("Forward", got, want)

	dw, db := integers(r, len(w.x)), integers(r, len(bias.x))
	wantW, wantB := dw.clone(), db.clone()
	k.BackwardWeight(dw.x, db.x, dy.x, x.x, n)
	convBackwardWeightRef(s, wantW.x, wantB.x, dy.x, x.x, n)
	same("BackwardWeight", dw, wantW)
	same("BackwardWeight, bias", db, wantB)
	copy(dw.x, w.x)
	copy(wantW.x, w.x)
	k.BackwardWeight(dw.x, nil, dy.x, x.x, n)
	convBackwardWeightRef(s, wantW.x, wantB.x, dy.x, x.x, n)
	same("BackwardWeight without bias", dw, wantW)

	dx, wantX := integers(r, len(x.x)), newBuffer(len(x.x))
	k.BackwardInput(dx.x, dy.x, w.x, n)
	convBackwardInputRef(s, wantX.x, dy.x, w.x, n)
	same("BackwardInput", dx, wantX)
}

func TestConv(t *testing.T) { variants(t, testConv) }

func testConv(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range []ConvShape{
		{C: 1, H: 28, W: 28, Filters: 30, Kernel: 5, Stride: 1},
		{C: 8, H: 12, W: 12, Filters: 16, Kernel: 5, Stride: 1},
		{C: 1, H: 28, W: 28, Filters: 8, Kernel: 3, Stride: 1, Pad: 1},
		{C: 3, H: 9, W: 11, Filters: 5, Kernel: 3, Stride: 2, Pad: 1},
		{C: 1, H: 1, W: 1, Filters: 1, Kernel: 1, Stride: 1},
		{C: 1, H: 2, W: 2, Filters: 2, Kernel: 5, Stride: 3, Pad: 4},
		{C: 2, H: 3, W: 4, Filters: 2, Kernel: 2, Stride: 9},
		{C: 2, H: 9, W: 12, Filters: 3, Kernel: 3, Stride: 1, Pad: 2, Dilation: 2},
		{C: 1, H: 7, W: 5, Filters: 2, Kernel: 2, Stride: 2, Pad: 1, Dilation: 4},
		{C: 1, H: 5, W: 6, Filters: 2, Kernel: 1, Stride: 1, Pad: 3}, // windows of padding alone
		{C: 2, H: 8, W: 8, Filters: 4, Kernel: 3, Stride: 1, Pad: 5},
	} {
		for _, n := range []int{0, 1, 3} {
			checkConv(t, r, s, n)
		}
	}
	for valid := 0; valid < 300; {
		s := ConvShape{
			C: 1 + r.IntN(5), H: 1 + r.IntN(20), W: 1 + r.IntN(20), Filters: 1 + r.IntN(9),
			Kernel: 1 + r.IntN(6), Stride: 1 + r.IntN(9)/6, Pad: r.IntN(4), Dilation: r.IntN(9) / 3,
		}
		if s.Valid() {
			valid++
			checkConv(t, r, s, 1+r.IntN(3))
		}
	}
}

func TestConvAllocates(t *testing.T) { variants(t, testConvAllocates) }

func testConvAllocates(t *testing.T) {
	s := ConvShape{C: 2, H: 12, W: 12, Filters: 4, Kernel: 5, Stride: 1, Pad: 1}
	k := NewConv(s)
	x, y := make([]float32, 3*s.imageSize()), make([]float32, 3*s.outputSize())
	w, bias := make([]float32, s.weightSize()), make([]float32, s.Filters)
	if n := testing.AllocsPerRun(3, func() {
		k.Forward(y, x, w, bias, 3)
		k.BackwardWeight(w, bias, y, x, 3)
		k.BackwardInput(x, y, w, 3)
	}); n != 0 {
		t.Errorf("%v allocations, want 0", n)
	}
}

func TestConvMisuse(t *testing.T) {
	panics(t, convGeometry, func() { NewConv(ConvShape{C: 1, H: 4, W: 4, Filters: 1, Kernel: 5, Stride: 1}) })
	panics(t, convGeometry, func() { NewConv(ConvShape{C: 1, H: 4, W: 4, Filters: 1, Kernel: 3}) })
	panics(t, convGeometry, func() { NewConv(ConvShape{C: 1, H: 4, W: 4, Filters: 1, Kernel: 3, Stride: 1, Dilation: 2}) })
	k := NewConv(ConvShape{C: 1, H: 3, W: 3, Filters: 2, Kernel: 2, Stride: 1})
	x, y, w, b := make([]float32, 9), make([]float32, 8), make([]float32, 8), make([]float32, 2)
	panics(t, convShort, func() { k.Forward(y, x, w, b, 2) })
	panics(t, convShort, func() { k.Forward(y[:7], x, w, b, 1) })
	panics(t, convShort, func() { k.Forward(y, x[:8], w, b, 1) })
	panics(t, convShort, func() { k.BackwardWeight(w[:7], b, y, x, 1) })
	panics(t, convShort, func() { k.BackwardWeight(w, b[:1], y, x, 1) })
	panics(t, convShort, func() { k.BackwardInput(x, y[:7], w, 1) })
}

func FuzzConv(f *testing.F) {
	f.Add(uint64(1), uint8(1), uint8(12), uint8(13), uint8(7), uint8(5), uint8(1), uint8(2), uint8(1))
	f.Add(uint64(2), uint8(3), uint8(9), uint8(4), uint8(2), uint8(3), uint8(2), uint8(0), uint8(2))
	f.Fuzz(func(t *testing.T, seed uint64, c, h, w, filters, kernel, stride, pad, dilation uint8) {
		s := ConvShape{
			C: int(c % 9), H: int(h % 33), W: int(w % 33), Filters: int(filters % 13),
			Kernel: int(kernel % 8), Stride: int(stride % 5), Pad: int(pad % 9), Dilation: int(dilation % 4),
		}
		if s.Valid() {
			eachVariant(func(string) { checkConv(t, rand.New(rand.NewPCG(seed, 0)), s, 2) })
		}
	})
}
