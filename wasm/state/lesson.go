package state

import (
	"slices"
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Lesson is what the visitor says the drawing is, the lesson under way, and the
// receipt of the last one.
type Lesson struct {
	chosen bool
	digit  int // that the visitor says it is
	note   lessonNote
	kept   int // the label of the drawing that was only kept

	running  bool
	progress protocol.Lesson
	label    int    // of the drawing that it is about
	labels   []byte // of all drawings

	receipt *protocol.Receipt // nil before the first, and while a lesson runs
	lost    bool              // with the worker
}

type lessonNote int

const (
	lessonNoNote lessonNote = iota
	lessonKept
	lessonFull
	lessonNotReady
)

// Running reports whether a lesson is under way.
func (l *Lesson) Running() bool { return l.running }

// Chosen reports whether the visitor says that the drawing is the digit.
func (l *Lesson) Chosen(digit int) bool { return l.chosen && l.digit == digit }

// Progress is the part of the lesson that is done, 0 to 1.
func (l *Lesson) Progress() float64 {
	ends := [...]float64{0, 0.02, 0.3, 0.7, 1} // of the stages: most of the time is evaluation
	stage := min(int(l.progress.Stage), len(ends)-2)
	part := 0.0
	if l.progress.Of > 0 {
		part = float64(l.progress.Done) / float64(l.progress.Of)
	}
	return ends[stage] + (ends[stage+1]-ends[stage])*part
}

// ChooseDigit says what the drawing is.
func (m *Model) ChooseDigit(digit int) { m.Lesson.chosen, m.Lesson.digit = true, digit }

// CanChoose reports whether the visitor can say what the drawing is.
func (m *Model) CanChoose() bool { return m.hasDrawing() && !m.Lesson.running }

// hasDrawing reports whether there is a finished drawing of the visitor's.
func (m *Model) hasDrawing() bool {
	return m.Prepared && len(m.Drawing.Strokes()) > 0 && !m.Drawing.Open()
}

// CanKeep reports whether the drawing can be kept.
func (m *Model) CanKeep() bool { return m.CanChoose() && m.Lesson.chosen }

// CanTeach reports whether the drawing can be learned.
func (m *Model) CanTeach() bool { return m.CanKeep() && m.Learned() }

// CanTeachAgain reports whether the kept drawings can be learned.
func (m *Model) CanTeachAgain() bool {
	return !m.Lesson.running && m.Prepared && m.Learned() && len(m.Kept.list) > 0
}

// KeepDrawing keeps the drawing on the pad, of several digits the one shown, and
// reports whether it did.
func (m *Model) KeepDrawing(writer string) bool {
	l := &m.Lesson
	if !m.CanKeep() || m.keep(l.digit, writer, m.Strokes()) < 0 {
		return false
	}
	l.note, l.kept, l.chosen = lessonKept, l.digit, false
	return true
}

// TeachDrawing keeps the drawing on the pad and begins a lesson about it. It returns
// the command to send, nil for none, as the next two do.
func (m *Model) TeachDrawing(writer string) *protocol.Teach {
	if !m.CanTeach() {
		return nil
	}
	index := m.keep(m.Lesson.digit, writer, m.Strokes())
	if index < 0 {
		return nil
	}
	m.Lesson.chosen = false
	return m.beginLesson(index)
}

// TeachStrokes does the same with another drawing.
func (m *Model) TeachStrokes(label int, writer string, strokes []ink.Stroke) *protocol.Teach {
	if m.Lesson.running {
		return nil
	}
	index := m.keep(label, writer, strokes)
	if index < 0 {
		return nil
	}
	return m.beginLesson(index)
}

// TeachAgain begins a lesson about the first kept drawing whose prediction is wrong,
// or else the newest.
func (m *Model) TeachAgain() *protocol.Teach {
	if !m.CanTeachAgain() {
		return nil
	}
	index := slices.IndexFunc(m.Kept.list, (*Entry).Wrong)
	if index < 0 {
		index = len(m.Kept.list) - 1
	}
	return m.beginLesson(index)
}

// keep keeps a drawing, if it is not kept yet, and returns its index; -1 and a note if
// there are too many, or nothing is drawn.
func (m *Model) keep(label int, writer string, strokes []ink.Stroke) (index int) {
	k, err := Keep(label, writer, strokes)
	if err != nil {
		return -1
	}
	if _, ok := m.add([]Kept{k}); !ok {
		m.Lesson.note = lessonFull
		return -1
	}
	return find(m.Kept.list, k.Line)
}

func (m *Model) beginLesson(target int) *protocol.Teach {
	l, c := &m.Lesson, &m.Kept
	if !m.Prepared {
		l.note = lessonNotReady
		return nil
	}
	l.running, l.progress, l.note = true, protocol.Lesson{}, lessonNoNote
	l.receipt, l.lost = nil, false
	l.label, l.labels = c.list[target].Drawing.Label, c.labels()
	m.Rev.Kept++
	return &protocol.Teach{Images: c.images(), Labels: l.labels, Target: uint32(target)}
}

// lessonReports takes the progress of the lesson.
func (m *Model) lessonReports(e *protocol.Lesson) {
	if m.Lesson.running {
		m.Lesson.progress = *e
	}
}

// lessonEnds takes its receipt.
func (m *Model) lessonEnds(e *protocol.Receipt) {
	m.taught = m.taught || e.Outcome == protocol.OutcomeTaught && e.Steps > 0
	if m.Lesson.running {
		m.Lesson.running, m.Lesson.receipt = false, e
		m.Kept.due = true
		m.Rev.Kept++
		m.Rev.Network++
	}
}

// loseLesson ends the lesson of a worker that was lost.
func (m *Model) loseLesson() {
	if m.Lesson.running {
		m.lessonEnds(&protocol.Receipt{})
		m.Lesson.lost = true
	}
}

// eraseLesson forgets what was said of a drawing that is gone.
func (m *Model) eraseLesson() {
	m.Lesson.chosen, m.Lesson.note = false, lessonNoNote
}

// Writer returns the name under which the visitor's drawings are kept: the one that
// the browser knows, or a new one.
func Writer(known string, random uint64) (name string, fresh bool) {
	if known != "" && plainWriter(known) {
		return known, false
	}
	const letters = 36 * 36 * 36 * 36 * 36 * 36
	return "w-" + strconv.FormatUint(random%letters+letters, 36)[1:], true
}
