//go:build js

package dom

import (
	"fmt"
	"syscall/js"
	"testing"
)

// TestWaitBesideHandler has a goroutine wait while a handler is interrupted by an event
// that it has caused itself: the goroutine is not in a handler.
func TestWaitBesideHandler(t *testing.T) {
	store := OpenStore(unique(t), 1, "drawings", autoID)
	seven := js.Global().Get("Promise").Call("resolve", 7)
	done, interrupted := make(chan string, 1), false
	b := body(t, Button("", func() { interrupted = true }))
	s := NewSection(body(t, New("div", "")), func(reason string) string { return reason })
	s.Run(func() {
		go func() {
			defer func() {
				if r := recover(); r != nil {
					done <- fmt.Sprint(r)
				}
			}()
			v, err := Await(seven)
			_, errStore := store.Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("getAll")} })
			done <- fmt.Sprint(v.Int(), err, errStore)
		}()
		b.value.Call("click")
	})
	if got := <-done; got != "7 <nil> <nil>" || !interrupted || s.reason != "" {
		t.Errorf("beside a handler: %s; it was interrupted: %v; the section: %q", got, interrupted, s.reason)
	}
}
