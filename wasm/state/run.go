package state

import (
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/wire"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Run is one run of a network: what it came from, how far it got, what the page showed
// of it. History, undo, exports and links read it.
type Run struct {
	ID          int    // the later begun, the greater; 0 for a run that has not begun
	Name        string // given by the visitor, "" for that of its recipe
	Recipe      recipe.Recipe
	Engine      uint32        // recipe.Engine that computed it
	Begun       time.Time     // at the first step
	Ended       time.Time     // zero while it is the bench's
	Trained     time.Duration // pauses excluded
	Taught      []Taught
	Snapshots   []Snapshot // along the way, the oldest first
	Fingerprint uint64     // of Data's weights, 0 if that is not known
	Step        uint32     // of Data, the newest full snapshot
	Data        []byte     // nil for none
	Over        bool

	curves   Curves
	progress protocol.Progress
	eval     protocol.Eval
	imported bool
}

// Taught is a lesson after a step: images of 784 grey values, and their labels.
type Taught struct {
	Step           uint32
	Labels, Images []byte
}

// Snapshot is a full snapshot of a step on the way.
type Snapshot struct {
	Step uint32
	Data []byte
}

// Curves returns the run's curves.
func (r *Run) Curves() *Curves { return &r.curves }

// Progress returns the run's last progress.
func (r *Run) Progress() protocol.Progress { return r.progress }

// Eval returns the run's newest evaluation; Of is 0 without one.
func (r *Run) Eval() protocol.Eval { return r.eval }

const (
	runVersion = 1 // the first byte of an encoded run

	maxName      = 120 // bytes
	maxTaught    = 1000
	maxSnapshots = 100
)

// ErrRun is returned for an encoded run of another version, or a torn one.
var ErrRun = errors.New("state: the run cannot be read")

// Append appends the run as bytes.
func (r *Run) Append(dst []byte) []byte {
	c := wire.Writer(dst)
	version := uint8(runVersion)
	c.U8(&version)
	r.fields(&c)
	return c.Buffer()
}

// ParseRun reads a run that Append wrote.
func ParseRun(b []byte) (*Run, error) {
	c, r, version := wire.Reader(b), new(Run), uint8(0)
	if c.U8(&version); version != runVersion {
		return nil, ErrRun
	}
	if r.fields(&c); c.End() != nil {
		return nil, ErrRun
	}
	return r, nil
}

// Head returns the run without its snapshots: what a list of runs needs.
func (r *Run) Head() *Run {
	h := *r
	h.Data, h.Snapshots = nil, nil
	return &h
}

func (r *Run) fields(c *wire.Codec) {
	a := identity{r.ID, r.Name, r.Engine, r.Begun, r.Trained, r.Taught, r.Snapshots}
	a.fields(c)
	r.ID, r.Name, r.Engine, r.Begun, r.Trained, r.Taught, r.Snapshots = a.id, a.name, a.engine, a.begun, a.trained, a.taught, a.snapshots
	timeField(c, &r.Ended)
	c.U64(&r.Fingerprint)
	saved := Saved{r.Recipe, r.Step, r.Data, r.Over}
	saved.fields(c)
	r.Recipe, r.Step, r.Data, r.Over = saved.Recipe, saved.Step, saved.Data, saved.Over
	r.curves.fields(c)
	message(c, &r.progress)
	message(c, &r.eval)
	c.Bool(&r.imported)
}

// identity is what only the bench's run knows of itself: the rest of a Run is the model's.
type identity struct {
	id        int
	name      string
	engine    uint32
	begun     time.Time
	trained   time.Duration // before the network was given to the present worker
	taught    []Taught
	snapshots []Snapshot
}

func (a *identity) fields(c *wire.Codec) {
	c.Int(&a.id)
	c.String(&a.name)
	if a.id < 0 || len(a.name) > maxName {
		c.Tear()
	}
	c.U32(&a.engine)
	timeField(c, &a.begun)
	ns := int(a.trained)
	c.Int(&ns)
	a.trained = time.Duration(ns)
	n := length(c, len(a.taught), 12, maxTaught)
	if c.Reading() && n > 0 {
		a.taught = make([]Taught, n)
	}
	for i := range a.taught {
		t := &a.taught[i]
		c.U32(&t.Step)
		c.Bytes(&t.Labels)
		c.Bytes(&t.Images)
		if len(t.Images) != ink.Pixels*len(t.Labels) || slices.ContainsFunc(t.Labels, func(l byte) bool { return l >= recipe.Classes }) {
			c.Tear()
		}
	}
	n = length(c, len(a.snapshots), 8, maxSnapshots)
	if c.Reading() && n > 0 {
		a.snapshots = make([]Snapshot, n)
	}
	for i := range a.snapshots {
		c.U32(&a.snapshots[i].Step)
		c.Bytes(&a.snapshots[i].Data)
	}
}

// timeField moves a time in milliseconds, which is what a browser's clock has.
func timeField(c *wire.Codec, t *time.Time) {
	ms := 0
	if !t.IsZero() {
		ms = int(t.UnixMilli())
	}
	if c.Int(&ms); c.Reading() {
		*t = time.Time{}
		if ms != 0 {
			*t = time.UnixMilli(int64(ms))
		}
	}
}

// newRunID returns an ID that JavaScript's numbers hold exactly; two tabs that begin a
// run in the same millisecond hardly get the same.
func newRunID(now time.Time) int { return int(now.UnixMilli())<<12 + rand.IntN(1<<12) }

// learns notes that the run has made a step, its first.
func (m *Model) learns() {
	if a := &m.identity; a.id == 0 {
		now := m.now()
		a.id, a.engine, a.begun = newRunID(now), recipe.Engine, now
	}
}

// wasTaught reports whether the weights are not those of the recipe alone: the network was
// taught drawings.
func (m *Model) wasTaught() bool { return len(m.identity.taught) > 0 }

// taught notes a lesson that has changed the weights.
func (m *Model) taught(c *protocol.Teach) {
	if a := &m.identity; len(a.taught) < maxTaught {
		a.taught = append(a.taught, Taught{m.Progress.Step, c.Labels, c.Images})
	}
}

// Run returns the bench's run as it was at a snapshot.
func (m *Model) Run(s Saved) *Run {
	a := &m.identity
	r := &Run{
		ID: a.id, Name: a.name, Recipe: s.Recipe, Engine: a.engine, Begun: a.begun, Ended: m.now(),
		Trained: a.trained + m.worked.sum, Taught: slices.Clone(a.taught), Snapshots: slices.Clone(a.snapshots),
		Step: s.Step, Data: s.Data, Over: s.Over,
		curves: m.Curves, progress: m.Progress, eval: m.Eval, imported: m.imported,
	}
	if s.Step == m.Progress.Step {
		r.Fingerprint = m.Fingerprint
	}
	for _, s := range r.curves.all() {
		s.points = slices.Clone(s.points)
	}
	return r
}

// shows makes r the bench's run.
func (m *Model) shows(r *Run) {
	m.identity = identity{r.ID, r.Name, r.Engine, r.Begun, r.Trained, slices.Clone(r.Taught), slices.Clone(r.Snapshots)}
	m.Curves, m.Progress, m.Eval, m.imported = r.curves, r.progress, r.eval, r.imported
	for _, s := range m.Curves.all() {
		s.points = slices.Clone(s.points) // the history keeps its own
	}
}
