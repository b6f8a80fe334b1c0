//go:build js

package main

import (
	"syscall/js"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/errors"
	"github.com/zerokara/zerokara/wasm/view/gan"
	"github.com/zerokara/zerokara/wasm/view/mini"
	"github.com/zerokara/zerokara/wasm/view/place"
	"github.com/zerokara/zerokara/wasm/words"
)

// view is a section of the page that is written in Go.
type view interface {
	Show()                   // what has changed
	Redraw()                 // everything, in another language
	SetPaper(p *state.Paper) // everything, in another theme
}

// views are those of the page; site/*.js has the other sections.
type views struct {
	words words.Words
	all   []section
	place *place.View
	kept  *dom.Section // what is stored comes through it
}

// section is a view and the part of the page that breaks with it. Without a view it
// broke while that was built.
type section struct {
	*dom.Section
	view view
}

func (a *app) buildViews() {
	v := &a.views
	v.readWords()
	v.add("mini", func() view { return mini.New(a.model, &v.words, &a.grey) })
	v.add("places", func() view {
		v.place = place.New(a.model, &v.words, place.Commands{
			Moved:   a.moved,
			Unknown: func(place string) { a.boot.Call("unknown", place) },
		})
		return v.place
	})
	v.add("errors", func() view {
		return errors.New(a.model, &v.words, errors.Commands{
			Ask: func() { a.askSamples(); v.show() },
			Put: a.putImage,
			Say: a.say,
		})
	})
	v.add("gan", func() view {
		return gan.New(a.model, &v.words, gan.Commands{Send: a.post})
	})
	a.buildLessons()
	dom.OnLanguage(func() {
		v.readWords()
		v.each(view.Redraw)
		a.show() // its scripts have sentences, too
	})
}

// add builds a view in the element with an id, and returns its section.
func (v *views) add(id string, build func() view) *dom.Section {
	broken := func(reason string) string { return v.words.T("fault.section", "detail", reason) }
	s := section{Section: dom.NewSection(dom.ByID(id), broken)}
	s.Run(func() { s.view = build() })
	v.all = append(v.all, s)
	return s.Section
}

// each calls f with every view.
func (v *views) each(f func(view)) {
	for _, s := range v.all {
		s.Run(func() { f(s.view) })
	}
}

func (v *views) show() { v.each(view.Show) }

func (v *views) setPaper(p *state.Paper) { v.each(func(w view) { w.SetPaper(p) }) }

// readWords takes the words of the page's language.
func (v *views) readWords() {
	v.words.Use(js.Global().Get("zerokaraText").Call("joined").String())
}

// say has a sentence read out by a screen reader; a newer one of its kind replaces it.
func (a *app) say(kind, sentence string) { a.boot.Call("say", kind, sentence) }

// moved is called when another view is shown: the plots have other sizes now.
func (a *app) moved() {
	a.boot.Call("relayout")
	a.changed()
}

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
