//go:build js

package dom

import "syscall/js"

// CanShare reports whether the system has a sheet on which a link can be sent on.
func CanShare() bool {
	return property(js.Global(), "navigator").Get("share").Type() == js.TypeFunction
}

// Share opens that sheet. What becomes of it is the visitor's affair.
func Share(title, url string) {
	attempt(func() {
		promise := property(js.Global(), "navigator").Call("share", map[string]any{"title": title, "url": url})
		promise.Call("catch", js.Global().Get("Boolean")) // the visitor may think better of it
	})
}

// Select gives a field the focus and selects its text.
func (e *Element) Select() {
	e.Focus()
	e.value.Call("select")
}
