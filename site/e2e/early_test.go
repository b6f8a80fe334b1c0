package e2e

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"
)

// shell opens the page without its program, which letGo lets go.
func shell(t *testing.T, options ...option) (p *page, letGo func()) {
	t.Helper()
	site := serve(t, "/")
	letGo = site.hold(t, "app.wasm")
	p = open(t, append(options, on(site), unready)...)
	p.await("the shell is seen", `document.documentElement.hasAttribute("data-shown") && !!document.querySelector("#pad .early")`, patience)
	return p, letGo
}

// taken waits until the program has the pad, and its canvas shows the ink.
func (p *page) taken() {
	p.t.Helper()
	p.ready()
	p.await("the shell's picture leaves", `!document.querySelector("#pad .early")`, patience)
}

// again empties the pad and draws strokes anew, and returns the network's input.
func (p *page) again(strokes ...[]point) []float64 {
	p.t.Helper()
	p.run("zerokara.clear()")
	p.pen(strokes)
	return p.input()
}

// padPicture returns the pad's pixels.
func (p *page) padPicture() image.Image { return p.pictureOf(pad) }

// pictureOf returns an element's pixels.
func (p *page) pictureOf(selector string) image.Image {
	p.t.Helper()
	b := p.box(selector)
	params := cdppage.CaptureScreenshotParams{Format: "png", Clip: &cdppage.Viewport{X: b.X, Y: b.Y, Width: b.Width, Height: b.Height, Scale: 1}}
	picture, err := png.Decode(bytes.NewReader(call(p, cdppage.CaptureScreenshot, params).Data))
	if err != nil {
		p.t.Fatal(err)
	}
	return picture
}

// apart returns the fraction of a picture's pixels that another one has much lighter or
// darker, and the fraction of its dark ones.
func apart(a, b image.Image) (other, dark float64) {
	size := a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			green := func(m image.Image) float64 {
				_, g, _, _ := m.At(x, y).RGBA()
				return float64(g) / 0xffff
			}
			if d := green(a) - green(b); d > 0.2 || d < -0.2 {
				other++
			}
			if green(a) < 0.3 {
				dark++
			}
		}
	}
	n := float64(size.X * size.Y)
	return other / n, dark / n
}

// TestInkBeforeProgram draws a 4 and part of a stroke before the program is there: it takes
// over exactly that, nobody sees it, and the stroke goes on.
func TestInkBeforeProgram(t *testing.T) {
	t.Parallel()
	p, letGo := shell(t, func(s *setup) { s.scale = 2 })
	first := []point{{0.3, 0.2}, {0.25, 0.4}, {0.4, 0.55}, {0.7, 0.5}}
	last := []point{{0.62, 0.2}, {0.6, 0.4}, {0.57, 0.6}, {0.5, 0.8}}
	p.stroke(first...)
	in := p.onPad()
	p.mouse("mousePressed", in(last[0].X, last[0].Y), true)
	p.mouse("mouseMoved", in(last[1].X, last[1].Y), true)
	p.frames()
	before := p.padPicture()
	p.shot("early-before")
	letGo()
	p.taken()
	p.frames()
	after := p.padPicture()
	p.shot("early-after")
	if other, dark := apart(before, after); dark < 0.02 || other > 0.001 {
		t.Errorf("%.3f%% of the pad changes, where %.1f%% is ink", 100*other, 100*dark)
	}
	for _, q := range last[2:] {
		p.mouse("mouseMoved", in(q.X, q.Y), true)
	}
	p.mouse("mouseReleased", in(last[3].X, last[3].Y), false)
	p.mouse("mouseMoved", in(0.1, 0.9), false)
	early := p.input()
	p.click("#undo")
	one := p.input()
	p.click("#clear")
	if got := p.input(); sum(got) != 0 {
		t.Errorf("%v of ink is left after clearing", sum(got))
	}
	if want := p.again(first, last); !equal(early, want) {
		t.Errorf("the input has %v of ink, of the same strokes drawn later %v", sum(early), sum(want))
	}
	if want := p.again(first); !equal(one, want) {
		t.Errorf("without the last stroke it has %v of ink, the first one drawn later %v", sum(one), sum(want))
	}
}

// TestPalmBeforeProgram rests a palm on the pad before the program is there, and writes
// with a pen beside it, which goes on when it is: only the pen leaves ink. (Further to the
// side the palm would be another digit, of which the input says nothing.)
func TestPalmBeforeProgram(t *testing.T) {
	t.Parallel()
	p, letGo := shell(t, phone)
	p.run(`e2e.one("#pad").scrollIntoView({ block: "center", behavior: "instant" })`)
	p.frames()
	in := p.onPad()
	const down, moved, up = input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseMoved, input.DispatchMouseEventTypeMouseReleased
	p.touch("touchStart", in(0.4, 0.95))
	p.touch("touchMove", in(0.45, 0.93))
	p.await("the palm leaves ink", `e2e.ink("#pad .early") > 100 && document.body.hasAttribute("data-ink")`, patience)
	p.stylus(down, in(0.4, 0.2), true)
	p.stylus(moved, in(0.4, 0.4), true)
	p.touch("touchMove", in(0.5, 0.95))
	letGo()
	p.taken()
	p.stylus(moved, in(0.4, 0.6), true)
	p.stylus(moved, in(0.4, 0.8), true)
	p.stylus(up, in(0.4, 0.8), false)
	p.touch("touchEnd")
	beside := p.input()
	p.run("zerokara.clear()")
	p.stylus(down, in(0.4, 0.2), true)
	for _, y := range []float64{0.4, 0.6, 0.8} {
		p.stylus(moved, in(0.4, y), true)
	}
	p.stylus(up, in(0.4, 0.8), false)
	if alone := p.input(); sum(alone) == 0 || !equal(beside, alone) {
		t.Errorf("beside a palm the pen leaves %.1f of ink, alone %.1f", sum(beside), sum(alone))
	}
}
