//go:build js

package dom

import (
	"strings"
	"syscall/js"
)

// The page around this one, which shows it in a frame.

// Embedded reports whether the page is shown as part of another: site/boot.js says so.
func Embedded() bool {
	return !property(property(property(document, "body"), "dataset"), "embed").IsUndefined()
}

// frameName tells the frames of one page apart, which share what the tab remembers.
func frameName() string {
	if !Embedded() {
		return ""
	}
	return window.Get("name").String()
}

// TellHost sends the page around a message. Whoever it is: it was asked for by a
// view=embed, and the message has nothing that only some may know.
func TellHost(message map[string]any) {
	if parent := window.Get("parent"); !parent.Equal(window) {
		parent.Call("postMessage", message, "*")
	}
}

// TellHeight tells the page around how high the element is, whenever that changes.
func (e *Element) TellHeight() *Element {
	tell := func(js.Value) {
		TellHost(map[string]any{"zerokara": "height", "height": e.Box().H})
	}
	window.Get("ResizeObserver").New(bound(tell)).Call("observe", e.value)
	return e
}

// OpenLinksApart opens links to places in a tab of their own, without view=embed: in a
// frame there is one view. "#here" is the place that is shown.
func OpenLinksApart() {
	listen(document, "click", func(event js.Value) {
		link := event.Get("target").Call("closest", "a[href^='#']")
		if link.IsNull() {
			return
		}
		to := link.Call("getAttribute", "href").String()
		if to == "#here" {
			to = Fragment()
		}
		if strings.HasPrefix(to, "#/") || to == "" {
			event.Call("preventDefault")
			window.Call("open", window.Get("location").Get("pathname").String()+to, "_blank", "noopener")
		}
	})
}
