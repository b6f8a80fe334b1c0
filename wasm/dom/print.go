//go:build js

package dom

import "syscall/js"

// OnPrint calls f before the page is printed: what f puts into canvases is on paper.
func OnPrint(f func()) { listen(window, "beforeprint", func(js.Value) { f() }) }
