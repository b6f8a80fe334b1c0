//go:build js

package dom

import (
	"fmt"
	"slices"
	"syscall/js"
	"testing"
)

// pointer dispatches an event at a place in the window, with the places before it.
func penEvent(e *Element, kind string, id, button, buttons int, xy ...float64) {
	var coalesced []any
	init := func(i int) map[string]any {
		return map[string]any{
			"pointerId": id, "pointerType": "pen", "button": button, "buttons": buttons, "clientX": xy[i], "clientY": xy[i+1],
			"cancelable": true, "bubbles": true,
		}
	}
	class := js.Global().Get("PointerEvent")
	for i := 0; i < len(xy); i += 2 {
		coalesced = append(coalesced, class.New(kind, init(i)))
	}
	last := init(len(xy) - 2)
	if len(xy) > 2 {
		last["coalescedEvents"] = coalesced
	}
	e.value.Call("dispatchEvent", class.New(kind, last))
}

func TestPointers(t *testing.T) {
	e := body(t, New("div", ""))
	e.Style("position", "fixed").Style("left", "100px").Style("top", "50px").Style("width", "200px").Style("height", "200px").Style("border", "10px solid").Style("box-sizing", "content-box")
	var heard []string
	p := e.OnPointer(func(p *Pointer) {
		heard = append(heard, fmt.Sprint(p.Event, p.ID, p.Buttons, p.XY))
		if p.Event == PointerDown && p.Kind != "pen" {
			t.Errorf("a pen is a %q", p.Kind)
		}
	})
	want := func(what string, want ...string) {
		t.Helper()
		if !slices.Equal(heard, want) {
			t.Errorf("%s: %q, want %q", what, heard, want)
		}
		heard = nil
	}
	penEvent(e, p.move, 7, -1, 0, 110, 60)
	want("before a pointer is followed")
	penEvent(e, "pointerdown", 7, 0, 1, 110, 60)
	want("down", "0 7 1 [0 0]")
	p.Follow(7) // an event of a script's has no pointer to capture
	penEvent(e, p.move, 7, -1, 1, 160, 60, 210, 110, 310, 260)
	want("a movement in three parts", "1 7 1 [0.25 0 0.5 0.25 1 1]")
	penEvent(e, p.move, 8, -1, 3, 10, 60)
	want("another's, outside", "1 8 3 [-0.5 0]")
	penEvent(e, "pointerup", 7, 0, 0, 210, 160)
	want("up", "2 7 0 [0.5 0.5]")
	penEvent(e, "pointercancel", 7, 0, 0, 210, 160)
	want("cancelled", "3 7 0 []")
	p.Leave()
	penEvent(e, p.move, 7, -1, 0, 110, 60)
	want("afterwards")
	js.Global().Call("dispatchEvent", js.Global().Get("Event").New("blur"))
	if len(heard) != 1 || p.pointer.Event != PointerBlur {
		t.Errorf("the window loses the focus: %q", heard)
	}
	e.value.Call("dispatchEvent", js.Global().Get("MouseEvent").New("mouseup", map[string]any{"button": 0, "clientX": 110, "clientY": 60}))
	if p.pointer.Event != PointerReleased || p.pointer.Button != 0 {
		t.Errorf("a mouse's button: %+v", p.pointer)
	}
	for _, kind := range []string{"touchmove", "dragstart"} {
		if !fire(e, kind) {
			t.Errorf("the browser scrolls or drags at a %s", kind)
		}
	}
	if fire(e, "contextmenu") {
		t.Error("there is no menu although nothing is drawn")
	}
	p.Follow(7)
	if !fire(e, "contextmenu") {
		t.Error("a long press brings the menu")
	}
	p.Leave()
}
