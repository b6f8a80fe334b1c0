//go:build js

package main

import (
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/bench"
	"github.com/zerokara/zerokara/wasm/view/errors"
	"github.com/zerokara/zerokara/wasm/view/gan"
	"github.com/zerokara/zerokara/wasm/view/glossary"
	"github.com/zerokara/zerokara/wasm/view/inside"
	"github.com/zerokara/zerokara/wasm/view/mini"
	"github.com/zerokara/zerokara/wasm/view/notices"
	"github.com/zerokara/zerokara/wasm/view/offline"
	"github.com/zerokara/zerokara/wasm/view/place"
	"github.com/zerokara/zerokara/wasm/view/preparation"
	"github.com/zerokara/zerokara/wasm/view/present"
	"github.com/zerokara/zerokara/wasm/view/race"
	"github.com/zerokara/zerokara/wasm/view/share"
	"github.com/zerokara/zerokara/wasm/view/transport"
	"github.com/zerokara/zerokara/wasm/view/watch"
	"github.com/zerokara/zerokara/wasm/view/why"
	"github.com/zerokara/zerokara/wasm/words"
)

// view is a section of the page that is written in Go.
type view interface {
	Show()                   // what has changed
	Redraw()                 // everything, in another language
	SetPaper(p *state.Paper) // everything, in another theme
}

// views are those of the page, and what leads to them.
type views struct {
	words     words.Words
	all       []section
	bench     *bench.View // nil if it broke
	place     *place.View
	watch     *watch.View
	announcer state.Announcer
	live      dom.Live
	saying    bool // announce is to be called again
	mini      *mini.View
	kept      *dom.Section // what is stored comes through it
}

// section is a view and the part of the page that breaks with it. Without a view it
// broke while that was built.
type section struct {
	*dom.Section
	view view
}

func (a *app) buildViews() {
	v := &a.views
	a.readWords()
	v.live = dom.Live{Element: dom.ByID("live")}
	v.add("notices", func() view {
		return notices.New(a.model, &v.words, notices.Commands{
			Changed: a.noticed, Undo: a.comeBack, Unlink: a.undoLink, Unlock: a.unlock,
			Reload: func() { a.reload(dom.Reload) }, Renew: func() { a.reload(dom.Renew) },
			Take: func() { a.reload(a.keeper.Take) }, Keep: a.agree,
		})
	})
	v.add("draw", func() view {
		v.bench = bench.New(a.model, &v.words, bench.Commands{Drawn: a.drawn, Example: a.drawExample, Choose: a.choose, Say: a.say})
		return v.bench
	})
	v.add("transport", func() view {
		return transport.New(a.model, &v.words, transport.Commands{Train: a.train, Step: a.step, Reset: a.resetByHand})
	})
	a.buildTimeline()
	v.add("watch", func() view {
		v.watch = watch.New(a.model, &v.words, watch.Commands{Edited: a.edited, Drawn: a.changed, Say: a.say, Race: a.raceForm})
		return v.watch
	})
	v.add("mini", func() view {
		v.mini = mini.New(a.model, &v.words, &a.grey)
		return v.mini
	})
	v.add("film", func() view {
		return preparation.New(a.model, &v.words, preparation.Commands{Drawn: a.drawn})
	})
	v.add("why", func() view {
		return why.New(a.model, &v.words, why.Commands{
			Ask: func() { a.ask(); v.show() },
			Stop: func() {
				a.model.StopAsking()
				a.post(&protocol.StopExplain{})
				a.ask()
				v.show()
			},
		})
	})
	v.add("inside", func() view {
		return inside.New(a.model, &v.words, inside.Commands{
			Ask:   a.askInspect,
			Input: func() []byte { return a.grey[:] },
		})
	})
	a.buildLabs()
	v.add("race", func() view {
		return race.New(a.model, &v.words, race.Commands{Changed: a.raced, Input: func() []byte { return a.grey[:] }, Say: a.say})
	})
	v.add("places", func() view {
		v.place = place.New(a.model, &v.words, place.Commands{
			Moved:   a.moved,
			Opened:  a.opened,
			Unknown: func(place string) { a.boot.Call("unknown", place) },
		})
		return v.place
	})
	v.add("errors", func() view {
		return errors.New(a.model, &v.words, errors.Commands{
			Ask: func() { a.askSamples(); v.show() },
			Put: a.putTestImage,
			Say: a.say,
		})
	})
	v.add("gan", func() view {
		return gan.New(a.model, &v.words, gan.Commands{Send: a.post})
	})
	v.add("present", func() view {
		return present.New(a.model, &v.words, present.Commands{Changed: a.presented, Go: func(p state.Place) { v.place.Go(p, "") }, Say: a.say})
	})
	v.add("share", func() view {
		return share.New(a.model, &v.words, share.Commands{
			Link: a.shared,
			Open: func() { v.place.Go(sharing, "") },
			Here: func() bool { return v.place.Place() == sharing }, // asked of the document, it costs a layout
		})
	})
	a.buildLessons()
	a.buildTakeAway()
	a.buildHistory()
	v.add("terms", func() view { return glossary.New(&v.words) })
	v.add("offline", func() view { return offline.New(a.model, &v.words, a.agree) })
	dom.OnLanguage(func() {
		a.readWords()
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
func (a *app) readWords() {
	a.views.words.Use(a.boot.Call("joined").String())
}

// say has a sentence read out by a screen reader; a newer one of its kind replaces it.
func (a *app) say(kind, sentence string) {
	a.views.announcer.Say(kind, sentence)
	a.announce()
}

// announce says what is due, and comes back when more is.
func (a *app) announce() {
	var page *dom.Section // no section's
	page.Run(a.announceNext)
}

func (a *app) announceNext() {
	v, now := &a.views, time.Now()
	v.announcer.Follow(a.model, &v.words, now)
	sentence, again := v.announcer.Next(now)
	if sentence != "" {
		v.live.Say(sentence)
	}
	if again > 0 && !v.saying {
		v.saying = true
		time.AfterFunc(again, func() {
			v.saying = false
			a.announce()
		})
	}
}

// moved is called when another view is shown: the plots have other sizes now.
func (a *app) moved() {
	a.padMoved()
	a.changed()
}

// presented is called when a presentation has begun or ended, or has hidden something.
func (a *app) presented() {
	a.show()
	a.padMoved()
	a.refresh()
}

// askSamples sends the model's question about test images.
func (a *app) askSamples() {
	if q := a.model.SamplesQuestion(); q != nil {
		a.post(q)
	}
}

// putTestImage puts an image of the test set on the pad.
func (a *app) putTestImage(pixels []byte, index, label int) {
	a.putImage(pixels, state.Source{Origin: state.OfTest, Index: index, Label: label})
}

// ask asks the worker for an explanation, if one is wanted now.
func (a *app) ask() {
	if q := a.model.Question(); q != nil {
		a.post(q)
		a.views.show()
	}
}

// putImage replaces the drawing by an image, the network's input.
func (a *app) putImage(pixels []byte, from state.Source) {
	a.model.Drawing.SetImage(pixels)
	a.model.Drawing.SetSource(from)
	a.drawn()
}
