//go:build js

package dom

import "syscall/js"

// Copy puts text on the clipboard, and then calls done with whether that was allowed: not
// outside of a handler of a click or a key.
func Copy(text string, done func(ok bool)) {
	section := current
	var promise js.Value
	err := attempt(func() { promise = property(property(js.Global(), "navigator"), "clipboard").Call("writeText", text) })
	copied := err != nil && copySelected(text) // in this handler, or it is not allowed
	go func() {
		if err == nil {
			_, err = Await(promise)
			copied = err == nil
		}
		section.Run(func() { done(copied) })
	}()
}

// copySelected copies as a visitor does, who selects text: a page that is not served
// securely, as in a school's own network, has no clipboard.
func copySelected(text string) (ok bool) {
	had := Element{value: document.Get("activeElement")} // the body, if nothing has the focus
	field := New("textarea", "hidden").SetValue(text)
	document.Get("body").Call("append", field.value)
	field.value.Call("select")
	attempt(func() { ok = document.Call("execCommand", "copy").Bool() })
	field.value.Call("remove")
	had.FocusHere()
	return ok
}
