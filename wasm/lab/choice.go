//go:build js

package lab

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
)

// Choice is a row of buttons of which one is chosen.
type Choice struct {
	Element *dom.Element
	name    *dom.Element
	buttons []*dom.Element
}

// NewChoice returns n buttons that call f with the one that is pressed.
func NewChoice(n int, f func(i int)) *Choice {
	c := &Choice{name: dom.New("span", "note")}
	c.Element = dom.New("p", "buttons choose", c.name).Attr("role", "group")
	for i := range n {
		b := dom.Button("", func() { f(i) })
		c.buttons = append(c.buttons, b)
		c.Element.Append(b)
	}
	return c
}

// Show shows the group's name, which is chosen and the names of the first buttons; the
// others are hidden.
func (c *Choice) Show(name string, chosen int, names ...string) {
	c.Element.Attr("aria-label", name)
	c.name.Text(name)
	for i, b := range c.buttons {
		b.Hidden(i >= len(names))
		if i >= len(names) {
			continue
		}
		b.Text(names[i]).Attr("aria-pressed", strconv.FormatBool(i == chosen))
	}
}

// Disabled has nothing chosen for now.
func (c *Choice) Disabled(on bool) {
	for _, b := range c.buttons {
		b.Disabled(on)
	}
}
