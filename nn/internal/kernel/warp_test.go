package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// greys returns an image, most of it background or full ink.
func greys(r *rand.Rand) []byte {
	pixels := make([]byte, WarpSide*WarpSide)
	for i := range pixels {
		switch r.IntN(4) {
		case 0:
			pixels[i] = 255
		case 1:
			pixels[i] = byte(r.IntN(256))
		}
	}
	return pixels
}

func TestThicken(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	factors := []int{-256, -255, -128, -1, 0, 1, 127, 128, 255, 256}
	for i := range 200 {
		f := r.IntN(513) - 256
		if i < len(factors) {
			f = factors[i]
		}
		pixels := greys(r)
		var got, want WarpImage
		got.Thicken(pixels, f)
		want.thickenRef(pixels, f)
		if got != want {
			t.Fatalf("factor %d: other pixels than the loop's", f)
		}
		if changed := got[warpWidth+1] != pixels[WarpSide+1]; f == 0 && changed {
			t.Error("a factor of 0 changes the image")
		}
	}
}

// TestWarp compares maps from the identity to ones that leave the image far behind.
func TestWarp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(bound int32) int32 { return r.Int32N(2*bound+1) - bound }
	for i := range 300 {
		var image WarpImage
		image.Thicken(greys(r), 0)
		m := WarpMap{UX: 1 << 16, VY: 1 << 16}
		switch i % 3 {
		case 1: // a bit off
			m = WarpMap{random(1 << 18), random(1 << 18), 1<<16 + random(1<<14), random(1 << 14), random(1 << 14), 1<<16 + random(1<<14), nil, nil, 0}
		case 2:
			m = WarpMap{random(1 << 28), random(1 << 28), random(1 << 20), random(1 << 20), random(1 << 20), random(1 << 20), nil, nil, 0}
		}
		if i%2 == 1 {
			m.Width = WarpSide + r.IntN(9)
			size := (WarpSide-1)*m.Width + WarpSide
			m.Across, m.Down = make([]int32, size), make([]int32, size)
			for j := range m.Across {
				m.Across[j], m.Down[j] = random(1<<18), random(1<<18)
			}
		}
		got, want := newBuffer(WarpSide*WarpSide), newBuffer(WarpSide*WarpSide)
		image.Warp(got.x, m)
		got.check(t, "Warp")
		if m.Across == nil {
			m.Across, m.Down = noField[:], noField[:]
		}
		image.warpRef(want.x, m)
		if !slices.Equal(got.x, want.x) {
			t.Fatalf("map %d, %+v: other pixels than the loop's", i, m)
		}
		if i == 0 && (!slices.ContainsFunc(want.x, func(v float32) bool { return v == 1 }) || want.x[5*WarpSide+7] != float32(image[5*warpWidth+7])/255) {
			t.Error("the identity changes the image")
		}
	}
}

func TestWarpMisuse(t *testing.T) {
	var image WarpImage
	pixels, dst := make([]byte, WarpSide*WarpSide), make([]float32, WarpSide*WarpSide)
	panics(t, warpMisuse, func() { image.Thicken(pixels[1:], 0) })
	panics(t, warpMisuse, func() { image.Thicken(pixels, 257) })
	panics(t, warpMisuse, func() { image.Thicken(pixels, -257) })
	panics(t, warpMisuse, func() { image.Warp(dst[1:], WarpMap{}) })
	field := make([]int32, WarpSide*WarpSide)
	panics(t, warpMisuse, func() { image.Warp(dst, WarpMap{Across: field[1:], Down: field, Width: WarpSide}) })
	panics(t, warpMisuse, func() { image.Warp(dst, WarpMap{Across: field, Down: field[1:], Width: WarpSide}) })
	panics(t, warpMisuse, func() { image.Warp(dst, WarpMap{Across: field, Down: field, Width: -1}) })
}

func BenchmarkWarp(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	pixels, dst := greys(r), make([]float32, WarpSide*WarpSide)
	var image WarpImage
	m := WarpMap{1000, 2000, 65000, 300, -300, 65000, nil, nil, 0}
	for name, f := range map[string]func(){
		"thicken": func() { image.Thicken(pixels, 77) },
		"warp":    func() { image.Warp(dst, m) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
		})
	}
}
