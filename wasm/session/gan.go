package session

import (
	"errors"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/gan"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// ganEvery is the time between two events of a GAN in training.
const ganEvery = 500 * time.Millisecond

// adversaries are the job that trains a GAN. It shares the run's images and
// nothing else, and trains only while the run rests.
type adversaries struct {
	recipe   recipe.GAN
	trainer  *gan.Trainer // nil before there is a set
	running  bool
	waiting  bool // for the next images
	phase    protocol.Phase
	since    protocol.GAN // the sums since the last event
	images   int
	reported time.Duration
	grid     [gan.GridPixels * gan.GridPixels]byte
}

func (g *adversaries) handle(s *Session, m protocol.Message) bool {
	switch m := m.(type) {
	case *protocol.TrainGAN:
		*g = adversaries{recipe: m.Recipe, running: true}
		if err := m.Recipe.Validate(); err != nil {
			g.fail(s, protocol.RefusalOf(err))
			return true
		}
		g.run(s)
	case *protocol.PauseGAN:
		g.pause(s)
	case *protocol.ResumeGAN:
		if g.phase == protocol.PhasePaused {
			g.running = true
			g.run(s)
		}
	default:
		return false
	}
	return true
}

// run begins or continues; the run is paused.
func (g *adversaries) run(s *Session) {
	s.alone(g)
	s.data.begin()
	g.waiting = false
	g.reported = s.host.Now()
	g.phase = protocol.PhaseTraining
	if g.trainer == nil && s.data.train == nil {
		g.phase = protocol.PhaseLoading
	}
	g.show(s)
}

// pause stops after the last third of a step that was done.
func (g *adversaries) pause(s *Session) {
	if g.running {
		g.running = false
		g.phase = protocol.PhasePaused
		g.show(s)
	}
}

func (g *adversaries) fail(s *Session, f protocol.Fault) {
	g.running = false
	g.phase = protocol.PhaseError
	g.since.Fault = f
	g.show(s)
}

func (g *adversaries) due(s *Session) bool {
	return g.running && !g.waiting && !s.training.running && (g.trainer != nil || s.data.train != nil)
}

// advance does a third of a step.
func (g *adversaries) advance(s *Session) (more bool) {
	if g.trainer == nil {
		t, err := gan.New(g.recipe, s.data.train)
		if err != nil {
			g.fail(s, protocol.RefusalOf(err))
			return true
		}
		g.trainer, g.phase = t, protocol.PhaseTraining
		g.show(s)
		return true
	}
	stats, done, err := g.trainer.Advance()
	switch {
	case errors.Is(err, data.ErrPending):
		g.waiting = true
	case errors.Is(err, train.ErrFinished):
		g.running, g.phase = false, protocol.PhaseDone
		g.show(s)
	case errors.Is(err, train.ErrNoData):
		g.fail(s, protocol.Fault{Code: protocol.CodeNoData})
	case errors.Is(err, train.ErrDiverged):
		g.fail(s, protocol.Fault{Code: protocol.CodeDiverged})
	case err != nil:
		g.fail(s, protocol.Fault{Code: protocol.CodeInternal, Detail: err.Error()})
	case done:
		g.since.Since++
		g.since.Epoch = uint32(stats.Epoch)
		g.since.DiscriminatorLoss += float32(stats.DiscriminatorLoss)
		g.since.GeneratorLoss += float32(stats.GeneratorLoss)
		g.images += stats.Images
		if s.host.Now()-g.reported >= ganEvery {
			g.show(s)
		}
	}
	return true
}

// reset leaves the GAN alone when the run's network is replaced.
func (g *adversaries) reset(s *Session, bug string) {
	if bug == "" {
		return
	}
	if g.running {
		s.host.Post(&protocol.GAN{Phase: protocol.PhaseError, Fault: protocol.Fault{Code: protocol.CodeInternal, Detail: bug}})
	}
	*g = adversaries{}
}

// show posts the progress since the last event.
func (g *adversaries) show(s *Session) {
	now := s.host.Now()
	m := g.since
	m.Phase = g.phase
	m.Epochs = uint32(g.recipe.Epochs)
	if n := float32(m.Since); n > 0 {
		m.DiscriminatorLoss /= n
		m.GeneratorLoss /= n
		m.ImagesPerSecond = float32(float64(g.images) / (now - g.reported).Seconds())
	}
	if g.trainer != nil {
		g.trainer.Grid(g.grid[:])
		m.Grid = g.grid[:]
		m.Step, m.Steps = uint32(g.trainer.StepCount()), uint32(g.trainer.Steps())
	}
	s.host.Post(&m)
	g.since = protocol.GAN{Epoch: m.Epoch}
	g.images, g.reported = 0, now
}

// dataChanged continues with the images that arrived, or fails without.
func (g *adversaries) dataChanged(s *Session) {
	g.waiting = false
	if reason := s.data.dead(); reason != "" && g.running {
		g.fail(s, protocol.Fault{Code: protocol.CodeNoData, Detail: reason})
	}
}
