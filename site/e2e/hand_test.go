package e2e

import (
	"time"

	"github.com/chromedp/cdproto/input"
)

// box is an element's place in the window, in CSS pixels.
type box struct{ X, Y, Width, Height float64 }

func (p *page) box(selector string) box {
	p.t.Helper()
	return ask[box](p, "box", selector)
}

// show scrolls an element into the window.
func (p *page) show(selector string) {
	p.t.Helper()
	ask[bool](p, "show", selector)
}

// text returns an element's text.
func (p *page) text(selector string) string {
	p.t.Helper()
	return ask[string](p, "text", selector)
}

// click clicks the middle of an element, or taps it on a phone, as soon as that is
// possible. It tries again until the click arrives: pages move while they change.
func (p *page) click(selector string) {
	p.t.Helper()
	for range 3 {
		p.await(selector+" can be clicked", in("clickable", selector), patience)
		at := ask[point](p, "still", selector)
		ask[bool](p, "listen", selector)
		if p.mobi {
			p.touch("touchStart", at)
			p.touch("touchEnd")
		} else {
			p.mouse("mousePressed", at, true)
			p.mouse("mouseReleased", at, false)
		}
		for deadline := time.Now().Add(patience / 6); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
			// A click that reloads the page leaves no record.
			if ok, err := p.try("globalThis.e2e?.clicked !== false"); ok && err == nil {
				return
			}
		}
	}
	p.t.Fatalf("%s hears no click", selector)
}

type point struct{ X, Y float64 }

// mouse sends one mouse event; down says whether the button is held.
func (p *page) mouse(kind string, at point, down bool) {
	p.t.Helper()
	m := input.DispatchMouseEventParams{
		Type: input.DispatchMouseEventType(kind), X: at.X, Y: at.Y, Button: input.MouseButtonNone}
	if down || kind == "mouseReleased" {
		m.Button = input.MouseButtonLeft
	}
	if down {
		m.Buttons = 1
	}
	if kind != "mouseMoved" {
		m.ClickCount = 1
	}
	call(p, input.DispatchMouseEvent, m)
}

// touch sends one touch event with the fingers that are down.
func (p *page) touch(kind string, at ...point) {
	p.t.Helper()
	points := []*input.TouchPoint{}
	for _, a := range at {
		points = append(points, &input.TouchPoint{X: a.X, Y: a.Y})
	}
	call(p, input.DispatchTouchEvent, input.DispatchTouchEventParams{
		Type: input.DispatchTouchEventType(kind), TouchPoints: points})
}

const pad = `[data-slot="pad"]`

// stroke draws a stroke on the pad by mouse or finger; points are in pad units, 0
// to 1.
func (p *page) stroke(points ...point) {
	p.t.Helper()
	b := p.box(pad)
	at := func(q point) point { return point{b.X + q.X*b.Width, b.Y + q.Y*b.Height} }
	if p.mobi {
		p.touch("touchStart", at(points[0]))
		for _, q := range points[1:] {
			p.touch("touchMove", at(q))
		}
		p.touch("touchEnd")
		return
	}
	p.mouse("mouseMoved", at(points[0]), false)
	p.mouse("mousePressed", at(points[0]), true)
	for _, q := range points[1:] {
		p.mouse("mouseMoved", at(q), true)
	}
	p.mouse("mouseReleased", at(points[len(points)-1]), false)
}

// draw clears the pad and draws a digit by mouse or finger.
func (p *page) draw(digit int) {
	p.t.Helper()
	p.show(pad)
	eval[bool](p, "(zerokara.clear(), true)")
	p.pen(digits[digit])
	p.settled()
}

// pen adds strokes to the drawing on the pad.
func (p *page) pen(strokes [][]point) {
	p.t.Helper()
	for _, s := range strokes {
		p.stroke(s...)
	}
}

// settled waits until the network has classified the drawing and the page shows the
// prediction, a tenth of a second later.
func (p *page) settled() {
	p.t.Helper()
	p.await("an answer to the drawing", "zerokara.state().answered", patience)
	eval[bool](p, "new Promise(done => setTimeout(done, 150, true))")
}
