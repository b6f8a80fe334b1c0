package e2e

import (
	"image"
	"testing"
)

// same reports whether two pictures are alike, but for a fraction of their pixels.
func same(a, b image.Image, but float64) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	others := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r, g, b0, _ := a.At(x, y).RGBA()
			r1, g1, b1, _ := b.At(x, y).RGBA()
			for _, d := range [3]int{int(r) - int(r1), int(g) - int(g1), int(b0) - int(b1)} {
				if d < -0x300 || d > 0x300 {
					others++
					break
				}
			}
		}
	}
	return float64(others) <= but*float64(a.Bounds().Dx()*a.Bounds().Dy())
}

// TestSameWithoutGPU draws on the pad of a page whose WebGL has a GPU, as it is told, and
// of one that draws into a plain canvas: pad, input and bars are the same pictures, after
// an undo, too, and in other colours. Only one of them has ebiten's canvas.
func TestSameWithoutGPU(t *testing.T) {
	t.Parallel()
	soft, gpu := open(t, phone, reducedMotion), open(t, phone, reducedMotion, byEbiten)
	for p, shown := range map[*page]bool{soft: false, gpu: true} {
		if eval[bool](p, `document.querySelector("#bench > canvas[tabindex]") !== null`) != shown {
			t.Fatalf("ebiten has a canvas: %v", !shown)
		}
	}
	alike := func(when string) {
		t.Helper()
		// Which edges of letters are grey may differ from page to page.
		for slot, but := range map[string]float64{pad: 0, `[data-slot="input"]`: 0, `[data-slot="bars"]`: 0.04} {
			soft.until(when+": the same in "+slot, func() bool {
				for _, p := range []*page{soft, gpu} {
					p.run("zerokaraBoot.relayout()") // a slot may have moved by a fraction of a pixel
				}
				return same(soft.pictureOf(slot), gpu.pictureOf(slot), but)
			})
		}
	}
	empty := soft.pictureOf(pad)
	for _, p := range []*page{soft, gpu} {
		p.run("zerokara.draw([[[0.3,0.2],[0.7,0.2],[0.6,0.3],[0.5,0.5],[0.45,0.8]],[[0.4,0.5],[0.65,0.5]]])")
		p.settled()
	}
	alike("a drawing")
	drawn := soft.pictureOf(pad)
	if _, dark := apart(drawn, empty); dark < 0.02 {
		t.Errorf("%.3f%% of the pad is ink", 100*dark)
	}
	for _, p := range []*page{soft, gpu} {
		p.click("#undo")
		p.settled()
	}
	alike("without its last stroke")
	if same(drawn, soft.pictureOf(pad), 0) {
		t.Error("the stroke is still to be seen")
	}
	for _, p := range []*page{soft, gpu} {
		p.scheme = "dark"
		p.emulate("")
	}
	alike("in the dark")
	if same(drawn, soft.pictureOf(pad), 0) {
		t.Error("the dark pad is the light one")
	}
}
