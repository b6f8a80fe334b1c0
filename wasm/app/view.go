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
	dom.ByID("page").Attr("data-blind", blind)
	a.views.show()
	a.announce()
	a.followRuns()
	a.tellHost()
}
