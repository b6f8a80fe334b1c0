package state

import (
	"image/color"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

func point(x, y float64) ink.Point { return ink.Point{X: x, Y: y} }

// explained answers a question in full.
func explained(m *Model, q *protocol.Explain) *protocol.Explained {
	class := q.Class
	if class == protocol.PredictedClass {
		class = 3
	}
	return &protocol.Explained{ID: q.ID, Seq: m.seq, Step: m.Prediction.Step, Method: q.Method, Class: class, Done: 9, Of: 9,
		Pixels: make([]byte, 784), Values: make([]float32, 784)}
}

func wantQuestion(t *testing.T, m *Model, what string, method protocol.Method) *protocol.Explain {
	t.Helper()
	q := m.Question()
	if q == nil || q.Method != method || !m.Why.Running {
		t.Fatalf("%s: asks %+v", what, q)
	}
	return q
}

func wantNone(t *testing.T, m *Model, what string) {
	t.Helper()
	if q := m.Question(); q != nil {
		t.Errorf("%s: asks %+v", what, *q)
	}
}

func TestQuestionsAtRest(t *testing.T) {
	m := inked()
	wantNone(t, m, "nobody can see it")
	m.Why.Visible = true
	q := wantQuestion(t, m, "a drawing", protocol.MethodOcclusion)
	wantNone(t, m, "in work")
	part := explained(m, q)
	part.Done = 2
	m.Apply(part)
	if !m.Why.Running || m.Why.Attribution.Done != 2 {
		t.Error("a part ends it")
	}
	old := explained(m, q)
	old.ID--
	m.Apply(old)
	torn := explained(m, q)
	torn.Values = torn.Values[:3]
	m.Apply(torn)
	if !m.Why.Running {
		t.Error("an older question's answer, or a torn one, was taken")
	}
	m.Apply(explained(m, q))
	if m.Why.Running || !m.AttributionFits() {
		t.Error("the answer is not taken")
	}
	wantNone(t, m, "answered")

	m.AskCounterfactual(8)
	q = wantQuestion(t, m, "what would make it an 8", protocol.MethodCounterfactual)
	if q.Class != 8 {
		t.Errorf("asks for a %d", q.Class)
	}
	m.Apply(explained(m, q))
	if !m.CounterfactualFits() {
		t.Error("the answer is not taken")
	}
	wantNone(t, m, "both answered")

	m.Drawn()
	m.Apply(&protocol.Classified{Seq: m.NextDrawing(), Drawing: true, P: sure(4)})
	if m.AttributionFits() || m.CounterfactualFits() {
		t.Error("they are about an older drawing")
	}
	q = wantQuestion(t, m, "another drawing", protocol.MethodOcclusion)
	m.NextDrawing() // the worker gives the question up
	m.Apply(explained(m, q))
	if m.Why.Running || m.AttributionFits() {
		t.Error("the answer to what was given up was taken")
	}
	wantQuestion(t, m, "asked again", protocol.MethodOcclusion)
	m.StopAsking()
	m.Apply(explained(m, wantQuestion(t, m, "stopped: the other question", protocol.MethodCounterfactual)))
	wantNone(t, m, "stopped")
	m.AskAttribution(protocol.MethodOcclusion)
	m.Apply(explained(m, wantQuestion(t, m, "wanted after all", protocol.MethodOcclusion)))
	m.AskCounterfactual(2)
	wantQuestion(t, m, "what would make it a 2", protocol.MethodCounterfactual)
	m.StopAsking()
	wantNone(t, m, "never mind")
}

func TestQuestionsWhileLearning(t *testing.T) {
	m := inked()
	m.Why.Visible = true
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	wantNone(t, m, "learning")
	m.AskAttribution(protocol.MethodOcclusion)
	m.Apply(explained(m, wantQuestion(t, m, "wanted", protocol.MethodOcclusion)))
	m.AskAttribution(protocol.MethodGradient)
	m.Apply(explained(m, wantQuestion(t, m, "the gradient", protocol.MethodGradient)))
	wantNone(t, m, "the same step")
	m.Apply(&protocol.Classified{Seq: m.seq, Step: 5, Drawing: true, P: sure(3)})
	m.Apply(explained(m, wantQuestion(t, m, "the gradient again", protocol.MethodGradient)))
	m.AskCounterfactual(1)
	m.Apply(explained(m, wantQuestion(t, m, "an alteration", protocol.MethodCounterfactual)))
	m.Apply(&protocol.Classified{Seq: m.seq, Step: 6, Drawing: true, P: sure(3)})
	m.Apply(explained(m, wantQuestion(t, m, "the gradient once more", protocol.MethodGradient)))
	wantNone(t, m, "the alteration waits")
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhasePaused})
	q := wantQuestion(t, m, "until it rests", protocol.MethodCounterfactual)
	m.WorkerLost()
	m.Apply(explained(m, q))
	wantNone(t, m, "no worker")
	m.Apply(&protocol.Ready{})
	m.Apply(&protocol.Prepared{Recipe: parse(convRecipe), Layers: convLayers})
	if m.Why.Attribution.Of != 0 || m.Why.Running {
		t.Error("what another network said is still there")
	}
	m.Drawing.Clear()
	m.Drawn()
	wantNone(t, m, "an empty pad")
}

func TestMaxPatch(t *testing.T) {
	values := make([]float32, 784)
	values[10*28+20], values[13*28+22], values[5*28+2], values[0] = 2, 2, 3, -9
	if row, column := maxPatch(values); row != 9 || column != 18 { // the first patch that has both
		t.Errorf("row %d, column %d", row, column)
	}
	values[27*28+27] = 99
	if row, column := maxPatch(values); row != 23 || column != 23 {
		t.Errorf("row %d, column %d", row, column)
	}
	if inked, cleared := changed([]float32{0.5, 1, -0.3, 0, 0.001}); inked != 2 || cleared != 1 {
		t.Errorf("%d inked, %d cleared", inked, cleared)
	}
}

func TestPaper(t *testing.T) {
	black, white := color.RGBA{A: 255}, color.RGBA{255, 255, 255, 255}
	p := Paper{Paper: white, Ink: black, Scales: plot.NewScales(white)}
	at := func(rgba []byte, i int) color.RGBA {
		return color.RGBA{rgba[4*i], rgba[4*i+1], rgba[4*i+2], rgba[4*i+3]}
	}
	rgba := make([]byte, 4*4)
	p.PaintGrey(rgba, []byte{0, 255, 255, 0}, []float32{0, 0, -1, 1})
	if at(rgba, 0) != white || at(rgba, 1) != black || at(rgba, 2) != white || at(rgba, 3) != black {
		t.Errorf("%v", rgba)
	}
	values := []float32{0, 0, 2, -4}
	p.PaintOver(rgba, []byte{0, 255, 255, 0}, values, MaxMagnitude(values))
	faintInk := at(rgba, 1)
	if at(rgba, 0) != white || faintInk.R != 179 || at(rgba, 3) != p.Diverging[1] || at(rgba, 2) == faintInk || at(rgba, 2).B >= at(rgba, 2).R {
		t.Errorf("%v", rgba)
	}
	p.PaintOver(rgba, []byte{0, 255, 0, 0}, make([]float32, 4), 0)
	if at(rgba, 0) != white || at(rgba, 1) != faintInk {
		t.Errorf("nothing to say: %v", rgba)
	}
}
