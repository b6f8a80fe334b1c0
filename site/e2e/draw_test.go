package e2e

import (
	"math"
	"testing"
)

// mass returns the centre of mass of an image, in pixels from its corner.
func mass(image []float64) (x, y float64) {
	var total float64
	for i, v := range image {
		x += v * (float64(i%28) + 0.5)
		y += v * (float64(i/28) + 0.5)
		total += v
	}
	return x / total, y / total
}

// extent returns the box of the pixels that are at least half ink.
func extent(image []float64) (left, top, right, bottom int) {
	left, top = 28, 28
	for i, v := range image {
		if v >= 0.5 {
			x, y := i%28, i/28
			left, right = min(left, x), max(right, x+1)
			top, bottom = min(top, y), max(bottom, y+1)
		}
	}
	return
}

func TestDrawByMouse(t *testing.T) {
	t.Parallel()
	p := open(t, byEbiten, before(`globalThis.gamepads = 0, Navigator.prototype.getGamepads = () => (gamepads++, [])`))
	if s := p.state(); s.Phase != "idle" || s.Step != 0 || s.TestAccuracy != nil {
		t.Errorf("a fresh page: %+v", s)
	}
	if ink := sum(p.input()); ink != 0 {
		t.Errorf("an empty pad has %v of ink", ink)
	}

	p.draw(1)
	p.await("the 1 was classified", "zerokara.state().prediction !== null", patience)
	one := p.input()
	left, top, right, bottom := extent(one)
	if bottom-top < 18 || bottom-top > 20 || right-left > 6 {
		t.Errorf("a 1 covers columns %d-%d, rows %d-%d; want it 20 high and narrow", left, right, top, bottom)
	}
	if x, y := mass(one); math.Abs(x-14) > 0.6 || math.Abs(y-14) > 0.6 {
		t.Errorf("the 1's centre of mass is (%.2f, %.2f), want the middle", x, y)
	}
	s := p.state()
	if math.Abs(sum(s.Probabilities)-1) > 1e-4 || len(s.Probabilities) != 10 {
		t.Errorf("probabilities %v", s.Probabilities)
	}
	for d, v := range s.Probabilities {
		if v < 0.05 || v > 0.2 {
			t.Errorf("the untrained network gives %d %.3f, want about 0.1", d, v)
		}
	}
	p.shot("untrained")

	p.draw(0)
	zero := p.input()
	left, top, right, bottom = extent(zero)
	if bottom-top < 18 || right-left < 9 {
		t.Errorf("a 0 covers columns %d-%d, rows %d-%d", left, right, top, bottom)
	}
	if zero[14*28+14] > 0.1 || zero[13*28+13] > 0.1 {
		t.Error("the 0 has ink in its middle")
	}

	p.click("#undo")
	if ink := sum(p.input()); ink != 0 {
		t.Errorf("%v of ink is left after undoing the only stroke", ink)
	}
	p.draw(7)
	p.click("#clear")
	if ink := sum(p.input()); ink != 0 {
		t.Errorf("%v of ink is left after clearing", ink)
	}
	p.await("an empty pad has no prediction", "zerokara.state().prediction === null", patience)
	p.click("#undo")
	if ink := sum(p.input()); ink == 0 {
		t.Error("clearing cannot be undone")
	}
	if n := eval[int](p, "gamepads"); n > 0 {
		t.Errorf("the page asked for gamepads %d times: the browser polls for them from then on", n)
	}
}

func TestStrokeEndsWhereverTheButtonIsReleased(t *testing.T) {
	t.Parallel()
	p := open(t)
	b := p.box(pad)
	in := func(x, y float64) point { return point{b.X + x*b.Width, b.Y + y*b.Height} }
	p.mouse("mouseMoved", in(0.5, 0.5), false)
	p.mouse("mousePressed", in(0.5, 0.5), true)
	p.mouse("mouseMoved", in(0.9, 0.5), true)
	p.mouse("mouseMoved", in(1.4, 0.5), true)
	p.mouse("mouseReleased", in(1.4, 0.2), false)
	before := p.input()
	p.mouse("mouseMoved", in(0.2, 0.8), false)
	p.mouse("mouseMoved", in(0.3, 0.2), false)
	if after := p.input(); !equal(before, after) {
		t.Error("the pen goes on drawing after it was released outside")
	}
	if sum(before) == 0 {
		t.Error("the stroke left no ink")
	}
}

func TestDrawByTouch(t *testing.T) {
	t.Parallel()
	p := open(t, phone)
	p.draw(1)
	p.await("the 1 was classified", "zerokara.state().prediction !== null", patience)
	_, top, _, bottom := extent(p.input())
	if bottom-top < 18 {
		t.Errorf("a 1 drawn by finger covers rows %d-%d", top, bottom)
	}
	// A cancelled touch ends its stroke: a later one does not join it.
	p.run("zerokara.clear()")
	b := p.box(pad)
	in := func(x, y float64) point { return point{b.X + x*b.Width, b.Y + y*b.Height} }
	p.touch("touchStart", in(0.2, 0.2))
	p.touch("touchMove", in(0.5, 0.2))
	p.touch("touchMove", in(0.8, 0.2))
	p.touch("touchCancel")
	one := p.input()
	if sum(one) == 0 {
		t.Error("a cancelled touch loses what was drawn")
	}
	p.touch("touchStart", in(0.2, 0.8)) // below: side by side they would be two digits
	p.touch("touchMove", in(0.5, 0.8))
	p.touch("touchMove", in(0.8, 0.8))
	p.touch("touchEnd")
	two := p.input()
	if _, y := mass(two); two[int(y)*28+14] > 0.1 {
		t.Error("two strokes are joined")
	}
	if y := eval[float64](p, "scrollY"); y != 0 {
		t.Errorf("drawing scrolled the page by %v", y)
	}
}

// TestPageScrollsByTouch checks that ebiten leaves the rest of the page alone.
func TestPageScrollsByTouch(t *testing.T) {
	t.Parallel()
	p := open(t, phone)
	b := p.box(pad)
	at := point{b.X + b.Width/2, b.Y + b.Height + 100}
	p.touch("touchStart", at)
	for i := range 10 {
		p.touch("touchMove", point{at.X, at.Y - float64(20*i)})
	}
	p.touch("touchEnd")
	p.await("a swipe below the pad scrolls", "scrollY > 50", patience)
}

func TestDrawByScript(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.run("zerokara.draw([[[0.5, 0.2], [0.5, 0.8]]])")
	script := p.input()
	if eval[bool](p, "(zerokara.draw([[[0.3,0.2],[0.7,0.8]]]), zerokara.state().answered)") {
		t.Error("a drawing is answered before the network has seen it")
	}
	p.settled()
	p.run("zerokara.clear()")
	p.stroke(point{0.5, 0.2}, point{0.5, 0.8})
	var worst float64
	for i, v := range p.input() {
		worst = max(worst, math.Abs(v-script[i]))
	}
	if worst > 0.1 { // a mouse sits on whole pixels
		t.Errorf("the same stroke by script and by mouse differs by %v", worst)
	}
	for _, bad := range []string{`"one"`, `[[[0.5]]]`, `[[["a","b"]]]`, `[[[NaN,0.5]]]`, `null`, `7`} {
		message := eval[string](p, `(() => { try { zerokara.draw(`+bad+`); return ""; } catch (e) { return e.message; } })()`)
		if message == "" {
			t.Errorf("draw(%s) is accepted", bad)
		}
	}
}

func equal(a, b []float64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}
