//go:build js

package main

import (
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// snapshotTime is the max time that a lost graphics context waits for a fresh
// snapshot.
const snapshotTime = 500 * time.Millisecond

// checkpoint returns a promise of everything that the page restores after a
// reload: the drawing, the curves, the recipe and the newest snapshot.
func (a *app) checkpoint() js.Value {
	return newPromise(func(resolve func(any), _ func(error)) {
		go func() {
			if a.model.Learned() && a.model.Prepared {
				c := make(chan struct{})
				a.saved = append(a.saved, c)
				a.post(&protocol.Save{})
				select {
				case <-c:
				case <-time.After(snapshotTime):
				}
			}
			v := map[string]any{
				"page": toJS(a.model.AppendPage(nil)), "recipe": a.model.Form.JSON(),
				"snapshot": nil, "reopened": a.model.Life.GaveUp(),
			}
			if s := &a.model.Life.Saved; s.Data != nil {
				v["snapshot"], v["step"], v["over"] = toJS(s.Data), s.Step, s.Over
				v["snapshotRecipe"] = string(s.Recipe.AppendJSON(nil))
			}
			resolve(v)
		}()
	})
}

// restorePage takes back a checkpoint, if boot.js has found one.
func (a *app) restorePage() {
	c := a.boot.Get("checkpoint")
	if !c.Truthy() {
		return
	}
	if r, err := recipe.Parse([]byte(c.Get("recipe").String())); err == nil {
		a.model.Form.Use(r)
	}
	if err := a.model.RestorePage(jsbridge.Bytes(c.Get("page"))); err != nil {
		return // of an older version of the page: begin anew
	}
	if s := c.Get("snapshot"); s.Truthy() {
		if r, err := recipe.Parse([]byte(c.Get("snapshotRecipe").String())); err == nil {
			a.model.Life.Saved = state.Saved{Recipe: r, Step: uint32(c.Get("step").Int()), Data: jsbridge.Bytes(s), Over: c.Get("over").Truthy()}
		}
	}
	a.model.Restored, a.model.Reopened = true, c.Get("reopened").Truthy()
}

func toJS(b []byte) js.Value {
	v := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(v, b)
	return v
}
