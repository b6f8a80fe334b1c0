//go:build js

package dom

import (
	"strconv"
	"syscall/js"
)

// Value returns what stands in a field.
func (e *Element) Value() string { return e.value.Get("value").String() }

// Number sets a property that is a number.
func (e *Element) Number(property string, to float64) *Element {
	if e.changed(" number "+property, strconv.FormatFloat(to, 'g', -1, 64)) {
		e.value.Set(property, to)
	}
	return e
}

// OnInput calls f with every change of what stands in a field, while it is made.
func (e *Element) OnInput(f func()) *Element {
	listen(e.value, "input", func(js.Value) { f() })
	return e
}

// OnChange calls f once a change of what stands in a field is made.
func (e *Element) OnChange(f func()) *Element {
	listen(e.value, "change", func(js.Value) { f() })
	return e
}
