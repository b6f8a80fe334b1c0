package state

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestWishesOutliveTheWorker kills the worker around a command: before, so that nobody
// is there to obey it, and after, when it was not obeyed yet.
func TestWishesOutliveTheWorker(t *testing.T) {
	for name, c := range map[string]struct {
		phase   protocol.Phase
		command func(m *Model)
		network string // what the next worker is asked for
		then    string // and told once that is there
	}{
		"nothing, training": {protocol.PhaseTraining, func(*Model) {}, "restore5", "start"},
		"nothing, paused":   {protocol.PhasePaused, func(*Model) {}, "restore5", ""},
		"nothing, done":     {protocol.PhaseDone, func(*Model) {}, "restore5", ""},
		"pause":             {protocol.PhaseTraining, func(m *Model) { m.Command(&protocol.Pause{}) }, "restore5", ""},
		"resume":            {protocol.PhasePaused, func(m *Model) { m.Command(&protocol.Resume{}) }, "restore5", "start"},
		"resume, done":      {protocol.PhaseDone, func(m *Model) { m.Command(&protocol.Resume{}) }, "restore5", ""},
		"step":              {protocol.PhasePaused, func(m *Model) { m.Command(&protocol.StepOnce{}) }, "restore5", "step"},
		"reset":             {protocol.PhaseTraining, func(m *Model) { m.Begin(seeded(1), false, nil) }, "prepare1", ""},
		"reset and train": {protocol.PhaseTraining, func(m *Model) {
			m.Begin(seeded(1), false, nil)
			m.Command(&protocol.Start{})
		}, "prepare1", "start"},
		"another run":            {protocol.PhasePaused, func(m *Model) { m.Begin(seeded(2), true, nil) }, "prepare2", "start"},
		"another run, and pause": {protocol.PhasePaused, func(m *Model) { m.Begin(seeded(2), true, nil); m.Command(&protocol.Pause{}) }, "prepare2", ""},
		"two other runs": {protocol.PhasePaused, func(m *Model) {
			m.Begin(seeded(2), true, nil)
			m.Begin(seeded(3), true, nil)
		}, "prepare3", "start"},
		"a run that comes back": {protocol.PhasePaused, func(m *Model) {
			m.GiveUp(Saved{Recipe: seeded(4), Step: 7, Data: []byte{7}})
			m.undo.offered = true
			m.Return(m.ComeBack())
		}, "restore7", ""},
		"a run that comes back, and another": {protocol.PhasePaused, func(m *Model) {
			m.GiveUp(Saved{Recipe: seeded(4), Step: 7, Data: []byte{7}})
			m.undo.offered = true
			m.Return(m.ComeBack())
			m.Begin(seeded(2), true, nil)
		}, "prepare2", "start"},
		"teach":         {protocol.PhasePaused, func(m *Model) { m.Command(&protocol.Teach{}) }, "restore5", "teach"},
		"teach, trains": {protocol.PhaseTraining, func(m *Model) { m.Command(&protocol.Teach{}) }, "restore5", "teach start"},
		"teach, and stop": {protocol.PhasePaused, func(m *Model) {
			m.Command(&protocol.Teach{})
			m.Command(&protocol.StopTeaching{})
		}, "restore5", ""},
		"a lab": {protocol.PhasePaused, func(m *Model) { m.Command(&protocol.LabTrain{}) }, "restore5", "lab"},
		"a GAN": {protocol.PhaseTraining, func(m *Model) { m.Command(&protocol.TrainGAN{}) }, "restore5", "other"},
	} {
		for _, when := range []string{"before", "after", "between two"} {
			before := when != "after"
			e := running(t)
			if c.phase != protocol.PhaseTraining {
				e.m.Command(&protocol.Pause{})
				e.saves(5)
				e.post(&protocol.PhaseChanged{Phase: c.phase})
			}
			if before {
				e.dies()
				c.command(e.m)
			} else {
				c.command(e.m)
				e.dies()
			}
			if when == "between two" {
				e.replaced()
				e.dies()
			}
			if len(e.got) > 0 {
				t.Errorf("%s: a worker that is not there got %s", name, e.names())
			}
			e.replaced()
			asked := e.got
			if got := e.names(); got != c.network {
				t.Errorf("%s, %s the death: the next worker is asked for %q, want %q", name, when, got, c.network)
			}
			e.got = asked
			e.answer()
			want := c.then
			if !before && (c.then == "lab" || c.then == "other") {
				want = "" // the lab hears of it, the GAN is lost and says so
			}
			if got := e.names(); got != want {
				t.Errorf("%s, %s the death: then told %q, want %q", name, when, got, want)
			}
			if c.phase == protocol.PhaseDone && e.m.Phase != protocol.PhaseDone {
				t.Errorf("%s: a run that was over is in phase %v", name, e.m.Phase)
			}
			want = "Step: 5"
			if c.network[0] == 'p' {
				want = "Step: 0"
			} else if c.network == "restore7" {
				want = "Step: 7"
			}
			if got := "Step: " + string(rune('0'+e.m.Progress.Step)); got != want {
				t.Errorf("%s: %s, want %s", name, got, want)
			}
		}
	}
}

// TestStepIsMadeOnce checks that a step is wished for until it is saved.
func TestStepIsMadeOnce(t *testing.T) {
	e := running(t)
	e.m.Command(&protocol.Pause{})
	e.post(progress(8), &protocol.PhaseChanged{Phase: protocol.PhasePaused})
	e.saves(8)
	e.m.Command(&protocol.StepOnce{})
	e.post(progress(9), &protocol.PhaseChanged{Phase: protocol.PhasePaused})
	e.saves(9)
	e.dies()
	e.replaced()
	e.answer()
	if got := e.names(); got != "" || e.m.Progress.Step != 9 {
		t.Errorf("after step %d the next worker is told %q", e.m.Progress.Step, got)
	}
}

// TestEveryBeginIsSettled checks what the promise of a run hears, once, and that a run
// that is refused changes nothing.
func TestEveryBeginIsSettled(t *testing.T) {
	var heard []error
	begin := func(e *engine, seed uint64) {
		e.m.Begin(seeded(seed), true, func(err error) { heard = append(heard, err) })
	}
	check := func(name string, want ...error) {
		t.Helper()
		ok := len(heard) == len(want)
		for i := range want {
			ok = ok && i < len(heard) && (errors.Is(heard[i], want[i]) || heard[i] != nil && want[i] != nil && heard[i].Error() == want[i].Error())
		}
		if !ok {
			t.Errorf("%s: heard %v, want %v", name, heard, want)
		}
		heard = nil
	}

	e := running(t)
	begin(e, 2)
	e.answer()
	check("accepted", nil)
	if got := e.names(); got != "start" || e.m.Recipe.Seed != 2 {
		t.Errorf("accepted: told %q with seed %d", got, e.m.Recipe.Seed)
	}

	e.dies()
	e.replaced()
	if got := e.names(); got != "prepare2" {
		t.Errorf("the run before is had instead of the new one: %q", got)
	}

	e = running(t)
	e.m.Begin(seeded(2), false, nil)
	e.m.Command(&protocol.Start{})
	if got := e.names(); got != "prepare2" {
		t.Errorf("told %q before the network is there: it might be refused", got)
	}

	e = running(t)
	begin(e, 2)
	e.refuse()
	check("refused", errors.New("no"))
	if got := e.names(); got != "" || e.m.Recipe.Seed != 1 || e.m.Progress.Step != 8 {
		t.Errorf("refused: told %q with seed %d at step %d", got, e.m.Recipe.Seed, e.m.Progress.Step)
	}
	e.dies()
	e.replaced()
	if got := e.names(); got != "restore5" {
		t.Errorf("refused: the next worker is asked for %q", got)
	}

	// A new worker refuses it: the network before comes back, and trains as before.
	e = running(t)
	e.dies()
	begin(e, 2)
	e.replaced()
	e.refuse()
	check("refused by another worker", errors.New("no"))
	if len(e.got) != 1 {
		t.Fatal("nothing is asked for instead")
	}
	e.answer()
	if got := e.names(); got != "start" || e.m.Progress.Step != 5 {
		t.Errorf("refused by another worker: told %q at step %d", got, e.m.Progress.Step)
	}

	e = running(t)
	begin(e, 2)
	begin(e, 3)
	e.answer()
	check("the first of two", errReplaced, nil)
	if got := e.names(); got != "start" || e.m.Recipe.Seed != 3 {
		t.Errorf("of two: told %q with seed %d", got, e.m.Recipe.Seed)
	}

	e = running(t)
	begin(e, 2)
	e.dies()
	begin(e, 3)
	e.replaced()
	e.answer()
	check("the first of two, with a death between", errReplaced, nil)

	e = running(t)
	begin(e, 2)
	for range maxDeaths {
		e.now = e.now.Add(time.Second)
		if !e.m.Died("") {
			t.Fatal("given up too early")
		}
		e.replaced()
	}
	if e.m.Died("") || !e.m.Life.GaveUp() {
		t.Error("not given up")
	}
	for _, f := range e.m.Faults {
		if f.Code == protocol.CodeWorker {
			t.Error("given up, and said to have been started again")
		}
	}
	begin(e, 3)
	check("given up", ErrGaveUp, ErrGaveUp)
	e.got = nil
	e.m.Command(&protocol.Start{})
	if len(e.got) > 0 || e.m.Phase != protocol.PhaseError {
		t.Error("a command to nobody")
	}
}

// TestTornSnapshot begins anew with a snapshot that cannot be restored.
func TestTornSnapshot(t *testing.T) {
	e := running(t)
	e.dies()
	e.replaced()
	e.refuse()
	if got := e.names(); got != "prepare1" {
		t.Fatalf("asked for %q", got)
	}
	e.got = []protocol.Message{&protocol.Prepare{Recipe: seeded(1), ID: e.m.Life.asked}}
	e.answer()
	if got := e.names(); got != "start" || e.m.Learned() {
		t.Errorf("told %q at step %d", got, e.m.Progress.Step)
	}
}

// TestDeathIsSaid reads the notice, which stays until it is dismissed.
func TestDeathIsSaid(t *testing.T) {
	w := in(t, "en")
	for want, prepare := range map[string]func(e *engine){
		"at step 5":               func(*engine) {},
		"nothing was lost":        func(e *engine) { e.saves(8) },
		"learning begins at zero": func(e *engine) { e.m.Life.Saved = Saved{} },
	} {
		e := running(t)
		prepare(e)
		e.dies()
		e.replaced()
		e.answer()
		e.post(&protocol.PhaseChanged{Phase: protocol.PhaseTraining}, progress(9))
		e.m.Begin(seeded(2), true, nil)
		e.answer()
		notices := e.m.Notices(w)
		if len(notices) != 1 || !strings.Contains(notices[0].Text, want) {
			t.Errorf("want %q, the notices are %v", want, notices)
			continue
		}
		if e.m.Dismiss(notices[0].Code); len(e.m.Notices(w)) != 0 {
			t.Error("dismissed, and still there")
		}
	}
}

// TestWishOutlivesTwoRefusals presses Train while one network is asked for, and then asks
// for another: both are refused, the first one first. What is there trains.
func TestWishOutlivesTwoRefusals(t *testing.T) {
	e := newEngine(t)
	e.post(&protocol.Ready{})
	e.answer()
	e.m.Begin(seeded(2), false, nil)
	e.m.Command(&protocol.Start{})
	e.m.Begin(seeded(3), false, nil)
	asked := e.got
	if got := e.names(); got != "prepare2 prepare3" {
		t.Fatalf("asked for %q", got)
	}
	e.got = nil
	for _, c := range asked {
		e.post(&protocol.Fault{Code: protocol.CodeRecipe, ID: c.(*protocol.Prepare).ID, Detail: "no"})
	}
	if got := e.names(); got != "start" {
		t.Errorf("told %q", got)
	}
}
