package state

import (
	"bytes"
	"math"
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// unknown is a number that is not known.
const unknown = "–"

// Status is the line that says what is going on.
func (m *Model) Status(w *words.Words) string {
	if s := m.GAN.Status(w); s != "" {
		return s
	}
	if m.Timeline.looking {
		return w.T("timeline.status", "step", plot.Thousands(int(m.Timeline.step)))
	}
	if !m.Prepared {
		if m.Life.GaveUp() {
			return w.T("status.refused")
		}
		return w.T("status.starting")
	}
	switch m.Phase {
	case protocol.PhaseLoading:
		if m.Learned() {
			return w.T("status.waiting")
		}
		return w.T("status.loading")
	case protocol.PhaseTraining:
		epochs := int(m.Progress.Epochs)
		if epochs == 0 {
			epochs = m.Recipe.Epochs
		}
		return w.T("status.training", "epoch", max(int(m.Progress.Epoch), 1), "epochs", epochs)
	case protocol.PhasePaused:
		return w.T("status.paused", "step", plot.Thousands(int(m.Progress.Step)))
	case protocol.PhaseDone:
		if m.Eval.Of == 0 && m.imported {
			return w.T("status.done.imported")
		}
		if m.Eval.Of == 0 {
			return w.T("status.done.untested")
		}
		return w.T("status.done", "accuracy", m.Accuracy())
	case protocol.PhaseError:
		return w.T("status.error")
	}
	return w.T("status.idle")
}

// MainButton is what the main button does: see the app's train.
func (m *Model) MainButton(w *words.Words) string {
	switch {
	case m.Running():
		return w.T("pause")
	case m.Phase == protocol.PhasePaused:
		return w.T("resume")
	}
	return w.T("train")
}

// CanStep reports whether a single step can be made.
func (m *Model) CanStep() bool {
	return m.Prepared && m.Phase != protocol.PhaseDone && m.Phase != protocol.PhaseError
}

// Fraction is the part of the run that is done, 0 to 1.
func (m *Model) Fraction() float64 {
	if m.Progress.Steps == 0 {
		return 0
	}
	return float64(m.Progress.Step) / float64(m.Progress.Steps)
}

// counts reports whether the numbers of the run are known.
func (m *Model) counts() bool { return m.Learned() && m.Progress.Steps > 0 }

// Accuracy is the test accuracy in percent, rounded down: what is not certain is not
// shown as 100%.
func (m *Model) Accuracy() string {
	if m.Eval.Of == 0 {
		return unknown
	}
	return plot.Fraction(float64(m.Eval.Accuracy), 1)
}

// TrainLoss is the mean loss of the newest mini-batch.
func (m *Model) TrainLoss() string {
	if !m.counts() {
		return unknown
	}
	return lossText(float64(m.Progress.Loss))
}

// TimeLeft is the time that the rest of the run takes, once that can be known.
func (m *Model) TimeLeft(w *words.Words) string {
	left := float64(m.Progress.SecondsLeft)
	if !m.counts() || m.Phase == protocol.PhaseDone || !m.worked.enough() || left <= 0 || math.IsInf(left, 0) {
		return unknown
	}
	s := int(math.Ceil(left))
	if s < 60 {
		return w.T("seconds", "s", s)
	}
	return w.T("minutes", "m", s/60, "s", s%60)
}

// EpochText and StepText are how far the run is, Speed images per second.
func (m *Model) EpochText(w *words.Words) string {
	if !m.counts() {
		return unknown
	}
	return w.T("of", "n", int(m.Progress.Epoch), "all", int(m.Progress.Epochs))
}

func (m *Model) StepText(w *words.Words) string {
	if !m.counts() {
		return unknown
	}
	return w.T("of", "n", plot.Thousands(int(m.Progress.Step)), "all", plot.Thousands(int(m.Progress.Steps)))
}

func (m *Model) Speed() string {
	if !m.counts() || !(m.Progress.ImagesPerSecond > 0) {
		return unknown
	}
	return plot.Thousands(int(math.Round(float64(m.Progress.ImagesPerSecond))))
}

// The rate of a run's first seconds says nothing of the rest: the engine is compiled
// anew while it runs, images are still on their way, and the number of workers is
// tried out.
const (
	workedFor   = 4 * time.Second
	workedSteps = 10
	longestGap  = time.Second // between two reports of a run under way
)

// worked measures for how long a run has been under way, by its reports.
type worked struct {
	step, steps uint32 // the newest step, and how many were counted
	last        time.Time
	sum         time.Duration
}

// report takes a report of the run's progress. A pause does not count.
func (k *worked) report(step uint32, now time.Time) {
	if step > k.step && !k.last.IsZero() {
		k.steps += step - k.step
		k.sum += min(now.Sub(k.last), longestGap)
	}
	k.step, k.last = step, now
}

func (k *worked) enough() bool { return k.sum >= workedFor && k.steps >= workedSteps }

// FingerprintText is the fingerprint of the weights.
func (m *Model) FingerprintText(w *words.Words) string {
	switch {
	case m.Fingerprint != 0:
		return hex(m.Fingerprint)
	case m.Prepared:
		return w.T("recipe.changing")
	}
	return unknown
}

// OriginText says of weights that the recipe does not lead to where they come from,
// nothing of others.
func (m *Model) OriginText(w *words.Words) string {
	switch {
	case m.imported:
		return w.T("recipe.imported")
	case m.wasTaught() && m.Learned():
		return w.T("recipe.taught")
	}
	return ""
}

// Loading returns how far the download of the training images is, and whether it is
// to be shown.
func (m *Model) Loading() (done, total uint32, ok bool) {
	l := &m.Load
	return l.BytesDone, l.BytesTotal, l.BytesTotal > 0 && (m.Running() || l.BytesDone > 0)
}

// Notice is what went wrong, and what can be done: reload the page, undo it, dismiss
// it.
type Notice struct {
	ID     string // the same as long as it is about the same
	Text   string
	Quiet  bool
	Reload bool
	Renew  bool // reload it past the browser's cache
	Loses  bool // a reload loses what the page has: it can be tried to save it, or not
	Undo   bool
	Take   bool          // a newer release of the page can be taken
	Keep   bool          // a metered line can be used
	Code   protocol.Code // to dismiss it by
}

// Notices returns what the visitor is to know.
func (m *Model) Notices(w *words.Words) []Notice {
	all := make([]Notice, 0, len(m.Faults)+1)
	for _, f := range gather(w, m.Faults) {
		all = append(all, Notice{
			ID: "fault." + string(f.Code) + "." + f.first, Text: FaultText(w, &f.Fault), Quiet: f.Code == protocol.CodeShard,
			Reload: f.Code == CodeWorkerLost || f.Code == CodeCrash, Renew: f.Code == protocol.CodeVersion || f.Code == CodeFile, Code: f.Code,
		})
	}
	return m.linkNotices(w, m.Offline.notices(w, m.undoNotice(w, m.comebackNotice(w, m.graphicsNotice(w, m.historyNotice(w, all))))))
}

// Dismiss forgets the faults of a kind, once the visitor has read them.
func (m *Model) Dismiss(c protocol.Code) {
	if c == CodeRestored {
		m.comeback = comeback{}
	}
	if c == CodeRuns {
		m.History.told = true
	}
	if c == CodeUndo {
		m.undo = undo{}
	}
	m.dismissLink(c)
	if c == CodeOffline {
		m.Offline.Told = m.Offline.outcome
	}
	if c == CodeRelease {
		m.Offline.offered = false
	}
	m.dropFaults(c)
}

// RecipeLines is a recipe's JSON with a line for each field and each layer.
func RecipeLines(json string) string {
	var b []byte
	depth, quoted, layers := 0, false, false
	line := func(depth int) {
		b = append(b, '\n')
		for range depth {
			b = append(b, "  "...)
		}
	}
	for i := 0; i < len(json); i++ {
		c := json[i]
		switch {
		case quoted:
			quoted = c != '"' || escaped(json, i)
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			layers = layers || depth == 1 && c == '[' && bytes.HasSuffix(b, []byte(`"layers": `))
			depth++
			if b = append(b, c); depth == 1 || depth == 2 && layers {
				line(depth)
			}
			continue
		case c == '}' || c == ']':
			if depth--; depth == 0 || depth == 1 && layers {
				line(depth)
				layers = false
			}
		case c == ',' && (depth == 1 || depth == 2 && layers):
			b = append(b, c)
			line(depth)
			continue
		case c == ':' && depth == 1:
			b = append(b, c, ' ')
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

// escaped reports whether an odd number of backslashes stands before the i-th byte.
func escaped(json string, i int) (odd bool) {
	for i--; i >= 0 && json[i] == '\\'; i-- {
		odd = !odd
	}
	return odd
}
