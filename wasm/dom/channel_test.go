//go:build js

package dom

import (
	"testing"
	"time"
)

func TestChannel(t *testing.T) {
	heard, own := make(chan string, 9), make(chan string, 9)
	name := unique(t)
	a := OpenChannel(name, func(m string) { own <- m })
	defer a.Close()
	b := OpenChannel(name, func(m string) { heard <- m })
	defer b.Close()
	a.value.Call("postMessage", 5) // of another kind
	a.Say("first")
	a.Say("second")
	for _, want := range []string{"first", "second"} {
		select {
		case got := <-heard:
			if got != want {
				t.Errorf("heard %q, want %q", got, want)
			}
		case <-time.After(time.Minute):
			t.Fatal("nothing is heard")
		}
	}
	if len(own) != 0 {
		t.Error("a tab hears itself")
	}

	replace(t, "BroadcastChannel", "return undefined")
	none := OpenChannel(name, nil)
	none.Say("x")
	none.Close()
}
