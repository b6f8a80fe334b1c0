package state

import (
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// HandleText is where the line's handle is, in words.
func (m *Model) HandleText(w *words.Words) string {
	step, all := plot.Thousands(int(m.handleStep())), plot.Thousands(int(m.span()))
	if m.Timeline.looking {
		return w.T("timeline.at", "step", step, "all", all)
	}
	return w.T("timeline.now", "step", step, "all", all)
}

// PastText says that the past is looked at, and what shows it; nothing while it is not.
func (m *Model) PastText(w *words.Words) string {
	l := &m.Timeline
	step := plot.Thousands(int(l.step))
	switch {
	case l.replaying:
		return w.T("timeline.replay", "step", plot.Thousands(int(l.replay.Step)), "done", plot.Thousands(int(l.replay.Done)), "all", plot.Thousands(int(l.replay.Of)))
	case !l.looking:
		return ""
	case l.refused:
		return w.T("timeline.refused", "step", step)
	case m.Running():
		return w.T("timeline.past.running", "step", step)
	}
	return w.T("timeline.past", "step", step, "now", plot.Thousands(int(m.present())))
}

// HindsightText says how the prediction for the drawing came about.
func (m *Model) HindsightText(w *words.Words) string {
	all := m.Hindsight()
	switch {
	case m.Hides():
		return ""
	case m.Drawing.Empty():
		return w.T("timeline.hindsight.empty")
	case !m.HasPast():
		return w.T("timeline.hindsight.untrained")
	case len(all) == 0:
		return w.T("timeline.hindsight.wait")
	}
	now, flip := all[len(all)-1], Flip(all)
	percent := plot.Percent(float64(now.P))
	if flip == 0 {
		return w.T("timeline.hindsight.always", "digit", now.Digit, "step", plot.Thousands(int(all[0].Step)), "percent", percent)
	}
	before := all[flip-1]
	return w.T("timeline.hindsight.flip", "digit", now.Digit, "percent", percent, "before", plot.Thousands(int(before.Step)),
		"step", plot.Thousands(int(all[flip].Step)), "other", before.Digit, "was", plot.Percent(float64(before.P)))
}

// TimelineNote says where the time line begins, if that is not with the run.
func (m *Model) TimelineNote(w *words.Words) string {
	if l := &m.Timeline; m.Prepared && len(l.steps) > 0 && l.steps[0] > 0 {
		return w.T("timeline.from", "step", plot.Thousands(int(l.steps[0])))
	}
	return ""
}
