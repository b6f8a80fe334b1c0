//go:build js

package dom

import "syscall/js"

// Focused is the kind of thing that a key is pressed on.
type Focused int

// What a key can be pressed on.
const (
	OnPage   Focused = iota
	OnButton         // a button, a link: Enter is theirs
	OnField          // what is typed into, or a dialog: all keys are theirs
)

// OnPageKey calls f for each key that is pressed anywhere on the page, once however
// long it is held, without Ctrl, Meta and Alt. The browser does with the key what it
// usually does, unless f returns true.
func OnPageKey(f func(key string, on Focused) (taken bool)) {
	listen(document, "keydown", func(event js.Value) {
		for _, property := range []string{"ctrlKey", "metaKey", "altKey", "repeat", "defaultPrevented"} {
			if event.Get(property).Bool() {
				return
			}
		}
		on := OnPage
		if target := event.Get("target"); target.InstanceOf(js.Global().Get("Element")) {
			if target.Call("closest", "input, select, textarea, dialog").Truthy() {
				on = OnField
			} else if target.Call("closest", "button, a, summary").Truthy() {
				on = OnButton
			}
		}
		if f(event.Get("key").String(), on) {
			event.Call("preventDefault")
		}
	})
}

// Press acts as if a key were pressed on the element.
func (e *Element) Press(key string) {
	e.value.Call("dispatchEvent", js.Global().Get("KeyboardEvent").New("keydown", map[string]any{"key": key, "cancelable": true}))
}
