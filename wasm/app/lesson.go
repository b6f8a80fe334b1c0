//go:build js

package main

import (
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/state"
)

// lessons is the state of the page's film strip beside the model.
type lessons struct {
	filming timer
}

// exposeLessons adds what the end-to-end tests ask of the page.
func (a *app) exposeLessons() {
	a.lessons.filming.f = a.tellInput
	app := a.boot.Get("app")
	for name, f := range map[string]func(args []js.Value) any{
		"putImage": func(args []js.Value) any { // for the end-to-end tests
			a.putImage(jsbridge.Bytes(args[0]), state.Source{})
			return nil
		},
	} {
		app.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) }))
	}
}

// render preprocesses the drawing to the network's input.
func (a *app) render() (ink bool) {
	a.lessons.filming.after(100 * time.Millisecond)
	if image := a.model.Drawing.Image(); image != nil {
		copy(a.grey[:], image)
		return true
	}
	return a.model.Steps.Render(a.grey[:], a.model.Strokes())
}

// tellInput shows the network's new input, and tells site/teach.js.
func (a *app) tellInput() {
	a.views.show()
	a.tell("film", map[string]any{"result": toJS(a.grey[:])})
}

// tell dispatches an event "zerokara:name" on the document.
func (a *app) tell(name string, detail any) { a.boot.Call("tell", name, detail) }

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
