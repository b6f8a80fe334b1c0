package state

import (
	"bytes"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// maxMoments bounds the kept moments of a GAN, 50 KB each.
const maxMoments = 32

// Moment is the generator's output for its fixed noise after a step.
type Moment struct {
	Step uint32
	Grid []byte // 224x224 grey values
}

// GAN is the newest event of a GAN's training, and its history.
type GAN struct {
	protocol.GAN
	Moments []Moment // of the whole training, oldest first; the last is the newest
	every   uint32   // steps between two kept moments

	Discriminator, Generator Series // losses in nats
}

// Running reports whether more events are to come.
func (g *GAN) Running() bool {
	return g.Phase == protocol.PhaseTraining || g.Phase == protocol.PhaseLoading
}

// Lose ends the GAN of a worker that has ended; detail is what the browser said, or
// empty. Its pictures stay.
func (g *GAN) Lose(detail string) {
	if g.Running() || g.Phase == protocol.PhasePaused {
		g.Phase, g.Fault = protocol.PhaseError, protocol.Fault{Code: protocol.CodeWorker, Detail: detail}
	}
}

func (g *GAN) apply(e *protocol.GAN) {
	if e.Step < g.Step || len(e.Grid) == 0 {
		*g = GAN{} // another one
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
	} else if e.Step > 0 { // nothing new: the numbers stay
		e.DiscriminatorLoss, e.GeneratorLoss, e.ImagesPerSecond = g.DiscriminatorLoss, g.GeneratorLoss, g.ImagesPerSecond
	}
	moments, every, d, gen := g.Moments, g.every, g.Discriminator, g.Generator
	*g = GAN{GAN: *e, Moments: moments, every: every, Discriminator: d, Generator: gen}
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
