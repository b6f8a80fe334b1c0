//go:build js

package main

import (
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/state"
)

// appendDigits appends the images of the several digits of the drawing.
func (a *app) appendDigits(images []byte) []byte {
	for i := range a.model.Several.Len() {
		n := len(images)
		images = append(images, make([]byte, ink.Pixels)...)
		a.model.Steps.Render(images[n:], a.model.Digit(i))
	}
	return images
}

// choose changes the digit of which the page shows everything.
func (a *app) choose(digit int) {
	if a.model.Choose(digit) {
		a.unsent = true
		a.send()
		a.changed()
	}
}

// digits returns the predictions for the page's API: of several digits each, of a
// drawing of one that one.
func (a *app) digits() []any {
	predictions := a.model.Several.Predictions()
	if len(predictions) == 0 && a.model.Prediction.Known {
		predictions = []state.Prediction{a.model.Prediction}
	}
	all := []any{}
	for _, p := range predictions {
		all = append(all, map[string]any{
			"digit": p.Digit, "probabilities": probabilities(p), "doubt": doubt(p),
		})
	}
	return all
}

func probabilities(p state.Prediction) []any { return numbers(p.P[:]) }

// doubt returns why a predicted digit should not be named: "tie", "none", or null.
func doubt(p state.Prediction) any {
	if d := p.Doubt.String(); d != "" {
		return d
	}
	return nil
}
