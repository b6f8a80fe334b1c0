//go:build js

package dom

import (
	"syscall/js"
	"time"
)

const (
	framesApart = 100 * time.Millisecond // at least, while the network learns
	frameCost   = 20                     // frames take at most a twentieth of the time then
	framesLate  = 1500 * time.Millisecond
	oneRefresh  = 17 * time.Millisecond // of a usual display
	hurry       = 300 * time.Millisecond
	nearby      = "80px" // of the window, where an element counts as visible
)

// pace spaces frames. At rest, or when the visitor has just done something, the next
// frame shows what is new. While the network learns they are few: without a GPU one
// can cost 40 to 100 ms, on cores that train. Times are since the start.
type pace struct {
	learning bool
	hurried  time.Duration // until then the visitor is waited on
	next     time.Duration // earliest frame
	cost     time.Duration // of a frame, a running mean
}

func (p *pace) wait(now time.Duration) time.Duration {
	if !p.learning || now <= p.hurried {
		return 0
	}
	return max(p.next-now, 0)
}

// took records a frame that was drawn within drawn and out within out.
func (p *pace) took(now, drawn, out time.Duration) {
	p.cost += (max(drawn, out-oneRefresh) - p.cost) / 3
	p.next = now + min(max(frameCost*p.cost, framesApart), framesLate)
}

var (
	frames  pace
	started = time.Now()

	requestFrame = js.Global().Get("requestAnimationFrame")
	setTimeout   = js.Global().Get("setTimeout")
	clearTimeout = js.Global().Get("clearTimeout")
)

// Learning says whether the network learns, which makes frames few.
func Learning(on bool) { frames.learning = on }

// Frame draws something, once for any number of calls of Ask.
type Frame struct {
	draw           func()
	begin, out     js.Value // called by the browser
	wake           js.Value
	due            bool
	timer          js.Value // of wake; undefined without one
	began, drawnIn time.Duration
}

// NewFrame returns the Frame of what draw draws, which belongs to the section that
// runs.
func NewFrame(draw func()) *Frame {
	watchVisitor()
	f := &Frame{draw: draw}
	f.begin = bound(func(js.Value) {
		f.due = false
		f.began = time.Since(started)
		f.draw()
		f.drawnIn = time.Since(started) - f.began
		requestFrame.Invoke(f.out)
	})
	f.out = bound(func(js.Value) {
		now := time.Since(started)
		frames.took(now, f.drawnIn, now-f.began)
	})
	f.wake = bound(func(js.Value) {
		f.timer = js.Undefined()
		requestFrame.Invoke(f.begin)
	})
	return f
}

// Ask asks for the drawing, in the browser's next frame or, while the network
// learns, in a later one.
func (f *Frame) Ask() {
	wait := frames.wait(time.Since(started))
	if wait <= 0 && !f.timer.IsUndefined() {
		clearTimeout.Invoke(f.timer)
		f.timer = js.Undefined()
	} else if f.due {
		return
	}
	f.due = true
	if wait > 0 {
		f.timer = setTimeout.Invoke(f.wake, wait.Milliseconds()+1, 0)
	} else {
		requestFrame.Invoke(f.begin)
	}
}

var visitorWatched bool

// watchVisitor notices what the visitor does, for all frames.
func watchVisitor() {
	if visitorWatched {
		return
	}
	visitorWatched = true
	outer, outerRow := current, row
	current, row = nil, nil // no section's
	defer func() { current, row = outer, outerRow }()
	hurried := bound(func(js.Value) { frames.hurried = time.Since(started) + hurry })
	for _, event := range []string{"pointerdown", "keydown", "scroll"} {
		js.Global().Call("addEventListener", event, hurried, map[string]any{"capture": true, "passive": true})
	}
}

// OnVisible calls f at first, and whenever the element has come near the window or
// has left it.
func (e *Element) OnVisible(f func(on bool)) *Element {
	seen := bound(func(entries js.Value) {
		f(entries.Index(entries.Length() - 1).Get("isIntersecting").Bool())
	})
	observer := js.Global().Get("IntersectionObserver").New(seen, map[string]any{"rootMargin": nearby})
	observer.Call("observe", e.value)
	return e
}

// OnResize calls f at first, and whenever the element has another size.
func (e *Element) OnResize(f func()) *Element {
	observer := js.Global().Get("ResizeObserver").New(bound(func(js.Value) { f() }))
	observer.Call("observe", e.value)
	return e
}

// OnPageVisible calls f now, and whenever the page's tab is hidden or shown.
func OnPageVisible(f func(on bool)) {
	tell := func(js.Value) { f(!document.Get("hidden").Bool()) }
	listen(document, "visibilitychange", tell)
	tell(js.Undefined())
}

// OnMedia calls f now with whether a media query holds, and whenever that changes.
func OnMedia(query string, f func(matches bool)) {
	list := js.Global().Call("matchMedia", query)
	tell := func(js.Value) { f(list.Get("matches").Bool()) }
	listen(list, "change", tell)
	tell(js.Undefined())
}

// OnPoint calls f when the element is clicked or tapped, with the place in it in CSS
// pixels.
func (e *Element) OnPoint(f func(x, y float64)) *Element {
	listen(e.value, "click", func(event js.Value) {
		f(event.Get("offsetX").Float(), event.Get("offsetY").Float())
	})
	return e
}

// Width returns the element's width inside its border, in whole CSS pixels.
func (e *Element) Width() int { return e.value.Get("clientWidth").Int() }

// MoveTo makes the element the last child of parent. A focus inside it stays.
func (e *Element) MoveTo(parent *Element) {
	if e.value.Get("parentElement").Equal(parent.value) {
		return
	}
	focused := js.Undefined()
	if e.HasFocus() {
		focused = document.Get("activeElement")
	}
	parent.value.Call("append", e.value)
	if !focused.IsUndefined() {
		focused.Call("focus", map[string]any{"preventScroll": true})
	}
}
