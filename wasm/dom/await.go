//go:build js

package dom

import (
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/jsbridge"
)

// Await waits for a promise and returns its value, or its rejection as an error. It
// panics in a handler and in a Section's Run: the promise could never be settled.
func Await(promise js.Value) (js.Value, error) {
	mayWait("Await")
	return jsbridge.Await(promise)
}

// mayWait panics in a handler. A goroutine, too, may find one that runs: an event that
// comes of a call into JavaScript, as focus does, interrupts the handler that has made the
// call, and before Go returns from it all goroutines have their turn. That handler's end
// is waited for.
func mayWait(what string) {
	for range 100 {
		if running == 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	panic("dom: " + what + " in a handler: start a goroutine")
}
