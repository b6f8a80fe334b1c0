//go:build js

package dom

import "syscall/js"

// handler is called for one kind of event on one element.
type handler struct {
	f       func(event js.Value)
	section *Section // that it was made in; nil outside of sections
}

var (
	handlers = map[int]handler{}
	last     int    // id of a handler
	row      *[]int // ids of the list row's handlers that are being made; nil outside of rows

	// dispatch is the only js.Func. A listener is bound to its id: a handler that was
	// dropped is not called, and its listener goes with its element.
	dispatch = js.FuncOf(func(_ js.Value, args []js.Value) any {
		h, ok := handlers[args[0].Int()]
		if !ok {
			return nil
		}
		h.section.Run(func() { h.f(args[1]) })
		return nil
	})
)

// listen calls f for every event of a kind on target.
func listen(target js.Value, event string, f func(js.Value)) {
	target.Call("addEventListener", event, bound(f))
}

// bound returns a listener that calls f.
func bound(f func(js.Value)) js.Value {
	last++
	handlers[last] = handler{f, current}
	if row != nil {
		*row = append(*row, last)
	}
	return dispatch.Call("bind", nil, last)
}

// drop forgets handlers.
func drop(ids []int) {
	for _, id := range ids {
		delete(handlers, id)
	}
}

// OnClick calls f when the element is activated: by a pointer, or a button by a key.
func (e *Element) OnClick(f func()) *Element {
	listen(e.value, "click", func(js.Value) { f() })
	return e
}

// OnFocus calls f when the element gets the focus.
func (e *Element) OnFocus(f func()) *Element {
	listen(e.value, "focus", func(js.Value) { f() })
	return e
}

// OnKey calls f when a key is pressed on the element, without Ctrl, Meta and Alt. The
// browser does with the key what it usually does, unless f returns true.
func (e *Element) OnKey(f func(key string) bool) *Element {
	listen(e.value, "keydown", func(event js.Value) { key(event, f) })
	return e
}

func key(event js.Value, f func(key string) bool) {
	if !modified(event) && f(event.Get("key").String()) {
		event.Call("preventDefault")
	}
}

// modified reports whether a key is pressed together with one that makes it the
// browser's or the system's.
func modified(event js.Value) bool {
	return event.Get("ctrlKey").Bool() || event.Get("metaKey").Bool() || event.Get("altKey").Bool()
}

// OnLanguage calls f after site/i18n.js has put another language into the page. It
// overwrites what views have written, so that all is forgotten first.
func OnLanguage(f func()) {
	listen(document, "zerokara:language", func(js.Value) {
		Forget()
		f()
	})
}
