//go:build js

package main

import (
	"strconv"
	"strings"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/history"
)

// runs stores the history. A run's head is at "h" and its ID, its snapshot at "d", its ID,
// a hyphen and the number of bytes: so the keys tell how much is there.
type runs struct {
	store  *dom.Store
	others *dom.Channel
	due    chan struct{}
	found  chan struct{} // closed once dead pages were looked for
	stale  bool          // another tab has changed the store
	failed time.Time     // the newest attempt
	view   *dom.Section
}

// runsKept is where the browser remembers how many runs it has, to notice their loss.
const runsKept = "zerokara.runs"

func (a *app) openRuns() {
	a.runs.due, a.runs.found = make(chan struct{}, 1), make(chan struct{})
	a.runs.others = dom.OpenChannel("zerokara-runs", func(string) {
		a.runs.stale = true
		a.followRuns()
	})
	a.openPage()
}

// buildHistory builds the list of runs.
func (a *app) buildHistory() {
	v := &a.views
	a.runs.view = v.add("history", func() view {
		return history.New(a.model, &v.words, history.Commands{
			Link:    (*state.Run).Link,
			Changed: func() { a.changed(); a.show() },
			Open:    a.reopen,
			Say:     a.say,
		})
	})
}

// followRuns has storeRuns look what is to be done.
func (a *app) followRuns() {
	c := &a.checkpoints
	over := c.underWay.there && !c.underWay.busy && !a.model.AtRisk() && !a.model.Running()
	if !a.runs.stale && !over && (!a.model.History.Dirty() || time.Since(a.runs.failed) < retryAfter) {
		return
	}
	select {
	case a.runs.due <- struct{}{}:
	default:
	}
}

// storeRuns reads the store and follows every change of the history, for good.
func (a *app) storeRuns() {
	for {
		if !a.model.History.Loaded() || a.runs.stale {
			a.runs.stale = false
			a.loadRuns()
		}
		changed := false
		for {
			todo := a.model.History.Due()
			if todo.None() {
				break
			}
			weights, err := a.changeRuns(&todo)
			a.runs.view.Run(func() { a.model.HistoryStored(todo, weights, err) })
			if err != nil {
				a.runs.failed = time.Now()
				break
			}
			a.runs.failed, changed = time.Time{}, true
		}
		if changed {
			dom.Remember(runsKept, strconv.Itoa(len(a.model.History.Runs())))
			a.runs.others.Say("changed")
		}
		a.forgetUnderWay()
		a.showing.after(100 * time.Millisecond)
		<-a.runs.due
	}
}

func (a *app) loadRuns() {
	found, err := a.runs.store.Do(false, func(o js.Value) []js.Value {
		return []js.Value{o.Call("getAllKeys"), o.Call("getAll", keysFrom("h", "i"))}
	})
	var stored []state.StoredRun
	if err == nil {
		sizes, heads := map[string]int{}, []string{}
		for i := range found[0].Length() {
			key := found[0].Index(i).String()
			if id, size, ok := strings.Cut(key[1:], "-"); ok {
				sizes[id], _ = strconv.Atoi(size)
			} else {
				heads = append(heads, id)
			}
		}
		for i := range min(len(heads), found[1].Length()) {
			stored = append(stored, state.StoredRun{Head: jsbridge.Bytes(found[1].Index(i)), Size: sizes[heads[i]]})
		}
	}
	expected, _ := strconv.Atoi(dom.Remembered(runsKept))
	a.runs.view.Run(func() { a.model.LoadHistory(stored, expected, err) })
	if err == nil && len(stored) == 0 && expected > 0 {
		dom.Remember(runsKept, "") // that is said once
	}
}

// changeRuns does in the store what is to do, all or nothing, and returns the weights of
// the deleted runs.
func (a *app) changeRuns(todo *state.HistoryTodo) (weights [][]byte, err error) {
	found, err := a.runs.store.Do(true, func(o js.Value) (got []js.Value) {
		for _, r := range todo.Put {
			id := strconv.Itoa(r.ID)
			o.Call("put", toJS(r.Head().Append(nil)), "h"+id)
			if r.Data != nil {
				o.Call("delete", weightsOf(r.ID))
				o.Call("put", toJS(r.Data), "d"+id+"-"+strconv.Itoa(len(r.Data)))
			}
		}
		for _, id := range todo.Drop {
			o.Call("delete", weightsOf(id))
		}
		for _, id := range todo.Delete {
			got = append(got, o.Call("get", weightsOf(id)))
			o.Call("delete", weightsOf(id))
			o.Call("delete", "h"+strconv.Itoa(id))
		}
		return got
	})
	for _, v := range found {
		var b []byte
		if !v.IsUndefined() {
			b = jsbridge.Bytes(v)
		}
		weights = append(weights, b)
	}
	return weights, err
}

// keysFrom are the keys from one up to another, without that.
func keysFrom(from, to string) js.Value {
	return js.Global().Get("IDBKeyRange").Call("bound", from, to, false, true)
}

// weightsOf are the keys that a run's snapshot may have.
func weightsOf(id int) js.Value {
	key := "d" + strconv.Itoa(id)
	return keysFrom(key+"-", key+".")
}

// reopen makes a run of the history the bench's.
func (a *app) reopen(id int, train bool) {
	if a.resting || !a.model.MayReopen(id) {
		return
	}
	a.show()
	a.rest(func(bool) {
		go a.guard(func() {
			var data []byte
			if r := a.model.History.Run(id); r != nil && r.Data != nil {
				data = r.Data // not stored yet
			} else if found, err := a.runs.store.Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("get", weightsOf(id))} }); err == nil && !found[0].IsUndefined() {
				data = jsbridge.Bytes(found[0])
			}
			a.model.ReopenRun(id, data, train)
			a.changed()
		})
	})
}
