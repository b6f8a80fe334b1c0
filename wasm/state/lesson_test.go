package state

import (
	"regexp"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// lessonPad returns a model with a network that has learned, and an example drawn.
func lessonPad(digit int) *Model {
	m := &Model{}
	m.Apply(&protocol.Ready{})
	m.Apply(&protocol.Prepared{})
	m.Apply(&protocol.Progress{Step: 5})
	drawDigit(m, digit)
	return m
}

func drawDigit(m *Model, digit int) {
	m.Drawing.Clear()
	for _, s := range Example(digit) {
		for i, p := range s {
			if i == 0 {
				m.Drawing.Begin(p)
			} else {
				m.Drawing.Extend(p)
			}
		}
		m.Drawing.End()
	}
	m.Drawn()
}

func TestWhatCanBeTaught(t *testing.T) {
	w := in(t, "en")
	for name, c := range map[string]struct {
		change             func(m *Model)
		choose, keep, tell bool
		question, note     string
	}{
		"a drawing":      {func(*Model) {}, true, false, false, "What is it?", ""},
		"with its digit": {func(m *Model) { m.ChooseDigit(7) }, true, true, true, "What is it?", ""},
		"untrained": {func(m *Model) { m.ChooseDigit(7); m.Progress.Step = 0 }, true, true, false, "What is it?",
			"learned nothing yet"},
		"no network":    {func(m *Model) { m.ChooseDigit(7); m.WorkerLost() }, false, false, false, "What is it?", ""},
		"an open one":   {func(m *Model) { m.ChooseDigit(7); m.Drawing.Begin(ink.Point{X: 0.5, Y: 0.5}) }, false, false, false, "What is it?", ""},
		"a test image":  {func(m *Model) { m.ChooseDigit(7); m.Drawing.SetImage(make([]byte, ink.Pixels)) }, false, false, false, "cheating", ""},
		"an empty pad":  {func(m *Model) { m.ChooseDigit(7); m.Drawing.Clear(); m.Drawn() }, false, false, false, "Draw a digit", ""},
		"a prediction":  {func(m *Model) { m.Prediction = Prediction{Known: true, Digit: 3} }, true, false, false, "Prediction: 3", ""},
		"in a lesson":   {func(m *Model) { m.ChooseDigit(7); m.Lesson.running = true }, false, false, false, "What is it?", ""},
		"another digit": {func(m *Model) { m.ChooseDigit(7); m.ChooseDigit(1) }, true, true, true, "What is it?", ""},
	} {
		m := lessonPad(7)
		c.change(m)
		if m.CanChoose() != c.choose || m.CanKeep() != c.keep || m.CanTeach() != c.tell {
			t.Errorf("%s: choose %v, keep %v, teach %v", name, m.CanChoose(), m.CanKeep(), m.CanTeach())
		}
		if q := m.LessonQuestion(w); !strings.Contains(q, c.question) {
			t.Errorf("%s: it asks %q", name, q)
		}
		if n := m.LessonNote(w); !strings.Contains(n, c.note) || (n == "") != (c.note == "") {
			t.Errorf("%s: the note is %q", name, n)
		}
		if !c.tell && m.TeachDrawing("w") != nil || !c.keep && m.KeepDrawing("w") {
			t.Errorf("%s: what cannot be done is done", name)
		}
	}
	m := lessonPad(7)
	m.Prediction = Prediction{Known: true, Digit: 3}
	if !m.Predicts(3) || m.Predicts(7) {
		t.Error("the prediction is not told apart")
	}
}

func TestLesson(t *testing.T) {
	w := in(t, "en")
	m := lessonPad(7)
	m.ChooseDigit(7)
	if !m.KeepDrawing("w-1") || m.Lesson.Chosen(7) || !strings.Contains(m.LessonNote(w), "as a 7") {
		t.Errorf("not kept: %q", m.LessonNote(w))
	}
	drawDigit(m, 4)
	m.ChooseDigit(4)
	command := m.TeachDrawing("w-1")
	if command == nil || command.Target != 1 || string(command.Labels) != "\x07\x04" || len(command.Images) != 2*ink.Pixels {
		t.Fatalf("command %+v", command)
	}
	if !m.Lesson.Running() || m.CanTeachAgain() || m.TeachAgain() != nil || m.TeachStrokes(1, "w", Example(1)) != nil {
		t.Error("a second lesson at the same time")
	}
	if m.KeptQuestion() != nil {
		t.Error("drawings are classified during a lesson")
	}
	last := -1.0
	stages := ""
	for stage := protocol.StageData; stage <= protocol.StageAfter; stage++ {
		for done := range uint32(3) {
			m.Apply(&protocol.Lesson{Stage: stage, Done: done, Of: 2})
			p := m.Lesson.Progress()
			if p < last || p > 1 {
				t.Errorf("stage %v, %d of 2: progress %v after %v", stage, done, p, last)
			}
			last = p
		}
		s := m.Lesson.Stage(w)
		if strings.Contains(stages, s) {
			t.Errorf("two stages say %q", s)
		}
		stages += s
	}
	if last != 1 {
		t.Errorf("at the end the progress is %v", last)
	}
	if _, ok := m.Lesson.Receipt(w); ok {
		t.Error("a receipt before the end")
	}
	e := &protocol.Receipt{
		Steps: 12, Target: 1, PredictedBefore: []byte{7, 9}, PredictedAfter: []byte{1, 4},
		TestImages: 10_000, CorrectBefore: 9_876, CorrectAfter: 9_870, Forgotten: 10, Gained: 4,
	}
	e.Before[9], e.After[4] = 0.9876, 0.51
	m.Apply(e)
	r, ok := m.Lesson.Receipt(w)
	want := Receipt{
		Title:     "What the lesson changed",
		This:      ReceiptRow{"This 4", "9 (98.8%)", "4 (51.0%)", true, false},
		Others:    ReceiptRow{"Your other drawings (1)", "1 correct", "0 correct", false, true},
		Test:      ReceiptRow{"Test accuracy", "98.76%", "98.70%", false, false},
		Forgotten: "10 of 10,000 test digits forgotten, 4 newly correct: −6.",
		Steps:     r.Steps,
	}
	if !ok || r != want || !strings.HasPrefix(r.Steps, "12 steps") {
		t.Errorf("the receipt is %+v", r)
	}
	if m.Lesson.Running() || m.KeptQuestion() == nil {
		t.Error("the lesson goes on, or the drawings are not classified after it")
	}
	m.Apply(&protocol.Receipt{Outcome: protocol.OutcomeStopped}) // of no lesson
	if again, _ := m.Lesson.Receipt(w); again != want {
		t.Error("a receipt without a lesson is taken")
	}

	// Again: the first whose prediction is wrong, else the newest.
	if c := m.TeachAgain(); c == nil || c.Target != 1 {
		t.Errorf("again: %+v", c)
	}
	e = &protocol.Receipt{Target: 1}
	e.After[9] = 1
	m.Apply(e)
	r, _ = m.Lesson.Receipt(w)
	if r.Unlearned == "" || !r.This.Bad || r.Test != (ReceiptRow{}) || r.Forgotten != "" {
		t.Errorf("a lesson without success: %+v", r)
	}
	m.Kept.Entries()[0].Predicted = 1
	if c := m.TeachAgain(); c == nil || c.Target != 0 {
		t.Errorf("again, with a wrong prediction: %+v", c)
	}
	m.Apply(&protocol.Receipt{Outcome: protocol.OutcomeStopped})

	// A drawing of a round, which is kept already under that name.
	if c := m.TeachStrokes(7, "w-1", Example(7)); c == nil || c.Target != 0 || len(m.Kept.Entries()) != 2 {
		t.Errorf("a drawing that is kept: %+v, of %d", c, len(m.Kept.Entries()))
	}
	for range maxDeaths {
		if m.Died(""); !m.Lesson.Running() {
			t.Fatal("the next worker could go on with the lesson")
		}
	}
	m.Died("")
	if r, _ := m.Lesson.Receipt(w); !strings.Contains(r.Title, "engine stopped") || r.This.Name != "" {
		t.Errorf("with the worker lost: %+v", r)
	}
	if m.TeachStrokes(7, "w-1", Example(7)) != nil || !strings.Contains(m.LessonNote(w), "not ready") {
		t.Errorf("without a worker: %q", m.LessonNote(w))
	}
}

func TestLessonOutcomes(t *testing.T) {
	for _, language := range []string{"en", "ja"} {
		w, seen := in(t, language), map[string]bool{}
		for _, o := range []protocol.Outcome{protocol.OutcomeTaught, protocol.OutcomeStopped, protocol.OutcomeRefused, protocol.OutcomeDiverged} {
			m := lessonPad(1)
			m.ChooseDigit(1)
			m.TeachDrawing("w")
			m.Apply(&protocol.Receipt{Outcome: o, Detail: "why"})
			r, ok := m.Lesson.Receipt(w)
			if !ok || seen[r.Title] || r.Title == "" || (o != protocol.OutcomeTaught) != (r.Detail == "why" && r.This.Name == "" && r.Steps == "") {
				t.Errorf("%s, %v: %+v", language, o, r)
			}
			seen[r.Title] = true
		}
	}
}

func TestFullCollectionRefusesALesson(t *testing.T) {
	m := lessonPad(1)
	m.ImportKept([]byte(linesOf(0, MaxKept)))
	m.ChooseDigit(1)
	if m.TeachDrawing("w") != nil || m.Lesson.Running() || !strings.Contains(m.LessonNote(in(t, "en")), "500 can be kept, 500 are") {
		t.Errorf("the note is %q", m.LessonNote(in(t, "en")))
	}
	m.Drawing.Clear()
	m.Drawn()
	if m.LessonNote(in(t, "en")) != "" || m.Lesson.Chosen(1) {
		t.Error("what was said of a drawing stays when it is gone")
	}
}

func TestWriter(t *testing.T) {
	for known, random := range map[string]uint64{"": 5, strings.Repeat("x", 65): 1 << 63, "a\u202eb": 7} {
		name, fresh := Writer(known, random)
		if !fresh || !regexp.MustCompile(`^w-[0-9a-z]{6}$`).MatchString(name) {
			t.Errorf("a new name is %q", name)
		}
		if again, _ := Writer("", random+1); again == name {
			t.Errorf("two visitors are %q", name)
		}
	}
	if name, fresh := Writer("安", 5); fresh || name != "安" {
		t.Errorf("a known name becomes %q", name)
	}
}
