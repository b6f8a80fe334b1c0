//go:build js

package dom

import (
	"syscall/js"

	"github.com/zerokara/zerokara/wasm/jsbridge"
)

// Await waits for a promise and returns its value, or its rejection as an error. It
// panics in a handler and in a Section's Run: the promise could never be settled.
func Await(promise js.Value) (js.Value, error) {
	if running > 0 {
		panic("dom: Await in a handler: start a goroutine")
	}
	return jsbridge.Await(promise)
}
