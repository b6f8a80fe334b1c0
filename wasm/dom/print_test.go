//go:build js

package dom

import "testing"

func TestOnPrint(t *testing.T) {
	calls := 0
	OnPrint(func() { calls++ })
	window.Call("dispatchEvent", window.Get("Event").New("beforeprint"))
	if calls != 1 {
		t.Errorf("%d calls before printing", calls)
	}
}
