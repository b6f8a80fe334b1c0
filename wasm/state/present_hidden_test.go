package state

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestHiddenPredictionIsNamedNowhere asks for what each view says of a 7, shown and
// hidden.
func TestHiddenPredictionIsNamedNowhere(t *testing.T) {
	w := in(t, "en")
	m := inked()
	m.Drawing.End()
	m.Why.Visible = true
	m.Prediction = predictionOf(certain(7, 0.991), 9, true)
	explain := func(method protocol.Method, class int) {
		q := wantQuestion(t, m, "a drawing", method)
		e := explained(m, q)
		e.Class = uint8(class)
		e.P, e.After = certain(7, 0.991), certain(7, 0.97)
		m.Apply(e)
	}
	explain(protocol.MethodOcclusion, 7)
	m.AskCounterfactual(7)
	explain(protocol.MethodCounterfactual, 7)
	m.Inside = *summed(t, 1, recipe.Dense(10))
	scores := len(m.Inside.Layers) - 1
	m.Inside.Values[scores] = Values{Rev: 9, Maps: make([]byte, 10), Peaks: make([]float32, 10), At: make([]uint32, 10)}
	m.Inside.LookAt(scores, 3)
	m.Inside.Focus.Input, m.Inside.Focus.Weight = []float32{1}, []float32{0.7}
	m.Inside.Focus.Value, m.Inside.Values[scores].Peaks[3] = 0.7, 0.7
	row := &m.Inside.Rows()[len(m.Inside.Rows())-1]
	m.Lesson.receipt = &protocol.Receipt{After: certain(7, 0.99)}
	m.Lesson.label = 1
	kept := &Entry{Drawing: Kept{Label: 1}, Predicted: 7}
	says := map[string]func() string{
		"figures":        m.Figures,
		"remark":         func() string { return m.LossText(w) },
		"preparation":    func() string { return m.PreparationText(w) },
		"its figure":     func() string { f, known := m.PreparationFigure(); return fmt.Sprint(f, known) },
		"attribution":    func() string { return m.AttributionText(w) },
		"counterfactual": func() string { return m.CounterfactualText(w) },
		"reasons": func() string {
			why := m.SeenWhy()
			_, _, patch := why.Patch()
			return strings.Repeat("7", int(why.Attribution.Of+why.Counterfactual.Of)) + fmt.Sprint(patch)
		},
		"lesson":  func() string { return m.LessonQuestion(w) },
		"choice":  func() string { return map[bool]string{true: "7"}[m.Predicts(7)] },
		"receipt": func() string { r, _ := m.Receipt(w); return r.This.After },
		"kept":    func() string { return m.SeenKept(kept).Title(w) + m.SeenKept(kept).Figure(w) },
		"inside":  func() string { return m.InsidePrediction(w) },
		"cursor":  func() string { return m.Inside.CursorText(w, row) },
		"close-up": func() string {
			_, ok := m.Inside.Sum()
			return m.Inside.CloseUpText(w) + m.Inside.Formula() + map[bool]string{true: "7"}[ok]
		},
		"maps": func() string { return strings.Repeat("7", len(m.Inside.Seen(scores).Maps)) },
	}
	shown := map[string]string{}
	for view, say := range says {
		if shown[view] = say(); !strings.Contains(shown[view], "7") {
			t.Fatalf("%s does not name it: %q", view, shown[view])
		}
	}
	m.Present(true)
	why, collection, inside := m.Rev.Why, m.Rev.Kept, m.Inside.Rev
	m.PresentKey(".")
	if m.Rev.Why == why || m.Rev.Kept == collection || m.Inside.Rev == inside {
		t.Error("nothing is shown anew")
	}
	for view, say := range says {
		if s := say(); strings.Contains(s, "7") {
			t.Errorf("%s names it: %q", view, s)
		}
	}
	if m.AttributionState() != ReasonHidden || m.CounterfactualState() != ReasonHidden || m.Explains() {
		t.Error("reasons are shown, or can be asked for")
	}
	m.AskAttribution(protocol.MethodGradient)
	if q := m.Question(); q != nil {
		t.Errorf("it is explained: %+v", q)
	}
	m.PresentKey(".")
	if m.Question() == nil {
		t.Error("what was asked meanwhile is forgotten")
	}
	m.Why.Running, m.Why.Method = false, protocol.MethodOcclusion
	for view, say := range says {
		if s := say(); s != shown[view] {
			t.Errorf("%s is another afterwards: %q", view, s)
		}
	}
}

// TestHidingTakesBackWhatIsToBeSaid hides a prediction that waits for its turn.
func TestHidingTakesBackWhatIsToBeSaid(t *testing.T) {
	m := drawnAs(7, 0.9, 9)
	l := listening(t, m)
	l.a.Say("pad", "one")
	l.follow()
	l.now = l.now.Add(settledIn)
	l.a.Follow(m, &l.w, l.now)
	m.Present(true)
	m.PresentKey(".")
	l.pass(5 * time.Second)
	l.want(t, "hidden before its turn", "one")
	m.PresentKey(".")
	l.pass(5 * time.Second)
	l.want(t, "shown again", "Prediction: 7, 90.0%.")
}
