package state

import (
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// CodeUndo is the notice that a run was given up and can be had back.
const CodeUndo protocol.Code = "undo"

// undo is the way back to a run that was given up.
type undo struct {
	run       *Run               // nil for none
	offered   bool               // the network in its place is there
	back      bool               // in its place is the run before, not a new one
	branch    uint32             // or a branch of it from this step on
	taken     *protocol.Branched // that the next Prepared continues
	returning *Run               // that the next Prepared continues
}

// HasRun reports whether there is a run that would be lost with its network: one that
// has learned, and not diverged.
func (m *Model) HasRun() bool {
	return m.Learned() && !(m.Phase == protocol.PhaseError && m.StartsOver())
}

// Rests reports whether a snapshot of a step is of the network as it is.
func (m *Model) Rests(step uint32) bool { return !m.Running() && m.Progress.Step == step }

// GiveUp keeps the run, of which there is a snapshot, until the next one is given up.
func (m *Model) GiveUp(s Saved) {
	m.undo = undo{run: m.Run(s)}
}

// ComeBack returns the run that was given up last, to restore; nil for none. The next
// Prepared shows it again, beside the drawing as it is then.
func (m *Model) ComeBack() *Run {
	r := m.undo.run
	if r == nil || !m.undo.offered {
		return nil
	}
	m.undo = undo{returning: r}
	m.Form.Use(r.Recipe)
	m.BeginRestore(r.Step)
	return r
}

// Swap is ComeBack that keeps the present run instead.
func (m *Model) Swap(s Saved) *Run {
	r := m.ComeBack()
	if r != nil {
		m.GiveUp(s)
		m.undo.back, m.undo.returning = true, r
	}
	return r
}

// returned shows the run that has come back.
func (m *Model) returned() {
	r := m.undo.returning
	if r == nil {
		return
	}
	m.undo.returning = nil
	m.forgetErrors()
	m.shows(r)
	m.evaluated()
}

// undoNotice adds the way back to the notices.
func (m *Model) undoNotice(w *words.Words, all []Notice) []Notice {
	if !m.undo.offered {
		return all
	}
	text := w.T("undo.reset")
	switch {
	case m.undo.back:
		text = w.T("undo.back")
	case m.undo.branch > 0:
		text = w.T("timeline.undo", "step", plot.Thousands(int(m.undo.branch)))
	case m.imported:
		text = w.T("undo.file")
	}
	return append(all, Notice{ID: string(CodeUndo), Text: text, Quiet: true, Undo: true, Code: CodeUndo})
}
