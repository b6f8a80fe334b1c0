//go:build js

package main

import (
	"syscall/js"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// exposeControls gives the page's own scripts the buttons' actions, as
// zerokaraBoot.app. Visitors' scripts have the page API instead.
func (a *app) exposeControls() {
	f := func(do func(args []js.Value)) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			do(args)
			return nil
		})
	}
	a.boot.Set("app", map[string]any{
		"layout":  f(func([]js.Value) { a.layout() }),
		"palette": f(func([]js.Value) { a.palette() }),
		"pen":     f(func(args []js.Value) { a.pen(args[0].String(), args[1]) }),
		"undo": f(func([]js.Value) {
			a.model.Drawing.Undo()
			a.drawn()
		}),
		"clear":   f(func([]js.Value) { a.clear() }),
		"choose":  f(func(args []js.Value) { a.choose(args[0].Int()) }),
		"train":   f(func([]js.Value) { a.train() }),
		"step":    f(func([]js.Value) { a.step() }),
		"reset":   f(func([]js.Value) { a.reset() }),
		"dismiss": f(func(args []js.Value) { a.model.Dismiss(protocol.Code(args[0].String())); a.changed() }),
		"show":    f(func([]js.Value) { a.show() }),
		"edit": js.FuncOf(func(_ js.Value, args []js.Value) any {
			return a.edit(args[0].String(), args[1].String())
		}),
		"example": js.FuncOf(func(js.Value, []js.Value) any { return a.drawExample() }),
		"lost":    js.FuncOf(func(js.Value, []js.Value) any { return a.checkpoint() }),
	})
}

// pen takes the movements of a pointer or the keyboard: "down", "move" or "up" and
// points as x, y, x, y, ... in pad units.
func (a *app) pen(how string, xy js.Value) {
	d := &a.model.Drawing
	for i := 0; i+1 < xy.Length(); i += 2 {
		p := ink.Point{X: xy.Index(i).Float(), Y: xy.Index(i + 1).Float()}
		if how == "down" {
			d.Begin(p)
			how = "move"
		} else {
			d.Extend(p)
		}
	}
	if how == "up" {
		d.End()
	}
	a.drawn()
}

// draw adds strokes as if a pointer drew them.
func (a *app) draw(strokes []ink.Stroke) {
	d := &a.model.Drawing
	for _, s := range strokes {
		for i, p := range s {
			if i == 0 {
				d.Begin(p)
			} else {
				d.Extend(p)
			}
		}
		d.End()
	}
	a.drawn()
}

func (a *app) clear() {
	a.model.Drawing.Clear()
	a.drawn()
}

// drawExample replaces the drawing by the next example and returns its digit.
func (a *app) drawExample() int {
	digit := a.example
	a.example = (digit + 1) % recipe.Classes
	a.model.Drawing.Clear()
	a.draw(state.Example(digit))
	return digit
}

// train is the main button: it starts, pauses, resumes or starts over.
func (a *app) train() {
	switch a.model.Phase {
	case protocol.PhaseLoading, protocol.PhaseTraining:
		a.post(&protocol.Pause{})
	case protocol.PhasePaused:
		a.post(&protocol.Resume{})
	case protocol.PhaseIdle:
		a.post(&protocol.Start{})
	case protocol.PhaseDone:
		a.reset()
		a.post(&protocol.Start{})
	case protocol.PhaseError:
		if a.model.StartsOver() {
			a.reset()
		}
		a.post(&protocol.Start{})
	}
}

func (a *app) step() {
	if a.model.Phase == protocol.PhaseDone || a.model.Phase == protocol.PhaseError {
		return
	}
	a.post(&protocol.StepOnce{})
}

// reset begins anew with the form's recipe.
func (a *app) reset() {
	if a.pending() {
		a.prepare()
	} else {
		a.post(&protocol.Reset{})
	}
}

// pending reports whether the form's recipe differs from the prepared network's.
func (a *app) pending() bool { return a.model.Differs(a.wanted) }

// edit changes the recipe of the next run, and of the present one while nothing has
// been learned. It returns null, or why the value was refused.
func (a *app) edit(field, value string) any {
	r, err := state.Edit(a.wanted, field, value)
	if err != nil {
		return state.Refusal(&a.views.words, err)
	}
	a.wanted = r
	if a.pending() && !a.model.Learned() && !a.model.Running() {
		a.prepare()
	}
	a.show()
	return nil
}
