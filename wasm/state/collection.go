package state

import (
	"slices"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// fewKept is a number of drawings that can be classified again while it trains.
const fewKept = 60

// Entry is a drawing of the Collection.
type Entry struct {
	Key       int // its own, 1 or more
	Drawing   Kept
	Predicted int // digit, -1 before the first prediction

	record int // in the browser's store, 0 if it is not there
}

// Wrong reports whether the prediction is known and is not the label.
func (e *Entry) Wrong() bool { return e.Predicted >= 0 && e.Predicted != e.Drawing.Label }

// Collection is the visitor's own drawings and how far the browser's store has
// followed them: what it could not do stays due, and is tried with the next change.
type Collection struct {
	list []*Entry // oldest first
	key  int      // of the newest entry
	note keptNote

	loaded     bool  // the store was read
	failed     bool  // the last try failed
	clear      bool  // all records are to be deleted
	gone       []int // records to be deleted
	unreadable int   // records that are no drawing
	over       int   // records beyond MaxKept

	due   bool   // predictions are to be asked for
	seq   uint32 // of the newest question
	phase protocol.Phase
}

// Record is a drawing in the browser's store.
type Record struct {
	ID   int
	Line string
}

// Changes is what the store has to do: to delete all records if Clear, to delete
// some, to add some.
type Changes struct {
	Clear  bool
	Delete []int
	Add    []*Entry
}

// None reports whether there is nothing to do.
func (c *Changes) None() bool { return !c.Clear && len(c.Delete) == 0 && len(c.Add) == 0 }

// Entries returns the drawings, oldest first. It is valid until the next change.
func (c *Collection) Entries() []*Entry { return c.list }

// Loaded reports whether the store was read.
func (c *Collection) Loaded() bool { return c.loaded }

// Clearable reports whether there is anything to delete.
func (c *Collection) Clearable() bool { return c.all() > 0 }

// all counts the records that cannot be shown, too.
func (c *Collection) all() int { return len(c.list) + c.unreadable + c.over }

// File returns the drawings as a file to import.
func (c *Collection) File() (file []byte) {
	for _, e := range c.list {
		file = append(file, e.Drawing.Line...)
	}
	return file
}

func (c *Collection) images() []byte {
	pixels := make([]byte, 0, ink.Pixels*len(c.list))
	for _, e := range c.list {
		pixels = append(pixels, e.Drawing.Pixels[:]...)
	}
	return pixels
}

func (c *Collection) labels() (labels []byte) {
	for _, e := range c.list {
		labels = append(labels, byte(e.Drawing.Label))
	}
	return labels
}

// find returns the index of an entry with a drawing, -1 for none.
func find(list []*Entry, line string) int {
	return slices.IndexFunc(list, func(e *Entry) bool { return e.Drawing.Line == line })
}

func (c *Collection) entry(k Kept) *Entry {
	c.key++
	return &Entry{Key: c.key, Drawing: k, Predicted: -1}
}

// keptChanged is called after each change of the list.
func (m *Model) keptChanged() {
	m.Kept.due = true
	m.Kept.seq++ // predictions on their way are for other drawings
	m.Rev.Kept++
}

// add adds those drawings that are not there yet, or none if that would be too many.
func (m *Model) add(drawings []Kept) (added int, ok bool) {
	c := &m.Kept
	list := slices.Clone(c.list)
	for _, k := range drawings {
		if find(list, k.Line) < 0 {
			list = append(list, c.entry(k))
		}
	}
	if len(list) > MaxKept {
		return 0, false
	}
	added = len(list) - len(c.list)
	c.list = list
	m.keptChanged()
	return added, true
}

// ImportKept adds the drawings of a file, and notes how many, or why none.
func (m *Model) ImportKept(file []byte) {
	drawings, err := ParseKept(file)
	if err != nil {
		m.noteKept(keptNote{kind: noteWrong, wrong: importError(err)})
		return
	}
	added, ok := m.add(drawings)
	if !ok {
		m.noteKept(keptNote{kind: noteFull})
		return
	}
	m.noteKept(keptNote{kind: noteImported, n: added, known: len(drawings) - added})
}

// RefuseImport notes why a file was not read: its size, or a failure.
func (m *Model) RefuseImport(size int) {
	e := &ImportError{Code: "failed"}
	if size > MaxImport {
		e = errLarge()
	}
	m.noteKept(keptNote{kind: noteWrong, wrong: e})
}

// ExportedKept notes that the drawings were written to a file.
func (m *Model) ExportedKept() { m.noteKept(keptNote{kind: noteExported, n: len(m.Kept.list)}) }

func (m *Model) noteKept(n keptNote) {
	m.Kept.note = n
	m.Rev.Kept++
}

// RemoveKept removes the drawing with a key.
func (m *Model) RemoveKept(key int) {
	c := &m.Kept
	i := slices.IndexFunc(c.list, func(e *Entry) bool { return e.Key == key })
	if i < 0 {
		return
	}
	if r := c.list[i].record; r != 0 {
		c.gone = append(c.gone, r)
	}
	c.list = slices.Delete(slices.Clone(c.list), i, i+1)
	m.keptChanged()
}

// ClearKept removes all drawings, and records that are none.
func (m *Model) ClearKept() {
	c := &m.Kept
	c.list, c.gone, c.clear, c.note = nil, nil, true, keptNote{}
	m.keptChanged()
}

// KeptLoaded takes what the store has, or the error that reading it ended with: at
// first, and again whenever another tab has changed it.
func (m *Model) KeptLoaded(records []Record, err error) {
	c := &m.Kept
	c.failed = err != nil
	m.Rev.Kept++
	if c.failed {
		return
	}
	c.loaded = true
	if c.clear {
		return
	}
	c.unreadable, c.over = 0, 0
	unsaved := slices.DeleteFunc(slices.Clone(c.list), func(e *Entry) bool { return e.record != 0 })
	var list []*Entry
	for _, r := range records { // the lowest first: two tabs drop the same one of two equals
		if slices.Contains(c.gone, r.ID) {
			continue
		}
		e, ok := c.of(r)
		switch {
		case !ok:
			c.unreadable++
		case find(list, e.Drawing.Line) >= 0:
			c.gone = append(c.gone, r.ID)
		case e.record == 0 && find(unsaved, e.Drawing.Line) < 0 && len(list)+len(unsaved) >= MaxKept:
			c.over++
		default:
			e.record = r.ID
			list = append(list, e)
			unsaved = slices.DeleteFunc(unsaved, func(u *Entry) bool { return u == e })
		}
	}
	list = append(list, unsaved...)
	if !slices.Equal(list, c.list) {
		c.list = list
		m.keptChanged()
	}
}

// of returns the entry of a record, or a new one; ok is false if it is no drawing.
func (c *Collection) of(r Record) (e *Entry, ok bool) {
	if i := slices.IndexFunc(c.list, func(e *Entry) bool { return e.record == r.ID }); i >= 0 {
		return c.list[i], true
	}
	drawings, err := ParseKept([]byte(r.Line))
	if err != nil || len(drawings) != 1 {
		return nil, false
	}
	if i := find(c.list, drawings[0].Line); i >= 0 {
		return c.list[i], true
	}
	return c.entry(drawings[0]), true
}

// More reports whether the store has drawings that can now be shown.
func (c *Collection) More() bool { return c.over > 0 && len(c.list) < MaxKept }

// Changes returns what the store has yet to do.
func (c *Collection) Changes() Changes {
	todo := Changes{Clear: c.clear, Delete: slices.Clone(c.gone)}
	for _, e := range c.list {
		if e.record == 0 {
			todo.Add = append(todo.Add, e)
		}
	}
	return todo
}

// KeptStored takes the new records of the entries that were to be added, or the error
// after which the store has changed nothing.
func (m *Model) KeptStored(done Changes, records []int, err error) {
	c := &m.Kept
	c.failed = err != nil
	m.Rev.Kept++
	if c.failed {
		return
	}
	if done.Clear {
		c.clear, c.unreadable, c.over = false, 0, 0
	}
	c.gone = slices.DeleteFunc(c.gone, func(r int) bool { return slices.Contains(done.Delete, r) })
	for i, e := range done.Add {
		if e.record = records[i]; !slices.Contains(c.list, e) { // removed meanwhile
			c.gone = append(c.gone, e.record)
		}
	}
}

// KeptQuestion returns the question for predictions to send now, nil for none.
func (m *Model) KeptQuestion() *protocol.Classify {
	c := &m.Kept
	if !c.due || !m.Prepared || m.Lesson.running || len(c.list) == 0 {
		return nil
	}
	c.due = false
	c.seq++
	return &protocol.Classify{Seq: c.seq, Images: c.images()}
}

// applyKept takes predictions, unless they answer an older question.
func (m *Model) applyKept(e *protocol.Classified) {
	c := &m.Kept
	if e.Drawing || e.Seq != c.seq || len(e.P) != recipe.Classes*len(c.list) {
		return
	}
	for i, entry := range c.list {
		digit := argMax(e.P[recipe.Classes*i:][:recipe.Classes])
		if entry.Predicted != digit {
			entry.Predicted = digit
			m.Rev.Kept++
		}
	}
}

// evaluatedKept is called after an evaluation, every second or so while it trains.
func (m *Model) evaluatedKept() {
	if m.Phase != protocol.PhaseTraining || len(m.Kept.list) <= fewKept {
		m.Kept.due = true
	}
}

// followKept is called after each event: when the run comes to rest, the predictions
// are to be those of the network as it is.
func (m *Model) followKept() {
	if c := &m.Kept; c.phase != m.Phase {
		c.phase, c.due = m.Phase, true
	}
}

func argMax(p []float32) (digit int) {
	for i, v := range p {
		if v > p[digit] {
			digit = i
		}
	}
	return digit
}
