//go:build js

package main

import (
	"errors"
	"math/rand/v2"
	"syscall/js"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/confirm"
	"github.com/zerokara/zerokara/wasm/view/kept"
	"github.com/zerokara/zerokara/wasm/view/score"
	"github.com/zerokara/zerokara/wasm/view/teach"
)

// keeper stores the visitor's drawings.
type keeper struct {
	store  *dom.Store
	others *dom.Channel  // the page's other tabs
	due    chan struct{} // the drawings have changed
	stale  bool          // in the store, by another tab
	writer string        // the visitor's name
}

// openStores opens the page's database. Version 1 had the drawings alone, to which it
// owes its name, version 2 no runs.
func (a *app) openStores() {
	db := dom.OpenDatabase("zerokara-drawings", 3,
		dom.Objects{Name: "drawings", Options: map[string]any{"keyPath": "id", "autoIncrement": true}},
		dom.Objects{Name: "checkpoints"}, dom.Objects{Name: "runs"})
	dom.OnLeave(a.leave)
	dom.OnReturn(func() {
		db.Hold()
		a.kept.stale = true // it may have missed what another tab said
		a.followKept()
		a.runs.stale = true
		a.followRuns()
		a.checkpoints.ended = false
		dom.Remember(pageLeft+a.checkpoints.page, "")
	})
	db.Hold()
	a.kept.store, a.checkpoints.store, a.runs.store = db.Store("drawings"), db.Store("checkpoints"), db.Store("runs")
	a.checkpoints.database = db
	a.openRuns()
	a.kept.others = dom.OpenChannel("zerokara-drawings", func(string) {
		a.kept.stale = true
		a.followKept()
	})
}

// buildLessons builds the views of lessons and of the score.
func (a *app) buildLessons() {
	v, m := &a.views, a.model
	a.kept.due = make(chan struct{}, 1)
	v.kept = v.add("kept", func() view {
		return kept.New(m, &v.words, confirm.New(), kept.Commands{Changed: a.keptChanged, Draw: a.drawAnew, Say: a.say})
	})
	var lesson *teach.View
	section := v.add("teach", func() view {
		lesson = teach.New(m, &v.words, &a.grey, teach.Commands{
			Changed: a.keptChanged,
			Teach:   a.teach,
			Stop:    func() { a.post(&protocol.StopTeaching{}) },
			Say:     a.say,
			Writer:  a.writer,
		})
		return lesson
	})
	v.add("score", func() view {
		return score.New(m, &v.words, score.Commands{
			Play:  a.play,
			Draw:  a.drawAnew,
			Teach: func(r *state.Result) { section.Run(func() { lesson.Learn(r) }) },
			Moved: func(playing bool) {
				if !playing {
					v.mini.Close()
				}
				a.padMoved()
			},
			Pad: v.mini.Open,
			Say: a.say,
		})
	})
}

// teach sends the command that begins a lesson, if there is one.
func (a *app) teach(command *protocol.Teach) {
	if command != nil {
		a.post(command)
	}
}

// drawAnew replaces the drawing by an earlier one of the visitor's.
func (a *app) drawAnew(strokes []ink.Stroke, label int) {
	a.model.Drawing.Put(strokes, state.Source{Origin: state.OfKept, Label: label})
	a.drawn()
}

// writer returns the visitor's name.
func (a *app) writer() string {
	const key = "zerokara.writer"
	if a.kept.writer == "" {
		name, fresh := state.Writer(dom.Remembered(key), rand.Uint64())
		a.kept.writer = name
		if fresh {
			dom.Remember(key, name)
		}
	}
	return a.kept.writer
}

// padMoved has the canvas follow the pad, which has moved without changing its size.
func (a *app) padMoved() {
	a.boot.Call("relayout")
}

// play does what the visitor does in a round of the score.
func (a *app) play(action state.ScoreAction) {
	if a.model.Play(action, a.answered(), rand.Uint64()) {
		a.clear()
	}
	a.views.show()
}

// scoreWaits goes on with a round that waits for the prediction.
func (a *app) scoreWaits(m protocol.Message) {
	if c, ok := m.(*protocol.Classified); ok && c.Drawing && a.model.Score.Waiting() && a.answered() {
		a.play(state.ScoreNext)
	}
}

// keptChanged is called after every change of the drawings.
func (a *app) keptChanged() {
	a.askKept()
	a.followKept()
	a.views.show()
}

// followKept has storeKept look what is to be done.
func (a *app) followKept() {
	select {
	case a.kept.due <- struct{}{}:
	default: // it is due already
	}
}

// askKept asks for predictions of the kept drawings, if they are due.
func (a *app) askKept() {
	if q := a.model.KeptQuestion(); q != nil {
		a.post(q)
	}
}

// storeKept reads the store and follows every change of the drawings, here and in other
// tabs, for good. What fails is tried again after the next.
func (a *app) storeKept() {
	for {
		if !a.model.Kept.Loaded() || a.kept.stale {
			a.kept.stale = false
			a.loadKept()
		}
		changed := false
		for failed := false; a.model.Kept.Loaded() && !failed; {
			todo := a.model.Kept.Changes()
			if todo.None() {
				break
			}
			records, err := a.change(&todo)
			failed = true // if the section is broken, too
			a.views.kept.Run(func() {
				a.model.KeptStored(todo, records, err)
				failed = err != nil
			})
			changed = changed || err == nil
			a.views.show()
		}
		if changed {
			a.kept.others.Say("changed")
			if a.model.Kept.More() {
				a.kept.stale = true
				continue
			}
		}
		<-a.kept.due
	}
}

func (a *app) loadKept() {
	found, err := a.kept.store.Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("getAll")} })
	var records []state.Record
	if err == nil {
		for i := range found[0].Length() {
			r := state.Record{ID: found[0].Index(i).Get("id").Int()}
			if line := found[0].Index(i).Get("line"); line.Type() == js.TypeString {
				r.Line = line.String()
			}
			records = append(records, r)
		}
	}
	a.views.kept.Run(func() { a.model.KeptLoaded(records, err) })
	a.askKept()
	a.views.show()
}

// change does in the store what is to do, all or nothing, and returns the numbers of
// the new records.
func (a *app) change(todo *state.Changes) (records []int, err error) {
	ids, err := a.kept.store.Do(true, func(o js.Value) (added []js.Value) {
		if todo.Clear {
			o.Call("clear")
		}
		for _, r := range todo.Delete {
			o.Call("delete", r)
		}
		for _, e := range todo.Add {
			added = append(added, o.Call("add", map[string]any{"line": e.Drawing.Line}))
		}
		return added
	})
	if err == nil && len(ids) != len(todo.Add) {
		err = errors.New("app: the store has lost a drawing")
	}
	for _, id := range ids {
		records = append(records, id.Int())
	}
	return records, err
}
