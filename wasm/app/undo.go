//go:build js

package main

import (
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// giveUp keeps the run for an undo, and then has its place taken by another.
func (a *app) giveUp(replace func()) {
	a.rest(func(known bool) {
		if known {
			a.model.GiveUp(a.model.Life.Saved)
		}
		replace()
	})
}

// comeBack is the undo. A run that has learned meanwhile is kept in turn.
func (a *app) comeBack() {
	a.rest(func(known bool) {
		back := a.model.ComeBack
		if known {
			back = func() *state.Run { return a.model.Swap(a.model.Life.Saved) }
		}
		r := back()
		if r == nil {
			return
		}
		a.model.Return(r)
		a.changed()
	})
}

// rest stops the run and calls then, with true if there is a snapshot of the network,
// as it is or, if that does not come in time, of a moment before. Only one such wait
// is under way.
func (a *app) rest(then func(known bool)) {
	if a.resting {
		return
	}
	if !a.model.HasRun() {
		then(false)
		return
	}
	if !a.model.Prepared { // the worker is being replaced
		then(a.model.Life.Saved.Data != nil)
		return
	}
	a.resting = true
	if a.model.Running() {
		a.post(&protocol.Pause{})
	}
	a.post(&protocol.Save{})
	go func() {
		late := time.After(snapshotTime)
		for again := true; again; {
			c := make(chan struct{})
			a.saved = append(a.saved, c)
			select {
			case <-c: // one from before the pause may come first
				again = !a.model.Rests(a.model.Life.Saved.Step)
			case <-late:
				again = false
			}
		}
		a.resting = false
		then(a.model.Life.Saved.Data != nil)
	}()
}
