//go:build js

package main

import (
	"errors"
	"strconv"
	"syscall/js"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/lab/ch2"
	"github.com/zerokara/zerokara/wasm/lab/ch3"
	"github.com/zerokara/zerokara/wasm/lab/ch4"
	"github.com/zerokara/zerokara/wasm/lab/ch5"
	"github.com/zerokara/zerokara/wasm/lab/table"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// labs are the chapters of the book.
type labs struct {
	page     *lab.Page
	chapters []chapter
	asked    bool // a lab has had something computed
}

type chapter struct {
	number  string
	section *dom.Section
	view    *lab.Chapter // nil if it broke while it was built
}

// buildLabs builds the chapters' views.
func (a *app) buildLabs() {
	v := &a.views
	a.labs.page = lab.NewPage(a.model, &v.words, func() []byte { return a.grey[:] }, lab.Commands{
		Post: func(m protocol.Message) {
			a.labs.asked = true
			a.post(m)
		},
		Say:  a.say,
		Use:  a.useRecipe,
		Here: func() { a.links.frame.after(addressWithin) },
		Went: a.moved,
		Fail: func(reason string) string { return v.words.T("fault.section", "detail", reason) },
		Copy: dom.Copy,
	})
	for _, c := range []struct {
		number string
		builds map[string]lab.Build
	}{
		{"2", ch2.Labs()}, {"3", ch3.Labs()}, {"4", ch4.Labs()}, {"5", ch5.Labs()},
	} {
		one := chapter{number: c.number}
		one.section = v.add("book"+c.number, func() view {
			one.view = lab.NewChapter(a.labs.page, c.number, c.builds)
			return one.view
		})
		a.labs.chapters = append(a.labs.chapters, one)
	}
}

// opened follows the address into a chapter, and out of the others.
func (a *app) opened(p state.Place, query string, focus bool) (ok bool) {
	ok = a.openRace(p, query)
	if p != sharing {
		a.links.from = p
	}
	for _, c := range a.labs.chapters {
		c.section.Run(func() {
			if c.number == p.Chapter() {
				ok = c.view.Open(query, focus)
			} else {
				c.view.Close()
			}
		})
	}
	if focus { // else it is the first, which main follows
		a.arrive(false, false)
	}
	return ok
}

// labQuery is what an address says of the open lab, "" without one.
func (a *app) labQuery(p state.Place) (query string) {
	if p == "race" {
		return a.model.Race.Query()
	}
	for _, c := range a.labs.chapters {
		if c.number == p.Chapter() {
			c.section.Run(func() { query = c.view.Query() })
		}
	}
	return query
}

// hear gives an event of the worker to the labs.
func (a *app) hear(m protocol.Message) {
	for _, c := range a.labs.chapters {
		c.section.Run(func() { c.view.Hear(m) })
	}
}

// lost tells what has the worker compute that it was replaced.
func (a *app) lost() {
	a.tellRace()
	a.takeaways.lost()
	for _, c := range a.labs.chapters {
		c.section.Run(func() { c.view.Lost() })
	}
}

// useRecipe makes a recipe the bench's network, untrained.
func (a *app) useRecipe(r recipe.Recipe) {
	a.begin(r, false, nil)
	a.changed()
}

// apiLabs lists the labs: {id, title, state}.
func (a *app) apiLabs() any {
	var list []any
	for _, l := range table.All() {
		list = append(list, map[string]any{
			"id": l.ID, "title": a.views.words.Name("lab", l.ID+".title"), "state": a.labs.page.Standing(l.ID).String(),
		})
	}
	return list
}

// labOf returns the address of the lab that {lab: "5.4"} names, in a chapter.
func labOf(p state.Place, options js.Value) (query string, err error) {
	id := member(options, "lab")
	if id.IsUndefined() {
		return "", nil
	}
	l, ok := table.Lab{}, false
	if id.Type() == js.TypeString {
		l, ok = table.Find(id.String())
	}
	if !ok || l.Chapter() != p.Chapter() {
		return "", errors.New("zerokara: go: " + strconv.Quote(string(p)) + " has no such lab; zerokara.labs() lists them")
	}
	return "?" + table.Query(l.ID, ""), nil
}
