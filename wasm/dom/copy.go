//go:build js

package dom

import "syscall/js"

// Copy puts text on the clipboard, and then calls done with whether that was allowed:
// a page without a secure context has no clipboard.
func Copy(text string, done func(ok bool)) {
	section := current
	var promise js.Value
	err := attempt(func() { promise = property(property(js.Global(), "navigator"), "clipboard").Call("writeText", text) })
	go func() {
		if err == nil {
			_, err = Await(promise)
		}
		section.Run(func() { done(err == nil) })
	}()
}
