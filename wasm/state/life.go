package state

import (
	"errors"
	"slices"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// The worker's life. A worker may die at any moment, with or without a word, and is
// replaced. What the visitor wants outlives it: each command is kept as a wish until
// what it asked for is done and saved, and the next worker is told. The app executes:
// it starts workers, posts, and calls Tick.

const (
	maxDeaths   = 3 // of workers, within deathWindow, before giving up
	deathWindow = time.Minute

	silence      = 8       // ticks without an event that was asked for
	startSilence = 30      // ticks until a worker must be ready
	slowProducts = 2 << 30 // multiplications that the slowest computer does in a tick
)

// Errors of a Begin that came to nothing; the console shows them.
var (
	errReplaced = errors.New("another run was begun meanwhile")
	ErrGaveUp   = errors.New("the engine keeps stopping: reload the page")
)

// Saved is the newest snapshot of the run.
type Saved struct {
	Recipe recipe.Recipe
	Step   uint32
	Data   []byte // nil for none
	Over   bool   // the run was over
}

// wish is what the network is to do.
type wish int

const (
	rests wish = iota
	trains
	steps // once
)

// ask is a question for a network that was not answered yet.
type ask struct {
	id   uint32
	what protocol.Message // Prepare, Restore or UseArrays
	step uint32           // of the snapshot
	then wish
	told bool        // by a command after it: that is for the network before, if it is refused
	sent bool        // to the worker that is there
	base bool        // it is the network that a lost worker had
	done func(error) // nil for nobody
}

func (q *ask) settle(err error) {
	if q.done != nil {
		q.done(err)
	}
}

// Life is what is known about the worker, and what it is to do.
type Life struct {
	Post  func(protocol.Message) // gives the worker a command
	Saved Saved

	started bool // a worker is there
	has     bool // with a network
	gaveUp  bool
	asks    []ask // the newest counts
	asked   uint32
	held    func(error) // of the network that is there, while a newer one was asked for
	untold  bool        // the worker was not told the wish
	wish    wish        // for the network that is there
	from    uint32      // the step before the one that is wished for
	lesson  *protocol.Teach
	later   []protocol.Message // for the next worker
	lost    *protocol.Fault    // what is to be said of the worker before

	posted, acked uint32 // commands, and those that the worker has surely obeyed
	pinging       bool   // the worker was asked whether it has
	silent        int    // ticks
	deaths        []time.Time
}

// GaveUp reports whether no more workers are started.
func (l *Life) GaveUp() bool { return l.gaveUp }

func (l *Life) post(c protocol.Message) {
	l.posted++
	l.Post(c)
}

// Begin asks for an untrained network of a recipe, and then trains it, if train. done
// hears what became of it, once: nil if that is the network now. Whatever happens, the
// network before stays until the new one is accepted.
func (m *Model) Begin(r recipe.Recipe, train bool, done func(error)) {
	then := rests
	if train {
		then = trains
	}
	m.ask(ask{what: &protocol.Prepare{Recipe: r}, then: then, done: done})
}

func (m *Model) ask(q ask) {
	l := &m.Life
	if l.gaveUp {
		q.settle(ErrGaveUp)
		return
	}
	l.asked++
	q.id = l.asked
	switch c := q.what.(type) {
	case *protocol.Prepare:
		c.ID = q.id
	case *protocol.Restore:
		c.ID = q.id
	case *protocol.UseArrays:
		c.ID = q.id
	}
	q.sent = m.Ready
	l.asks = append(l.asks, q)
	if q.sent {
		l.post(q.what)
	}
}

// Return asks for a run that was given up.
func (m *Model) Return(r *Run) {
	m.ask(ask{what: &protocol.Restore{Recipe: r.Recipe, Data: r.Data, Over: r.Over}, step: r.Step})
}

// Command gives the worker a command, or keeps it for the next one.
func (m *Model) Command(c protocol.Message) {
	l := &m.Life
	switch c := c.(type) {
	case *protocol.Start:
		m.want(c, trains)
		return
	case *protocol.Resume:
		if m.Phase != protocol.PhaseIdle && m.Phase != protocol.PhaseDone && !l.prepares() { // else there is nothing to resume
			m.want(c, trains)
		}
		return
	case *protocol.StepOnce:
		m.want(c, steps)
		return
	case *protocol.Pause:
		m.want(c, rests)
		return
	case *protocol.TrainGAN, *protocol.ResumeGAN:
		l.wish = rests // one learns at a time
	case *protocol.Teach:
		l.lesson = c
	case *protocol.StopTeaching:
		l.lesson = nil
		if !m.Ready {
			m.lessonEnds(&protocol.Receipt{Outcome: protocol.OutcomeStopped})
		}
	}
	switch k := c.Kind(); {
	case m.Ready:
		l.post(c)
	case k >= firstKept && k < firstEvent:
		l.later = append(l.later, c)
	}
}

// Commands from firstKept on are of labs and GANs: nobody asks for them anew.
const firstKept, firstEvent = 40, 64

// prepares reports whether an untrained network was asked for.
func (l *Life) prepares() bool {
	if len(l.asks) == 0 {
		return false
	}
	q := &l.asks[len(l.asks)-1]
	_, ok := q.what.(*protocol.Prepare)
	return ok && !q.base
}

// want takes a wish for the network that is there, or for the one that was asked for.
func (m *Model) want(c protocol.Message, w wish) {
	l := &m.Life
	if l.gaveUp {
		return
	}
	n, later := len(l.asks), false
	if n > 0 {
		l.asks[n-1].then, l.asks[n-1].told = w, true
		later = w != rests // once that is there
	}
	if !later || l.asks[n-1].base {
		l.wish, l.from, l.untold = w, m.Progress.Step, later
	}
	switch {
	case later:
	case m.Ready:
		l.post(c)
	case w == rests && m.Running(): // shown as it will be
		m.Phase = protocol.PhasePaused
	case w == trains:
		m.Phase = protocol.PhaseLoading
	}
}

// Follow takes an event after Apply, and tells the worker what follows from it.
func (m *Model) Follow(event protocol.Message) {
	l := &m.Life
	l.silent = 0
	switch e := event.(type) {
	case *protocol.Ready:
		m.greet()
	case *protocol.Pong:
		l.pinging = false
		if !e.Busy {
			l.acked = e.N
		}
	case *protocol.Prepared:
		m.accepted(e)
	case *protocol.Fault:
		if e.ID != 0 {
			m.refused(e)
		}
	case *protocol.Snapshot:
		l.Saved = Saved{m.Recipe, e.Step, e.Data, m.Phase == protocol.PhaseDone}
		if l.wish == steps && e.Step > l.from {
			l.wish = rests
		}
	case *protocol.PhaseChanged:
		switch e.Phase {
		case protocol.PhaseDone:
			l.wish, l.Saved.Over = rests, true // which was posted before
			m.keepRun()
		case protocol.PhaseError:
			l.wish = rests
		}
	case *protocol.Receipt:
		if l.lesson != nil && e.Outcome == protocol.OutcomeTaught {
			m.taught(l.lesson)
		}
		l.lesson = nil
	}
}

// goesOn reports whether the network of a question is the one that a lost worker had.
func (l *Life) goesOn(id uint32) bool {
	return slices.ContainsFunc(l.asks, func(q ask) bool { return q.id == id && q.base })
}

// greet gives a new worker its network: the one that was asked for last, or that of
// the worker before.
func (m *Model) greet() {
	l := &m.Life
	if l.lost != nil {
		m.Fault(*l.lost)
		l.lost = nil
	}
	m.askNewest()
}

// askNewest asks a worker without a network for the one that was asked for last, if it
// is refused for the one before, and in the end for that of the worker before.
func (m *Model) askNewest() {
	l := &m.Life
	n := len(l.asks)
	if n == 0 {
		m.restoreBase()
		return
	}
	q := &l.asks[n-1]
	if q.sent {
		return
	}
	if _, ok := q.what.(*protocol.Restore); ok {
		m.BeginRestore(q.step)
	} else {
		m.AbandonRestore()
	}
	q.sent = true
	l.post(q.what)
}

// restoreBase asks for the network that the page shows.
func (m *Model) restoreBase() {
	l := &m.Life
	q := ask{then: l.wish, base: true}
	if s := &l.Saved; s.Data != nil {
		m.BeginRestore(s.Step)
		q.step, q.what = s.Step, &protocol.Restore{Recipe: s.Recipe, Data: s.Data, Over: s.Over}
	} else {
		r := m.Form.Recipe()
		if m.json != "" {
			r = m.Recipe // that was accepted
		}
		q.what = &protocol.Prepare{Recipe: r}
	}
	m.ask(q)
}

// accepted goes on with a network that is there.
func (m *Model) accepted(e *protocol.Prepared) {
	l := &m.Life
	l.has = true
	q, newest := m.answered(e.ID)
	l.Saved = Saved{}
	if q == nil {
		return // by itself, for a start after the end
	}
	if r, ok := q.what.(*protocol.Restore); ok {
		l.Saved = Saved{r.Recipe, m.Progress.Step, r.Data, r.Over}
	}
	l.settleHeld(errReplaced)
	l.held = q.settle
	l.wish, l.from, l.untold = q.then, m.Progress.Step, true
	if !q.base {
		l.lesson = nil // it was of the network before
		if m.Lesson.Running() {
			m.lessonEnds(&protocol.Receipt{Outcome: protocol.OutcomeStopped})
		}
	}
	if !newest {
		return
	}
	l.settleHeld(nil)
	if l.lesson != nil {
		l.post(l.lesson)
	}
	m.doWish() // in a lesson: after it
	for _, c := range l.later {
		l.post(c)
	}
	l.later = nil
}

func (l *Life) settleHeld(err error) {
	if l.held != nil {
		l.held(err)
	}
	l.held = nil
}

// doWish tells the worker what its network is to do.
func (m *Model) doWish() {
	m.Life.untold = false
	switch m.Life.wish {
	case trains:
		m.Life.post(&protocol.Start{})
	case steps:
		m.Life.post(&protocol.StepOnce{})
	}
}

// refused goes on with the network that was there before.
func (m *Model) refused(f *protocol.Fault) {
	l := &m.Life
	i := slices.IndexFunc(l.asks, func(q ask) bool { return q.id == f.ID })
	if i < 0 {
		return
	}
	q := l.asks[i]
	l.asks = slices.Delete(l.asks, i, i+1)
	if _, ok := q.what.(*protocol.Restore); ok {
		m.AbandonRestore()
		if q.base {
			l.Saved = Saved{}
		}
	}
	if f.Code == protocol.CodeWeights {
		q.settle(weightsError(f))
	} else {
		q.settle(errors.New(f.Detail))
	}
	switch {
	case !q.told:
	case i > 0:
		l.asks[i-1].then, l.asks[i-1].told = q.then, true
	default:
		l.wish, l.from, l.untold = q.then, m.Progress.Step, true
	}
	if len(l.asks) == 0 {
		l.settleHeld(nil)
		if l.has && l.untold {
			m.doWish()
		}
	}
	if _, prepare := q.what.(*protocol.Prepare); !l.has && !(prepare && q.base) {
		m.askNewest()
	}
}

// answered returns the question with an ID and whether it was the newest, nil for
// none. Those before it have been answered by it.
func (m *Model) answered(id uint32) (q *ask, newest bool) {
	l := &m.Life
	for len(l.asks) > 0 && l.asks[0].id <= id {
		first := l.asks[0]
		l.asks = l.asks[1:]
		if first.id == id {
			return &first, len(l.asks) == 0
		}
		first.settle(errReplaced)
	}
	return nil, false
}

// Born is called when a worker has been started.
func (m *Model) Born() { m.Life.started, m.Life.silent = true, 0 }

// Died is called when the worker has ended, or was ended after Tick. It reports
// whether another one is to be started. detail is for whoever looks for the cause.
func (m *Model) Died(detail string) (again bool) {
	l := &m.Life
	m.WorkerLost()
	m.LoseGAN(detail)
	m.Race.Lost()
	l.started, l.has = false, false
	l.acked, l.pinging = l.posted, false
	for i := range l.asks {
		l.asks[i].sent = false
	}
	now := m.now()
	for len(l.deaths) > 0 && now.Sub(l.deaths[0]) > deathWindow {
		l.deaths = l.deaths[1:]
	}
	if l.deaths = append(l.deaths, now); len(l.deaths) > maxDeaths {
		m.giveUp(protocol.Fault{Code: CodeWorkerLost, Detail: detail})
		return false
	}
	f := protocol.Fault{Code: protocol.CodeWorker, Step: l.Saved.Step}
	switch {
	case m.Progress.Step <= l.Saved.Step:
		f.Reason = lostNothing
	case l.Saved.Data == nil:
		f.Reason = lostAll
	}
	l.lost = &f
	return true
}

// What was lost with a worker, as its Fault's Reason.
const lostNothing, lostAll = "nothing", "all"

// Crash gives the run up after a panic of the page's program.
func (m *Model) Crash(detail string) {
	m.WorkerLost()
	m.Life.started = false
	m.giveUp(protocol.Fault{Code: CodeCrash, Detail: detail})
}

// Unloaded gives the run up when a worker's script did not load, since the next one's
// would not either (WorkerFault).
func (m *Model) Unloaded(f protocol.Fault) {
	m.WorkerLost()
	m.Life.started = false
	m.giveUp(f)
}

func (m *Model) giveUp(f protocol.Fault) {
	l := &m.Life
	l.gaveUp = true
	m.Phase = protocol.PhaseError
	m.Dismiss(protocol.CodeWorker) // that it was started again
	m.Fault(f)
	m.loseLesson()
	l.later, l.wish = nil, rests
	l.settleHeld(ErrGaveUp)
	for _, q := range l.asks {
		q.settle(ErrGaveUp)
	}
	l.asks = nil
}

// Tick is called every second. Time is counted in ticks: when the page sleeps, so do
// they. It reports whether the worker must be replaced: it does not start, or it does
// not answer although something is due.
func (m *Model) Tick() (dead bool) {
	l := &m.Life
	limit := silence + int(m.Recipe.Work()/slowProducts)
	switch {
	case !l.started:
		return false
	case !m.Ready:
		limit = startSilence
	case l.acked == l.posted && !m.Running(): // a GAN, a lesson or a lab has the worker say that it is busy
		l.silent = 0 // nothing is due
		return false
	case !l.pinging:
		l.pinging = true
		l.Post(&protocol.Ping{N: l.posted})
	}
	l.silent++
	return l.silent > limit
}
