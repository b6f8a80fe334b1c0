//go:build js

package dom

import "syscall/js"

// calm reports whether the visitor wants less motion.
var calm = func() bool {
	return js.Global().Call("matchMedia", "(prefers-reduced-motion: reduce)").Get("matches").Bool()
}

// ScrollToTop scrolls the element to the top of the window.
func (e *Element) ScrollToTop() { e.scroll("start") }

// ScrollToMiddle scrolls the element to the middle of the window.
func (e *Element) ScrollToMiddle() { e.scroll("center") }

// ScrollIn scrolls as little as shows the element.
func (e *Element) ScrollIn() { e.scroll("nearest") }

func (e *Element) scroll(block string) {
	behavior := "smooth"
	if calm() {
		behavior = "auto"
	}
	e.value.Call("scrollIntoView", map[string]any{"block": block, "behavior": behavior})
}

// InView reports whether the whole element is in the window.
func (e *Element) InView() bool {
	r := e.value.Call("getBoundingClientRect")
	return r.Get("top").Float() >= 0 && r.Get("bottom").Float() <= js.Global().Get("innerHeight").Float()
}

// FocusHere gives the element the focus without scrolling to it.
func (e *Element) FocusHere() { e.value.Call("focus", map[string]any{"preventScroll": true}) }
