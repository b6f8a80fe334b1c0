//go:build js

package main

import (
	"syscall/js"

	"github.com/zerokara/zerokara/wasm/scene/raster"
)

// soft is the canvas of a browser whose WebGL has no GPU: there a frame of ebiten's,
// however little of it is new, is drawn, read back and composed whole, for which the page
// waits 40 to 100 ms. What the scene draws goes into a plain canvas in the same place
// instead, and ebiten does not run.
type soft struct {
	canvas  js.Value // undefined: ebiten draws
	context js.Value
	begin   js.Func
	due     bool
}

// newSoft returns the canvas, or the zero value where WebGL has a GPU.
func (a *app) newSoft() soft {
	if !a.boot.Get("soft").Bool() {
		return soft{}
	}
	canvas := js.Global().Get("document").Call("createElement", "canvas")
	canvas.Call("setAttribute", "aria-hidden", "true")
	a.boot.Get("host").Call("append", canvas)
	return soft{
		canvas:  canvas,
		context: canvas.Call("getContext", "2d"),
		begin: js.FuncOf(func(js.Value, []js.Value) any {
			a.guard(a.drawSoftly)
			return nil
		}),
	}
}

// on reports whether there is such a canvas.
func (s *soft) on() bool { return !s.canvas.IsUndefined() }

// resize follows a layout, which clears the canvas.
func (s *soft) resize(w, h int) {
	if s.canvas.Get("width").Int() != w || s.canvas.Get("height").Int() != h {
		s.canvas.Set("width", w)
		s.canvas.Set("height", h)
	}
}

// put shows a picture.
func (s *soft) put(p *raster.Picture) { putImage(s.context, p, p.X, p.Y) }

// scheduleFrame asks for a frame, once for any number of calls.
func (a *app) scheduleFrame() {
	switch {
	case !a.soft.on():
		scheduleFrame()
	case !a.soft.due:
		a.soft.due = true
		js.Global().Call("requestAnimationFrame", a.soft.begin)
	}
}

// drawSoftly draws a frame. Bars do not move: training needs the time.
func (a *app) drawSoftly() {
	a.soft.due = false
	a.frame(true)
}
