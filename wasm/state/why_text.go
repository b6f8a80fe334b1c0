package state

import (
	"strings"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// What there is to show of an explanation.
const (
	ReasonEmpty  = "empty"
	ReasonFits   = "fits"
	ReasonOld    = "old"    // it is of another drawing, network or method
	ReasonHidden = "hidden" // as the prediction is
)

// Explains reports whether there is something to explain: a drawing and a network,
// and a prediction that may be named.
func (m *Model) Explains() bool { return m.Prepared && !m.Drawing.Empty() && !m.Hides() }

// Progress returns the progress of the attribution in work, or of the counterfactual,
// from 0 to 1, and whether it takes long enough to be shown.
func (w *Why) Progress(counterfactual bool) (fraction float64, shown bool) {
	e := &w.Attribution
	if counterfactual {
		e = &w.Counterfactual
	}
	if !w.Busy(counterfactual) || e.Of < 2 || e.Done == e.Of {
		return 0, false
	}
	return float64(e.Done) / float64(e.Of), true
}

// Busy reports whether the attribution is in work, or the counterfactual.
func (w *Why) Busy(counterfactual bool) bool {
	return w.Running && (w.Now == protocol.MethodCounterfactual) == counterfactual
}

// Patch returns the first row and column of the patch that matters most to the
// attribution; none before it is complete.
func (w *Why) Patch() (row, column int, ok bool) {
	return w.row, w.column, w.Attribution.Of > 0 && w.Attribution.Done == w.Attribution.Of
}

// AttributionState says what there is to show of the attribution.
func (m *Model) AttributionState() string {
	return m.reasonState(m.Why.Attribution.Of > 0, m.AttributionFits())
}

// CounterfactualState says what there is to show of the counterfactual.
func (m *Model) CounterfactualState() string {
	return m.reasonState(m.Why.ForTarget(), m.CounterfactualFits())
}

func (m *Model) reasonState(known, fits bool) string {
	switch {
	case m.Hides():
		return ReasonHidden
	case !known:
		return ReasonEmpty
	case fits:
		return ReasonFits
	}
	return ReasonOld
}

// ForTarget reports whether Counterfactual is for the digit that is wanted.
func (w *Why) ForTarget() bool {
	return w.Targeted && w.Counterfactual.Of > 0 && int(w.Counterfactual.Class) == w.Target
}

// Altered reports whether there is an altered drawing: a counterfactual that is
// complete and changes something.
func (w *Why) Altered() bool {
	return w.ForTarget() && w.Counterfactual.Done == w.Counterfactual.Of && w.inked+w.cleared > 0
}

// AttributionHow explains the attribution's method.
func (m *Model) AttributionHow(w *words.Words) string {
	if m.Why.Method == protocol.MethodGradient {
		return w.T("look.gradient.how")
	}
	return w.T("look.occlusion.how")
}

// AttributionText says what the attribution has found; nothing before the first.
func (m *Model) AttributionText(w *words.Words) string {
	e := &m.Why.Attribution
	switch {
	case m.Hides():
		return w.T("present.guess")
	case e.Of == 0:
		return ""
	}
	digit := int(e.Class)
	if e.Done < e.Of {
		return w.T("look.working", "digit", digit)
	}
	row, column, _ := m.Why.Patch()
	before, after := probability(&e.P, digit), probability(&e.After, digit)
	from, to, left, right := row+1, row+protocol.OcclusionPatch, column+1, column+protocol.OcclusionPatch
	switch {
	case e.Method == protocol.MethodGradient:
		return w.T("look.gradient.text", "digit", digit, "before", before, "from", from, "to", to, "left", left, "right", right)
	case before == after:
		return w.T("look.occlusion.robust", "digit", digit, "before", before, "from", from, "to", to, "left", left, "right", right, "after", after)
	}
	return w.T("look.occlusion.text", "digit", digit, "before", before, "from", from, "to", to, "left", left, "right", right, "after", after)
}

// AttributionNote says in place of the method's explanation that the attribution is of
// an earlier drawing or network; nothing if it is not.
func (m *Model) AttributionNote(w *words.Words) string {
	if m.AttributionState() != ReasonOld {
		return ""
	}
	return old(w, m.Why.Attribution.Step)
}

// CounterfactualText says what would make the drawing the wanted digit; nothing
// without one.
func (m *Model) CounterfactualText(w *words.Words) string {
	why := &m.Why
	e := &why.Counterfactual
	switch {
	case m.Hides():
		return w.T("present.guess")
	case why.Targeted && !why.ForTarget() && why.Busy(true):
		return w.T("look.working", "digit", why.Target)
	case !why.ForTarget():
		return ""
	case e.Done < e.Of:
		return w.T("look.working", "digit", why.Target)
	}
	before, after := probability(&e.P, why.Target), probability(&e.After, why.Target)
	var text string
	switch {
	case argmax(&e.P) == why.Target && why.inked+why.cleared == 0:
		text = w.T("alter.already", "digit", why.Target, "before", before)
	case argmax(&e.After) == why.Target:
		text = w.T("alter.text", "inked", why.inked, "cleared", why.cleared, "digit", why.Target, "before", before, "after", after)
	default:
		text = w.T("alter.failed", "inked", why.inked, "cleared", why.cleared, "digit", why.Target, "before", before, "after", after)
	}
	if m.CounterfactualState() == ReasonOld {
		text = w.T("look.dated", "text", text, "old", old(w, e.Step))
	}
	return text
}

// AlteredButton is what the button for the altered drawing does.
func (m *Model) AlteredButton(w *words.Words) string {
	if why := m.SeenWhy(); why.AlteredShown && why.Altered() {
		return w.T("alter.hide")
	}
	return w.T("alter.read")
}

// AlteredText is the prediction for the altered drawing.
func (m *Model) AlteredText(w *words.Words) string {
	p := &m.Why.Counterfactual.After
	digit := argmax(p)
	return w.T("altered.text", "digit", digit, "percent", probability(p, digit))
}

// AlteredCell is a digit's probability before or after the counterfactual in whole
// percent, and whether that digit is the prediction.
func (m *Model) AlteredCell(after bool, digit int) (text string, best bool) {
	p := &m.Why.Counterfactual.P
	if after {
		p = &m.Why.Counterfactual.After
	}
	whole, _, _ := strings.Cut(probability(p, digit), ".")
	return whole + "%", argmax(p) == digit
}

func old(w *words.Words, step uint32) string {
	return w.T("look.old", "step", plot.Thousands(int(step)))
}

func probability(p *[10]float32, digit int) string { return plot.Percent(float64(p[digit])) }

func argmax(p *[10]float32) int { return decision.Of(p[:]).Class }
