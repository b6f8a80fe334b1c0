//go:build js

package lab

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
)

// Slider is a range of positions, 0 to last, with a name and the value at the position
// in words. What a position stands for is the model's.
type Slider struct {
	Element            *dom.Element
	input, name, value *dom.Element
}

// NewSlider returns a slider that calls f with the position while it is moved.
func NewSlider(f func(at int)) *Slider {
	s := &Slider{input: dom.New("input", "").Attr("type", "range").Attr("min", "0").Attr("step", "1"), name: dom.New("span", ""), value: dom.New("output", "")}
	s.Element = dom.New("label", "slider", s.name, s.value, s.input)
	s.input.OnInput(func() {
		if at, err := strconv.Atoi(s.input.Value()); err == nil {
			f(at)
		}
	})
	return s
}

// Show shows the slider's name, its position and what that stands for.
func (s *Slider) Show(name string, at, last int, value string) {
	s.name.Text(name)
	s.value.Text(value)
	s.input.Attr("max", strconv.Itoa(last)).SetValue(strconv.Itoa(at)).Attr("aria-valuetext", value)
}
