//go:build js

package dom

import "syscall/js"

// What a panel beside the page's text needs: who opened it, where that stands, and
// when the visitor leaves.

// Box is a place in the window, in CSS pixels.
type Box struct{ X, Y, W, H float64 }

// All returns the document's elements that match a selector.
func All(selector string) (all []*Element) {
	found := document.Call("querySelectorAll", selector)
	for i := range found.Length() {
		v := found.Index(i)
		all = append(all, &Element{value: v, svg: isSVG(v)})
	}
	return all
}

// Data returns the element's attribute data-name, "" without one.
func (e *Element) Data(name string) string {
	v := e.value.Call("getAttribute", "data-"+name)
	if v.IsNull() {
		return ""
	}
	return v.String()
}

// Is reports whether both are the same element of the document.
func (e *Element) Is(other *Element) bool { return e.value.Equal(other.value) }

// Box returns the element's place in the window.
func (e *Element) Box() Box {
	r := e.value.Call("getBoundingClientRect")
	return Box{r.Get("left").Float(), r.Get("top").Float(), r.Get("width").Float(), r.Get("height").Float()}
}

// ScrollInside scrolls what the element contains, at once.
func (e *Element) ScrollInside(y float64) { e.value.Set("scrollTop", y) }

// ScrollAcross scrolls what is wider than the element, x pixels from its left.
func (e *Element) ScrollAcross(x float64) { e.value.Set("scrollLeft", x) }

// Window returns the size of what is seen of the page.
func Window() (w, h float64) {
	return document.Get("documentElement").Get("clientWidth").Float(), window.Get("innerHeight").Float()
}

// OnPageClick calls f with an element that matches a selector when it is activated,
// whether it was there before or not.
func OnPageClick(selector string, f func(on *Element)) {
	listen(document, "click", func(event js.Value) {
		if v := event.Get("target").Call("closest", selector); !v.IsNull() {
			f(&Element{value: v, svg: isSVG(v)})
		}
	})
}

// OnWindowMove calls f when the page is scrolled or the window gets another size.
func OnWindowMove(f func()) {
	for _, event := range []string{"scroll", "resize"} {
		listen(window, event, func(js.Value) { f() })
	}
}

// OnPressOutside calls f when a pointer is pressed outside the element, except on what
// matches a selector.
func (e *Element) OnPressOutside(except string, f func()) *Element {
	listen(document, "pointerdown", func(event js.Value) {
		target := event.Get("target")
		if !e.value.Call("contains", target).Bool() && target.Call("closest", except).IsNull() {
			f()
		}
	})
	return e
}

// OnTabOut calls f when the Tab key would move the focus out of the element, back with
// Shift. It does, unless f returns true.
func (e *Element) OnTabOut(f func(back bool) (taken bool)) *Element {
	listen(e.value, "keydown", func(event js.Value) {
		if event.Get("key").String() != "Tab" || modified(event) {
			return
		}
		back, at := event.Get("shiftKey").Bool(), document.Get("activeElement")
		reached := e.value.Call("querySelectorAll", "button, a[href], input, select")
		edge := e.value
		if n := reached.Length(); n > 0 && back {
			edge = reached.Index(0)
		} else if n > 0 {
			edge = reached.Index(n - 1)
		}
		if (at.Equal(edge) || back && at.Equal(e.value)) && f(back) {
			event.Call("preventDefault")
		}
	})
	return e
}
