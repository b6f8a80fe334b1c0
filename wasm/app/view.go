//go:build js

package main

import (
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// show shows the model in the page's words. The canvas is refresh's.
func (a *app) show() {
	a.showing.last = time.Now()
	dom.Learning(a.model.Phase == protocol.PhaseTraining)
	blind := ""
	if a.model.Blind() {
		blind = "true"
	}
	covered := ""
	if a.model.Covers().Recipe {
		covered = "recipe"
	}
	dom.ByID("page").Attr("data-blind", blind).Attr("data-hide", covered)
	a.views.show()
	a.askPast()
	a.announce()
	a.followRuns()
	a.links.frame.after(addressWithin)
	a.tellHost()
}
