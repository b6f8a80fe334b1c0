//go:build js

package dom

import "testing"

func TestChoice(t *testing.T) {
	changes := 0
	radio := func() *Element {
		return body(t, New("input", "").Attr("type", "radio").Attr("name", "choice").OnChange(func() { changes++ }))
	}
	a, b := radio(), radio()
	a.Checked(true)
	if !a.IsChecked() || b.IsChecked() || changes != 0 {
		t.Errorf("a %v, b %v, %d changes", a.IsChecked(), b.IsChecked(), changes)
	}
	b.value.Call("click")
	if a.IsChecked() || !b.IsChecked() || changes != 1 {
		t.Errorf("after a click a %v, b %v, %d changes", a.IsChecked(), b.IsChecked(), changes)
	}
	a.Checked(true) // it was set to that before
	if !a.IsChecked() || b.IsChecked() {
		t.Error("the visitor's change cannot be taken back")
	}
	b.Checked(true).Checked(false)
	if a.IsChecked() || b.IsChecked() {
		t.Error("none cannot be chosen")
	}
	if got := New("progress", "").Number("value", 0.25).value.Get("value").Float(); got != 0.25 {
		t.Errorf("the progress is %v", got)
	}
}
