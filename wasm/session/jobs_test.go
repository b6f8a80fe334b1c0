package session

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestPanicBreaksOneJob lets each job that is beside the run panic in the midst of
// it: the page is told, the job gives up, and the run ends as it would have.
func TestPanicBreaksOneJob(t *testing.T) {
	want := last[*protocol.PhaseChanged](trained(t)).Fingerprint
	for name, c := range map[string]struct {
		commands []protocol.Message
		event    protocol.Message
		busy     func(s *Session) bool // the job that panicked, afterwards
	}{
		"drawing":     {[]protocol.Message{inked(1)}, new(protocol.Classified), func(s *Session) bool { return s.drawing.ink || s.drawing.wanted }},
		"inspection":  {[]protocol.Message{&protocol.Inspect{Layers: []byte{0}}}, new(protocol.Inspected), func(s *Session) bool { return len(s.inspection.layers) > 0 }},
		"explanation": {[]protocol.Message{inked(1), &protocol.Explain{Method: protocol.MethodOcclusion, Class: 3}}, new(protocol.Explained), func(s *Session) bool { return s.explanation.due(s) }},
		"batch":       {[]protocol.Message{&protocol.Classify{Images: inked(1).Images}}, new(protocol.Classified), func(s *Session) bool { return s.batch.due(s) }},
		"lesson":      {[]protocol.Message{own(3)}, new(protocol.Eval), func(s *Session) bool { return s.lesson.due(s) }},
		"labs":        {[]protocol.Message{&protocol.LabLoss{A: protocol.Direction{Kind: protocol.RandomDirection}, Points: 5, Digit: inked(1).Images}}, new(protocol.LabLosses), func(s *Session) bool { return s.labs.surface != nil }},
	} {
		t.Run(name, func(t *testing.T) {
			h := newFake(t)
			h.prepare(smallRecipe)
			h.send(&protocol.Start{})
			h.serveAll()
			h.untilStep(5)
			h.posts = nil
			panics := 0
			h.onPost = func(m protocol.Message) {
				at := slices.IndexFunc(h.s.jobs, func(j job) bool { return j == h.s.at })
				if beside := at >= 0 && at < len(h.s.jobs)-2; beside && m.Kind() == c.event.Kind() {
					panics++
					panic("a bug")
				}
			}
			h.send(c.commands...)
			h.until(func() bool { return panics > 0 })
			if c.busy(h.s) {
				t.Error("the job goes on")
			}
			h.run()
			h.wantFaults("internal")
			if panics != 1 {
				t.Errorf("%d panics", panics)
			}
			if end := last[*protocol.PhaseChanged](h); end.Phase != protocol.PhaseDone || end.Fingerprint != want {
				t.Errorf("the run ends in %v with %x, want %x", end.Phase, end.Fingerprint, want)
			}
			if name == "lesson" {
				if r := h.receipt(); r.Outcome != protocol.OutcomeRefused || r.Reason != protocol.CodeInternal || r.Detail != "a bug" {
					t.Errorf("receipt %+v", r)
				}
			}
			h.onPost = nil
			h.posts = nil
			h.send(c.commands...)
			h.run()
			if !slices.ContainsFunc(h.posts, func(m protocol.Message) bool { return m.Kind() == c.event.Kind() }) {
				t.Error("afterwards it is not obeyed any more")
			}
			h.wantFaults("")
		})
	}
}

// TestPanicInALessonIsUndone lets a lesson panic after it has learned.
func TestPanicInALessonIsUndone(t *testing.T) {
	h := trained(t)
	want := h.s.trainer.Fingerprint()
	h.send(own(3))
	h.until(func() bool { return h.s.lesson.stage == protocol.StageAfter })
	if h.s.trainer.Fingerprint() == want {
		t.Fatal("nothing was learned")
	}
	h.onPost = func(m protocol.Message) {
		if _, ok := m.(*protocol.Eval); ok {
			panic("a bug")
		}
	}
	h.run()
	if got := h.s.trainer.Fingerprint(); got != want {
		t.Errorf("weights %x, want %x", got, want)
	}
	if r := h.receipt(); r.Outcome != protocol.OutcomeRefused {
		t.Errorf("receipt %+v", r)
	}
}

// TestPanicInSamples breaks the answer to a question at rest.
func TestPanicInSamples(t *testing.T) {
	h := trained(t)
	h.posts = nil
	h.onPost = func(m protocol.Message) {
		if _, ok := m.(*protocol.Samples); ok {
			h.onPost = nil
			panic("a bug")
		}
	}
	h.send(&protocol.AskSamples{Label: 3, Predicted: 3, Count: 5})
	h.run()
	h.wantFaults("internal")
	h.wantPhases("")
	h.send(&protocol.AskSamples{Label: 3, Predicted: 3, Count: 5})
	if m := last[*protocol.Samples](h); m.Total == 0 {
		t.Errorf("the next question: %+v", m)
	}
}

// TestPanicInAnEvaluation breaks the run, which would not end without one.
func TestPanicInAnEvaluation(t *testing.T) {
	h := started(t)
	h.onPost = func(m protocol.Message) {
		if _, ok := m.(*protocol.Eval); ok {
			panic("a bug")
		}
	}
	h.serveAll()
	h.run()
	h.wantFaults("internal")
	h.wantPhases("training error")
	h.onPost = nil
	h.send(&protocol.Start{})
	h.run()
	h.wantPhases("idle training done")
}

// TestPanicOutsideJobs breaks all of them: nobody knows what is left of the data.
func TestPanicOutsideJobs(t *testing.T) {
	saved := last[*protocol.Snapshot](trained(t)).Data
	h := newFake(t)
	h.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: saved}, own(3), &protocol.TrainGAN{Recipe: smallGAN(t)})
	h.posts = nil
	h.onPost = func(m protocol.Message) {
		if _, ok := m.(*protocol.Load); ok {
			h.onPost = nil
			panic("a bug")
		}
	}
	h.serve(manifestName)
	h.wantFaults("internal")
	if m := last[*protocol.GAN](h); m.Phase != protocol.PhaseError || m.Fault.Code != protocol.CodeInternal || m.Fault.Detail != "a bug" {
		t.Errorf("GAN %+v", m)
	}
	if r := h.receipt(); r.Outcome != protocol.OutcomeRefused || r.Reason != protocol.CodeInternal || r.Detail != "a bug" {
		t.Errorf("receipt %+v", r)
	}
	h.wantPhases("error")
}

// probe is a learner as somebody may add one: it works for a number of slices.
type probe struct {
	left    int
	paused  bool
	resets  []string
	changes int
}

func (p *probe) handle(_ *Session, m protocol.Message) bool {
	_, ok := m.(*protocol.Ready) // any message that no other job takes
	if ok {
		p.left, p.paused = 3, false
	}
	return ok
}

func (p *probe) due(*Session) bool { return p.left > 0 && !p.paused }

func (p *probe) advance(*Session) (more bool) {
	if p.left--; p.left == 1 {
		panic("probed")
	}
	return true
}

func (p *probe) reset(_ *Session, bug string) { p.left, p.resets = 0, append(p.resets, bug) }

func (p *probe) pause(*Session) { p.paused = true }

func (p *probe) dataChanged(*Session) { p.changes++ }

// TestAddedJob puts one more line into the table.
func TestAddedJob(t *testing.T) {
	want := last[*protocol.PhaseChanged](trained(t)).Fingerprint
	h := newFake(t)
	p := new(probe)
	h.s.jobs = slices.Insert(h.s.jobs, 0, job(p))
	h.prepare(smallRecipe)
	if !slices.Equal(p.resets, []string{""}) {
		t.Errorf("resets %q with the first network", p.resets)
	}
	h.send(&protocol.Ready{}, &protocol.Start{})
	if !p.paused {
		t.Error("it learns beside the run")
	}
	h.serveAll()
	if p.changes != 6 {
		t.Errorf("told %d times of the data, which is 6 files", p.changes)
	}
	h.untilStep(4)
	h.send(&protocol.Ready{}, inked(1))
	step, posts := h.s.step(), len(h.posts)
	for left := 2; left > 0; left-- {
		if h.s.Run(0); p.left != left && len(p.resets) == 1 || h.s.step() != step {
			t.Errorf("%d slices left, want %d; step %d", p.left, left, h.s.step())
		}
	}
	if got := h.posts[posts:]; len(got) != 1 || got[0].Kind() != new(protocol.Fault).Kind() {
		t.Errorf("less urgent jobs posted %v meanwhile", got)
	}
	if !slices.Equal(p.resets, []string{"", "probed"}) {
		t.Errorf("resets %q after a panic", p.resets)
	}
	h.run()
	h.wantFaults("internal")
	if end := last[*protocol.PhaseChanged](h); end.Phase != protocol.PhaseDone || end.Fingerprint != want {
		t.Errorf("the run ends in %v with %x, want %x", end.Phase, end.Fingerprint, want)
	}
	h.send(&protocol.Reset{})
	if !slices.Equal(p.resets, []string{"", "probed", ""}) {
		t.Errorf("resets %q", p.resets)
	}
}

// TestTrainingSlicesAllocateNothing is for the scheduler: package train has one
// for the step.
func TestTrainingSlicesAllocateNothing(t *testing.T) {
	h := newFake(t)
	h.prepare(long)
	h.send(&protocol.Start{})
	h.serveAll()
	h.untilStep(4)
	h.tick = 0 // no event is due
	h.s.host = silent{h}
	before := h.s.step()
	const slices = 60
	if n := testing.AllocsPerRun(1, func() {
		for range slices {
			h.s.Run(0)
		}
	}); n != 0 {
		t.Errorf("%v allocations in %d slices", n, slices)
	}
	if after := h.s.step(); after < before+10 {
		t.Errorf("from step %d to %d: it hardly trained", before, after)
	}
}
