//go:build js

package dom

import (
	"syscall/js"
	"testing"
)

// TestLeaving sends the events by which a page learns that it may end, or is back.
func TestLeaving(t *testing.T) {
	said := ""
	OnUnload(func() { said += "unload " })
	OnLeave(func(ends bool) {
		if ends {
			said += "ends "
		}
	})
	OnReturn(func() { said += "back " })
	for _, kind := range []string{"beforeunload", "pagehide", "pageshow"} {
		js.Global().Call("dispatchEvent", js.Global().Get("PageTransitionEvent").New(kind, map[string]any{"persisted": true}))
	}
	if said != "unload ends back " {
		t.Errorf("it hears %q", said)
	}
}
