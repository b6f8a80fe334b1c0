//go:build js

package main

import (
	"errors"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

const (
	snapshotTime = 500 * time.Millisecond // that a fresh snapshot is waited for

	inTab   = "zerokara.checkpoint" // the key of what this tab has saved
	reloads = "zerokara.reloads"    // when it loaded itself again
)

// checkpoints is where tabs leave what they are to come back with, each under a key of
// its own: state.PageKey.
type checkpoints struct {
	database *dom.Database
	store    *dom.Store
	leaving  bool      // the page is being saved, to be loaded again
	key      string    // under which it was saved last
	left     time.Time // when it was, by a page that may end
	ended    bool      // the visitor has left the page, and not come back to it
	page     string    // the name of this page
	locks    bool      // it holds the lock of that name
	underWay underWay
}

// stored returns what a page is saved as.
func (a *app) stored(graphics bool) js.Value {
	return toJS(a.model.AppendPage(nil, state.Leaving{Lab: a.labs.asked, Graphics: graphics}))
}

// save stores what would be lost with the page, with a snapshot as fresh as is to be
// had.
func (a *app) save(graphics bool) error {
	if !a.model.Worth() {
		return nil
	}
	a.freshSnapshot()
	c, page, key := &a.checkpoints, a.stored(graphics), a.newKey(false)
	if !dom.RememberInTab(inTab, key) {
		return errors.New("app: the tab cannot remember its key")
	}
	_, err := c.store.Do(true, func(o js.Value) []js.Value {
		return []js.Value{o.Call("put", page, key), o.Call("delete", c.key)}
	})
	if err != nil {
		dom.RememberInTab(inTab, c.key)
		return err
	}
	c.key = key
	dom.Remember(pageLeft+c.page, "1") // until it is back, no other tab takes it
	return nil
}

// leave saves the page with the newest snapshot: there is no time for another.
func (a *app) leave(ends bool) {
	const twice = 100 * time.Millisecond // hidden, and then left
	c := &a.checkpoints
	switch c.ended = c.ended || ends; {
	case c.leaving:
		return
	case !a.model.Worth():
		dom.RememberInTab(inTab, "") // whatever is there has an end
		return
	}
	if c.ended { // of a tab that is closed the browser may not complete the rest
		dom.Remember(pageLeft+c.page, "1")
	}
	if time.Since(c.left) < twice {
		return // what is saved a second time waits for the first, and the page may end before
	}
	if u := &c.underWay; u.busy {
		u.cancel() // what is saved now is newer
	}
	page, key := a.stored(false), a.newKey(c.ended)
	saved := c.store.DoNow(func(o js.Value) {
		o.Call("put", page, key)
		o.Call("delete", c.key)
		o.Call("delete", c.underWay.old) // if that was not complete
	})
	if saved && dom.RememberInTab(inTab, key) {
		c.key, c.left = key, time.Now()
	}
}

// newKey returns a key for what is saved now.
func (a *app) newKey(ends bool) string {
	return state.PageKey{Saved: time.Now(), Page: a.checkpoints.page, Left: ends || !a.model.AtRisk()}.String()
}

func (a *app) freshSnapshot() {
	if !a.model.Prepared || !a.model.Learned() {
		return
	}
	c := make(chan struct{})
	a.saved = append(a.saved, c)
	a.post(&protocol.Save{})
	select {
	case <-c:
	case <-time.After(snapshotTime):
	}
}

// restorePage takes back what this tab has saved. It reports whether there was anything.
func (a *app) restorePage() (restored bool) {
	key := dom.InTab(inTab)
	if key == "" {
		return false
	}
	dom.RememberInTab(inTab, "")
	k, ok := state.ParsePageKey(key)
	if ok && a.living()(k.Page) {
		return false // the tab was duplicated: that page goes on
	}
	dom.Remember(pageLeft+k.Page, "")
	page, err := a.claim(key)
	if err == nil && page == nil {
		page = a.lastOf(k.Page)
	}
	if err != nil || page == nil || a.model.RestorePage(page) != nil {
		a.model.LoseComeback()
		return false
	}
	a.hold(page)
	return true
}

// contextLost loads the page again: ebiten cannot go on without its graphics. It does
// not if that would lose anything, or for ever.
func (a *app) contextLost() {
	if a.checkpoints.leaving {
		return
	}
	a.checkpoints.leaving = true
	saved := a.save(true) == nil
	after, may := state.MayReload(dom.InTab(reloads), time.Now().UnixMilli())
	counted := dom.RememberInTab(reloads, after)
	if saved && may && counted {
		dom.Reload()
		return
	}
	a.checkpoints.leaving = false
	dom.Remember(pageLeft+a.checkpoints.page, "")
	a.model.LoseGraphics(saved && counted)
	a.changed()
}

// reload loads the page again, if that loses nothing.
func (a *app) reload(load func()) {
	go a.guard(func() {
		if a.save(a.model.Blind()) != nil {
			a.model.KeepFromReload()
			a.changed()
			return
		}
		a.checkpoints.leaving = true
		load()
	})
}

func toJS(b []byte) js.Value {
	v := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(v, b)
	return v
}
