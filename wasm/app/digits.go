//go:build js

package main

import (
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// sendDigits asks what the several digits of the drawing are, or takes that
// back.
func (a *app) sendDigits(seq uint32) {
	n := a.model.Several.Len()
	if n == 0 && !a.digitsSent {
		return
	}
	images := make([]byte, n*ink.Pixels)
	for i := range n {
		a.model.Steps.Render(images[i*ink.Pixels:], a.model.Digit(i))
	}
	a.post(&protocol.Digits{Seq: seq, Images: images})
	a.digitsSent = n > 0
}

// choose makes one of several digits the one that the page shows all about.
func (a *app) choose(digit int) {
	if a.model.Choose(digit) {
		a.unsent = true
		a.send()
		a.changed()
	}
}

// digits returns the digits that were read, for the page's API: of several
// each, of a drawing of one that one.
func (a *app) digits() []any {
	answers := a.model.Several.Answers()
	if len(answers) == 0 && a.model.Answer.Known {
		answers = []state.Answer{a.model.Answer}
	}
	all := []any{}
	for _, answer := range answers {
		all = append(all, map[string]any{
			"digit": answer.Digit, "probabilities": probabilities(answer), "doubt": doubt(answer),
		})
	}
	return all
}

func probabilities(answer state.Answer) []any {
	p := make([]any, len(answer.P))
	for i := range p {
		p[i] = answer.P[i]
	}
	return p
}

// doubt returns why an answer should not be named: "tie", "none", or null.
func doubt(answer state.Answer) any {
	if d := answer.Doubt.String(); d != "" {
		return d
	}
	return nil
}

// showDigits returns the digits as the page's scripts show them; none for a
// drawing of one digit.
func (a *app) showDigits() []any {
	all := []any{}
	for i, answer := range a.model.Several.Answers() {
		all = append(all, map[string]any{
			"digit": answer.Digit, "second": answer.Second, "doubt": doubt(answer),
			"percent": plot.Percent(float64(answer.P[answer.Digit])), "shown": i == a.model.Several.Shown(),
		})
	}
	return all
}
