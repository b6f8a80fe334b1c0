//go:build js

package dom

import "syscall/js"

// Drag is how an element can be moved over an area: by mouse, pen and finger, and by
// the arrow keys while it has the focus.
type Drag struct {
	Area *Element // coordinates go from 0 to 1 over its box, beyond them outside of it

	// To is given where the element's middle is to be: it stays as far from the
	// pointer as it was when that took hold of it.
	To func(x, y float64)

	// By is given the direction of an arrow key, 1 or -1 in one of both coordinates;
	// y points down. fine is with Shift.
	By func(dx, dy int, fine bool)

	// End, if there is one, is called when the pointer lets go; not kept if that means
	// nothing: the pointer was taken away.
	End func(kept bool)
}

// arrows are the keys that move what has the focus.
var arrows = [...]struct {
	key    string
	dx, dy int
}{{"ArrowLeft", -1, 0}, {"ArrowRight", 1, 0}, {"ArrowUp", 0, -1}, {"ArrowDown", 0, 1}}

// OnDrag lets the element be dragged. A finger on it does not scroll the page; two do
// where another page is round this one.
func (e *Element) OnDrag(d Drag) *Element {
	action := "none"
	if Embedded() {
		action = "pinch-zoom"
	}
	e.Style("touch-action", action).Attr("tabindex", "0")
	var held struct {
		by   int // the pointer's id
		on   bool
		x, y float64 // from the pointer to the element's middle, in CSS pixels
	}
	listen(e.value, "pointerdown", func(event js.Value) {
		if held.on || event.Get("button").Int() != 0 || !event.Get("isPrimary").Bool() {
			return
		}
		box := e.box()
		held.on, held.by = true, event.Get("pointerId").Int()
		held.x = box.x + box.w/2 - event.Get("clientX").Float()
		held.y = box.y + box.h/2 - event.Get("clientY").Float()
		capture(e, held.by)
		event.Call("preventDefault") // nothing is selected
		e.FocusInPlace()             // it is under the pointer: nothing is to scroll
	})
	listen(e.value, "pointermove", func(event js.Value) {
		if !held.on || event.Get("pointerId").Int() != held.by {
			return
		}
		if box := d.Area.box(); box.w > 0 && box.h > 0 {
			d.To((event.Get("clientX").Float()+held.x-box.x)/box.w, (event.Get("clientY").Float()+held.y-box.y)/box.h)
		}
	})
	release := func(kept bool) func(js.Value) {
		return func(event js.Value) {
			if !held.on || event.Get("pointerId").Int() != held.by {
				return
			}
			held.on = false
			if d.End != nil {
				d.End(kept)
			}
		}
	}
	listen(e.value, "pointerup", release(true))
	listen(e.value, "pointercancel", release(false))
	listen(e.value, "lostpointercapture", release(false))
	listen(e.value, "keydown", func(event js.Value) {
		if modified(event) {
			return
		}
		key := event.Get("key").String()
		for _, a := range arrows {
			if a.key == key {
				event.Call("preventDefault") // nothing scrolls
				d.By(a.dx, a.dy, event.Get("shiftKey").Bool())
			}
		}
	})
	return e
}

// capture has the pointer's events go to e wherever it is. A pointer that has gone
// meanwhile cannot be captured, and is none to follow.
func capture(e *Element, pointer int) {
	defer func() {
		if r := recover(); r != nil {
			if _, thrown := r.(js.Error); !thrown {
				panic(r)
			}
		}
	}()
	e.value.Call("setPointerCapture", pointer)
}

// Over returns where the element's middle is over an area, as Drag has it, and the
// area's height in CSS pixels.
func (e *Element) Over(area *Element) (x, y, height float64) {
	b, a := e.box(), area.box()
	return (b.x + b.w/2 - a.x) / a.w, (b.y + b.h/2 - a.y) / a.h, a.h
}

// box is an element's place in the window, in CSS pixels.
type box struct{ x, y, w, h float64 }

func (e *Element) box() box {
	r := e.value.Call("getBoundingClientRect")
	return box{r.Get("left").Float(), r.Get("top").Float(), r.Get("width").Float(), r.Get("height").Float()}
}
