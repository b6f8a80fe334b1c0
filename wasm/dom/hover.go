//go:build js

package dom

import "syscall/js"

// OnHover calls f while a mouse or a pen passes over the element, with the place in it
// in CSS pixels.
func (e *Element) OnHover(f func(x, y float64)) *Element {
	listen(e.value, "pointermove", func(event js.Value) {
		if event.Get("pointerType").String() != "touch" {
			f(event.Get("offsetX").Float(), event.Get("offsetY").Float())
		}
	})
	return e
}
