//go:build js

package dom

import "syscall/js"

// Canvas shows pictures in a canvas element.
type Canvas struct {
	element *Element
	context js.Value // undefined before the first picture
	w, h    int
	own     *pixelBuffer // nil if it shares the lists'
}

// pixelBuffer is an ImageData and its Uint8ClampedArray.
type pixelBuffer struct {
	w, h         int
	image, array js.Value
}

// pixels is what the newest picture went through. Pictures of a list have one size,
// so that a single buffer serves them all.
var pixels pixelBuffer

// NewCanvas returns the Canvas of a canvas element.
func NewCanvas(e *Element) *Canvas { return &Canvas{element: e} }

// NewLargeCanvas returns the Canvas of a canvas element that is large, or has a size
// of its own: it keeps its own pixels.
func NewLargeCanvas(e *Element) *Canvas { return &Canvas{element: e, own: &pixelBuffer{}} }

// Element returns the canvas element.
func (c *Canvas) Element() *Element { return c.element }

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
	p := &pixels
	if c.own != nil {
		p = c.own
	}
	if p.w != w || p.h != h {
		p.image = js.Global().Get("ImageData").New(w, h)
		p.w, p.h, p.array = w, h, p.image.Get("data")
	}
	js.CopyBytesToJS(p.array, rgba)
	c.context.Call("putImageData", p.image, 0, 0)
}
