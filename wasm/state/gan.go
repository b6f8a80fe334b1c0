package state

import (
	"bytes"
	"sort"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	ganPixels  = 224 * 224
	maxMoments = 32  // kept of a GAN, 50 KB each
	rateWeight = 0.2 // of the newest in the mean of the rates
	ratesKnown = 4   // that the mean takes before it says what is left
)

// Moment is the generator's output for its fixed noise after a step.
type Moment struct {
	Step uint32
	Grid []byte // ganPixels grey values
}

// GAN is the newest event of a GAN's training, and its history.
type GAN struct {
	protocol.GAN
	Moments []Moment // of the whole training, oldest first; the last is the newest
	every   uint32   // steps between two kept moments

	Discriminator, Generator Series // losses in nats

	batch  int     // images per step, 0 if not known
	rate   float64 // images per second, a mean in which older ones count less
	rates  int     // in that mean
	pinned bool    // not the newest moment is shown, but
	pin    uint32  // that of this step
}

// Running reports whether more events are to come.
func (g *GAN) Running() bool {
	return g.Phase == protocol.PhaseTraining || g.Phase == protocol.PhaseLoading
}

// Begun reports whether a GAN has been asked for.
func (g *GAN) Begun() bool { return g.Phase != protocol.PhaseIdle }

// Over reports whether its training does not go on.
func (g *GAN) Over() bool { return g.Phase == protocol.PhaseDone || g.Phase == protocol.PhaseError }

// SecondsLeft returns how long the training will yet take, and whether that can be
// known: it goes on, and has for some time.
func (g *GAN) SecondsLeft() (seconds float64, known bool) {
	if g.Phase != protocol.PhaseTraining || g.Steps <= g.Step || g.batch == 0 || g.rates < ratesKnown || !(g.rate > 0) {
		return 0, false
	}
	return float64(int(g.Steps-g.Step)*g.batch) / g.rate, true
}

// Shown returns the index of the moment that is shown, -1 without one.
func (g *GAN) Shown() int {
	if !g.pinned {
		return len(g.Moments) - 1
	}
	return max(0, sort.Search(len(g.Moments), func(i int) bool { return g.Moments[i].Step > g.pin })-1)
}

// ShowMoment shows the moment with an index; the last one stands for the newest.
func (m *Model) ShowMoment(i int) {
	g := &m.GAN
	if i < 0 || i >= len(g.Moments) {
		return
	}
	g.pinned, g.pin = i < len(g.Moments)-1, g.Moments[i].Step
	m.Rev.GAN++
}

// PressGAN returns what the button asks of the worker: to begin, to pause, to go on.
func (m *Model) PressGAN() protocol.Message {
	switch g := &m.GAN; {
	case !g.Begun() || g.Over():
		return m.StartGAN()
	case g.Running():
		return &protocol.PauseGAN{}
	}
	return &protocol.ResumeGAN{}
}

// StartGAN asks for a new GAN.
func (m *Model) StartGAN() *protocol.TrainGAN {
	r := recipe.DCGAN()
	m.GAN.batch = r.BatchSize
	return &protocol.TrainGAN{Recipe: r}
}

// LoseGAN ends the GAN of a worker that has ended. Its pictures stay.
func (m *Model) LoseGAN(detail string) {
	if g := &m.GAN; g.Running() || g.Phase == protocol.PhasePaused {
		g.Phase, g.Fault = protocol.PhaseError, protocol.Fault{Code: protocol.CodeWorker, Detail: detail}
		m.Rev.GAN++
	}
}

func (g *GAN) apply(e *protocol.GAN) {
	if e.Step < g.Step || len(e.Grid) == 0 {
		*g = GAN{batch: g.batch} // another one
	}
	if n := len(g.Moments); len(e.Grid) > 0 {
		// The newest is kept for now, and permanently if it is far from the one before.
		if n > 0 && g.Moments[n-1].Step == e.Step || n > 1 && g.Moments[n-1].Step-g.Moments[n-2].Step < g.every {
			g.Moments = g.Moments[:n-1]
		}
		g.Moments = append(g.Moments, Moment{e.Step, bytes.Clone(e.Grid)})
		if len(g.Moments) > maxMoments {
			g.thin()
		}
	}
	if e.Since > 0 {
		g.Discriminator.Add(float64(e.Step), float64(e.DiscriminatorLoss))
		g.Generator.Add(float64(e.Step), float64(e.GeneratorLoss))
		g.rates++
		g.rate += (float64(e.ImagesPerSecond) - g.rate) * max(rateWeight, 1/float64(g.rates))
	} else if e.Step > 0 { // nothing new: the numbers stay
		e.DiscriminatorLoss, e.GeneratorLoss, e.ImagesPerSecond = g.DiscriminatorLoss, g.GeneratorLoss, g.ImagesPerSecond
	}
	g.GAN = *e
	g.Grid = nil // the last moment has it
}

// thin drops every second moment but the first and the last.
func (g *GAN) thin() {
	kept := g.Moments[:0]
	last := len(g.Moments) - 1
	for i, m := range g.Moments {
		if i%2 == 0 || i == last {
			kept = append(kept, m)
		}
	}
	clear(g.Moments[len(kept):])
	g.Moments = kept
	g.every = 2 * max(g.every, (g.Moments[1].Step-g.Moments[0].Step)/2)
}
