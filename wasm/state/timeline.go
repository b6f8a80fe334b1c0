package state

import (
	"slices"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// Timeline is the moments of the run that can be looked at, which are in the worker, and
// the one that is: its network then stands for the run's.
type Timeline struct {
	HindsightVisible bool // on the visitor's screen

	steps []uint32 // of the moments, ascending
	exact []byte   // 1 for each that can be trained on from

	looking bool
	step    uint32 // looked at
	id      uint32 // of the newest Seek
	told    uint32 // of the newest that the worker has answered
	due     bool   // the prediction of the network that was sought

	eval      protocol.Eval // of the moment; Of is 0 before it is known
	evalAsked bool

	replay    protocol.Branched // how far it is
	replaying bool
	refused   bool // the last one

	hindsight hindsight
}

// Past returns the step that is looked at, and whether one is.
func (m *Model) Past() (step uint32, looking bool) { return m.Timeline.step, m.Timeline.looking }

// present is the run's newest step.
func (m *Model) present() uint32 {
	last := uint32(0)
	if l := &m.Timeline; len(l.steps) > 0 {
		last = l.steps[len(l.steps)-1]
	}
	return max(m.Progress.Step, last)
}

// HasPast reports whether there is a moment before the present one.
func (m *Model) HasPast() bool {
	l := &m.Timeline
	return m.Prepared && len(l.steps) > 0 && l.steps[0] < m.present()
}

// FilmText says what the view of the layers shows of the past: filters take shape, if the
// network has any.
func (m *Model) FilmText(w *words.Words) string {
	if len(m.Inside.Layers) > 0 && !slices.ContainsFunc(m.Inside.Layers, func(l Layer) bool { return l.Kind == "conv2d" }) {
		return w.T("timeline.film.plain")
	}
	return w.T("timeline.film")
}

// Seek looks at the moment nearest to a step, or from the present step on at the run as
// it is. It returns the command to send, nil for none, as all Seeks do.
func (m *Model) Seek(step uint32) *protocol.Seek {
	if !m.HasPast() || step >= m.present() {
		return m.SeekNow()
	}
	steps := m.Timeline.steps
	apart := func(s uint32) uint32 { return max(s, step) - min(s, step) }
	best := steps[0]
	for _, s := range steps {
		if apart(s) < apart(best) {
			best = s
		}
	}
	return m.seek(best)
}

func (m *Model) seek(step uint32) *protocol.Seek {
	l := &m.Timeline
	if step >= m.present() {
		return m.SeekNow()
	}
	if l.looking && l.step == step {
		return nil
	}
	l.looking, l.step = true, step
	return m.sought(&protocol.Seek{Step: step})
}

// SeekNow goes back to the run as it is.
func (m *Model) SeekNow() *protocol.Seek {
	l := &m.Timeline
	if !l.looking && !l.replaying {
		return nil
	}
	l.looking = false
	return m.sought(&protocol.Seek{Now: true})
}

func (m *Model) sought(c *protocol.Seek) *protocol.Seek {
	l := &m.Timeline
	l.id++
	c.ID = l.id
	l.due, l.refused = true, false
	m.otherNetwork()
	return c
}

// otherNetwork forgets what was of the network that was looked at before.
func (m *Model) otherNetwork() {
	m.Timeline.eval, m.Timeline.evalAsked = protocol.Eval{}, false
	m.Why.Running = false // the worker has stopped it
	m.forgetErrors()
	m.Kept.due = true
	m.Rev.Past++
	m.Rev.Curves++
}

// SeekTo looks at the moment nearest to a place on the line of the run's steps, 0 to 1.
func (m *Model) SeekTo(x float64) *protocol.Seek {
	at := max(x, 0) * float64(m.span())
	newest := uint32(0)
	for _, s := range m.Timeline.steps {
		if s < m.present() {
			newest = s
		}
	}
	if at > float64(newest+m.present())/2 {
		return m.SeekNow()
	}
	return m.Seek(uint32(at + 0.5))
}

// span is the steps that the line is long.
func (m *Model) span() uint32 { return max(m.Progress.Steps, m.present(), 1) }

// SeekBy looks at the moment by places further; after the last one comes now.
func (m *Model) SeekBy(by int) *protocol.Seek {
	l := &m.Timeline
	before := 0 // moments before now
	at := -1
	for i, s := range l.steps {
		if s < m.present() {
			before = i + 1
		}
		if l.looking && s <= l.step {
			at = i
		}
	}
	if at < 0 {
		at = before
	}
	if at = max(at+by, 0); at >= before {
		return m.SeekNow()
	}
	return m.seek(l.steps[at])
}

// SeekKey does what a key does on the line that the arrow keys do not.
func (m *Model) SeekKey(key string) (c *protocol.Seek, taken bool) {
	const page = 5
	switch key {
	case "Home":
		return m.SeekBy(-len(m.Timeline.steps)), true
	case "End":
		return m.SeekNow(), true
	case "PageDown":
		return m.SeekBy(-page), true
	case "PageUp":
		return m.SeekBy(page), true
	}
	return nil, false
}

// Handle is where the line's handle is, 0 to 1.
func (m *Model) Handle() float64 { return float64(m.handleStep()) / float64(m.span()) }

func (m *Model) handleStep() uint32 {
	if l := &m.Timeline; l.looking {
		return l.step
	}
	return m.Progress.Step
}

// applyMoments takes the worker's moments, and what it looks at: the nearest that it has
// or, when it has left the past by itself, now.
func (m *Model) applyMoments(e *protocol.Moments) {
	l := &m.Timeline
	l.steps, l.exact = e.Steps, e.Exact
	m.Rev.Past++
	if e.ID != l.id {
		return // an answer is on its way
	}
	first := l.told != e.ID
	l.told = e.ID
	if l.looking != e.Looking || e.Looking && l.step != e.Step {
		l.looking, l.step = e.Looking, e.Step
		if !first {
			m.otherNetwork()
		}
	}
}

// ofShown reports whether an event that comes now is of the network that was sought last.
func (m *Model) ofShown() bool { return m.Timeline.told == m.Timeline.id }

// loseTimeline forgets the moments of a network that is gone.
func (m *Model) loseTimeline() {
	l := &m.Timeline
	if l.looking {
		l.looking = false
		m.otherNetwork()
	}
	*l = Timeline{HindsightVisible: l.HindsightVisible, id: l.id, told: l.id}
	m.Rev.Past++
	m.Rev.Curves++
}

// shownEval is the evaluation of the network that the page shows: nothing before that of
// the past is known.
func (m *Model) shownEval() *protocol.Eval {
	if m.Timeline.looking {
		return &m.Timeline.eval
	}
	return &m.Eval
}

// PastQuestion asks for the evaluation of the past where the page shows mistakes; nil
// for nothing to ask.
func (m *Model) PastQuestion(shown bool) *protocol.EvaluatePast {
	l := &m.Timeline
	if !shown || !l.looking || l.evalAsked || !m.Ready || !m.Prepared {
		return nil
	}
	l.evalAsked = true
	return &protocol.EvaluatePast{}
}

func (m *Model) applyPastEval(e *protocol.PastEval) {
	if l := &m.Timeline; l.looking && m.ofShown() && e.Eval.Step == l.step {
		l.eval = e.Eval
		m.Rev.Errors++
	}
}

// CanBranch reports whether the run can be trained on from what is looked at.
func (m *Model) CanBranch() bool {
	l := &m.Timeline
	for i, s := range l.steps {
		if s == l.step && i < len(l.exact) && l.exact[i] == 1 {
			return l.looking && !l.replaying && !m.Lesson.running
		}
	}
	return false
}

// Branch asks to train on from the moment that is looked at.
func (m *Model) Branch() *protocol.Branch {
	l := &m.Timeline
	if !m.CanBranch() {
		return nil
	}
	l.replaying, l.refused, l.replay = true, false, protocol.Branched{Step: l.step}
	m.Rev.Past++
	return &protocol.Branch{Step: l.step}
}

// applyBranched follows the replay.
func (m *Model) applyBranched(e *protocol.Branched) {
	l := &m.Timeline
	l.replay = protocol.Branched{Step: e.Step, Done: e.Done, Of: e.Of}
	l.replaying = !e.Refused && len(e.Data) == 0
	l.refused = e.Refused && l.looking
	m.Rev.Past++
}

// TakeBranch has the run go on from where a replay has ended. What the page shows of the
// run up to there stays.
func (m *Model) TakeBranch(e *protocol.Branched) {
	m.undo.branch, m.undo.taken = e.Step, e
	m.BeginRestore(e.Step)
	m.ask(ask{what: &protocol.Restore{Recipe: m.Recipe, Data: e.Data}, step: e.Step, then: trains})
}

// branched shows no more of the run than the branch has.
func (m *Model) branched() {
	e := m.undo.taken
	if e == nil {
		return
	}
	m.undo.taken = nil
	p := &m.Progress
	p.Epoch, p.ImagesSeen, p.SecondsLeft = e.Epoch, e.ImagesSeen, 0
	if m.Eval.Step > e.Step {
		m.Eval = protocol.Eval{}
		m.forgetErrors()
	}
}
