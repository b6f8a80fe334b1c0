package state

import (
	"math"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// A race: up to four recipes learn from the same mini-batches, a step each in turn, and
// each says when its prediction of the visitor's digit is correct for good.

const (
	maxLanes = 4
	raceIDs  = 1 << 30 // of the worker's networks: those of labs are counted from 1
	raceTest = 2000    // test images, at the end
	finishes = 150     // reports of a race, so many that a finish is a fine one
	trainSet = 60_000
)

// lengths are the steps that a race may have; 0 is the whole run of each recipe.
var lengths = [...]int{100, 300, 1000, 0}

// racing is how far a race is.
type racing int

const (
	raceReady racing = iota
	raceOn
	raceOver
	raceStopped
	raceLost    // with the worker
	raceYielded // to the run, which the visitor has had go on
)

// Lane is a recipe in a race.
type Lane struct {
	Recipe                 recipe.Recipe
	Steps, Losses          []float64 // at each report: the mean loss since the one before
	Done, Diverged, Failed bool
	Fingerprint            uint64
	Accuracy               float32 // on the first test images, at the end

	id     uint32
	all    uint32 // steps of its run
	digits []int8 // predictions for the visitor's digit, at each report
	sure   float32
}

// Race is the race's recipes, what the visitor has chosen, and the race itself.
type Race struct {
	lanes    []*Lane
	length   int // of lengths
	guess    int // the lane that the visitor expects to be first, -1 for none
	on       int // 1 + the lane whose prediction the bench shows, 0 for the run's
	phase    racing
	every    int // steps between two reports
	digit    [ink.Pixels]byte
	label    int // of the digit
	said     int // what the visitor says that the drawing is
	saidOf   uint32
	chosen   bool // said of the drawing of revision saidOf
	paused   bool // the run was under way, and is to go on
	rested   bool // and does not go on any more
	lastID   uint32
	commands []protocol.Message
	auto     bool // set up by itself: it follows the form
	edited   int  // 1 + the lane whose form is open, 0 for none
	form     Form
	rev      uint32
}

// Rev counts the changes.
func (r *Race) Rev() uint32 { return r.rev }

// Lanes returns the number of lanes, Lane one of them.
func (r *Race) Lanes() int { return len(r.lanes) }

// Lane returns a lane.
func (r *Race) Lane(i int) *Lane { return r.lanes[i] }

// Running reports whether the race is under way.
func (r *Race) Running() bool { return r.phase == raceOn }

// Shown returns the lane whose prediction the bench shows, -1 for the run's.
func (r *Race) Shown() int { return r.on - 1 }

// Shows reports whether a lane's prediction can be shown on the bench: the worker has its
// network.
func (r *Race) Shows() bool { return len(r.lanes) > 0 && r.lanes[0].id != 0 }

// Guess returns the lane that the visitor expects to be first, -1 for none.
func (r *Race) Guess() int { return r.guess }

// Digit returns the digit that the lanes predict, nil before the first race.
func (r *Race) Digit() []byte {
	if r.every == 0 {
		return nil
	}
	return r.digit[:]
}

// Length returns which of the lengths is chosen.
func (r *Race) Length() int { return r.length }

// set begins with other recipes.
func (r *Race) set(recipes ...recipe.Recipe) {
	r.stop(raceReady)
	lanes := make([]*Lane, len(recipes))
	for i := range recipes {
		lanes[i] = &Lane{Recipe: recipes[i]}
	}
	r.lanes, r.guess, r.every, r.auto = lanes, -1, 0, false
	r.phase, r.edited = raceReady, 0
	r.rev++
}

// SetLength chooses the steps of the race.
func (r *Race) SetLength(i int) {
	if i >= 0 && i < len(lengths) && i != r.length {
		r.clear()
		r.length = i
	}
}

// SetGuess chooses the lane that is expected to be first, before the race.
func (r *Race) SetGuess(i int) {
	if r.phase != raceOn && i < len(r.lanes) {
		r.clear()
		r.guess = i
	}
}

// clear takes the curves of the last race away.
func (r *Race) clear() {
	var recipes []recipe.Recipe
	for _, l := range r.lanes {
		recipes = append(recipes, l.Recipe)
	}
	guess := r.guess
	r.set(recipes...)
	r.guess = guess
}

// Remove takes a lane out.
func (r *Race) Remove(i int) {
	if len(r.lanes) < 3 || i >= len(r.lanes) {
		return
	}
	guess, left := r.guess, []recipe.Recipe{}
	for j, l := range r.lanes {
		if j != i {
			left = append(left, l.Recipe)
		}
	}
	r.set(left...)
	switch {
	case guess > i:
		r.guess = guess - 1
	case guess < i:
		r.guess = guess
	}
}

// CanAdd reports whether a recipe can be another lane.
func (r *Race) CanAdd(other recipe.Recipe) bool {
	for _, l := range r.lanes {
		if same(l.Recipe, r.alike(other)) {
			return false
		}
	}
	return len(r.lanes) < maxLanes
}

// Add adds a lane, with the mini-batches of the others.
func (r *Race) Add(other recipe.Recipe) {
	if r.CanAdd(other) {
		r.clear()
		r.lanes = append(r.lanes, &Lane{Recipe: r.alike(other)})
	}
}

// alike gives a recipe what the lanes have in common: the same seed and mini-batches.
func (r *Race) alike(other recipe.Recipe) recipe.Recipe {
	if len(r.lanes) > 0 {
		return common(other, r.lanes[0].Recipe)
	}
	return other
}

// raced is a lane's recipe for a race of the chosen length.
func (r *Race) raced(i int) recipe.Recipe {
	one := r.lanes[i].Recipe
	if n := lengths[r.length]; n > 0 && n < runSteps(one) {
		one.Steps = n
	}
	return one
}

// runSteps returns the steps of a run.
func runSteps(r recipe.Recipe) int {
	n := (trainSet + r.BatchSize - 1) / max(r.BatchSize, 1) * r.Epochs
	if r.Steps > 0 {
		n = min(n, r.Steps)
	}
	return n
}

// Total returns the steps of the race.
func (r *Race) Total() int {
	n := 1
	for i := range r.lanes {
		n = max(n, runSteps(r.raced(i)))
	}
	return n
}

// RaceLabel returns what digit the drawing is: what is known of it, or what the visitor
// says.
func (m *Model) RaceLabel() (label int, ok bool) {
	if s := m.Drawing.Source(); s.Labelled() {
		return s.Label, !m.Drawing.Empty()
	}
	r := &m.Race
	return r.said, r.chosen && r.saidOf == m.Rev.Pad && !m.Drawing.Empty()
}

// AsksRaceLabel reports whether the visitor is to say what the drawing is.
func (m *Model) AsksRaceLabel() bool {
	return !m.Drawing.Empty() && !m.Drawing.Source().Labelled()
}

// SayRaceLabel says what the drawing is.
func (m *Model) SayRaceLabel(digit int) {
	r := &m.Race
	r.said, r.saidOf, r.chosen = digit, m.Rev.Pad, true
	r.rev++
}

// CanRace reports whether the race can begin.
func (m *Model) CanRace() bool {
	_, ok := m.RaceLabel()
	return ok && m.Ready && len(m.Race.lanes) > 1 && !m.Lesson.running
}

// StartRace begins the race, with the drawing's pixels. The run rests meanwhile.
func (m *Model) StartRace(pixels []byte) {
	r := &m.Race
	label, _ := m.RaceLabel()
	if !m.CanRace() || r.Running() || len(pixels) != ink.Pixels {
		return
	}
	shown := r.Shown()
	r.clear()
	r.phase, r.label, r.every = raceOn, label, max(2, r.Total()/finishes)
	copy(r.digit[:], pixels)
	if r.paused, r.rested = m.Running(), !m.Running(); r.paused {
		r.post(&protocol.Pause{})
	}
	for i := range r.lanes {
		l := r.lanes[i]
		r.lastID++
		l.id = raceIDs + r.lastID
		r.post(&protocol.LabTrain{ID: l.id, Recipe: r.raced(i), Every: uint32(r.every), Digit: append([]byte(nil), r.digit[:]...), Test: raceTest, Race: true})
	}
	r.Show(shown)
}

// Show has the bench show the prediction of a lane, or of the run for -1.
func (r *Race) Show(lane int) {
	if lane >= len(r.lanes) || lane >= 0 && r.lanes[lane].id == 0 {
		lane = -1
	}
	if lane != r.Shown() {
		r.on = lane + 1
		r.post(&protocol.LabShow{ID: r.shownID()})
	}
	r.rev++
}

// shownID returns the worker's number of the network that the bench shows, 0 for the
// run's.
func (r *Race) shownID() uint32 {
	if r.on == 0 || r.on > len(r.lanes) {
		return 0
	}
	return r.lanes[r.on-1].id
}

// Stop ends the race where it is, and the run goes on if it was under way.
func (r *Race) Stop() { r.stop(raceStopped) }

// Leave forgets the lanes' networks: the visitor has gone to another view. The curves
// stay.
func (r *Race) Leave() {
	if r.phase == raceOn {
		r.stop(raceStopped)
	}
	r.release()
}

func (r *Race) stop(to racing) {
	if r.phase == raceOn {
		r.end(to)
	}
	r.release()
}

// release has the worker forget the lanes' networks.
func (r *Race) release() {
	r.Show(-1)
	for _, l := range r.lanes {
		if l.id != 0 {
			r.post(&protocol.StopLab{ID: l.id})
			l.id = 0
		}
	}
	r.rev++
}

// end has the run go on, if the race has paused it.
func (r *Race) end(to racing) {
	r.phase = to
	if r.paused && to != raceYielded {
		r.post(&protocol.Resume{})
	}
	r.paused = false
	r.rev++
}

func (r *Race) post(m protocol.Message) { r.commands = append(r.commands, m) }

// Commands returns what the worker is to be told, once.
func (r *Race) Commands() []protocol.Message {
	c := r.commands
	r.commands = nil
	return c
}

// Lost ends a race whose worker is gone, with all its networks.
func (r *Race) Lost() {
	for i := range r.lanes {
		r.lanes[i].id = 0
	}
	r.on = 0
	if r.phase == raceOn {
		r.end(raceLost)
	}
	r.rev++
}

// follow gives way to a run that the visitor has had go on.
func (r *Race) follow(running bool) {
	if r.phase != raceOn {
		return
	}
	r.rested = r.rested || !running
	if r.rested && running {
		r.stop(raceYielded)
	}
}

// apply takes an event of the worker, if it is of a lane.
func (r *Race) apply(e *protocol.LabStep) {
	for _, l := range r.lanes {
		if l.id == e.ID && !l.Done && r.phase == raceOn {
			l.apply(e)
			r.rev++
			r.ends()
		}
	}
}

// ends ends the race once all lanes are done.
func (r *Race) ends() {
	for _, l := range r.lanes {
		if !l.Done {
			return
		}
	}
	r.end(raceOver)
}

func (l *Lane) apply(e *protocol.LabStep) {
	l.Done, l.Diverged, l.Failed, l.all = e.Done, e.Diverged, e.Fault.Code != "", e.Steps
	l.Fingerprint, l.Accuracy = e.Fingerprint, e.Accuracy
	if n := len(l.Steps); e.Step > 0 && (n == 0 || float64(e.Step) > l.Steps[n-1]) || e.Diverged {
		loss := float64(e.Loss)
		if e.Diverged || math.IsNaN(loss) {
			loss = math.Inf(1)
		}
		l.Steps, l.Losses = append(l.Steps, float64(e.Step)), append(l.Losses, loss)
		digit := int8(-1)
		if len(e.P) == recipe.Classes && !e.Diverged {
			p := predictionOf([recipe.Classes]float32(e.P), e.Step, e.Step > 0)
			digit, l.sure = int8(p.Digit), p.P[p.Digit]
		}
		l.digits = append(l.digits, digit)
	}
}
