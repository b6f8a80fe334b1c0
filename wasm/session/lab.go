package session

import (
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	labImages = 10_000 // that a lab gets, or trains from unless it takes all
	labBatch  = 64     // images of one slice
)

// labs is the job that computes for the labs of the book's chapters. It looks at the
// run's network and changes nothing of it: what changes weights has a copy or a network
// of its own. While the run trains, every other slice is the run's.
type labs struct {
	images  []protocol.LabImages // asked for, not yet there
	lanes   []*lane
	lane    int // whose turn it is
	surface *surface
	check   *check
	round   int  // lanes of a race that have made a step
	pace    pace // of whole rounds
	yielded bool // the last slice was the run's
	loaded  int  // images that were there when none of the work could go on
}

func (l *labs) handle(s *Session, m protocol.Message) bool {
	switch m := m.(type) {
	case *protocol.StopLab:
		l.stop(s, m.ID)
	case *protocol.LabShow:
		s.drawing.show(m.ID)
	case *protocol.LabImages:
		l.images = append(l.images, *m)
	case *protocol.LabTrain:
		l.train(s, m)
	case *protocol.LabLoss:
		l.surface = newSurface(s, m)
	case *protocol.LabBackward:
		s.backward(m)
	case *protocol.LabCheck:
		l.check = newCheck(s, m)
	default:
		return false
	}
	s.data.begin()
	l.loaded = -1
	return true
}

// stop gives up what has an ID, or all.
func (l *labs) stop(s *Session, id uint32) {
	gone := func(of uint32) bool { return id == 0 || of == id }
	images := l.images[:0]
	for _, m := range l.images {
		if !gone(m.ID) {
			images = append(images, m)
		}
	}
	lanes := l.lanes[:0]
	for _, a := range l.lanes {
		if !gone(a.command.ID) {
			lanes = append(lanes, a)
			continue
		}
		a.workers.stop(s, a.trainer)
		if s.drawing.lane == a.command.ID {
			s.drawing.show(0)
		}
	}
	if len(lanes) == 0 {
		l.round, l.pace = 0, pace{}
	}
	l.images, l.lanes = images, lanes
	if l.surface != nil && gone(l.surface.command.ID) {
		l.surface = nil
	}
	if l.check != nil && gone(l.check.command.ID) {
		l.check = nil
	}
}

// due reports whether there is work, and the run has had its slice.
func (l *labs) due(s *Session) bool {
	busy := len(l.images) > 0 || l.surface != nil || l.check != nil
	for _, a := range l.lanes {
		busy = busy || !a.over
	}
	if !busy || l.loaded == s.arrivals() {
		return false
	}
	if s.training.due(s) && !l.yielded {
		l.yielded = true
		return false
	}
	l.yielded = false
	return true
}

// arrivals counts what may let work go on that waits for images.
func (s *Session) arrivals() int {
	n := 0
	if s.data.train != nil {
		n += s.data.train.Loaded() + s.data.train.Cap() - s.data.train.Len()
	}
	if s.data.test != nil {
		n += s.data.test.Loaded() + s.data.test.Cap() - s.data.test.Len()
	}
	if s.data.dead() != "" {
		n++
	}
	return n
}

// advance does a slice of the first work that can go on.
func (l *labs) advance(s *Session) (more bool) {
	arrived := s.arrivals()
	for i, m := range l.images {
		if list, ready := s.positions(&m.Of, labImages); ready {
			l.images = append(l.images[:i], l.images[i+1:]...)
			s.postImages(&m, list)
			return true
		}
	}
	if l.surface != nil {
		done, ready := l.surface.advance(s)
		if done {
			l.surface = nil
		}
		if ready {
			return true
		}
	}
	if l.check != nil {
		done, ready := l.check.advance(s)
		if done {
			l.check = nil
		}
		if ready {
			return true
		}
	}
	if l.race(s) {
		return true
	}
	if l.waits() {
		return false
	}
	l.loaded = arrived // until more is there
	return true
}

// reset gives up what looks at the run's network, or after a panic all.
func (l *labs) reset(s *Session, bug string) {
	if l.surface != nil {
		s.host.Post(&protocol.LabLosses{ID: l.surface.command.ID, Refused: true})
	}
	if l.check != nil {
		s.host.Post(&protocol.LabChecked{ID: l.check.command.ID, Refused: true})
	}
	l.surface, l.check = nil, nil
	if bug != "" {
		for _, a := range l.lanes {
			if !a.over {
				a.end(s, protocol.Fault{Code: protocol.CodeInternal, Detail: bug})
			}
		}
		s.drawing.lane = 0
		*l = labs{}
	}
}

// positions returns the places of a subset's images, at most limit. ready is false
// while some that belong to it may still arrive.
func (s *Session) positions(of *protocol.Subset, limit int) (list []int, ready bool) {
	set := s.data.train
	if of.Test {
		set = s.data.test
	}
	if set == nil {
		return nil, s.data.dead() != ""
	}
	skip, count := int(of.From), min(int(of.Count), limit)
	for _, b := range set.Blocks() {
		if len(list) == count {
			break
		}
		if b.State == data.BlockPending {
			return nil, s.data.dead() != ""
		}
		if b.State == data.BlockLost {
			continue
		}
		for i := b.Start; i < b.End && len(list) < count; i++ {
			if of.Digits != 0 && of.Digits>>set.Label(i)&1 == 0 {
				continue
			}
			if skip > 0 {
				skip--
				continue
			}
			list = append(list, i)
		}
	}
	return list, true
}

// images returns the set that a subset is of.
func (s *Session) images(of *protocol.Subset) *data.Set {
	if of.Test {
		return s.data.test
	}
	return s.data.train
}

func (s *Session) postImages(m *protocol.LabImages, list []int) {
	out := protocol.LabSet{ID: m.ID}
	for _, i := range list {
		set := s.images(&m.Of)
		out.Index = append(out.Index, uint32(i))
		out.Labels = append(out.Labels, byte(set.Label(i)))
		out.Pixels = append(out.Pixels, set.Bytes(i)...)
	}
	s.host.Post(&out)
}

// network returns the trainer of a lane, of the run if the ID is 0; nil if there is
// none, or if its images are not the digits'.
func (l *labs) network(s *Session, id uint32) *train.Trainer {
	t := s.trainer
	if id != 0 {
		t = nil
		for _, a := range l.lanes {
			if a.command.ID == id {
				t = a.trainer
			}
		}
	}
	if t != nil && (t.Network().Input(1).Len() != ink.Pixels || t.Model().Classes() != recipe.Classes) {
		return nil
	}
	return t
}
