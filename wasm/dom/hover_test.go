//go:build js

package dom

import (
	"syscall/js"
	"testing"
)

func TestOnHover(t *testing.T) {
	var x, y float64
	e := body(t, New("div", "").Style("width", "50px").Style("height", "50px").OnHover(func(a, b float64) { x, y = a, b }))
	r := e.value.Call("getBoundingClientRect")
	move := func(kind string, dx, dy float64) {
		e.value.Call("dispatchEvent", js.Global().Get("PointerEvent").New("pointermove", map[string]any{
			"pointerType": kind, "clientX": r.Get("x").Float() + dx, "clientY": r.Get("y").Float() + dy,
		}))
	}
	move("mouse", 7, 9)
	move("touch", 20, 30) // scrolls
	if x != 7 || y != 9 {
		t.Errorf("hovered at %v, %v", x, y)
	}
}
