package state

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/onnx"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// laneName is a lane's letter.
func laneName(i int) string { return string(rune('A' + i)) }

// LaneName is a lane's letter.
func (r *Race) LaneName(i int) string { return laneName(i) }

// Differs says of a lane how its recipe differs from the first, and of the first what it
// is.
func (r *Race) Differs(w *words.Words, i int) string {
	first, l := r.lanes[0].Recipe, r.lanes[i].Recipe
	if i == 0 {
		return w.T("race.first", "network", networkText(w, l), "optimizer", w.Name(FieldOptimizer, optim.KindOf(l.Optimizer)), "rate", valueOf(l, FieldLearningRate))
	}
	var parts []string
	for j, field := range Fields {
		a, b := valueOf(first, field), valueOf(l, field)
		switch {
		case j == 0:
			if !sameLayers(first, l) {
				parts = append(parts, networkChange(w, first, l))
			}
		case a != b || field == FieldInit && first.Init != l.Init:
			parts = append(parts, w.T("race.differs", "name", fieldName(w, j), "value", raceValue(w, l, j)))
		}
	}
	if first.Augment != l.Augment {
		on := w.T("race.augment.on")
		if l.Augment == (recipe.Augment{}) {
			on = w.T("race.augment.off")
		}
		parts = append(parts, on)
	}
	switch {
	case same(first, l):
		return w.T("race.same")
	case len(parts) == 0:
		return w.T("race.differs.more")
	}
	return join(w, parts)
}

// raceValue is a field's value.
func raceValue(w *words.Words, r recipe.Recipe, field int) string {
	if Fields[field] == FieldInit && r.Init.Kind == recipe.InitNormal {
		return w.T("init.std", "std", strconv.FormatFloat(r.Init.Std, 'g', -1, 64))
	}
	return valueText(w, field, valueOf(r, Fields[field]))
}

func networkChange(w *words.Words, first, l recipe.Recipe) string {
	if sameLayers(withoutNorm(first), l) {
		return w.T("race.norm.off")
	}
	return w.T("race.differs", "name", fieldName(w, 0), "value", networkText(w, l))
}

// LengthText names one of the lengths of a race.
func LengthText(w *words.Words, i int) string {
	if n := lengths[i]; n > 0 {
		return w.T("race.steps", "n", plot.Thousands(n))
	}
	return w.T("race.whole")
}

// Lengths is the number of lengths.
const Lengths = len(lengths)

// Standing says how far a lane is.
func (r *Race) Standing(w *words.Words, i int) string {
	l := r.lanes[i]
	n := len(l.Steps)
	switch {
	case l.Failed:
		return w.T("race.failed")
	case l.Diverged:
		return w.T("race.diverged", "step", plot.Thousands(int(l.Steps[n-1])))
	case n == 0:
		return "–"
	}
	return words.Significant(l.Losses[n-1])
}

// Predicts is a lane's newest prediction for the digit.
func (r *Race) Predicts(i int) string {
	digit, p, ok := r.lanes[i].Last()
	if !ok {
		return "–"
	}
	return strconv.Itoa(digit) + " (" + plot.Percent(float64(p)) + ")"
}

// HeldText is the step from which a lane's prediction is correct for good.
func (r *Race) HeldText(w *words.Words, i int) string {
	l := r.lanes[i]
	if len(l.Steps) == 0 {
		return "–"
	}
	step, _, ok := l.Held(r.label)
	if !ok {
		return w.T("race.held.not")
	}
	return w.T("race.held", "step", plot.Thousands(step))
}

// AccuracyText is a lane's accuracy at its end.
func (r *Race) AccuracyText(i int) string {
	if l := r.lanes[i]; l.Done && l.Accuracy > 0 {
		return plot.Percent(float64(l.Accuracy))
	}
	return "–"
}

// FingerprintText is that of a lane's weights at its end.
func (r *Race) FingerprintText(i int) string {
	if f := r.lanes[i].Fingerprint; f != 0 {
		return onnx.Fingerprint(f)
	}
	return "–"
}

// lanesText names lanes in a sentence.
func lanesText(w *words.Words, lanes []int) string {
	var names []string
	for _, i := range lanes {
		names = append(names, laneName(i))
	}
	return join(w, names)
}

// FinishText is the photo finish in words, and whether the visitor's guess was correct.
func (r *Race) FinishText(w *words.Words) string {
	switch r.phase {
	case raceReady:
		return w.T("race.empty")
	case raceOn:
		step := 0
		for i := range r.lanes {
			if n := len(r.lanes[i].Steps); n > 0 {
				step = max(step, int(r.lanes[i].Steps[n-1]))
			}
		}
		if step == 0 {
			return w.T("race.loading")
		}
		return w.T("race.running", "step", plot.Thousands(step), "steps", plot.Thousands(r.steps()), "digit", r.label)
	case raceStopped:
		return w.T("race.stopped")
	case raceLost:
		return w.T("race.lost")
	case raceYielded:
		return w.T("race.yielded")
	}
	f, ok := r.Finish()
	if !ok {
		return w.T("race.none", "digit", r.label)
	}
	s := ""
	step := plot.Thousands(f.Step)
	switch {
	case len(f.First) > 1:
		s = w.T("race.tie", "lanes", lanesText(w, f.First), "digit", r.label, "step", step, "every", r.every)
	case f.Next < 0:
		s = w.T("race.only", "lane", laneName(f.First[0]), "digit", r.label, "step", step)
	default:
		s = w.T("race.won", "lane", laneName(f.First[0]), "digit", r.label, "step", step, "lead", plot.Thousands(f.Lead), "next", laneName(f.Next))
	}
	correct := false
	for _, i := range f.First {
		correct = correct || i == r.guess
	}
	switch {
	case r.guess < 0:
	case correct:
		s += w.T("race.guess.correct", "lane", laneName(r.guess))
	default:
		s += w.T("race.guess.wrong", "lane", laneName(r.guess))
	}
	return s
}

// steps returns the steps of the longest lane, as the worker counts them.
func (r *Race) steps() int {
	n := 0
	for i := range r.lanes {
		n = max(n, int(r.lanes[i].all))
	}
	return n
}

// Axis returns the last step of the chart, and the bounds of its losses.
func (r *Race) Axis() (last, low, high float64) {
	last, low, high = float64(max(r.steps(), 1)), 0.1, 3
	if r.phase == raceReady {
		last = float64(r.Total())
	}
	for i := range r.lanes {
		for _, loss := range r.lanes[i].Losses {
			if loss > 0 && loss < low {
				low = max(low/10, 0.001)
			}
		}
	}
	return last, low, high
}

// RaceNote says what is missing for the race to begin, "" if nothing is.
func (m *Model) RaceNote(w *words.Words) string {
	_, ok := m.RaceLabel()
	switch {
	case m.Race.Running():
		return ""
	case m.Drawing.Empty():
		return w.T("race.draw")
	case !ok:
		return w.T("race.label")
	case m.Running():
		return w.T("race.pauses")
	}
	return ""
}

// RaceButton is what the race's main button says.
func (m *Model) RaceButton(w *words.Words) string {
	switch {
	case m.Race.Running():
		return w.T("race.stop")
	case m.Race.phase == raceReady:
		return w.T("race.start")
	}
	return w.T("race.again")
}
