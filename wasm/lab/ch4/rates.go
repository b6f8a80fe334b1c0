package ch4

import (
	"math"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/sketch"
)

// bases are the learning rates of the middle lane.
var bases = [...]float64{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3}

const (
	firstBase  = 4      // 0.1, the book's
	raceImages = 10_000 // from which the lanes learn
	raceEvery  = 5      // steps between two points of a curve
	raceSteps  = 200    // of each lane
	lanes      = 3
)

// Lane is a run at one learning rate.
type Lane struct {
	Rate           float64
	ID             uint32
	Steps, Losses  []float64 // the mean since the point before
	P              []float32 // the probabilities of the visitor's digit
	Done, Diverged bool
	Failed         bool
}

// Best returns the prediction for the digit and its probability; ok is false before
// there is one.
func (l *Lane) Best() (digit int, p float32, ok bool) {
	for i, v := range l.P {
		if v > p {
			digit, p, ok = i, v, true
		}
	}
	return digit, p, ok
}

// thrown is a loss that only a step much too long leads to: a network that guesses has
// ln 10.
const thrown = 3

// Peak returns the highest loss and its step, and whether a step too long led there.
func (l *Lane) Peak() (step int, loss float64, ok bool) {
	for i, v := range l.Losses {
		if v > loss {
			step, loss = int(l.Steps[i]), v
		}
	}
	return step, loss, loss > thrown
}

// Rates is the race of three learning rates: a tenth, once and ten times a base, with
// the same first weights and the same mini-batches.
type Rates struct {
	base    int
	lanes   [lanes]Lane
	started bool
	rev     uint32
}

// NewRates returns a race that has not begun.
func NewRates() *Rates {
	r := &Rates{rev: 1}
	r.SetBase(firstBase)
	return r
}

// Rev counts the changes.
func (r *Rates) Rev() uint32 { return r.rev }

// Base returns the middle lane's rate, and its position.
func (r *Rates) Base() (rate float64, at int) { return bases[r.base], r.base }

// Lane returns a lane.
func (r *Rates) Lane(i int) *Lane { return &r.lanes[i] }

// SetBase chooses the base; a race goes with it.
func (r *Rates) SetBase(at int) {
	r.base = min(max(at, 0), len(bases)-1)
	r.Clear()
}

// Clear takes the lanes' curves away.
func (r *Rates) Clear() {
	for i := range r.lanes {
		r.lanes[i] = Lane{Rate: bases[r.base] * math.Pow10(i-1)}
	}
	r.started = false
	r.rev++
}

// Running reports whether any lane goes on.
func (r *Rates) Running() bool {
	for i := range r.lanes {
		if r.started && !r.lanes[i].Done {
			return true
		}
	}
	return false
}

// Over reports whether the race has been run.
func (r *Rates) Over() bool { return r.started && !r.Running() }

// Start returns the commands that begin the race, with IDs from newID.
func (r *Rates) Start(digit []byte, newID func() uint32) (commands []*protocol.LabTrain) {
	r.Clear()
	r.started = true
	for i := range r.lanes {
		l := &r.lanes[i]
		l.ID = newID()
		commands = append(commands, &protocol.LabTrain{
			ID: l.ID, Recipe: raceRecipe(l.Rate), Of: protocol.Subset{Count: raceImages}, Every: raceEvery,
			Digit: append([]byte(nil), digit...),
		})
	}
	return commands
}

// Lost ends a race whose worker is gone.
func (r *Rates) Lost() {
	if r.Running() {
		r.Clear()
	}
}

// Apply takes an event of the worker, and reports whether it is of a lane.
func (r *Rates) Apply(m *protocol.LabStep) bool {
	for i := range r.lanes {
		l := &r.lanes[i]
		if !r.started || l.ID != m.ID || l.Done {
			continue
		}
		l.Done, l.Diverged, l.Failed = m.Done, m.Diverged, m.Fault.Code != ""
		if n := len(l.Steps); m.Step > 0 && (n == 0 || float64(m.Step) > l.Steps[n-1]) {
			loss := float64(m.Loss)
			if m.Diverged && loss < sketch.High || math.IsNaN(loss) {
				loss = math.Inf(1)
			}
			l.Steps, l.Losses = append(l.Steps, float64(m.Step)), append(l.Losses, loss)
		}
		if len(m.P) > 0 && !m.Diverged {
			l.P = append(l.P[:0], m.P...)
		}
		r.rev++
		return true
	}
	return false
}

// raceRecipe is the book's network of section 5.7.4, 784-50-10 with ReLU, for some
// steps of 100 images at a learning rate.
func raceRecipe(rate float64) recipe.Recipe {
	r, _ := recipe.Preset("twolayer")
	r.LearningRate, r.Steps = rate, raceSteps
	return r
}
