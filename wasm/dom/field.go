//go:build js

package dom

import (
	"strconv"
	"syscall/js"
)

// SetValue sets what stands in a field.
func (e *Element) SetValue(to string) *Element {
	if e.changed(" value", to) {
		e.value.Set("value", to)
	}
	return e
}

// Value returns what stands in a field, which the visitor changes, too.
func (e *Element) Value() string {
	v := e.value.Get("value").String()
	e.changed(" value", v)
	return v
}

// Number sets a property that is a number.
func (e *Element) Number(property string, to float64) *Element {
	if e.changed(" "+property, strconv.FormatFloat(to, 'g', -1, 64)) {
		e.value.Set(property, to)
	}
	return e
}

// OnInput calls f with every change of what stands in a field, while it is made.
func (e *Element) OnInput(f func()) *Element { return e.onField("input", f) }

// OnChange calls f once the visitor has changed what stands in a field.
func (e *Element) OnChange(f func()) *Element { return e.onField("change", f) }

func (e *Element) onField(event string, f func()) *Element {
	listen(e.value, event, func(js.Value) {
		e.Value()
		f()
	})
	return e
}
