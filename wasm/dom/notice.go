//go:build js

package dom

import "syscall/js"

var (
	notices = js.Global().Get("zerokaraNotice")
	actions = map[string]int{} // handlers of the notices' buttons, by the notice
)

// Notice shows a notice at the top of the page, or changes the one of the same id. Its
// button calls f. site/notice.js has the notices, since the page needs them before it
// has a program.
func Notice(id, sentence string, quiet bool, label string, f func()) {
	drop([]int{actions[id]})
	listener := bound(func(js.Value) { f() })
	actions[id] = last
	notices.Call("say", id, sentence, quiet, label, listener)
}

// RemoveNotice removes a notice.
func RemoveNotice(id string) {
	drop([]int{actions[id]})
	delete(actions, id)
	notices.Call("remove", id)
}

// Loaded shows how far a download is, in bytes.
func Loaded(name string, done, total uint32) { notices.Call("load", name, done, total, done >= total) }

// Reload loads the page again.
func Reload() { js.Global().Get("location").Call("reload") }
