//go:build js

package main

import (
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// show shows the model in the page's words. The canvas is refresh's.
func (a *app) show() {
	a.showing.last = time.Now()
	a.tellState()
	dom.Learning(a.model.Phase == protocol.PhaseTraining)
	a.views.show()
	a.announce()
}

// tellState gives the sections that are still scripts what they need of the model, in
// an event "zerokara:state" on the document.
func (a *app) tellState() {
	m := a.model
	v := map[string]any{
		"phase": m.Phase.String(), "engine": m.Prepared, "learned": m.Learned(), "step": m.Progress.Step, "testAccuracy": nil,
		"ink": !m.Drawing.Empty(), "strokes": len(m.Drawing.Strokes()) > 0, "drawing": m.Drawing.Open(), "answered": a.answered(), "digit": nil,
	}
	if m.Eval.Of > 0 {
		v["testAccuracy"] = m.Eval.Accuracy
	}
	if m.Prediction.Known {
		v["digit"] = m.Prediction.Digit
	}
	var percents []any
	for _, p := range m.Prediction.P {
		percents = append(percents, plot.Percent(float64(p)))
	}
	v["percents"] = percents
	a.boot.Call("show", js.ValueOf(v))
}
