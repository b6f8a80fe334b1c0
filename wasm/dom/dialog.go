//go:build js

package dom

import "syscall/js"

// ShowModal opens a dialog element above the page.
func (e *Element) ShowModal() {
	e.value.Set("returnValue", "")
	e.value.Call("showModal")
}

// CloseWith closes a dialog element with a value.
func (e *Element) CloseWith(value string) { e.value.Call("close", value) }

// OnClose calls f with the value with which a dialog element was closed, "" for the
// Escape key. A dialog says so a little later: one that has been opened again
// meanwhile does not.
func (e *Element) OnClose(f func(value string)) *Element {
	listen(e.value, "close", func(js.Value) {
		if !e.value.Get("open").Bool() {
			f(e.value.Get("returnValue").String())
		}
	})
	return e
}
