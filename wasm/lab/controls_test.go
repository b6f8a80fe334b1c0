//go:build js

package lab

import (
	"syscall/js"
	"testing"

	"github.com/zerokara/zerokara/wasm/dom"
)

// mount puts elements into the page.
func mount(t *testing.T, parts ...*dom.Element) js.Value {
	t.Helper()
	document.Get("body").Call("insertAdjacentHTML", "beforeend", `<div id="`+t.Name()+`"></div>`)
	root := document.Call("getElementById", t.Name())
	t.Cleanup(func() { root.Call("remove") })
	dom.ByID(t.Name()).Append(parts...)
	return root
}

func TestSlider(t *testing.T) {
	at := -1
	s := NewSlider(func(to int) { at = to })
	s.Show("step", 3, 50, "10⁻³")
	root := mount(t, s.Element)
	input := root.Call("querySelector", "input")
	if input.Get("value").String() != "3" || input.Call("getAttribute", "aria-valuetext").String() != "10⁻³" || root.Get("textContent").String() != "step10⁻³" {
		t.Errorf("it shows %s at %v", root.Get("textContent"), input.Get("value"))
	}
	input.Set("value", "42")
	input.Call("dispatchEvent", js.Global().Get("Event").New("input"))
	if at != 42 {
		t.Errorf("moved to 42, it tells %d", at)
	}
}

func TestChoice(t *testing.T) {
	chosen := 0
	c := NewChoice(2, func(i int) { chosen = i })
	c.Show("kind", chosen, "float32", "float64")
	root := mount(t, c.Element)
	root.Call("querySelectorAll", "button").Index(1).Call("click")
	c.Show("kind", chosen, "float32", "float64")
	if pressed := root.Call("querySelectorAll", `[aria-pressed="true"]`); chosen != 1 || pressed.Length() != 1 || pressed.Index(0).Get("textContent").String() != "float64" {
		t.Errorf("chosen %d, %d pressed", chosen, pressed.Length())
	}
}

func TestFigures(t *testing.T) {
	f := NewFigures(2)
	root := mount(t, f.Element)
	f.Head("losses", "step", "loss")
	f.Row(0, "", "1", "2.3")
	f.Row(1, "worst", "2", "2.4")
	f.Row(0, "", "1", "2.2")
	if got := root.Get("textContent").String(); got != "lossessteploss12.222.4" {
		t.Errorf("it says %s", got)
	}
	f.Bar(1, 1, "0.25")
	if got := root.Call("querySelector", ".part").Get("style").Call("getPropertyValue", "--part").String(); got != "0.25" {
		t.Errorf("the bar of a cell is %s", got)
	}
	f.Cut(1)
	if got := root.Call("querySelectorAll", "tbody tr:not([hidden])").Length(); got != 1 {
		t.Errorf("cut to one row, it has %d", got)
	}
	f.Row(1, "", "2", "1")
	if got := root.Call("querySelectorAll", "tbody tr:not([hidden])").Length(); got != 2 {
		t.Errorf("two rows again: %d", got)
	}
}
