package session

import (
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// handle obeys the commands about the run. A command without a meaning in the
// present phase (Pause when nothing runs) changes nothing.
func (r *training) handle(s *Session, m protocol.Message) bool {
	switch m := m.(type) {
	case *protocol.Prepare:
		r.prepare(s, m)
		return true
	case *protocol.Restore:
		r.restore(s, m)
		return true
	case *protocol.UseArrays:
		r.useArrays(s, m)
		return true
	}
	if s.trainer == nil {
		return false
	}
	canContinue := r.phase == protocol.PhasePaused || r.phase == protocol.PhaseError && !r.broken
	switch m := m.(type) {
	case *protocol.Start:
		if r.running && !r.single {
			break
		}
		if r.broken || r.phase == protocol.PhaseDone {
			r.again(s)
		}
		r.run(s, false)
	case *protocol.Pause:
		r.pause(s)
	case *protocol.Resume:
		if canContinue || r.running && r.single {
			r.run(s, false)
		}
	case *protocol.StepOnce:
		if r.running {
			r.single = true
		} else if canContinue || r.phase == protocol.PhaseIdle {
			r.run(s, true)
		}
	case *protocol.Reset:
		r.again(s)
	case *protocol.Save:
		r.save(s)
	case *protocol.MakeFile:
		makeFile(s, m)
	default:
		return false
	}
	return true
}

// prepare replaces the run by an untrained one, unless the recipe is refused.
func (r *training) prepare(s *Session, m *protocol.Prepare) {
	var t *train.Trainer
	var err error
	if m.Workers > maxWorkers {
		err = recipe.Refuse("workers", "range", m.Workers, 0, maxWorkers)
	}
	if err == nil {
		t, err = train.New(m.Recipe, s.data.train, s.data.test)
	}
	if err == nil {
		err = fitsMNIST(t)
	}
	if err != nil {
		f := protocol.RefusalOf(err)
		f.Step, f.ID = s.step(), m.ID
		s.host.Post(&f)
		return
	}
	r.begin(s, t, nil, int(m.Workers), m.ID)
	r.rest(s, protocol.PhaseIdle)
}

// fitsMNIST refuses a trainer whose network does not take MNIST's images or has
// not ten classes, also before the data has arrived.
func fitsMNIST(t *train.Trainer) error { return t.Fits(mnist.Format) }

// again replaces the run by an untrained one with the same recipe.
func (r *training) again(s *Session) {
	t, err := train.New(s.trainer.Recipe(), s.data.train, s.data.test)
	if err != nil {
		panic(err) // the same recipe was accepted before
	}
	r.begin(s, t, nil, r.workers.wanted, 0)
	r.rest(s, protocol.PhaseIdle)
}

// restore replaces the run by one that continues from a snapshot.
func (r *training) restore(s *Session, m *protocol.Restore) {
	t, err := train.RestoreFor(m.Recipe, m.Data, s.data.train, s.data.test)
	if err == nil {
		err = fitsMNIST(t)
	}
	if err != nil {
		s.host.Post(&protocol.Fault{Code: protocol.CodeSnapshot, Step: s.step(), Detail: err.Error(), ID: m.ID})
		return
	}
	r.begin(s, t, m.Data, int(m.Workers), m.ID)
	if m.Over || t.Finished() { // without images that cannot be told from the trainer
		r.rest(s, protocol.PhaseDone)
	} else {
		r.rest(s, protocol.PhasePaused)
	}
}

// begin makes t the run, at rest: of a snapshot, or untrained. id is that of the command.
func (r *training) begin(s *Session, t *train.Trainer, snapshot []byte, workers int, id uint32) {
	s.replace(t)
	r.workers.wanted = min(workers, maxWorkers)
	r.saving.step = t.StepCount()
	s.host.Post(&protocol.Prepared{
		Recipe: t.Recipe(),
		Params: uint32(t.Params()),
		Layers: layers(t),
		ID:     id,
	})
	s.timeline.begin(s, snapshot)
}

func layers(t *train.Trainer) []protocol.Layer {
	all := make([]protocol.Layer, len(t.Network().Layers()))
	for i, l := range t.Network().Layers() {
		all[i] = protocol.Layer{Kind: layer.KindOf(t.Recipe().Layers[i]), Out: l.Out()}
		for _, p := range l.Params() {
			all[i].Params += uint32(p.Size())
		}
	}
	return all
}

// run starts or continues training, if need be by fetching the data. Lost shards
// are tried again, unless this run has trained without them.
func (r *training) run(s *Session, single bool) {
	s.alone(r)
	r.running, r.single, r.waiting = true, single, false
	s.samples.evaluation = nil // the weights will change
	s.data.begin()
	if !r.worked && s.data.revive() {
		r.attach(s)
	}
	if !r.running {
		return // the snapshot that this run began with is of other data
	}
	if !single {
		r.startReplicas(s)
	}
	if s.data.train != nil && s.data.train.Loaded() > 0 {
		r.enter(s, protocol.PhaseTraining)
	} else {
		r.enter(s, protocol.PhaseLoading)
	}
}

// attach gives the trainer the data sets once they are there.
func (r *training) attach(s *Session) {
	if r.worked || s.trainer.Train() == s.data.train && s.trainer.Test() == s.data.test {
		return
	}
	if err := s.trainer.Attach(s.data.train, s.data.test); err != nil {
		s.fault(protocol.CodeSnapshot, "", err.Error())
		r.broken = true
		r.rest(s, protocol.PhaseError)
	}
}
