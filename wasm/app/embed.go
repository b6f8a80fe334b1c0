//go:build js

package main

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
)

// told is what the page around this one has been told last.
type told struct {
	embedded, any bool
	last          state.Told
}

// embed makes the page a part of the one around it, where that has asked for it.
func (a *app) embed() {
	if !dom.Embedded() {
		return
	}
	a.told.embedded = true
	dom.ByID("page").TellHeight()
	dom.OpenLinksApart()
}

// tellHost tells the page around what has changed.
func (a *app) tellHost() {
	if !a.told.embedded {
		return
	}
	t := a.model.Told()
	if a.told.any && t == a.told.last {
		return
	}
	a.told.any, a.told.last = true, t
	m := map[string]any{
		"zerokara": "result", "phase": t.Phase.String(),
		"prediction": nil, "probabilities": nil, "testAccuracy": nil, "fingerprint": nil,
	}
	if t.Known {
		m["prediction"], m["probabilities"] = t.Digit, numbers(t.Probabilities[:])
	}
	if t.Tested {
		m["testAccuracy"] = t.Accuracy
	}
	if t.Fingerprint != "" {
		m["fingerprint"] = t.Fingerprint
	}
	dom.TellHost(m)
}
