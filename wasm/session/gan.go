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

// adversaries are a GAN in training. It shares the run's images and nothing else,
// and trains only while the run rests.
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

// handleGAN obeys a command about the GAN and reports whether m is one.
func (s *Session) handleGAN(m protocol.Message) bool {
	switch m := m.(type) {
	case *protocol.TrainGAN:
		s.gan = adversaries{recipe: m.Recipe, running: true}
		if err := m.Recipe.Validate(); err != nil {
			s.failGAN(protocol.RefusalOf(err))
			return true
		}
		s.runGAN()
	case *protocol.PauseGAN:
		s.pauseGAN()
	case *protocol.ResumeGAN:
		if s.gan.phase == protocol.PhasePaused {
			s.gan.running = true
			s.runGAN()
		}
	default:
		return false
	}
	return true
}

// runGAN begins or continues; the run is paused.
func (s *Session) runGAN() {
	if s.running {
		s.pause()
	}
	s.data.begin()
	s.gan.waiting = false
	s.gan.reported = s.host.Now()
	s.gan.phase = protocol.PhaseTraining
	if s.gan.trainer == nil && s.data.train == nil {
		s.gan.phase = protocol.PhaseLoading
	}
	s.showGAN()
}

// pauseGAN stops after the last third of a step that was done.
func (s *Session) pauseGAN() {
	if s.gan.running {
		s.gan.running = false
		s.gan.phase = protocol.PhasePaused
		s.showGAN()
	}
}

func (s *Session) failGAN(f protocol.Fault) {
	s.gan.running = false
	s.gan.phase = protocol.PhaseError
	s.gan.since.Fault = f
	s.showGAN()
}

// ganDue reports whether there is something to do for the GAN.
func (s *Session) ganDue() bool {
	g := &s.gan
	return g.running && !g.waiting && !s.running && (g.trainer != nil || s.data.train != nil)
}

// trainGAN does a third of a step.
func (s *Session) trainGAN() {
	g := &s.gan
	if g.trainer == nil {
		t, err := gan.New(g.recipe, s.data.train)
		if err != nil {
			s.failGAN(protocol.RefusalOf(err))
			return
		}
		g.trainer, g.phase = t, protocol.PhaseTraining
		s.showGAN()
		return
	}
	stats, done, err := g.trainer.Advance()
	switch {
	case errors.Is(err, data.ErrPending):
		g.waiting = true
	case errors.Is(err, train.ErrFinished):
		g.running, g.phase = false, protocol.PhaseDone
		s.showGAN()
	case errors.Is(err, train.ErrNoData):
		s.failGAN(protocol.Fault{Code: protocol.CodeNoData})
	case errors.Is(err, train.ErrDiverged):
		s.failGAN(protocol.Fault{Code: protocol.CodeDiverged})
	case err != nil:
		s.failGAN(protocol.Fault{Code: protocol.CodeInternal, Detail: err.Error()})
	case done:
		g.since.Since++
		g.since.Epoch = uint32(stats.Epoch)
		g.since.DiscriminatorLoss += float32(stats.DiscriminatorLoss)
		g.since.GeneratorLoss += float32(stats.GeneratorLoss)
		g.images += stats.Images
		if s.host.Now()-g.reported >= ganEvery {
			s.showGAN()
		}
	}
}

// showGAN posts the progress since the last event.
func (s *Session) showGAN() {
	g := &s.gan
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

// ganDataChanged continues with the images that arrived, or fails without.
func (s *Session) ganDataChanged() {
	s.gan.waiting = false
	if reason := s.data.dead(); reason != "" && s.gan.running {
		s.failGAN(protocol.Fault{Code: protocol.CodeNoData, Detail: reason})
	}
}
