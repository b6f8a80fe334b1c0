//go:build js

package dom

import (
	"strconv"
	"syscall/js"
)

// Number sets a property that is a number, as the value of a progress element.
func (e *Element) Number(name string, v float64) *Element {
	if e.changed(" number "+name, strconv.FormatFloat(v, 'g', -1, 64)) {
		e.value.Set(name, v)
	}
	return e
}

// Checked chooses or unchooses a radio button or a check box.
func (e *Element) Checked(on bool) *Element { return e.flag(" checked", "checked", on) }

// OnChange calls f when the visitor has changed what a control holds.
func (e *Element) OnChange(f func()) *Element {
	listen(e.value, "change", func(js.Value) { f() })
	return e
}

// OnSubmit calls f when a form is submitted, in place of the browser's submission.
func (e *Element) OnSubmit(f func()) *Element {
	listen(e.value, "submit", func(event js.Value) {
		event.Call("preventDefault")
		f()
	})
	return e
}
