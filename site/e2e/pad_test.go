package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
)

// stylus sends one event of a pen.
func (p *page) stylus(kind input.DispatchMouseEventType, at point, down bool) {
	p.t.Helper()
	m := input.DispatchMouseEventParams{Type: kind, X: at.X, Y: at.Y, Button: input.MouseButtonLeft, PointerType: input.DispatchMouseEventPointerTypePen}
	if down {
		m.Buttons = 1
	}
	if kind == input.DispatchMouseEventTypeMouseMoved {
		m.Button = input.MouseButtonNone
	} else {
		m.ClickCount = 1
	}
	call(p, input.DispatchMouseEvent, m)
}

// onPad returns a place on the pad, in the window.
func (p *page) onPad() func(x, y float64) point {
	b := p.box(pad)
	return func(x, y float64) point { return point{b.X + x*b.Width, b.Y + y*b.Height} }
}

// TestPenTakesOverFromPalm rests a palm on the pad and writes with a pen beside it:
// only the pen leaves ink.
func TestPenTakesOverFromPalm(t *testing.T) {
	t.Parallel()
	p := open(t, phone)
	p.show(pad)
	in := p.onPad()
	write := func() {
		p.stylus(input.DispatchMouseEventTypeMousePressed, in(0.4, 0.2), true)
		for _, y := range []float64{0.4, 0.6, 0.8} {
			p.stylus(input.DispatchMouseEventTypeMouseMoved, in(0.4, y), true)
		}
		p.stylus(input.DispatchMouseEventTypeMouseReleased, in(0.4, 0.8), false)
	}
	write()
	alone := p.input()
	if sum(alone) == 0 {
		t.Fatal("a pen leaves no ink")
	}
	eval[bool](p, "(zerokara.clear(), true)")

	// Below the digit: beside it, its ink would be another digit, and not in the input.
	p.touch("touchStart", in(0.3, 0.92))
	p.touch("touchMove", in(0.4, 0.92))
	if sum(p.input()) == 0 {
		t.Fatal("a palm alone leaves no ink: this test says nothing")
	}
	write()
	p.touch("touchMove", in(0.5, 0.92))
	p.touch("touchEnd")
	if beside := p.input(); !equal(beside, alone) {
		t.Errorf("beside a palm the pen leaves %.1f of ink, alone %.1f", sum(beside), sum(alone))
	}
}

// TestStrokeEndsWithTheLeftButton presses the right button during a stroke.
func TestStrokeEndsWithTheLeftButton(t *testing.T) {
	t.Parallel()
	p := open(t)
	in := p.onPad()
	send := func(kind input.DispatchMouseEventType, at point, button input.MouseButton, buttons int64) {
		m := input.DispatchMouseEventParams{Type: kind, X: at.X, Y: at.Y, Button: button, Buttons: buttons}
		if kind != input.DispatchMouseEventTypeMouseMoved {
			m.ClickCount = 1
		}
		call(p, input.DispatchMouseEvent, m)
	}
	const down, up, moved = input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased, input.DispatchMouseEventTypeMouseMoved
	send(down, in(0.3, 0.2), input.MouseButtonLeft, 1)
	send(moved, in(0.3, 0.5), input.MouseButtonNone, 1)
	send(down, in(0.3, 0.5), input.MouseButtonRight, 3)
	send(moved, in(0.3, 0.8), input.MouseButtonNone, 3)
	withBoth := p.input()
	send(up, in(0.3, 0.8), input.MouseButtonLeft, 2)
	send(moved, in(0.8, 0.8), input.MouseButtonNone, 2)
	send(moved, in(0.8, 0.2), input.MouseButtonNone, 2)
	if after := p.input(); !equal(withBoth, after) {
		t.Error("the stroke goes on with the right button")
	}
	send(up, in(0.8, 0.2), input.MouseButtonRight, 0)
	if left, top, right, bottom := extent(withBoth); bottom-top < 18 || right-left > 6 {
		t.Errorf("a stroke straight down covers columns %d-%d, rows %d-%d", left, right, top, bottom)
	}
	p.stroke(point{0.2, 0.5}, point{0.5, 0.5}) // the next one is drawn as ever
	if equal(withBoth, p.input()) {
		t.Error("after that nothing can be drawn")
	}
}

// TestWhatIsOnThePad checks what the page says of the pad, and the loss of what lies
// there.
func TestWhatIsOnThePad(t *testing.T) {
	t.Parallel()
	p := learned(t, on(few(t)))
	says := func(what, lies, loss string) {
		t.Helper()
		p.await(what, fmt.Sprintf(`%s.test(document.querySelector("#bench-what").textContent) && %s.test(document.querySelector("#bench-loss").textContent)`, lies, loss), patience)
	}
	says("an empty pad", `/^$/`, `/^$/`)
	p.click("#example")
	says("an example", `/^An example: a 0\.$/`, `/^Loss for the 0, −ln p: \d+\.\d+$/`)
	p.await("the loss is -ln p", `(l => Math.abs(l + Math.log(zerokara.state().probabilities[0])) < 0.001)(Number(document.querySelector("#bench-loss").textContent.split(": ")[1]))`, patience)
	p.draw(1)
	says("a drawing", `/^Your drawing\.$/`, `/^Loss if it is a \d, −ln p: /`)
	p.click("#mixups button")
	p.await("test digits", `document.querySelector("#cell-digits button")`, patience)
	label := eval[string](p, `document.querySelector("#cell-digits button").ariaLabel`)
	var index string
	var digit int
	if _, err := fmt.Sscanf(label, "Test digit %s a %d", &index, &digit); err != nil {
		t.Fatalf("%q: %v", label, err)
	}
	p.click("#cell-digits button")
	says("a test digit", fmt.Sprintf(`/^Test digit [\d,]+: a %d\.$/`, digit), fmt.Sprintf(`/^Loss for the %d, −ln p: /`, digit))
	if got := eval[string](p, `document.querySelector("#bench-what").textContent.replace(/,/g, "")`); got != fmt.Sprintf("Test digit %s a %d.", index, digit) {
		t.Errorf("%q, of %q", got, label)
	}
	p.click("#undo")
	says("the drawing again", `/^Your drawing\.$/`, `/^Loss if it is a \d/`)
}
