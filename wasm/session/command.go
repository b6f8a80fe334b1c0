package session

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Handle obeys a command. A command without a meaning in the present phase
// (Pause when nothing runs) changes nothing.
func (s *Session) Handle(m protocol.Message) {
	defer s.guard()
	switch m := m.(type) {
	case *protocol.Prepare:
		s.prepare(m)
		return
	case *protocol.Restore:
		s.restore(m)
		return
	case *protocol.Classify:
		if m.Drawing {
			s.classify(m)
			return
		}
	case *protocol.Inspect:
		s.inspect(m)
		return
	case *protocol.Explain:
		s.explain(m)
		return
	case *protocol.StopExplain:
		s.stopExplaining()
		return
	}
	if s.handleGAN(m) {
		return
	}
	if s.trainer == nil {
		s.fault(protocol.CodeInternal, "", "nothing is prepared: send Prepare or Restore first")
		return
	}
	if s.whileTeaching(m) {
		return
	}
	canContinue := s.phase == protocol.PhasePaused || s.phase == protocol.PhaseError && !s.broken
	switch m := m.(type) {
	case *protocol.Start:
		if s.running {
			return
		}
		if s.broken || s.phase == protocol.PhaseDone {
			s.reset()
		}
		s.run(false)
	case *protocol.Pause:
		if s.running {
			s.pause()
		}
	case *protocol.Resume:
		if canContinue {
			s.run(false)
		}
	case *protocol.StepOnce:
		if s.running {
			s.single = true
		} else if canContinue || s.phase == protocol.PhaseIdle {
			s.run(true)
		}
	case *protocol.Reset:
		s.reset()
	case *protocol.Save:
		s.save()
	case *protocol.AskSamples:
		s.askSamples(m)
	case *protocol.Classify:
		s.classify(m)
	case *protocol.Teach:
		s.teach(m)
	case *protocol.StopTeaching:
		if s.lesson.command != nil {
			s.endLesson(protocol.OutcomeStopped, "", "")
		}
	default:
		s.fault(protocol.CodeInternal, "", "message kind "+strconv.Itoa(int(m.Kind()))+" is no command")
	}
}

// prepare replaces the run by an untrained one, unless the recipe is refused.
func (s *Session) prepare(m *protocol.Prepare) {
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
		f.Step = s.step()
		s.host.Post(&f)
		return
	}
	s.replace(t, int(m.Workers))
	s.rest(protocol.PhaseIdle)
}

// fitsMNIST refuses a trainer whose network does not take MNIST's images or has
// not ten classes, also before the data has arrived.
func fitsMNIST(t *train.Trainer) error { return t.Fits(mnist.Format) }

func (s *Session) reset() {
	t, err := train.New(s.trainer.Recipe(), s.data.train, s.data.test)
	if err != nil {
		panic(err) // the same recipe was accepted before
	}
	s.replace(t, s.workers.wanted)
	s.rest(protocol.PhaseIdle)
}

// restore replaces the run by one that continues from a snapshot.
func (s *Session) restore(m *protocol.Restore) {
	t, err := train.RestoreFor(m.Recipe, m.Data, s.data.train, s.data.test)
	if err == nil {
		err = fitsMNIST(t)
	}
	if err != nil {
		s.fault(protocol.CodeSnapshot, "", err.Error())
		return
	}
	s.replace(t, int(m.Workers))
	if t.Finished() {
		s.rest(protocol.PhaseDone)
	} else {
		s.rest(protocol.PhasePaused)
	}
}

// replace makes t the run, at rest.
func (s *Session) replace(t *train.Trainer, workers int) {
	if s.lesson.command != nil {
		s.lesson.resume = false
		s.endLesson(protocol.OutcomeStopped, "", "")
	}
	s.stopReplicas()
	s.stopExplaining()
	s.samples, s.lessons = samples{}, 0
	s.workers.wanted, s.workers.deaths, s.workers.active = min(workers, maxWorkers), 0, 1
	s.trainer = t
	s.inspection.weights = weightsOf(t)
	s.worked, s.broken = false, false
	s.clock, s.meter, s.since, s.test = stopwatch{}, meter{}, tally{}, testData{completeAt: -1, next: firstLive}
	s.saved, s.savedAt = t.StepCount(), 0
	s.host.Post(&protocol.Prepared{
		Recipe: t.Recipe(),
		Params: uint32(t.Params()),
		Layers: layers(t),
	})
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
func (s *Session) run(single bool) {
	s.pauseGAN() // one thing learns at a time
	s.running, s.single, s.waiting = true, single, false
	s.samples.evaluation = nil // the weights will change
	s.data.begin()
	if !s.worked && s.data.revive() {
		s.attach()
	}
	if !s.running {
		return // the snapshot that this run began with is of other data
	}
	if !single {
		s.startReplicas()
	}
	if s.data.train != nil && s.data.train.Loaded() > 0 {
		s.enter(protocol.PhaseTraining)
	} else {
		s.enter(protocol.PhaseLoading)
	}
}

// attach gives the trainer the data sets once they are there.
func (s *Session) attach() {
	if s.worked || s.trainer.Train() == s.data.train && s.trainer.Test() == s.data.test {
		return
	}
	if err := s.trainer.Attach(s.data.train, s.data.test); err != nil {
		s.fault(protocol.CodeSnapshot, "", err.Error())
		s.broken = true
		s.rest(protocol.PhaseError)
	}
}

// pause stops after the last micro-batch that was done.
func (s *Session) pause() {
	s.progress()
	if !s.test.complete {
		s.test.evaluation = nil
	}
	s.rest(protocol.PhasePaused)
	s.saveIfNewer()
}

// noData ends a run without any training image.
func (s *Session) noData(detail string) {
	s.fault(protocol.CodeNoData, "", detail)
	s.rest(protocol.PhaseError)
}

// Received reports the bytes of a request so far, as transferred.
func (s *Session) Received(id, bytes int) {
	defer s.guard()
	s.data.received(id, bytes)
}

// Arrived answers a request: a shard's content and the SHA-256 of the gzipped
// file in hex, "" if the host cannot tell, or the manifest as a list. content
// is the session's from now on.
func (s *Session) Arrived(id int, content []byte, sha256 string) {
	defer s.guard()
	s.data.arrived(id, content, sha256)
	s.dataChanged()
}

// Failed answers a request without a result.
func (s *Session) Failed(id int, detail string) {
	defer s.guard()
	s.data.failed(id, detail)
	s.dataChanged()
}

func (s *Session) dataChanged() {
	s.waiting = false
	if s.data.train != nil && s.trainer != nil {
		s.attach()
	}
	if reason := s.data.dead(); reason != "" && s.running {
		s.noData(reason)
	}
	s.ganDataChanged()
}
