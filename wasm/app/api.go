//go:build js

package main

import (
	"errors"
	"math"
	"strconv"
	"syscall/js"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// exposeAPI sets globalThis.zerokara, for tests and for visitors' scripts.
// boot.throwing makes a returned Error a thrown one.
func (a *app) exposeAPI() {
	f := func(do func(args []js.Value) any) js.Value {
		return a.boot.Call("throwing", js.FuncOf(func(_ js.Value, args []js.Value) any { return caught(do, args, newError) }))
	}
	do := func(do func()) js.Value {
		return f(func([]js.Value) any { do(); return nil })
	}
	ready := newPromise(func(resolve func(any), reject func(error)) {
		go func() {
			if <-a.ready; a.model.Life.GaveUp() {
				reject(state.ErrGaveUp)
			} else {
				resolve(nil)
			}
		}()
	})
	ready.Call("catch", js.Global().Get("Boolean")) // nobody need wait for it
	js.Global().Set("zerokara", map[string]any{
		"ready":  ready,
		"state":  f(func([]js.Value) any { return a.state() }),
		"start":  f(func(args []js.Value) any { return caught(a.start, args, rejected) }),
		"pause":  do(func() { a.post(&protocol.Pause{}) }),
		"resume": do(func() { a.post(&protocol.Resume{}) }),
		"reset": f(func([]js.Value) any {
			if i := a.model.Form.FirstRefused(); i >= 0 {
				return newError(errors.New("zerokara: reset: the form's " + state.Fields[i] + " is refused"))
			}
			a.reset()
			return nil
		}),
		"clear": do(a.clear),
		"draw":  f(a.apiDraw),
		"go":    f(a.goTo),
		"present": f(func(args []js.Value) any {
			a.model.Present(len(args) == 0 || args[0].Truthy())
			a.presented()
			return nil
		}),
		"link":   f(func([]js.Value) any { return a.link() }),
		"seek":   f(a.apiSeek),
		"labs":   f(func([]js.Value) any { return a.apiLabs() }),
		"input":  f(func([]js.Value) any { return a.input() }),
		"score":  f(a.apiScore),
		"export": f(func(args []js.Value) any { return caught(a.apiExport, args, rejected) }),
	})
}

// start begins a new run of a recipe, or of the form's. The promise is resolved
// when the run has begun.
func (a *app) start(args []js.Value) any {
	form := &a.model.Form
	wanted := form.Recipe()
	if len(args) == 0 || args[0].IsUndefined() {
		if i := form.FirstRefused(); i >= 0 {
			return rejected(errors.New("zerokara: start: the form's " + state.Fields[i] + " is refused"))
		}
	} else {
		if args[0].Type() != js.TypeObject {
			return rejected(errors.New("zerokara: start: a recipe is an object"))
		}
		text := js.Global().Get("JSON").Call("stringify", args[0])
		if text.Type() != js.TypeString {
			return rejected(errors.New("zerokara: start: a recipe is an object"))
		}
		r, err := recipe.Parse([]byte(text.String()))
		if err != nil {
			return rejected(err)
		}
		wanted = r
	}
	return newPromise(func(resolve func(any), reject func(error)) {
		a.begin(wanted, true, func(err error) {
			if err != nil {
				reject(err)
			} else {
				resolve(nil)
			}
		})
	})
}

// goTo shows the view at an address, with or without "#/" before it, and there what
// {lab: "5.4"} names.
func (a *app) goTo(args []js.Value) any {
	if len(args) == 0 || args[0].Type() != js.TypeString {
		return newError(errors.New(`zerokara: go: an address is a string, as "look/inside"`))
	}
	p, ok := state.ParsePlace(args[0].String())
	if !ok {
		return newError(errors.New("zerokara: go: there is no " + strconv.Quote(args[0].String()) + "; there are " + state.PlaceNames()))
	}
	query := ""
	if len(args) > 1 && args[1].Type() == js.TypeObject {
		var err error
		if query, err = labOf(p, args[1]); err != nil {
			return newError(err)
		}
	}
	a.views.place.Go(p, query)
	return nil
}

// apiDraw takes strokes as [[[x, y], ...], ...].
func (a *app) apiDraw(args []js.Value) any {
	bad := func(where string) any {
		return newError(errors.New("zerokara: draw: " + where + ": strokes are [[[x, y], ...], ...] with finite numbers, 0 to 1 on the pad"))
	}
	if len(args) == 0 || !isArray(args[0]) {
		return bad("no strokes")
	}
	var strokes []ink.Stroke
	room := a.model.Drawing.Room()
	full := newError(errors.New("zerokara: draw: the pad has room for " + strconv.Itoa(room) + " points"))
	n := length(args[0])
	if n > room {
		return full
	}
	for i := range n {
		points := item(args[0], i)
		if !isArray(points) {
			return bad("strokes[" + strconv.Itoa(i) + "]")
		}
		n := length(points)
		if room -= max(n, 1); room < 0 {
			return full
		}
		stroke := make(ink.Stroke, n)
		for j := range stroke {
			p := item(points, j)
			ok := isArray(p) && length(p) == 2
			if ok {
				x, y := item(p, 0), item(p, 1)
				if ok = isFinite(x) && isFinite(y); ok {
					stroke[j] = ink.Point{X: x.Float(), Y: y.Float()}
				}
			}
			if !ok {
				return bad("strokes[" + strconv.Itoa(i) + "][" + strconv.Itoa(j) + "]")
			}
		}
		strokes = append(strokes, stroke)
	}
	a.draw(strokes)
	return nil
}

// apiScore begins a round of the score, of an order that a seed decides or of any.
func (a *app) apiScore(args []js.Value) any {
	if len(args) > 0 && !args[0].IsUndefined() {
		if seed := args[0]; !isFinite(seed) || seed.Float() < 0 || seed.Float() != math.Trunc(seed.Float()) {
			return newError(errors.New("zerokara: score: a seed is a whole number, 0 or more"))
		}
		a.model.Score.Seed(uint64(args[0].Float()))
	}
	a.play(state.ScoreBegin)
	return nil
}

// input returns the network's input: grey values from 0 to 1.
func (a *app) input() any {
	a.send()
	values := make([]any, len(a.grey))
	for i, g := range a.grey {
		values[i] = float64(g) / 255
	}
	return values
}

// state returns the run as a plain object.
func (a *app) state() any {
	m := a.model
	s := map[string]any{
		"view":  string(a.views.place.Place()),
		"phase": m.Phase.String(), "step": m.Progress.Step, "epoch": m.Progress.Epoch,
		"imagesSeen": m.Progress.ImagesSeen, "imagesPerSecond": m.Progress.ImagesPerSecond, "workers": 0,
		"trainLoss": nil, "testLoss": nil, "testAccuracy": nil, "prediction": nil, "error": nil,
	}
	s["fingerprint"] = nil
	if f := m.Fingerprint16(); f != "" {
		s["fingerprint"] = f
	}
	if step, looking := m.Past(); looking {
		s["at"] = step
	} else {
		s["at"] = nil
	}
	if m.Ready {
		s["workers"] = max(1, m.Progress.Workers)
	}
	if m.Progress.Step > 0 {
		s["trainLoss"] = m.Progress.Loss
	}
	if m.Eval.Of > 0 {
		s["testLoss"], s["testAccuracy"] = m.Eval.Loss, m.Eval.Accuracy
	}
	s["probabilities"], s["digits"], s["doubt"] = probabilities(m.Prediction), a.digits(), doubt(m.Prediction)
	if m.Prediction.Known {
		s["prediction"] = m.Prediction.Digit
	}
	s["answered"] = a.answered()
	for _, f := range m.Faults {
		if f.Code != protocol.CodeShard { // that is tried again
			s["error"] = state.FaultText(&a.views.words, &f)
		}
	}
	return s
}

func isArray(v js.Value) bool { return js.Global().Get("Array").Call("isArray", v).Bool() }

func isFinite(v js.Value) bool { return js.Global().Get("Number").Call("isFinite", v).Bool() }

func newError(err error) js.Value { return js.Global().Get("Error").New(err.Error()) }

func rejected(err error) js.Value { return js.Global().Get("Promise").Call("reject", newError(err)) }

// newPromise returns a promise that do settles once, now or later.
func newPromise(do func(resolve func(any), reject func(error))) js.Value {
	executor := js.FuncOf(func(_ js.Value, args []js.Value) any {
		resolve, reject := args[0], args[1]
		do(func(v any) { resolve.Invoke(v) }, func(err error) { reject.Invoke(newError(err)) })
		return nil
	})
	defer executor.Release() // a promise's executor runs before New returns
	return js.Global().Get("Promise").New(executor)
}
