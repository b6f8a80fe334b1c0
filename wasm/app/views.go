//go:build js

package main

import (
	"image/color"
	"syscall/js"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/view/errors"
	"github.com/zerokara/zerokara/wasm/words"
)

// views are the sections of the page that are written in Go; site/*.js has the others.
type views struct {
	words         words.Words
	errorsSection *dom.Section
	errors        *errors.View
}

func (a *app) buildViews() {
	v := &a.views
	v.readWords()
	v.errorsSection = dom.NewSection(dom.ByID("errors"), v.broken)
	v.errorsSection.Run(func() {
		v.errors = errors.New(a.model, &v.words, errors.Commands{
			Ask: func() { a.askSamples(); v.show() },
			Put: a.putImage,
			Say: func(kind, sentence string) { a.boot.Call("say", kind, sentence) },
		})
	})
	dom.OnLanguage(func() {
		v.readWords()
		v.errorsSection.Run(func() { v.errors.Redraw() })
	})
}

// broken is what a section says that has broken.
func (v *views) broken(reason string) string { return v.words.T("fault.section", "detail", reason) }

// readWords takes the words of the page's language.
func (v *views) readWords() {
	v.words.Use(js.Global().Get("zerokaraText").Call("joined").String())
}

func (v *views) show() { v.errorsSection.Run(func() { v.errors.Show() }) }

func (v *views) setInk(ink color.RGBA) { v.errorsSection.Run(func() { v.errors.SetInk(ink) }) }

// askSamples sends the model's question about test images.
func (a *app) askSamples() {
	if q := a.model.SamplesQuestion(); q != nil {
		a.post(q)
	}
}

// putImage replaces the drawing by an image, the network's input.
func (a *app) putImage(pixels []byte) {
	a.model.Drawing.SetImage(pixels)
	a.drawn()
}
