//go:build js

package dom

import (
	"fmt"
	"syscall/js"
	"testing"
)

// pointer sends a PointerEvent to e.
func pointer(e *Element, kind string, id int, x, y float64) {
	e.value.Call("dispatchEvent", js.Global().Get("PointerEvent").New(kind, map[string]any{
		"pointerId": id, "isPrimary": true, "clientX": x, "clientY": y, "bubbles": true, "cancelable": true,
	}))
}

func TestDrag(t *testing.T) {
	handle := New("div", "").Style("width", "20px").Style("height", "20px")
	area := body(t, New("div", "", handle)).Style("position", "fixed").Style("left", "100px").Style("top", "50px").Style("width", "200px").Style("height", "400px")
	moves := ""
	said := func() string { s := moves; moves = ""; return s }
	handle.OnDrag(Drag{
		Area: area,
		To:   func(x, y float64) { moves += fmt.Sprintf("to %.2f,%.2f ", x, y) },
		By:   func(dx, dy int, fine bool) { moves += fmt.Sprintf("by %d,%d,%t ", dx, dy, fine) },
		End:  func(kept bool) { moves += fmt.Sprintf("end %t ", kept) },
	})
	if x, y, height := handle.Over(area); x != 0.05 || y != 0.025 || height != 400 {
		t.Errorf("its middle is at %v, %v of %v", x, y, height)
	}
	pointer(handle, "pointermove", 1, 200, 250)
	if s := said(); s != "" {
		t.Errorf("before it is held: %s", s)
	}
	// Its middle is at 110, 60; it is held 5 pixels to the right of that.
	pointer(handle, "pointerdown", 1, 115, 60)
	if !handle.HasFocus() {
		t.Error("what is dragged has no focus: the arrow keys cannot go on")
	}
	pointer(handle, "pointermove", 2, 150, 150) // another finger
	pointer(handle, "pointermove", 1, 205, 250)
	pointer(handle, "pointermove", 1, 5, 450)
	if s := said(); s != "to 0.50,0.50 to -0.50,1.00 " {
		t.Errorf("it is dragged %s", s)
	}
	pointer(handle, "pointerup", 2, 5, 450)
	pointer(handle, "pointerup", 1, 5, 450)
	pointer(handle, "lostpointercapture", 1, 5, 450)
	pointer(handle, "pointermove", 1, 205, 250)
	pointer(handle, "pointerdown", 3, 110, 60)
	pointer(handle, "pointercancel", 3, 110, 60)
	pointer(handle, "pointermove", 3, 205, 250)
	if s := said(); s != "end true end false " {
		t.Errorf("it was let go twice: %s", s)
	}
	if press(handle, "x", nil) || press(handle, "ArrowLeft", map[string]any{"altKey": true}) || !press(handle, "ArrowUp", nil) || !press(handle, "ArrowRight", map[string]any{"shiftKey": true}) {
		t.Error("keys are taken that should not be, or the other way round")
	}
	if s := said(); s != "by 0,-1,false by 1,0,true " {
		t.Errorf("keys move it %s", s)
	}
}
