//go:build js

package dom

import "syscall/js"

// Channel leads to the page's other tabs in this browser.
type Channel struct{ value js.Value } // undefined where there is none

// OpenChannel opens the channel of a name. heard is called for what another tab has
// said.
func OpenChannel(name string, heard func(message string)) *Channel {
	c := new(Channel)
	attempt(func() {
		c.value = property(js.Global(), "BroadcastChannel").New(name)
		listen(c.value, "message", func(event js.Value) {
			if m := event.Get("data"); m.Type() == js.TypeString {
				heard(m.String())
			}
		})
	})
	return c
}

// Say tells the other tabs.
func (c *Channel) Say(message string) {
	if !c.value.IsUndefined() {
		attempt(func() { c.value.Call("postMessage", message) })
	}
}

// Close ends the channel.
func (c *Channel) Close() {
	if !c.value.IsUndefined() {
		c.value.Call("close")
	}
}
