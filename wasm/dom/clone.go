//go:build js

package dom

import "syscall/js"

// Clone returns a copy of an element of the page's markup, without ids, handlers and what
// a selector matches.
func (e *Element) Clone(without string) *Element {
	c := e.value.Call("cloneNode", true)
	each := func(selector string, f func(js.Value)) {
		all := c.Call("querySelectorAll", selector)
		for i := range all.Length() {
			f(all.Index(i))
		}
	}
	each(without, func(v js.Value) { v.Call("remove") })
	c.Call("removeAttribute", "id")
	each("[id]", func(v js.Value) { v.Call("removeAttribute", "id") })
	return &Element{value: c, svg: e.svg}
}
