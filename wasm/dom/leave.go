//go:build js

package dom

import "syscall/js"

// OnLeave calls f whenever the page may be about to end, without another word: it is
// hidden, or ends now, left or loaded again.
func OnLeave(f func(ends bool)) {
	listen(window, "pagehide", func(js.Value) { f(true) })
	listen(document, "visibilitychange", func(js.Value) {
		if document.Get("visibilityState").String() == "hidden" {
			f(false)
		}
	})
}

// OnUnload calls f when the page is about to be left or loaded again. Until that happens
// some time may pass, and it may not happen at all.
func OnUnload(f func()) {
	listen(window, "beforeunload", func(js.Value) { f() })
}

// OnReturn calls f whenever the page is seen again, after it was hidden or left.
func OnReturn(f func()) {
	listen(document, "visibilitychange", func(js.Value) {
		if document.Get("visibilityState").String() == "visible" {
			f()
		}
	})
	listen(window, "pageshow", func(event js.Value) {
		if event.Get("persisted").Truthy() {
			f()
		}
	})
}
