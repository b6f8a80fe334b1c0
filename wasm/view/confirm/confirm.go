//go:build js

package confirm

import "github.com/zerokara/zerokara/wasm/dom"

// Dialog is the page's dialog #confirm.
type Dialog struct {
	element, text, no *dom.Element
	yes               func() // called for a yes; nil if nothing is asked
}

// New returns the dialog.
func New() *Dialog {
	d := &Dialog{element: dom.ByID("confirm"), text: dom.ByID("confirm-text"), no: dom.ByID("confirm-no")}
	d.no.OnClick(func() { d.element.CloseWith("") })
	dom.ByID("confirm-yes").OnClick(func() { d.element.CloseWith("yes") })
	d.element.OnClose(func(value string) {
		yes := d.yes
		d.yes = nil
		if value == "yes" && yes != nil {
			yes()
		}
	})
	return d
}

// Ask asks a question and calls yes if the answer is yes, later.
func (d *Dialog) Ask(question string, yes func()) {
	d.yes = yes
	d.text.Text(question)
	d.element.ShowModal()
	d.no.Focus()
}
