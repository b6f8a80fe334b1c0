//go:build js

package dom

import "syscall/js"

var actions = map[string][]int{} // handlers of the notices' buttons, by the notice

// notices is site/notice.js, which site/boot.js offers.
func notices() js.Value { return js.Global().Get("zerokaraBoot").Get("notice") }

// Action is a button of a notice.
type Action struct {
	Label string
	Do    func()
}

// Notice shows a notice at the top of the page, or changes the one of the same id.
// site/notice.js has the notices, since the page needs them before it has a program.
func Notice(id, sentence string, quiet bool, buttons ...Action) {
	drop(actions[id])
	call, ids := []any{id, sentence, quiet}, []int{}
	for _, b := range buttons {
		call = append(call, b.Label, bound(func(js.Value) { b.Do() }))
		ids = append(ids, last)
	}
	actions[id] = ids
	notices().Call("say", call...)
}

// RemoveNotice removes a notice.
func RemoveNotice(id string) {
	drop(actions[id])
	delete(actions, id)
	notices().Call("remove", id)
}

// Loaded shows how far a download is, in bytes.
func Loaded(name string, done, total uint32) {
	notices().Call("load", name, done, total, done >= total)
}

// Reload loads the page again.
func Reload() { js.Global().Get("location").Call("reload") }

// Renew loads the page again, past the browser's cache (site/files.js).
func Renew() { js.Global().Get("zerokaraBoot").Call("renew") }
