//go:build js

package main

import (
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/state"
)

// exposeTests adds what the end-to-end tests need.
func (a *app) exposeTests() {
	a.boot.Get("app").Set("putImage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		a.putImage(jsbridge.Bytes(args[0]), state.Source{})
		return nil
	}))
}

// render preprocesses the drawing to the network's input.
func (a *app) render() (ink bool) {
	a.rendered.after(100 * time.Millisecond)
	if image := a.model.Drawing.Image(); image != nil {
		copy(a.grey[:], image)
		return true
	}
	return a.model.Steps.Render(a.grey[:], a.model.Strokes())
}

// answered reports whether the predictions are for the present drawing.
func (a *app) answered() bool {
	s := &a.model.Several
	return !a.unsent && a.model.Predicted() && len(s.Predictions()) == s.Len()
}

// numbers returns a list that JavaScript takes.
func numbers(values []float32) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}
