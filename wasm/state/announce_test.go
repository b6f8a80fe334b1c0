package state

import (
	"slices"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// listener is what hears an Announcer, on a clock of its own.
type listener struct {
	a     Announcer
	m     *Model
	w     words.Words
	now   time.Time
	said  []string
	apart []time.Duration
	last  time.Time
}

func listening(t *testing.T, m *Model) *listener {
	l := &listener{m: m, now: time.Unix(1_000_000, 0)}
	l.w.Use(joined(languages(t)["en.json"]))
	m.Now = func() time.Time { return l.now }
	l.follow()
	return l
}

// follow does what the page does after a change, and whenever the announcer asks.
func (l *listener) follow() {
	l.a.Follow(l.m, &l.w, l.now)
	if s, _ := l.a.Next(l.now); s != "" {
		if !l.last.IsZero() {
			l.apart = append(l.apart, l.now.Sub(l.last))
		}
		l.said, l.last = append(l.said, s), l.now
	}
}

// pass lets time pass; the page shows itself ten times a second.
func (l *listener) pass(d time.Duration) {
	for end := l.now.Add(d); l.now.Before(end); {
		l.now = l.now.Add(100 * time.Millisecond)
		l.follow()
	}
}

// heard returns what was said since the last call.
func (l *listener) heard() []string {
	s := l.said
	l.said = nil
	return s
}

func (l *listener) want(t *testing.T, what string, want ...string) {
	t.Helper()
	if got := l.heard(); !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestAnnouncerSaysOneAfterTheOther(t *testing.T) {
	l := listening(t, &Model{})
	l.a.Say("pad", "one")
	l.follow()
	l.a.Say("pad", "two")
	l.a.Say("reset", "three")
	l.a.Say("pad", "four") // in the place of two
	l.want(t, "at once", "one")
	l.pass(5 * time.Second)
	l.want(t, "later", "four", "three")
	for _, d := range l.apart {
		if d < sayPause {
			t.Errorf("two sentences %v apart", d)
		}
	}
	if _, again := l.a.Next(l.now); again != 0 {
		t.Errorf("with nothing to say it asks to be asked in %v", again)
	}
}

// TestAnnouncerOfARun goes through a run that waits for images several times: each
// sentence is said once.
func TestAnnouncerOfARun(t *testing.T) {
	m := &Model{}
	l := listening(t, m)
	apply := func(e protocol.Message) { m.Apply(e); l.pass(2 * time.Second) }
	apply(&protocol.Prepared{})
	apply(&protocol.PhaseChanged{Phase: protocol.PhaseLoading})
	apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	for step := range uint32(40) {
		apply(&protocol.Progress{Step: step + 1, Steps: 40, Epoch: 1 + step/20, Epochs: 2})
		apply(&protocol.PhaseChanged{Phase: protocol.PhaseLoading})
		apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
		apply(&protocol.Eval{Step: step, Images: 10, Of: 10, Accuracy: float32(step) / 40})
	}
	apply(&protocol.PhaseChanged{Phase: protocol.PhaseDone})
	l.want(t, "a run",
		"Ready. Draw a digit, then press Train.", "Fetching images; learning begins with the first 2,000.", "Learning: epoch 1 of 2.",
		"Epoch 1 is over.", "Test accuracy has passed 50%.", "Test accuracy has passed 80%.", "Test accuracy has passed 90%.", "Test accuracy has passed 95%.",
		"Done: test accuracy 97.5%.")
	apply(&protocol.PhaseChanged{Phase: protocol.PhaseIdle})
	apply(&protocol.Prepared{}) // a reset
	l.heard()
	apply(&protocol.Progress{Step: 1, Steps: 40, Epoch: 1, Epochs: 2})
	apply(&protocol.Eval{Images: 10, Of: 10, Accuracy: 0.85})
	l.want(t, "the next run", "Test accuracy has passed 80%.")
}

func TestAnnouncerOfAPrediction(t *testing.T) {
	m := &Model{}
	l := listening(t, m)
	predict := func(digit int, p float32, step uint32) {
		m.Prediction = predictionOf(certain(digit, p), step, step > 0)
	}
	m.Drawing.Begin(ink.Point{X: 0.5, Y: 0.5})
	predict(7, 0.99, 5)
	l.pass(3 * time.Second)
	l.want(t, "while it is drawn")
	m.Drawing.End()
	l.pass(500 * time.Millisecond)
	predict(1, 0.99, 5)
	l.pass(900 * time.Millisecond)
	predict(7, 0.99, 6)
	l.pass(900 * time.Millisecond)
	l.want(t, "before it has settled")
	l.pass(500 * time.Millisecond)
	l.want(t, "settled", "Prediction: 7, 99.0%.")
	for step := range uint32(20) { // the network goes on learning
		predict(7, 0.991, 7+step)
		l.pass(300 * time.Millisecond)
	}
	l.want(t, "the same again")
	predict(7, 0.4, 30)
	l.pass(2 * time.Second)
	l.want(t, "in doubt", "This hardly looks like a digit to it.")
	m.Prediction = Prediction{}
	l.pass(2 * time.Second)
	predict(7, 0.99, 31)
	l.pass(2 * time.Second)
	l.want(t, "drawn again", "Prediction: 7, 99.0%.")
	predict(3, 0.99, 0)
	l.pass(2 * time.Second)
	l.want(t, "untrained")
}

// TestAnnouncerAsksAgain checks that what has settled is said although nothing else
// happens.
func TestAnnouncerAsksAgain(t *testing.T) {
	m := &Model{}
	l := listening(t, m)
	m.Prediction = predictionOf(certain(7, 0.99), 5, true)
	for range 5 {
		l.follow()
		_, again := l.a.Next(l.now)
		if again == 0 {
			break
		}
		l.now = l.now.Add(again)
	}
	l.want(t, "settled", "Prediction: 7, 99.0%.")
}

// certain are probabilities of which one is p and the others share the rest.
func certain(digit int, p float32) (all [10]float32) {
	for i := range all {
		all[i] = (1 - p) / 9
	}
	all[digit] = p
	return all
}
