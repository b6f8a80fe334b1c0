//go:build js

package dom

import "syscall/js"

// Canvas shows pictures in a canvas element.
type Canvas struct {
	element *Element
	context js.Value // undefined before the first picture
	w, h    int
}

// pixels is what the newest picture went through. Pictures of a list have one size,
// so that a single buffer serves them all.
var pixels struct {
	w, h         int
	image, array js.Value // ImageData and its Uint8ClampedArray
}

// NewCanvas returns the Canvas of a canvas element.
func NewCanvas(e *Element) *Canvas { return &Canvas{element: e} }

// Put shows w x h pixels of four bytes: red, green, blue, not premultiplied, and
// alpha.
func (c *Canvas) Put(w, h int, rgba []byte) {
	if len(rgba) != 4*w*h {
		panic("dom: Put: pixels do not fit the size")
	}
	if c.context.IsUndefined() {
		c.context = c.element.value.Call("getContext", "2d")
	}
	if c.w != w || c.h != h {
		c.element.value.Set("width", w)
		c.element.value.Set("height", h)
		c.w, c.h = w, h
	}
	if p := &pixels; p.w != w || p.h != h {
		p.image = js.Global().Get("ImageData").New(w, h)
		p.w, p.h, p.array = w, h, p.image.Get("data")
	}
	js.CopyBytesToJS(pixels.array, rgba)
	c.context.Call("putImageData", pixels.image, 0, 0)
}
