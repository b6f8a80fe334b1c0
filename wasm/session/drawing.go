package session

import (
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	classifyEvery = 50 * time.Millisecond  // the drawing, while training
	penRests      = 200 * time.Millisecond // after its last movement
)

const _ = uint(evaluate.MaxBatch - ink.MaxDigits) // a drawing's digits are one batch

// drawing is the job that classifies the visitor's drawing.
type drawing struct {
	seq    uint32
	ink    bool
	pixels [ink.Pixels]byte
	lane   uint32              // whose network classifies it, 0 for the run's
	digits []byte              // 784 grey values per digit, none for a drawing of one digit
	wanted bool                // its prediction
	at     time.Duration       // of the last classification
	moved  time.Duration       // when the drawing came
	x      [ink.Pixels]float32 // the network's input
	p      []float32           // the probabilities of the drawing and its digits
}

func (d *drawing) handle(s *Session, m protocol.Message) bool {
	c, ok := m.(*protocol.Classify)
	if !ok || !c.Drawing {
		return false
	}
	if s.areImages(c.Images, 1+ink.MaxDigits) {
		d.take(s, c)
	}
	return true
}

// take takes the next drawing.
func (d *drawing) take(s *Session, m *protocol.Classify) {
	d.seq, d.ink, d.moved = m.Seq, len(m.Images) > 0, s.host.Now()
	d.wanted = d.ink
	d.digits = d.digits[:0]
	if d.ink {
		copy(d.pixels[:], m.Images)
		d.digits = append(d.digits, m.Images[ink.Pixels:]...)
	}
	s.inspection.wanted = true
	s.explanation.stop() // it was of another drawing
}

func (d *drawing) due(s *Session) bool { return d.wanted && s.trainer != nil }

// advance posts the probabilities of the drawing and of its digits.
func (d *drawing) advance(s *Session) (more bool) {
	d.wanted, d.at = false, s.host.Now()
	data.Input(d.x[:], d.pixels[:])
	d.p = append(d.p[:0], make([]float32, recipe.Classes)...)
	shown := s.shown()
	model, step := shown.model, shown.step
	if d.lane != 0 {
		t := s.labs.network(s, d.lane)
		if t == nil { // it has none yet
			d.wanted = false
			return true
		}
		model, step = t.Model(), uint32(t.StepCount())
	}
	model.Predict(d.p, d.x[:])
	predictBatch(model, d.digits, func(_ int, p []float32) { d.p = append(d.p, p...) })
	s.host.Post(&protocol.Classified{Seq: d.seq, Step: step, Lane: d.lane, Drawing: true, P: d.p})
	return true
}

// show has a lane's network classify the drawing from now on, or the run's.
func (d *drawing) show(lane uint32) { d.lane, d.wanted = lane, d.ink }

// reset forgets a drawing that cannot be classified; the next network is shown
// the same one.
func (d *drawing) reset(_ *Session, bug string) {
	if bug != "" {
		*d = drawing{}
	}
}

// stepped follows an optimiser step of a lane, or of the run.
func (d *drawing) stepped(lane uint32, now time.Duration) {
	d.wanted = d.wanted || d.ink && d.lane == lane && now-d.at >= classifyEvery
}

// penMoves reports whether the visitor is drawing.
func (s *Session) penMoves() bool {
	return s.drawing.seq > 0 && s.host.Now()-s.drawing.moved < penRests
}
