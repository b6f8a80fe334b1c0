//go:build js

package main

import (
	"math/rand/v2"
	"strconv"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/state"
)

// underWay is what is saved of the run that is under way: a browser that is killed says
// no word.
type underWay struct {
	busy    bool      // a transaction is not complete
	cancel  func()    // it
	old     string    // the key that goes with it
	due     bool      // another one is to follow
	next    time.Time // not before
	step    uint32    // that is saved
	running bool      // and whether it was
	there   bool      // something is
	refused int       // attempts in a row
}

const (
	pageLock = "zerokara.page."
	pageSign = "zerokara.alive." // where there are no locks
	pageLeft = "zerokara.left."  // by the visitor

	retryAfter = 30 * time.Second // what the browser refused
)

// openPage gives this page a name, and tells other tabs that it is there.
func (a *app) openPage() {
	c := &a.checkpoints
	c.page = strconv.FormatUint(rand.Uint64(), 36)
	c.locks = dom.HoldLock(pageLock + c.page)
}

// beat is a sign of life where there are no locks, each second.
func (a *app) beat() {
	if c := &a.checkpoints; !c.locks && c.underWay.there {
		dom.Remember(pageSign+c.page, strconv.FormatInt(time.Now().UnixMilli(), 10))
	}
}

// living returns a function that tells whether a page is there. It waits.
func (a *app) living() func(page string) bool {
	held, ok := dom.HeldLocks()
	if !ok && a.checkpoints.locks {
		return func(string) bool { return true } // it cannot be told: nobody's run is taken
	}
	names := map[string]bool{}
	for _, name := range held {
		names[name] = true
	}
	return func(page string) bool {
		return page == a.checkpoints.page || ok && names[pageLock+page] || !ok && state.Alive(dom.Remembered(pageSign+page), time.Now())
	}
}

// saveUnderWay saves the newest snapshot, with the page that belongs to it.
func (a *app) saveUnderWay() {
	c, u := &a.checkpoints, &a.checkpoints.underWay
	began, running := time.Now(), a.model.Running()
	switch {
	case c.leaving || c.ended || !a.model.AtRisk() || u.there && u.step == a.model.Life.Saved.Step && u.running == running:
		return
	case u.busy:
		u.due = true
		return
	case began.Before(u.next):
		if !u.due {
			u.due = true
			time.AfterFunc(u.next.Sub(began), func() { a.guard(a.saveDue) })
		}
		return
	}
	page := toJS(a.model.AppendPage(nil, state.Leaving{Lab: a.labs.asked, Under: true}))
	key, old, step := a.newKey(false), c.key, a.model.Life.Saved.Step
	u.busy, u.due = true, false
	var begun bool
	u.cancel, begun = c.store.DoThen(func(o js.Value) {
		o.Call("put", page, key)
		o.Call("delete", old)
	}, func(err error) {
		if err != nil && c.key == key {
			c.key = old // it is there still
		}
		a.savedUnderWay(began, step, err == nil)
	})
	u.next = state.NextSave(began, time.Since(began))
	if !begun {
		c.database.Hold() // for the next attempt
		a.savedUnderWay(began, step, false)
		return
	}
	c.key, u.old, u.running = key, old, running
	dom.RememberInTab(inTab, key)
}

func (a *app) savedUnderWay(began time.Time, step uint32, ok bool) {
	u := &a.checkpoints.underWay
	u.busy = false
	if ok {
		u.there, u.step, u.refused = true, step, 0
	} else if u.refused++; u.refused > 2 {
		u.next = began.Add(retryAfter)
	}
	a.model.SaveRefused(u.refused > 2)
	if u.due {
		u.due = false
		a.saveUnderWay()
	}
}

func (a *app) saveDue() {
	if u := &a.checkpoints.underWay; u.due && !u.busy {
		u.due = false
		a.saveUnderWay()
	}
}

// forgetUnderWay removes what was saved of a run that is over, once the history has it.
func (a *app) forgetUnderWay() {
	c := &a.checkpoints
	if c.leaving || !c.underWay.there || c.underWay.busy || a.model.AtRisk() || a.model.Running() {
		return
	}
	key := c.key
	if _, ok := c.store.DoThen(func(o js.Value) { o.Call("delete", key) }, func(error) {}); ok {
		c.underWay.there, c.key = false, ""
		dom.RememberInTab(inTab, "")
		dom.Remember(pageSign+c.page, "")
	}
}

// claim takes a saved page out of the store: nobody else gets it. nil is for none.
func (a *app) claim(key string) ([]byte, error) {
	found, err := a.checkpoints.store.Do(true, func(o js.Value) []js.Value {
		return []js.Value{o.Call("get", key), o.Call("delete", key)}
	})
	if err != nil || found[0].IsUndefined() {
		return nil, err
	}
	return jsbridge.Bytes(found[0]), nil
}

// lastOf returns the newest page that was saved by one that has ended, under any key: the
// browser may not have completed what that did last.
func (a *app) lastOf(page string) []byte {
	found, err := a.checkpoints.store.Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("getAllKeys")} })
	if err != nil {
		return nil
	}
	for i := found[0].Length() - 1; i >= 0; i-- { // in order of time
		key := found[0].Index(i).String()
		if k, ok := state.ParsePageKey(key); ok && k.Page == page {
			b, _ := a.claim(key)
			return b
		}
	}
	return nil
}

// hold stores a page that was claimed for its run as this page's, until that has made a
// snapshot of its own.
func (a *app) hold(page []byte) {
	c := &a.checkpoints
	if a.model.Life.Saved.Data == nil {
		return
	}
	key := a.newKey(false)
	_, err := c.store.Do(true, func(o js.Value) []js.Value { return []js.Value{o.Call("put", toJS(page), key)} })
	if err == nil {
		c.key, c.underWay.there, c.underWay.step = key, true, a.model.Life.Saved.Step
		dom.RememberInTab(inTab, key)
	}
}

// findRuns looks for pages that have died: the newest one's run goes on here, if this page
// is new, the others go into the history.
func (a *app) findRuns() {
	defer close(a.runs.found)
	a.takeOrphans()
}

func (a *app) takeOrphans() {
	found, err := a.checkpoints.store.Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("getAllKeys")} })
	if err != nil || found[0].Length() == 0 {
		return
	}
	var keys []string
	for i := range found[0].Length() {
		keys = append(keys, found[0].Index(i).String())
	}
	orphans, resume, later := state.Orphans(keys, time.Now(), a.living(), func(page string) bool { return dom.Remembered(pageLeft+page) != "" })
	if later {
		time.AfterFunc(state.ReturnWithin, func() { a.guard(a.takeOrphans) })
	}
	for i, key := range orphans {
		page, err := a.claim(key)
		if err != nil || page == nil {
			continue // another tab has it
		}
		k, _ := state.ParsePageKey(key)
		dom.Remember(pageSign+k.Page, "")
		dom.Remember(pageLeft+k.Page, "")
		if i == 0 && resume && a.model.Fresh() && a.model.ResumePage(page) == nil {
			a.hold(page)
			a.drawn()
			continue
		}
		if r := state.RunOfPage(page, k.Saved); r != nil {
			a.model.Keep(r)
		}
	}
	a.changed()
}
