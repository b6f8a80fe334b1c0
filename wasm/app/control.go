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
			a.guard(func() { do(args) })
			return nil
		})
	}
	a.boot.Set("app", map[string]any{
		"layout":  f(func([]js.Value) { a.layout() }),
		"palette": f(func([]js.Value) { a.palette() }),
		"lost":    f(func([]js.Value) { go a.guard(a.contextLost) }),
	})
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

// drawExample replaces the drawing by the next example.
func (a *app) drawExample() {
	digit := a.example
	a.example = (digit + 1) % recipe.Classes
	a.model.Drawing.Put(state.Example(digit), state.Source{Origin: state.OfSample, Label: digit})
	a.drawn()
	a.say("pad", a.views.words.T("say.example", "digit", digit))
}

// train is the main button: it starts, pauses, resumes or starts over.
func (a *app) train() {
	if a.model.Running() {
		a.post(&protocol.Pause{})
		return
	}
	if a.refuses() {
		return
	}
	switch a.model.Phase {
	case protocol.PhasePaused, protocol.PhaseIdle:
		a.post(&protocol.Start{})
	case protocol.PhaseDone:
		a.giveUp(func() {
			a.reset()
			a.post(&protocol.Start{})
		})
	case protocol.PhaseError:
		if a.model.StartsOver() {
			a.reset()
		}
		a.post(&protocol.Start{})
	}
}

func (a *app) step() {
	if a.model.CanStep() && !a.refuses() {
		a.post(&protocol.StepOnce{})
	}
}

// resetByHand is the button: it says what it did.
func (a *app) resetByHand() {
	if !a.refuses() {
		a.giveUp(func() {
			a.reset()
			a.say("reset", a.views.words.T("say.reset"))
		})
	}
}

// reset begins anew with the form's recipe.
func (a *app) reset() {
	a.prepare()
}

// refuses reports whether a value in the form is refused, and shows which: nothing
// runs with a value that is not shown.
func (a *app) refuses() bool {
	if a.model.Form.FirstRefused() < 0 {
		return false
	}
	a.views.watch.FocusRefused()
	a.say("refused", a.model.SettingsNote(&a.views.words))
	return true
}

// edited is called after every change of the form. Its recipe is that of the next run,
// and of the present one while nothing has been learned.
func (a *app) edited() {
	if a.model.Pending() && !a.model.Learned() && !a.model.Running() {
		a.prepare()
	}
	a.show()
}
