//go:build js

package main

import (
	"errors"
	"slices"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// lessons is the state of the page's sections on lessons and the score, beside the
// model.
type lessons struct {
	active   bool          // a lesson is under way
	eval     protocol.Eval // the one that the page has
	filming  timer
	nextSoon bool // the score takes the next prediction
}

// exposeLessons adds the controls of site/teach.js and score.js.
func (a *app) exposeLessons() {
	a.lessons.filming.f = a.tellInput
	app := a.boot.Get("app")
	for name, f := range map[string]func(args []js.Value) any{
		"putImage": func(args []js.Value) any { // for the end-to-end tests
			a.putImage(jsbridge.Bytes(args[0]))
			return nil
		},
		"keep":      func(args []js.Value) any { return a.keep(args[0].Int(), args[1].String()) },
		"parseKept": func(args []js.Value) any { return parseKept(jsbridge.Bytes(args[0])) },
		"drawKept": func(args []js.Value) any {
			if kept, err := state.ParseKept([]byte(args[0].String())); err == nil {
				a.model.Drawing.Clear()
				a.draw(kept[0].Strokes)
			}
			return nil
		},
		"teach": func(args []js.Value) any {
			m := protocol.Teach{Images: jsbridge.Bytes(args[0]), Labels: jsbridge.Bytes(args[1]), Target: uint32(args[2].Int())}
			a.lessons.active = a.model.Prepared
			a.post(&m)
			return a.lessons.active
		},
		"stopTeaching": func([]js.Value) any {
			a.post(&protocol.StopTeaching{})
			return nil
		},
		"read": func(args []js.Value) any {
			a.post(&protocol.Classify{Seq: uint32(args[0].Int()), Images: jsbridge.Bytes(args[1])})
			return nil
		},
		"score": func(args []js.Value) any {
			a.score(args[0].String())
			return nil
		},
	} {
		app.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) }))
	}
}

// render preprocesses the drawing to the network's input.
func (a *app) render() (ink bool) {
	a.lessons.filming.after(100 * time.Millisecond)
	if image := a.model.Drawing.Image(); image != nil {
		copy(a.grey[:], image)
		return true
	}
	return a.model.Steps.Render(a.grey[:], a.model.Strokes())
}

// tellInput shows the network's new input, and tells site/teach.js.
func (a *app) tellInput() {
	a.views.show()
	a.tell("film", map[string]any{"result": toJS(a.grey[:])})
}

// tell dispatches an event "zerokara:name" on the document.
func (a *app) tell(name string, detail any) { a.boot.Call("tell", name, detail) }

// tellMatrix tells the page once of each evaluation.
func (a *app) tellMatrix() {
	if a.model.Eval != a.lessons.eval {
		a.lessons.eval = a.model.Eval
		a.tell("matrix", nil)
	}
}

// keep returns the digit on the pad, of several the one shown, as a kept drawing;
// null if there is none.
func (a *app) keep(label int, writer string) any {
	k, err := state.Keep(label, writer, a.model.Strokes())
	if err != nil {
		return nil
	}
	return kept(&k)
}

func kept(k *state.Kept) map[string]any {
	return map[string]any{"label": k.Label, "writer": k.Writer, "line": k.Line, "pixels": toJS(k.Pixels[:])}
}

// parseKept returns a file's drawings, or its error.
func parseKept(file []byte) any {
	all, err := state.ParseKept(file)
	if wrong, ok := errors.AsType[*state.ImportError](err); ok {
		return map[string]any{"code": wrong.Code, "line": wrong.Line, "detail": wrong.Detail}
	}
	list := make([]any, len(all))
	for i := range all {
		list[i] = kept(&all[i])
	}
	return map[string]any{"drawings": list}
}

// lessonEvent passes the events of lessons on.
func (a *app) lessonEvent(m protocol.Message) {
	switch m := m.(type) {
	case *protocol.Lesson:
		a.tell("lesson", map[string]any{"stage": m.Stage.String(), "done": m.Done, "of": m.Of})
	case *protocol.Receipt:
		a.lessons.active = false
		a.tell("receipt", map[string]any{
			"outcome": m.Outcome.String(), "detail": state.LessonRefusal(&a.views.words, m), "steps": m.Steps, "target": m.Target,
			"before": numbers(m.Before[:]), "after": numbers(m.After[:]),
			"read": toJS(m.PredictedBefore), "readAfter": toJS(m.PredictedAfter),
			"images": m.TestImages, "rightBefore": m.CorrectBefore, "rightAfter": m.CorrectAfter,
			"forgotten": m.Forgotten, "gained": m.Gained,
		})
	case *protocol.Classified:
		if !m.Drawing {
			a.tellClassified(m)
		} else if a.lessons.nextSoon && a.answered() {
			a.score("next")
		}
	}
}

// tellClassified gives the page the predicted digits and their probabilities.
func (a *app) tellClassified(m *protocol.Classified) {
	var digits []byte
	var confidence []float32
	for p := range slices.Chunk(m.P, recipe.Classes) {
		digit := tensor.ArgMax(p)
		digits, confidence = append(digits, byte(digit)), append(confidence, p[digit])
	}
	a.tell("answers", map[string]any{"seq": m.Seq, "step": m.Step, "digits": toJS(digits), "confidence": numbers(confidence)})
}

// lessonLost ends a lesson whose worker died.
func (a *app) lessonLost() {
	if a.lessons.active {
		a.lessons.active = false
		a.tell("receipt", map[string]any{"outcome": "lost", "detail": ""})
	}
}

// answered reports whether the predictions are for the present drawing.
func (a *app) answered() bool {
	s := &a.model.Several
	return !a.unsent && a.model.Predicted() && len(s.Predictions()) == s.Len()
}

// score begins a round, takes the drawing's prediction, skips a digit or stops.
func (a *app) score(what string) {
	s, d := &a.model.Score, &a.model.Drawing
	a.lessons.nextSoon = false
	switch what {
	case "begin":
		s.Begin(uint64(time.Now().UnixNano()))
	case "next":
		if !s.Running() || len(d.Strokes()) == 0 {
			return
		}
		if !a.answered() {
			a.lessons.nextSoon = true
			return
		}
		s.Next(a.model.Prediction, a.model.Several.Predictions(), d.Strokes())
	case "skip":
		s.Skip()
	case "stop":
		s.Stop()
	}
	d.Clear()
	a.drawn()
	a.tellScore()
}

func (a *app) tellScore() {
	s := &a.model.Score
	digit, before := s.Asked()
	correct, of := s.Count()
	var results []any
	for _, r := range s.Results() {
		v := map[string]any{"asked": r.Asked, "read": r.Predicted, "p": r.P, "skipped": r.Skipped, "right": r.Correct()}
		if k, err := state.Keep(r.Asked, "", r.Strokes); err == nil {
			v["line"], v["pixels"] = k.Line, toJS(k.Pixels[:])
		}
		results = append(results, v)
	}
	a.tell("score", map[string]any{
		"running": s.Running(), "asked": digit, "before": before, "total": state.ScoreDigits,
		"right": correct, "of": of, "results": results,
	})
}

// numbers returns a list that JavaScript takes.
func numbers(values []float32) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}
