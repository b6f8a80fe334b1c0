//go:build js

package main

import (
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
)

// links keeps the address in line with the page.
type links struct {
	frame   timer
	read    string      // the address as it was followed or written
	written string      // as it was to be written: browsers may write it otherwise
	embed   bool        // it has view=embed
	from    state.Place // the view beside that of the links
	rests   bool        // while the page is about to be loaded again
}

// addressWithin is how soon the address follows. Browsers refuse to change it more than
// some three times a second for long.
const addressWithin = 350 * time.Millisecond

// here is where the page is.
func (a *app) here() state.Here {
	h := state.Here{Place: a.views.place.Place(), Embed: a.links.embed}
	h.Lab = a.labQuery(h.Place)
	if l := dom.Language(); l != dom.BrowserLanguage() {
		h.Lang = l
	}
	return h
}

// sharing is where links are made: they lead to where the visitor was before.
const sharing state.Place = "runs"

// link is the page's address.
func (a *app) link() string { return dom.Address() + a.model.LinkText(a.here()) }

// shared is an address that brings somebody else to where the visitor was.
func (a *app) shared(bare bool) string {
	h := a.here()
	h.Place, h.Bare = a.links.from, bare
	h.Lab = a.labQuery(h.Place) // labs that were left stay as they are
	return dom.Address() + a.model.LinkText(h)
}

// writeAddress brings the address in line with the page: not while a stroke is drawn,
// and not over an address that is about to be followed.
func (a *app) writeAddress() {
	k := &a.links
	if k.rests || !a.model.Linkable() || a.views.place == nil || dom.Fragment() != k.read {
		return
	}
	text := a.model.LinkText(a.here())
	if text == k.written || text == k.read || k.read == "" && text == state.Watch.Fragment() {
		return
	}
	dom.ReplaceFragment(text)
	k.read, k.written = dom.Fragment(), text
}

// restAddress leaves the address as it is while the page may be loaded again: in Chromium
// what is written meanwhile takes the entry's state with it.
func (a *app) restAddress() {
	const long = 5 * time.Second
	k := &a.links
	k.rests = true
	time.AfterFunc(long, a.guarded(func() {
		k.rests = false
		a.writeAddress()
	}))
}

// arrive takes what the address says of the run and the page: of a link that was
// opened, not of an address that the page has written itself, to which the back button
// leads. After a reload it has that, unless the page has come back with more.
func (a *app) arrive(loaded, restored bool) {
	k := &a.links
	k.read, k.written = dom.Fragment(), ""
	defer k.frame.after(addressWithin)
	own := dom.IsReplaced() || loaded && dom.IsReload() // Chromium loses the mark if both come at once
	if own && !loaded {
		return
	}
	l, err := state.ParseLink(k.read)
	if err != nil {
		a.model.RefuseLink(err)
		a.changed()
		return
	}
	how := state.Arrival{Own: own, Restored: restored, Fresh: !a.model.Worth()}
	drawing, form := a.model.OpenLink(l, how)
	if drawing {
		a.drawn()
	}
	if form {
		a.edited()
	}
	if l.Embed {
		k.embed = true
		dom.ByID("page").Attr("data-embed", "true")
	}
	if l.Lang != "" && !own { // the page's own address may not have followed the last choice
		dom.SetLanguage(l.Lang)
	}
	if l.Big || l.Hide != (state.Parts{}) || l.Lock != (state.Parts{}) {
		a.presented()
	}
	a.changed()
}

// undoLink brings back what the visitor had before a link was opened.
func (a *app) undoLink() {
	a.model.UndoLink()
	a.drawn()
	a.edited()
}

// unlock shows and unlocks what a link hid and locked.
func (a *app) unlock() {
	a.model.Unlock()
	a.presented()
}
