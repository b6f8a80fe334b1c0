//go:build js

package dom

import (
	"strings"
	"syscall/js"
)

// The window, the address bar and the history.

var window = js.Global()

// Fragment returns what follows the page in the address bar, with its "#".
func Fragment() string { return window.Get("location").Get("hash").String() }

// replaced marks the entries of the history that ReplaceFragment has written.
const replaced = "replaced"

// IsReplaced reports whether the page itself has written the address, and not a link,
// or a hand.
func IsReplaced() bool {
	s := window.Get("history").Get("state")
	return s.Type() == js.TypeString && s.String() == replaced
}

// IsReload reports whether the page was loaded again in its place.
func IsReload() bool {
	entries := window.Get("performance").Call("getEntriesByType", "navigation")
	return entries.Length() > 0 && entries.Index(0).Get("type").String() == "reload"
}

// Address returns the page's address without the fragment.
func Address() string {
	s := window.Get("location").Get("href").String()
	before, _, _ := strings.Cut(s, "#")
	return before
}

// SetFragment goes to another address of the page; the back button returns to the one
// before. OnFragment's function is called.
func SetFragment(s string) { window.Get("location").Set("hash", s) }

// ReplaceFragment changes the address in its place: the back button does not return to
// the one before, and OnFragment's function is not called.
func ReplaceFragment(s string) {
	window.Get("history").Call("replaceState", replaced, "", s)
}

// OnFragment calls f after the address has changed: by a link, by the back button, by
// SetFragment or by hand. Scrolling is left to f.
func OnFragment(f func()) {
	window.Get("history").Set("scrollRestoration", "manual")
	listen(window, "hashchange", func(js.Value) { f() })
}

// OnWindowKey calls f as OnKey does, for keys that no element has taken and that are
// not typed into a field.
func OnWindowKey(f func(key string) bool) {
	listen(window, "keydown", func(event js.Value) {
		if event.Get("defaultPrevented").Bool() || event.Get("target").Call("matches", "input, select, textarea").Bool() {
			return
		}
		key(event, f)
	})
}

// Scroll returns how far the page is scrolled down.
func Scroll() float64 { return window.Get("scrollY").Float() }

// ScrollTo scrolls the page, at once.
func ScrollTo(y float64) {
	window.Call("scrollTo", map[string]any{"top": y, "behavior": "instant"})
}

// SetTitle sets the title of the window.
func SetTitle(s string) { document.Set("title", s) }
