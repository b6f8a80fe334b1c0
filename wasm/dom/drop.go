//go:build js

package dom

import "syscall/js"

// OnDrop calls f with each file that is dropped on the element, as OnFile does. While
// one is held over it, the element has the class "over".
func (e *Element) OnDrop(limit int, f func(File)) *Element {
	over := func(on bool) { e.value.Get("classList").Call("toggle", "over", on) }
	hold := func(event js.Value) {
		event.Call("preventDefault") // or the browser leaves the page for the file
		over(true)
	}
	listen(e.value, "dragenter", hold)
	listen(e.value, "dragover", hold)
	listen(e.value, "dragleave", func(js.Value) { over(false) })
	listen(e.value, "drop", func(event js.Value) {
		event.Call("preventDefault")
		over(false)
		if files := event.Get("dataTransfer").Get("files"); files.Length() > 0 {
			read(files.Index(0), limit, f)
		}
	})
	return e
}
