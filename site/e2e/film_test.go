package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// ink returns the sum of a canvas's opacities, from 0 to 1 per pixel.
func (p *page) ink(selector string) float64 {
	p.t.Helper()
	return ask[float64](p, "ink", selector)
}

// inked awaits that a picture shows something.
func (p *page) inked(canvas string) {
	p.t.Helper()
	p.await("ink in "+canvas, `((c) => c.getContext("2d").getImageData(0, 0, c.width, c.height).data.filter((v, i) => i % 4 === 3 && v > 127).length > 5)(document.querySelector("`+canvas+`"))`, patience)
}

func TestFilmStrip(t *testing.T) {
	t.Parallel()
	p := learned(t)
	if p.ink("#film-pad") != 0 || p.text("#film-reads") == "" {
		t.Error("an empty pad has a film, or no word on how to get one")
	}
	// A small 7 in the corner.
	p.show(pad)
	p.pen([][]point{line(point{0.08, 0.1}, point{0.2, 0.1}), line(point{0.2, 0.1}, point{0.12, 0.3})})
	p.settled()
	p.await("the film is shown", `e2e.text("#film-reads").includes(zerokara.state().prediction)`, patience)
	p.show("#film")
	for _, name := range []string{"pad", "crop", "box", "moved", "result"} {
		p.inked("#film-" + name)
	}
	whole := p.input()
	left, top, right, bottom := extent(whole)
	if bottom-top < 18 {
		t.Errorf("with all steps the 7 covers columns %d-%d, rows %d-%d", left, right, top, bottom)
	}
	before := p.state().Probabilities
	strip := p.box("#strip").Y - p.box("#film-title").Y

	p.click("#step-crop")
	p.await("the note says what is left out", `e2e.text("#film-note").includes("Crop")`, patience)
	small := p.input()
	if _, top, _, bottom = extent(small); bottom-top > 9 {
		t.Errorf("without cropping the small 7 covers rows %d-%d", top, bottom)
	}
	p.await("the prediction changes", `zerokara.state().probabilities.some((p, i) => Math.abs(p - `+js(before)+`[i]) > 0.01)`, patience)
	p.click("#step-centre")
	corner := p.input()
	if x, y := mass(corner); x > 10 || y > 11 {
		t.Errorf("neither cropped nor centred its centre of mass is (%.1f, %.1f)", x, y)
	}
	p.show("#film")
	p.shot("film-off")
	if y := p.box("#strip").Y - p.box("#film-title").Y; y != strip {
		t.Errorf("the note moves the pictures from %v to %v below the title", strip, y)
	}

	// By keyboard: with all steps on again the input is the same as before.
	for _, step := range []string{"crop", "centre"} {
		eval[bool](p, `(document.querySelector("#step-`+step+`").focus(), true)`)
		p.do(chromedp.KeyEvent(" "))
	}
	p.await("nothing is left out", `document.querySelector("#film-note").textContent === ""`, patience)
	if !equal(p.input(), whole) {
		t.Error("with all steps on again the input differs")
	}
	p.click("#step-grey")
	for _, v := range p.input() {
		if v != 0 && v != 1 {
			t.Fatalf("a grey of %v in black and white", v)
		}
	}

	// A test image was prepared by others: no step applies to it.
	eval[bool](p, `(zerokaraBoot.app.putImage(Uint8Array.from(zerokara.input(), (v) => 255 * v)), true)`)
	p.await("the note says that no step applies", `/These steps do not apply/.test(document.querySelector("#film-note").textContent)`, patience)
	p.await("there is the image alone", `["film-box", "film-result"].map((id) => document.getElementById(id).getContext("2d").getImageData(0, 0, 28, 28).data.some((v) => v > 0)).join() === "false,true"`, patience)
}
