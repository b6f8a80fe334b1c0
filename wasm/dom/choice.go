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

// IsChecked reports whether a radio button or a check box is chosen.
func (e *Element) IsChecked() bool { return e.value.Get("checked").Bool() }

// Checked chooses or unchooses a radio button or a check box. The visitor may have
// changed it meanwhile, which no setter knows.
func (e *Element) Checked(on bool) *Element {
	if e.IsChecked() != on {
		e.value.Set("checked", on)
	}
	return e
}

// OnChange calls f when the visitor has changed what a control holds.
func (e *Element) OnChange(f func()) *Element {
	listen(e.value, "change", func(js.Value) { f() })
	return e
}
