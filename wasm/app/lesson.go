//go:build js

package main

import (
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/jsbridge"
)

// lessons is the state of the page's film strip beside the model.
type lessons struct {
	film    ink.Film
	filming timer
}

// exposeLessons adds the controls of site/film.js.
func (a *app) exposeLessons() {
	a.lessons.filming.f = a.tellFilm
	app := a.boot.Get("app")
	for name, f := range map[string]func(args []js.Value) any{
		"setStep": func(args []js.Value) any {
			a.setStep(args[0].String(), args[1].Bool())
			return nil
		},
		"putImage": func(args []js.Value) any { // for the end-to-end tests
			a.putImage(jsbridge.Bytes(args[0]))
			return nil
		},
	} {
		app.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) }))
	}
}

// setStep turns a step of the preprocessing on or off.
func (a *app) setStep(name string, on bool) {
	s := &a.model.Steps
	switch name {
	case "pen":
		s.Pen = on
	case "crop":
		s.Crop = on
	case "fit":
		s.Fit = on
	case "centre":
		s.Centre = on
	case "grey":
		s.Grey = on
	}
	a.drawn()
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

// tellFilm gives the page the pictures of the preprocessing's steps.
func (a *app) tellFilm() {
	f, s, image := &a.lessons.film, a.model.Steps, a.model.Drawing.Image()
	drawn := s.Film(f, a.model.Strokes())
	if image != nil {
		copy(f.Image[:], image)
	}
	a.tell("film", map[string]any{
		"ink": drawn, "test": image != nil, "all": s == ink.MNIST(),
		"steps":  map[string]any{"pen": s.Pen, "crop": s.Crop, "fit": s.Fit, "centre": s.Centre, "grey": s.Grey},
		"side":   ink.FilmSide,
		"frame":  []any{f.Frame[0], f.Frame[1], f.Frame[2], f.Frame[3]},
		"mass":   []any{f.Mass.X, f.Mass.Y},
		"pad":    toJS(f.Pad[:]),
		"crop":   toJS(f.Crop[:]),
		"box":    toJS(f.Box[:]),
		"moved":  toJS(f.Moved[:]),
		"result": toJS(f.Image[:]),
	})
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
