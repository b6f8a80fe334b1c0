//go:build js

package dom

import "syscall/js"

// When puts a time, in milliseconds since 1970, into the page's language and the
// visitor's zone: day, hour and minute.
func When(ms float64) string {
	language := document.Get("documentElement").Get("lang")
	return js.Global().Get("Date").New(ms).Call("toLocaleString", language, map[string]any{"dateStyle": "medium", "timeStyle": "short"}).String()
}
