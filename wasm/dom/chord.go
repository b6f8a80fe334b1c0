//go:build js

package dom

import "syscall/js"

// OnChord calls f when a key is pressed in the element, with the keys that are held
// besides before its name: "Ctrl+z", "Alt+ArrowUp", "Ctrl+Shift+Z". Meta counts as Ctrl. What
// is pressed in a field is the field's. The browser does with it what it usually does,
// unless f returns true.
func (e *Element) OnChord(f func(chord string) bool) *Element {
	listen(e.value, "keydown", func(event js.Value) {
		if event.Get("defaultPrevented").Bool() || event.Get("target").Call("closest", "input, select, textarea").Truthy() {
			return
		}
		chord := ""
		if event.Get("ctrlKey").Bool() || event.Get("metaKey").Bool() {
			chord = "Ctrl+"
		}
		if event.Get("altKey").Bool() {
			chord += "Alt+"
		}
		if event.Get("shiftKey").Bool() {
			chord += "Shift+"
		}
		if f(chord + event.Get("key").String()) {
			event.Call("preventDefault")
		}
	})
	return e
}
