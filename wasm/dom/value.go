//go:build js

package dom

import (
	"strconv"
	"syscall/js"
)

// The names of values that a visitor changes, too: Value, IsChecked and events take
// note of it.
const (
	field   = " value"
	checked = " checked"
)

// SetValue sets what stands in a field.
func (e *Element) SetValue(to string) *Element {
	if e.changed(field, to) {
		e.value.Set("value", to)
	}
	return e
}

// Value returns what stands in a field.
func (e *Element) Value() string {
	v := e.value.Get("value").String()
	e.changed(field, v)
	return v
}

// Checked chooses a box or a radio button, or takes that back.
func (e *Element) Checked(on bool) *Element { return e.flag(checked, "checked", on) }

// IsChecked reports whether a box or a radio button is chosen.
func (e *Element) IsChecked() bool {
	on, to := e.value.Get("checked").Truthy(), ""
	if on {
		to = "checked"
	}
	e.changed(checked, to)
	return on
}

// Number sets a property that is a number, such as the value of a progress element.
func (e *Element) Number(property string, x float64) *Element {
	if e.changed(" "+property, strconv.FormatFloat(x, 'g', -1, 64)) {
		e.value.Set(property, x)
	}
	return e
}

// Enabled makes a button take clicks, or none. The focus stays with who has just
// pressed it.
func (e *Element) Enabled(on bool) *Element {
	to := ""
	if !on {
		to = "true"
	}
	return e.Disabled(!on && !e.HasFocus()).Attr("aria-disabled", to)
}

// OnInput calls f at each change of what stands in a field, while it is made.
func (e *Element) OnInput(f func()) *Element { return e.onChange("input", f) }

// OnChange calls f once the visitor has changed what a control holds.
func (e *Element) OnChange(f func()) *Element { return e.onChange("change", f) }

func (e *Element) onChange(event string, f func()) *Element {
	listen(e.value, event, func(js.Value) {
		e.Value()
		e.IsChecked()
		f()
	})
	return e
}

// OnSubmit calls f instead of sending a form.
func (e *Element) OnSubmit(f func()) *Element {
	listen(e.value, "submit", func(event js.Value) {
		event.Call("preventDefault")
		f()
	})
	return e
}

// OnBlur calls f when the element loses the focus.
func (e *Element) OnBlur(f func()) *Element {
	listen(e.value, "blur", func(js.Value) { f() })
	return e
}

// OnKeys is OnKey, and tells whether the Shift key is held.
func (e *Element) OnKeys(f func(key string, shift bool) bool) *Element {
	listen(e.value, "keydown", func(event js.Value) {
		for _, modifier := range []string{"ctrlKey", "metaKey", "altKey"} {
			if event.Get(modifier).Bool() {
				return
			}
		}
		if f(event.Get("key").String(), event.Get("shiftKey").Bool()) {
			event.Call("preventDefault")
		}
	})
	return e
}

// Within returns the first element inside this one that a selector matches. It panics
// without one: page and program are of different versions.
func (e *Element) Within(selector string) *Element {
	v := e.value.Call("querySelector", selector)
	if v.IsNull() {
		panic("dom: nothing matches " + selector)
	}
	return &Element{value: v}
}

// Live is an element whose text a screen reader reads out when it changes.
type Live struct{ Element *Element }

// Say has a sentence read out, even the one before again.
func (l Live) Say(sentence string) { l.Element.value.Set("textContent", sentence) }
