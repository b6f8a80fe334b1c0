package state

import (
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// engine stands for the worker: it answers as the session does, when it is told to.
type engine struct {
	t   *testing.T
	m   *Model
	got []protocol.Message // commands of the worker that is there
	now time.Time
}

func newEngine(t *testing.T) *engine {
	e := &engine{t: t, m: &Model{}, now: time.Unix(1e9, 0)}
	e.m.Now = func() time.Time { return e.now }
	e.m.Life.Post = func(c protocol.Message) { e.got = append(e.got, c) }
	e.m.Form.Use(seeded(1))
	e.m.Born()
	return e
}

// running returns an engine that trains, of a snapshot of step 5.
func running(t *testing.T) *engine {
	e := newEngine(t)
	e.post(&protocol.Ready{})
	e.answer()
	e.m.Command(&protocol.Start{})
	e.post(&protocol.PhaseChanged{Phase: protocol.PhaseTraining}, progress(5))
	e.saves(5)
	e.post(progress(8))
	e.got = nil
	return e
}

func seeded(seed uint64) recipe.Recipe {
	r, _ := recipe.Preset("mlp")
	r.Seed = seed
	return r
}

// post sends events to the page.
func (e *engine) post(events ...protocol.Message) {
	for _, m := range events {
		e.m.Apply(m)
		e.m.Follow(m)
	}
}

func (e *engine) saves(step uint32) {
	e.post(&protocol.Snapshot{Step: step, Data: []byte{byte(step)}})
}

// answer answers all questions for a network, the last ones first posted.
func (e *engine) answer() {
	for _, c := range e.got {
		switch c := c.(type) {
		case *protocol.Prepare:
			e.got = nil
			e.post(&protocol.Prepared{Recipe: c.Recipe, ID: c.ID}, &protocol.PhaseChanged{Phase: protocol.PhaseIdle})
		case *protocol.Restore:
			e.got = nil
			phase := protocol.PhasePaused
			if c.Over {
				phase = protocol.PhaseDone
			}
			e.post(&protocol.Prepared{Recipe: c.Recipe, ID: c.ID}, &protocol.PhaseChanged{Phase: phase})
		}
	}
}

// refuse refuses the newest question for a network.
func (e *engine) refuse() {
	for i := len(e.got) - 1; i >= 0; i-- {
		switch c := e.got[i].(type) {
		case *protocol.Prepare:
			e.got = nil
			e.post(&protocol.Fault{Code: protocol.CodeRecipe, ID: c.ID, Detail: "no"})
			return
		case *protocol.Restore:
			e.got = nil
			e.post(&protocol.Fault{Code: protocol.CodeSnapshot, ID: c.ID, Detail: "torn"})
			return
		}
	}
	e.t.Fatal("nothing to refuse")
}

// dies ends the worker; commands to it are lost. The next one is there when replaced.
func (e *engine) dies() {
	e.t.Helper()
	e.got = nil
	e.now = e.now.Add(time.Hour)
	if !e.m.Died("") {
		e.t.Fatal("given up")
	}
}

func (e *engine) replaced() {
	e.m.Born()
	e.post(&protocol.Ready{})
}

// names returns the commands that the worker got, without pings.
func (e *engine) names() string {
	var all []string
	for _, c := range e.got {
		switch c := c.(type) {
		case *protocol.Prepare:
			all = append(all, "prepare"+string(rune('0'+c.Recipe.Seed)))
		case *protocol.Restore:
			all = append(all, "restore"+string(rune('0'+c.Data[0])))
		case *protocol.Start:
			all = append(all, "start")
		case *protocol.Resume:
			all = append(all, "resume")
		case *protocol.StepOnce:
			all = append(all, "step")
		case *protocol.Pause:
			all = append(all, "pause")
		case *protocol.Teach:
			all = append(all, "teach")
		case *protocol.LabTrain:
			all = append(all, "lab")
		case *protocol.Ping:
		default:
			all = append(all, "other")
		}
	}
	e.got = nil
	return strings.Join(all, " ")
}
