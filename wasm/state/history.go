package state

import (
	"slices"
	"time"
)

// The bounds of the history. A snapshot of the default recipe is 0.17 MB, of simpleconv,
// the greatest preset, 5.2 MB (BenchmarkSnapshot in nn/train): of those twelve keep their
// weights. What else is known of a run is 41 KB at most, but for lessons.
const (
	maxRuns    = 20
	maxWeights = 64 << 20 // bytes
	maxChosen  = 3
)

// History is the runs before the bench's, as this tab knows them, and what is still to be
// stored. Every tab may change the store; each reads it again when it hears of it.
type History struct {
	loaded  bool
	unsaved bool           // the run that is under way cannot be stored
	told    bool           // the visitor has read that something cannot be stored
	list    []*Run         // the newest first, without snapshots but for those to be stored
	sizes   map[int]int    // of the snapshots that are there, by ID
	due     HistoryTodo    // not stored yet
	chosen  [maxChosen]int // IDs: in the chart and the comparison; 0 for none
	open    int            // the ID of the run whose details are shown
	removed *Run           // deleted last, whole once it can be had back
	failed  bool           // the newest attempt to store something
	evicted bool           // the browser has removed the runs
	opening int            // the ID of the run that is being read
	gone    bool           // its weights could not be read
}

// HistoryTodo is what is to be done in the store, at once or not at all.
type HistoryTodo struct {
	Put    []*Run // weights included where there are any
	Delete []int  // IDs of runs, with their weights
	Drop   []int  // IDs of runs whose weights go
}

// None reports whether nothing is to be done.
func (t *HistoryTodo) None() bool { return len(t.Put)+len(t.Delete)+len(t.Drop) == 0 }

// StoredRun is a run as the store has it: its head, as bytes, and how many bytes its
// snapshot has, 0 for none.
type StoredRun struct {
	Head []byte
	Size int
}

// Loaded reports whether the store has been read.
func (h *History) Loaded() bool { return h.loaded }

// Runs returns the runs, the newest first.
func (h *History) Runs() []*Run { return h.list }

// Run returns the run with an ID, nil for none.
func (h *History) Run(id int) *Run {
	if i := h.find(id); i >= 0 {
		return h.list[i]
	}
	return nil
}

func (h *History) find(id int) int {
	return slices.IndexFunc(h.list, func(r *Run) bool { return r.ID == id })
}

// HasWeights reports whether a run can be opened.
func (h *History) HasWeights(r *Run) bool { return h.sizes[r.ID] > 0 }

// keepRun puts the bench's run into the history: it is done, or about to be replaced.
func (m *Model) keepRun() {
	if s := m.Life.Saved; m.HasRun() && s.Data != nil && m.identity.id != 0 {
		m.Keep(m.Run(s))
	}
}

// Keep puts a run into the history, in place of what was known of it before: unless that
// got further, in another tab.
func (m *Model) Keep(r *Run) {
	h := &m.History
	if old := h.Run(r.ID); old != nil {
		same := old.Step == r.Step && len(old.Taught) == len(r.Taught)
		if same && h.sizes[r.ID] > 0 && (r.Fingerprint == 0 || r.Fingerprint == old.Fingerprint) || old.Step > r.Step && len(old.Taught) >= len(r.Taught) {
			return
		}
	}
	h.put(r)
	h.trim()
	m.Rev.History++
}

func (h *History) put(r *Run) {
	size := h.sizes[r.ID]
	if r.Data != nil {
		size = len(r.Data)
	}
	h.forget(r.ID)
	h.list = append(h.list, r)
	h.sort()
	if h.sizes == nil {
		h.sizes = map[int]int{}
	}
	h.sizes[r.ID] = size
	h.due.Put = append(h.due.Put, r)
}

// forget forgets a run and what was to be done about it.
func (h *History) forget(id int) {
	h.list = slices.DeleteFunc(h.list, func(r *Run) bool { return r.ID == id })
	h.due.Put = slices.DeleteFunc(h.due.Put, func(r *Run) bool { return r.ID == id })
	is := func(other int) bool { return other == id }
	h.due.Delete, h.due.Drop = slices.DeleteFunc(h.due.Delete, is), slices.DeleteFunc(h.due.Drop, is)
	delete(h.sizes, id)
}

// sort puts the run that ended last first.
func (h *History) sort() {
	for i := range h.list { // few, and in order but for one
		for ; i > 0 && h.list[i].Ended.After(h.list[i-1].Ended); i-- {
			h.list[i-1], h.list[i] = h.list[i], h.list[i-1]
		}
	}
}

// trim keeps to the bounds: the oldest runs go, and of the oldest the weights.
func (h *History) trim() {
	for len(h.list) > maxRuns {
		h.delete(h.list[len(h.list)-1].ID)
	}
	sum := 0
	for i, r := range h.list {
		size := h.sizes[r.ID]
		if sum += size; sum > maxWeights && size > 0 && i > 0 {
			sum -= size
			h.sizes[r.ID] = 0
			h.due.Drop = append(h.due.Drop, r.ID)
			for j, p := range h.due.Put {
				if p.ID == r.ID {
					h.due.Put[j] = p.Head()
				}
			}
		}
	}
}

func (h *History) delete(id int) {
	h.forget(id)
	h.due.Delete = append(h.due.Delete, id)
	for i := range h.chosen {
		if h.chosen[i] == id {
			h.chosen[i] = 0
		}
	}
	if h.open == id {
		h.open = 0
	}
}

// LoadHistory takes what the store has. What is not stored yet stays; what cannot be read
// is left where it is. expected is how many runs this browser had.
func (m *Model) LoadHistory(stored []StoredRun, expected int, err error) {
	h := &m.History
	m.Rev.History++
	if err != nil {
		h.failed = true
		h.loaded = true // in memory alone
		return
	}
	if !h.loaded && len(stored) == 0 && expected > 0 {
		h.evicted = true
	}
	h.loaded = true
	h.list, h.sizes = nil, map[int]int{}
	for _, s := range stored {
		if r, err := ParseRun(s.Head); err == nil && r.ID > 0 && !slices.Contains(h.due.Delete, r.ID) {
			h.list = append(h.list, r)
			h.sizes[r.ID] = s.Size
		}
	}
	for _, r := range slices.Clone(h.due.Put) {
		h.put(r)
	}
	for _, id := range h.due.Drop {
		h.sizes[id] = 0
	}
	h.sort()
	h.trim()
	for i, id := range h.chosen {
		if id != 0 && h.find(id) < 0 {
			h.chosen[i] = 0
		}
	}
}

// Dirty reports whether anything is to be stored.
func (h *History) Dirty() bool { return !h.due.None() }

// Due returns what is to be stored.
func (h *History) Due() HistoryTodo {
	return HistoryTodo{slices.Clone(h.due.Put), slices.Clone(h.due.Delete), slices.Clone(h.due.Drop)}
}

// HistoryStored takes what became of it. weights are those of the deleted runs, nil for
// none.
func (m *Model) HistoryStored(t HistoryTodo, weights [][]byte, err error) {
	h := &m.History
	m.Rev.History++
	if h.failed = err != nil; h.failed {
		return
	}
	for _, r := range t.Put {
		for i, p := range h.due.Put {
			if p != r {
				continue
			}
			h.due.Put = slices.Delete(h.due.Put, i, i+1)
			if j := h.find(r.ID); j >= 0 {
				h.list[j] = h.list[j].Head()
			}
			break
		}
	}
	done := func(due, done []int) []int {
		return slices.DeleteFunc(due, func(id int) bool { return slices.Contains(done, id) })
	}
	h.due.Delete, h.due.Drop = done(h.due.Delete, t.Delete), done(h.due.Drop, t.Drop)
	for i, id := range t.Delete {
		if h.removed != nil && h.removed.ID == id && i < len(weights) && h.removed.Data == nil {
			h.removed.Data = weights[i]
		}
	}
}

// RemoveRun deletes a run. It can be had back until the next one is deleted.
func (m *Model) RemoveRun(id int) {
	h := &m.History
	r := h.Run(id)
	if r == nil {
		return
	}
	h.removed = r
	h.delete(id)
	m.Rev.History++
}

// CanUndoRemove reports whether the run that was deleted last can be had back: what was
// in the store has come out of it.
func (h *History) CanUndoRemove() bool {
	return h.removed != nil && !slices.Contains(h.due.Delete, h.removed.ID)
}

// UndoRemove brings it back.
func (m *Model) UndoRemove() {
	h := &m.History
	if !h.CanUndoRemove() {
		return
	}
	h.put(h.removed)
	h.trim()
	h.open, h.removed = h.removed.ID, nil
	m.Rev.History++
}

// RenameRun gives a run a name, or its recipe's again.
func (m *Model) RenameRun(id int, name string) {
	h := &m.History
	i := h.find(id)
	if i < 0 {
		return
	}
	r := *h.list[i]
	if r.Name = cleanName(name); r.Name == h.list[i].Name {
		return
	}
	if m.identity.id == id {
		m.identity.name = r.Name
	}
	h.due.Put = slices.DeleteFunc(h.due.Put, func(p *Run) bool { return p.ID == id })
	h.list[i] = &r
	h.due.Put = append(h.due.Put, &r)
	m.Rev.History++
}

// OpenDetails shows a run's details, or hides them again.
func (m *Model) OpenDetails(id int) {
	if h := &m.History; h.open == id {
		h.open = 0
	} else {
		h.open = id
	}
	m.History.gone = false
	m.Rev.History++
}

// Opened returns the run whose details are shown, nil for none.
func (h *History) Opened() *Run { return h.Run(h.open) }

// OnBench reports whether a run is the bench's.
func (m *Model) OnBench(r *Run) bool { return r.ID == m.identity.id }

// ChooseRun puts a run into the chart and the comparison, or takes it out. It does
// nothing when there are enough.
func (m *Model) ChooseRun(id int) {
	h := &m.History
	i := slices.Index(h.chosen[:], id)
	if i >= 0 {
		h.chosen[i] = 0
	} else if i = slices.Index(h.chosen[:], 0); i >= 0 && h.find(id) >= 0 {
		h.chosen[i] = id
	}
	m.Rev.History++
	m.Rev.Curves++
}

// CanChooseMore reports whether another run can be chosen.
func (h *History) CanChooseMore() bool { return slices.Contains(h.chosen[:], 0) }

// Ghost is a run that was chosen, with its letter and its dashes: lengths of line and gap.
type Ghost struct {
	Run    *Run
	Letter string
	Line   float64
	Gap    float64
}

var ghostLooks = [maxChosen]Ghost{{Letter: "A", Line: 9, Gap: 6}, {Letter: "B", Line: 4, Gap: 5}, {Letter: "C", Line: 1, Gap: 5}}

// Ghosts returns the runs that were chosen.
func (h *History) Ghosts() (all []Ghost) {
	for i, id := range h.chosen {
		if r := h.Run(id); id != 0 && r != nil {
			g := ghostLooks[i]
			g.Run = r
			all = append(all, g)
		}
	}
	return all
}

// Letter returns the letter of a run that was chosen, "" for another.
func (h *History) Letter(id int) string {
	if i := slices.Index(h.chosen[:], id); i >= 0 {
		return ghostLooks[i].Letter
	}
	return ""
}

// MayReopen reports whether a run can be made the bench's now, and notes that it is being
// read.
func (m *Model) MayReopen(id int) bool {
	h := &m.History
	if h.opening != 0 || h.sizes[id] == 0 || id == m.identity.id || m.Lesson.running {
		return false
	}
	h.opening, h.gone = id, false
	m.Rev.History++
	return true
}

// ReopenRun makes a run of the history the bench's, and trains it on, if train: its
// weights have been read, or could not be. The bench's goes into the history meanwhile.
func (m *Model) ReopenRun(id int, data []byte, train bool) {
	h := &m.History
	r := h.Run(id)
	h.opening, h.gone = 0, r != nil && data == nil
	m.Rev.History++
	if r == nil || data == nil {
		return
	}
	whole := *r
	whole.Data = data
	m.undo = undo{returning: &whole}
	m.Form.Use(r.Recipe)
	m.BeginRestore(r.Step)
	m.Return(&whole)
	if train && !r.Over {
		m.Life.asks[len(m.Life.asks)-1].then = trains
	}
}

// SaveRefused notes whether the run under way could be stored.
func (m *Model) SaveRefused(refused bool) { m.History.unsaved = refused }

// RunOfPage returns the run of a page that another tab has saved, nil if there is none
// that has weights.
func RunOfPage(page []byte, saved time.Time) *Run {
	m := Model{Now: func() time.Time { return saved }}
	if m.RestorePage(page) != nil || m.Life.Saved.Data == nil || m.identity.id == 0 {
		return nil
	}
	r := m.Run(m.Life.Saved)
	for _, s := range r.curves.all() {
		s.Truncate(float64(r.Step))
	}
	return r
}
