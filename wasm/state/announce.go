package state

import (
	"slices"
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

const (
	sayPause  = 1500 * time.Millisecond // between two sentences
	settledIn = time.Second             // that a prediction must stay the same
)

// Announcer decides what a screen reader reads out, and when: a sentence at a time,
// each once. The zero value has said nothing.
type Announcer struct {
	queue []announcement // of each kind the newest
	free  time.Time      // when the next may be said

	stage     stage // that was said last
	begun     bool
	epoch     uint32
	milestone int    // of milestones, how many were said
	figures   string // predicted, as of the last Follow
	since     time.Time
	told      string // the figures that were said
}

type announcement struct{ kind, sentence string }

// stage is what of the run is worth saying: a wait for images while it learns is not.
type stage int

const (
	starting stage = iota
	idle
	fetching
	learning
	paused
	done
	failed
)

// milestones are the test accuracies that are said.
var milestones = []struct {
	accuracy float32
	text     string
}{
	{0.5, "50%"}, {0.8, "80%"}, {0.9, "90%"}, {0.95, "95%"}, {0.98, "98%"}, {0.99, "99%"},
}

// Say has a sentence said; a newer one of its kind replaces it as long as it waits.
func (a *Announcer) Say(kind, sentence string) {
	i := slices.IndexFunc(a.queue, func(q announcement) bool { return q.kind == kind })
	if i < 0 {
		a.queue = append(a.queue, announcement{kind, sentence})
	} else {
		a.queue[i].sentence = sentence
	}
}

// Next returns the sentence to be said now, empty for none, and in what time to ask
// again, 0 for not before something happens.
func (a *Announcer) Next(now time.Time) (sentence string, again time.Duration) {
	if len(a.queue) > 0 && !now.Before(a.free) {
		sentence = a.queue[0].sentence
		a.queue = slices.Delete(a.queue, 0, 1)
		a.free = now.Add(sayPause)
	}
	if len(a.queue) > 0 {
		again = a.free.Sub(now)
	}
	if a.figures != "" && a.figures != a.told {
		if settled := max(a.since.Add(settledIn).Sub(now), time.Millisecond); again == 0 || settled < again {
			again = settled
		}
	}
	return sentence, again
}

// Follow looks for what is worth saying in the model.
func (a *Announcer) Follow(m *Model, w *words.Words, now time.Time) {
	a.followRun(m, w)
	a.followPrediction(m, w, now)
}

func (a *Announcer) followRun(m *Model, w *words.Words) {
	s := m.stage()
	if !m.Learned() {
		a.epoch, a.milestone = 0, 0
	}
	if s != a.stage || !a.begun {
		if a.begun { // what the page begins with can be read in it
			a.Say("status", m.Status(w))
		}
		a.stage, a.begun = s, true
	}
	if e := m.Progress.Epoch; e > a.epoch {
		if a.epoch > 0 {
			a.Say("epoch", w.T("say.epoch", "epoch", int(e-1)))
		}
		a.epoch = e
	}
	if m.Eval.Of == 0 {
		return
	}
	reached := a.milestone
	for reached < len(milestones) && m.Eval.Accuracy >= milestones[reached].accuracy {
		reached++
	}
	if reached > a.milestone {
		a.milestone = reached
		a.Say("milestone", w.T("say.milestone", "accuracy", milestones[reached-1].text))
	}
}

// followPrediction has a prediction said that has stayed the same while no stroke was
// open.
func (a *Announcer) followPrediction(m *Model, w *words.Words, now time.Time) {
	figures := ""
	if p := m.Seen(); p.Known && !p.Guess {
		figures = m.Figures()
	}
	if figures != a.figures || m.Drawing.Open() {
		a.figures, a.since = figures, now
	}
	if figures == "" {
		a.told = ""
		a.queue = slices.DeleteFunc(a.queue, func(q announcement) bool { return q.kind == "answer" })
	}
	if figures == a.told || now.Sub(a.since) < settledIn {
		return
	}
	a.told = figures
	switch {
	case m.Several.Len() > 1:
		a.Say("answer", w.T("say.number", "number", figures))
	case m.Prediction.Doubt != 0:
		a.Say("answer", m.Remark(w))
	default:
		a.Say("answer", w.T("say.prediction", "digit", m.Prediction.Digit, "percent", m.Percent(m.Prediction.Digit)))
	}
}

func (m *Model) stage() stage {
	if !m.Prepared {
		return starting
	}
	switch m.Phase {
	case protocol.PhaseLoading, protocol.PhaseTraining:
		if m.Learned() {
			return learning
		}
		return fetching
	case protocol.PhasePaused:
		return paused
	case protocol.PhaseDone:
		return done
	case protocol.PhaseError:
		return failed
	}
	return idle
}
