//go:build js

package dom

import "syscall/js"

// PointerEvent is what a pointer does.
type PointerEvent int

// The events.
const (
	PointerDown PointerEvent = iota
	PointerMove              // only of a followed pointer
	PointerUp
	PointerCancel   // its last position means nothing
	PointerReleased // a mouse's button, perhaps while another is held
	PointerBlur     // the window lost the focus: no pointer is heard any more
)

// Pointer is an event of a pointer, valid until its handler returns.
type Pointer struct {
	Event   PointerEvent
	ID      int
	Kind    string    // of a PointerDown: "mouse", "touch", "pen"
	Button  int       // that was pressed or released; 0 is the main one
	Buttons int       // that are held, as bits
	XY      []float64 // x, y, ... in units of the element's content box, the oldest first
}

// Pointers hears what pointers do on an element.
type Pointers struct {
	element   *Element
	f         func(*Pointer)
	pointer   Pointer // reused
	move      string  // the name of the event
	moved     js.Value
	rectangle js.Value // its getBoundingClientRect, bound
	following bool
	x, y      float64 // of the content box in the element, whose width and height are w and h
	w, h      float64
}

// getCoalescedEvents takes the event. Undefined where a browser lacks it.
var getCoalescedEvents = func() js.Value {
	p := js.Global().Get("PointerEvent")
	if p.IsUndefined() {
		return p
	}
	f := p.Get("prototype").Get("getCoalescedEvents")
	if f.IsUndefined() {
		return f
	}
	return js.Global().Get("Function").Get("prototype").Get("call").Call("bind", f)
}()

// OnPointer calls f for what pointers do on an element. Their movements are heard only
// after Follow: a mouse that passes by costs nothing. The element is not to scroll, by
// the style touch-action, and nothing in it is to be dragged away.
func (e *Element) OnPointer(f func(*Pointer)) *Pointers {
	p := &Pointers{element: e, f: f, move: "pointermove"}
	// Raw updates come at once, and so does the prediction; other movements wait for
	// the next frame, and the prediction for the one after.
	if !e.value.Get("onpointerrawupdate").IsUndefined() {
		p.move = "pointerrawupdate"
	}
	p.rectangle = e.value.Get("getBoundingClientRect").Call("bind", e.value)
	p.moved = bound(p.moves)
	for event, f := range map[string]func(js.Value){
		"pointerdown":        p.down,
		"pointerup":          func(event js.Value) { p.ends(event, PointerUp) },
		"pointercancel":      func(event js.Value) { p.ends(event, PointerCancel) },
		"lostpointercapture": func(event js.Value) { p.ends(event, PointerCancel) },
		"mouseup":            p.released,
		"contextmenu": func(event js.Value) {
			if p.following { // a long press
				event.Call("preventDefault")
			}
		},
	} {
		listen(e.value, event, f)
	}
	listen(js.Global(), "blur", func(js.Value) { p.send(PointerBlur, 0) })
	prevent := js.Global().Get("Function").Get("prototype").Get("call").Call("bind", js.Global().Get("Event").Get("prototype").Get("preventDefault"))
	if !Embedded() { // there two fingers scroll, by the style
		e.value.Call("addEventListener", "touchmove", prevent, map[string]any{"passive": false})
	}
	e.value.Call("addEventListener", "dragstart", prevent)
	return p
}

// Follow has a pointer's movements heard, wherever it goes, until Leave.
func (p *Pointers) Follow(id int) {
	p.measure()
	if !p.following {
		p.following = true
		p.element.value.Call("addEventListener", p.move, p.moved)
	}
	defer func() { _ = recover() }() // it may be gone already
	p.element.value.Call("setPointerCapture", id)
}

// Leave ends Follow.
func (p *Pointers) Leave() {
	if p.following {
		p.following = false
		p.element.value.Call("removeEventListener", p.move, p.moved)
	}
}

func (p *Pointers) send(event PointerEvent, id int) {
	p.pointer.Event, p.pointer.ID = event, id
	p.f(&p.pointer)
}

func (p *Pointers) down(event js.Value) {
	e := &p.pointer
	e.Kind, e.Button, e.Buttons = event.Get("pointerType").String(), event.Get("button").Int(), event.Get("buttons").Int()
	p.measure()
	p.place(event, false)
	p.send(PointerDown, event.Get("pointerId").Int())
}

// measure reads where in the element its content box is.
func (p *Pointers) measure() {
	v := p.element.value
	p.x, p.y = v.Get("clientLeft").Float(), v.Get("clientTop").Float()
	p.w, p.h = v.Get("clientWidth").Float(), v.Get("clientHeight").Float()
}

// moves is called some hundred times a second.
func (p *Pointers) moves(event js.Value) {
	p.pointer.Buttons = event.Get("buttons").Int()
	p.place(event, true)
	p.send(PointerMove, event.Get("pointerId").Int())
}

func (p *Pointers) ends(event js.Value, what PointerEvent) {
	p.pointer.XY, p.pointer.Buttons = p.pointer.XY[:0], 0
	if what == PointerUp {
		p.place(event, false)
	}
	p.send(what, event.Get("pointerId").Int())
}

func (p *Pointers) released(event js.Value) {
	p.pointer.Button = event.Get("button").Int()
	p.place(event, false)
	p.send(PointerReleased, 0)
}

// place reads where the pointer has been since the event before.
func (p *Pointers) place(event js.Value, coalesced bool) {
	r := p.rectangle.Invoke()
	x, y := r.Get("left").Float()+p.x, r.Get("top").Float()+p.y
	e := &p.pointer
	e.XY = e.XY[:0]
	n := 0
	var events js.Value
	if coalesced && !getCoalescedEvents.IsUndefined() {
		events = getCoalescedEvents.Invoke(event)
		n = events.Length()
	}
	if n == 0 {
		e.XY = append(e.XY, (event.Get("clientX").Float()-x)/p.w, (event.Get("clientY").Float()-y)/p.h)
	}
	for i := range n {
		c := events.Index(i)
		e.XY = append(e.XY, (c.Get("clientX").Float()-x)/p.w, (c.Get("clientY").Float()-y)/p.h)
	}
}
