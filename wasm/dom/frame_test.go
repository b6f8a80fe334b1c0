//go:build js

package dom

import (
	"syscall/js"
	"testing"
	"time"
)

// browserFrames waits until the browser has had n frames.
func browserFrames(n int) {
	came := make(chan struct{}, 1)
	f := js.FuncOf(func(js.Value, []js.Value) any { came <- struct{}{}; return nil })
	defer f.Release()
	for range n {
		requestFrame.Invoke(f)
		<-came
	}
}

func TestPace(t *testing.T) {
	const ms = time.Millisecond
	p := pace{}
	p.took(1000*ms, 6*ms, 10*ms)
	if w := p.wait(1001 * ms); w != 0 {
		t.Errorf("at rest it waits %v", w)
	}
	p.learning = true
	if w := p.wait(1001 * ms); w != 99*ms {
		t.Errorf("after a cheap frame it waits %v", w)
	}
	p.hurried = 1050 * ms
	if w := p.wait(1050 * ms); w != 0 {
		t.Errorf("the visitor waits %v", w)
	}
	if p.wait(1051*ms) == 0 || p.wait(1100*ms) != 0 {
		t.Error("it hurries for ever, or waits for ever")
	}
	for range 20 {
		p.took(2000*ms, 6*ms, 47*ms) // late by 30 ms
	}
	if w := p.wait(2000 * ms); w < 590*ms || w > 600*ms {
		t.Errorf("after frames of 30 ms it waits %v", w)
	}
	for range 20 {
		p.took(3000*ms, time.Second, 0)
	}
	if w := p.wait(3000 * ms); w != framesLate {
		t.Errorf("after frames of a second it waits %v", w)
	}
}

func TestFrame(t *testing.T) {
	defer func() { frames = pace{} }()
	frames = pace{}
	n := 0
	f := NewFrame(func() { n++ })
	f.Ask()
	f.Ask()
	if n != 0 {
		t.Error("it draws in Ask")
	}
	browserFrames(3)
	if n != 1 {
		t.Errorf("%d drawings for two calls in one frame", n)
	}
	const hour = time.Hour
	frames = pace{learning: true, next: time.Since(started) + hour}
	f.Ask()
	browserFrames(3)
	if n != 1 {
		t.Error("it does not wait while the network learns")
	}
	js.Global().Call("dispatchEvent", js.Global().Get("Event").New("scroll"))
	f.Ask()
	browserFrames(3)
	if n != 2 {
		t.Errorf("%d drawings after the visitor has scrolled", n)
	}
	frames = pace{learning: true, next: time.Since(started) + 30*time.Millisecond}
	f.Ask()
	for n == 2 { // it is woken
		browserFrames(1)
	}
	if n != 3 || !f.timer.IsUndefined() || f.due {
		t.Errorf("%d drawings, after the last the frame is still due: %v", n, f.due)
	}
}

func TestFrameBelongsToItsSection(t *testing.T) {
	logged := quiet(t)
	s := NewSection(body(t, New("section", "")), func(reason string) string { return reason })
	var f *Frame
	s.Run(func() { f = NewFrame(func() { panic("drawn") }) })
	f.Ask()
	browserFrames(2)
	if s.reason != "drawn" || logged() != 1 {
		t.Errorf("the section has broken by %q, %d panics logged", s.reason, logged())
	}
}

func TestVisibleAndSize(t *testing.T) {
	seen, sizes := "", 0
	e := body(t, New("div", "").Style("height", "20px").Style("width", "40px"))
	e.OnVisible(func(on bool) {
		seen += map[bool]string{true: "+", false: "-"}[on]
	}).OnResize(func() { sizes++ })
	wait := func(want string, least int) {
		t.Helper()
		for range 600 {
			if browserFrames(1); seen == want && sizes >= least {
				return
			}
		}
		t.Fatalf("seen %q, %d sizes", seen, sizes)
	}
	wait("+", 1)
	if e.Width() != 40 {
		t.Errorf("width %d", e.Width())
	}
	before := sizes
	e.Style("width", "50px")
	wait("+", before+1)
	e.Style("position", "absolute").Style("top", "30000px")
	wait("+-", 0)
	shown := false
	OnPageVisible(func(on bool) { shown = on })
	narrow := false
	OnMedia("(max-width: 100000px)", func(on bool) { narrow = on })
	if !shown || !narrow {
		t.Error("the page is hidden, or wider than any")
	}
}

func TestMoveToKeepsTheFocus(t *testing.T) {
	a, b := body(t, New("div", "")), body(t, New("div", ""))
	button := Button("", func() {})
	panel := New("div", "", button)
	a.Append(panel)
	button.Focus()
	panel.MoveTo(b)
	if !button.HasFocus() || !b.HasFocus() {
		t.Error("the focus is lost")
	}
	other := Button("", func() {})
	a.Append(other)
	other.FocusInPlace()
	panel.MoveTo(a)
	if !other.HasFocus() {
		t.Error("the focus is taken")
	}
}

func TestOnPoint(t *testing.T) {
	var x, y float64
	e := body(t, New("div", "").Style("width", "50px").Style("height", "50px").OnPoint(func(a, b float64) { x, y = a, b }))
	r := e.value.Call("getBoundingClientRect")
	e.value.Call("dispatchEvent", js.Global().Get("MouseEvent").New("click", map[string]any{
		"clientX": r.Get("x").Float() + 7, "clientY": r.Get("y").Float() + 9,
	}))
	if x != 7 || y != 9 {
		t.Errorf("clicked at %v, %v", x, y)
	}
	blurred := false
	b := body(t, Button("", func() {})).OnBlur(func() { blurred = true })
	b.value.Call("dispatchEvent", js.Global().Get("FocusEvent").New("blur"))
	if !blurred {
		t.Error("blur is not heard")
	}
}

func TestLargeCanvasKeepsItsPixels(t *testing.T) {
	a, b := NewLargeCanvas(New("canvas", "")), NewLargeCanvas(New("canvas", ""))
	a.Put(1, 1, []byte{1, 2, 3, 255})
	image := a.own.image // undefined if it shared others'
	b.Put(2, 1, make([]byte, 8))
	a.Put(1, 1, []byte{4, 5, 6, 255})
	if image.IsUndefined() || !a.own.image.Equal(image) {
		t.Error("its pixels are made anew")
	}
	if got := a.context.Call("getImageData", 0, 0, 1, 1).Get("data").Index(0).Int(); got != 4 {
		t.Errorf("red is %d", got)
	}
}
