package state

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/onnx"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// CodeRuns is the notice that the browser keeps no runs, or has removed them.
const CodeRuns protocol.Code = "runs"

// historyNotice says once that runs cannot be stored, or were removed.
func (m *Model) historyNotice(w *words.Words, all []Notice) []Notice {
	h, text := &m.History, ""
	switch {
	case h.told:
		return all
	case h.failed && len(h.due.Put) > 0 || h.unsaved:
		text = w.T("history.denied")
	case h.evicted:
		text = w.T("history.evicted")
	default:
		return all
	}
	return append(all, Notice{ID: string(CodeRuns), Text: text, Quiet: true, Code: CodeRuns})
}

// cleanName is a name without signs that do not show, and not too long.
func cleanName(name string) string {
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return -1
		}
		return r
	}, name))
	for len(name) > maxName {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	return strings.TrimSpace(name)
}

// presetOf returns the recipe that r is described by: the preset of its network, for
// another network the default one.
func presetOf(r recipe.Recipe) recipe.Recipe {
	p, ok := recipe.Preset(Network(r))
	if !ok {
		p, _ = recipe.Preset(recipe.Default)
	}
	return p
}

// differing returns the fields of the form that differ from the preset, and whether
// anything else does.
func differing(r recipe.Recipe) (fields []int, more bool) {
	p := presetOf(r)
	for i, field := range Fields {
		if field != FieldNetwork && valueOf(p, field) != valueOf(r, field) {
			fields = append(fields, i)
			restore(&p, r, i)
		}
	}
	p.Seed, p.Layers, p.Name = r.Seed, r.Layers, r.Name
	return fields, string(p.AppendJSON(nil)) != string(r.AppendJSON(nil))
}

// networkText is the name of a recipe's network.
func networkText(w *words.Words, r recipe.Recipe) string { return w.Name("network", Network(r)) }

// Differences says what of a run's recipe differs from its preset.
func (r *Run) Differences(w *words.Words) string {
	fields, more := differing(r.Recipe)
	var parts []string
	for _, i := range fields {
		value := valueText(w, i, valueOf(r.Recipe, Fields[i]))
		parts = append(parts, w.T("history.part", "name", fieldName(w, i), "value", value))
	}
	if more {
		parts = append(parts, w.T("history.more"))
	}
	if len(r.Taught) > 0 {
		parts = append(parts, w.T("history.taught", "n", len(r.Taught)))
	}
	if r.imported {
		parts = append(parts, w.T("history.imported"))
	}
	if len(parts) == 0 {
		return w.T("history.plain")
	}
	return join(w, parts)
}

// Title is the run's name: the visitor's, or its network and what differs.
func (r *Run) Title(w *words.Words) string {
	if r.Name != "" {
		return r.Name
	}
	name := networkText(w, r.Recipe)
	if fields, more := differing(r.Recipe); len(fields) == 0 && !more && len(r.Taught) == 0 && !r.imported {
		return name
	}
	return w.T("history.name", "network", name, "differences", r.Differences(w))
}

// AccuracyText is its newest test accuracy, rounded down.
func (r *Run) AccuracyText() string {
	if r.eval.Of == 0 {
		return unknown
	}
	return plot.Fraction(float64(r.eval.Accuracy), 1)
}

// StepText is how far it got.
func (r *Run) StepText(w *words.Words) string {
	if r.progress.Steps == 0 {
		return plot.Thousands(int(r.Step))
	}
	return w.T("of", "n", plot.Thousands(int(r.Step)), "all", plot.Thousands(int(r.progress.Steps)))
}

// TimeText is how long it was trained, which is not known of a file's weights.
func (r *Run) TimeText(w *words.Words) string {
	if r.imported {
		return unknown
	}
	s := int(math.Ceil(r.Trained.Seconds()))
	if s < 60 {
		return w.T("seconds", "s", s)
	}
	return w.T("minutes", "m", s/60, "s", s%60)
}

// FingerprintText is the fingerprint of its weights.
func (r *Run) FingerprintText() string {
	if r.Fingerprint == 0 {
		return unknown
	}
	return onnx.Fingerprint(r.Fingerprint)
}

// Text is a line about a run; when is when it ended.
func (r *Run) Text(w *words.Words, when string) string {
	return w.T("history.line", "accuracy", r.AccuracyText(), "step", r.StepText(w), "when", when)
}

// HistoryLead is the sentence below the heading.
func (m *Model) HistoryLead(w *words.Words) string {
	h := &m.History
	switch n := len(h.list); {
	case n == 0:
		return w.T("history.empty", "n", maxRuns)
	case h.failed:
		return w.T("history.unstored")
	default:
		return w.T("history.text", "n", n, "of", maxRuns)
	}
}

// HistoryNote says what the page cannot do with the run whose details are shown, or what
// it is doing.
func (m *Model) HistoryNote(w *words.Words) string {
	h := &m.History
	r := h.Opened()
	switch {
	case r == nil:
		return ""
	case h.opening == r.ID:
		return w.T("history.opening")
	case m.OnBench(r):
		return w.T("history.bench")
	case h.gone:
		return w.T("history.gone")
	case !h.HasWeights(r):
		return w.T("history.light")
	case r.Engine != recipe.Engine:
		return w.T("history.engine", "n", int(r.Engine), "now", recipe.Engine)
	}
	return ""
}

// CanReopen reports whether a run can be made the bench's, and whether it can be trained
// on.
func (m *Model) CanReopen(r *Run) (opens, trains bool) {
	h := &m.History
	opens = h.HasWeights(r) && !m.OnBench(r) && h.opening == 0 && !h.gone && !m.Lesson.running && !m.Life.gaveUp
	return opens, opens && !r.Over
}

// RemovedText says which run was deleted last, "" without one.
func (h *History) RemovedText(w *words.Words) string {
	if h.removed == nil {
		return ""
	}
	return w.T("history.deleted", "name", h.removed.Title(w))
}

// GhostText names a run that was chosen.
func (g *Ghost) GhostText(w *words.Words) string {
	return w.T("history.ghost", "letter", g.Letter, "name", g.Run.Title(w))
}

// GhostsText names the dashed curves of the charts, "" without any.
func (h *History) GhostsText(w *words.Words) string {
	text := ""
	for i, g := range h.Ghosts() {
		if i == 0 {
			text = w.T("history.ghosts")
		}
		text += " " + w.T("history.ghost.said", "ghost", g.GhostText(w))
	}
	return text
}

// CompareRow is a row of the comparison: a value for each run that was chosen.
type CompareRow struct {
	Name    string
	Values  []string
	Differs bool
}

// Compare returns the rows of the comparison, none for fewer than two runs: how the runs
// ended, then in what their recipes differ.
func (h *History) Compare(w *words.Words) (rows []CompareRow) {
	all := h.Ghosts()
	if len(all) < 2 {
		return nil
	}
	add := func(name string, always bool, value func(r *Run) string) {
		row := CompareRow{Name: name}
		for _, g := range all {
			row.Values = append(row.Values, value(g.Run))
			row.Differs = row.Differs || row.Values[0] != value(g.Run)
		}
		if always || row.Differs {
			rows = append(rows, row)
		}
	}
	add(w.T("number.accuracy"), true, (*Run).AccuracyText)
	add(w.T("history.loss"), true, func(r *Run) string {
		if r.eval.Of == 0 {
			return unknown
		}
		return lossText(float64(r.eval.Loss))
	})
	add(w.T("number.step"), true, func(r *Run) string { return r.StepText(w) })
	add(w.T("history.time"), true, func(r *Run) string { return r.TimeText(w) })
	for i, field := range Fields {
		add(fieldName(w, i), false, func(r *Run) string {
			if field == FieldNetwork {
				return networkText(w, r.Recipe)
			}
			return valueText(w, i, valueOf(r.Recipe, field))
		})
	}
	add(w.T("history.lessons"), false, func(r *Run) string { return strconv.Itoa(len(r.Taught)) })
	add(w.T("history.fingerprint"), true, (*Run).FingerprintText)
	return rows
}

// CompareNote is the sentence over the comparison.
func (h *History) CompareNote(w *words.Words) string {
	all := h.Ghosts()
	switch {
	case len(all) == 0:
		return ""
	case len(all) == 1:
		return w.T("history.compare.one", "letter", all[0].Letter)
	}
	for _, g := range all[1:] {
		if g.Run.Fingerprint == 0 || g.Run.Fingerprint != all[0].Run.Fingerprint {
			return w.T("history.compare")
		}
	}
	return w.T("history.compare.same")
}

// FileName is that of its curves.
func (r *Run) FileName() string {
	return "zerokara-" + strconv.Itoa(r.ID) + "-curves.csv"
}

// ms is a time as JavaScript has it.
func ms(t time.Time) float64 { return float64(t.UnixMilli()) }

// When is when it ended, in milliseconds.
func (r *Run) When() float64 { return ms(r.Ended) }

// CompareAxes returns the ends of the comparison's axes: the most steps of the runs that
// were chosen, and a fraction of mistakes below all of theirs.
func (h *History) CompareAxes() (steps, least float64) {
	steps, least = 1, 0.1
	for _, g := range h.Ghosts() {
		steps = max(steps, float64(g.Run.Step))
		for _, p := range g.Run.curves.TestAccuracy.points {
			for least > 1e-4 && 1-p.Value < least {
				least /= 10
			}
		}
	}
	return steps, least
}

// Mistakes returns the fractions of test images with a wrong prediction over steps, least
// for none.
func (r *Run) Mistakes(least float64) (steps, fractions []float64) {
	for _, p := range r.curves.TestAccuracy.points {
		steps, fractions = append(steps, p.Step), append(fractions, max(1-p.Value, least))
	}
	return steps, fractions
}
