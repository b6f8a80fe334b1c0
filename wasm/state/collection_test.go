package state

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// in returns the page's sentences in a language.
func in(t *testing.T, language string) *words.Words {
	var w words.Words
	w.Use(joined(languages(t)[language+".json"]))
	return &w
}

// lineOf is the i-th of many different drawings, as it is stored.
func lineOf(i int) string {
	k, err := Keep(i%10, "w", []ink.Stroke{{{X: 0.3, Y: 0.2}, {X: 0.5, Y: 0.3 + float64(i)/2000}}})
	if err != nil {
		panic(err)
	}
	return k.Line
}

func linesOf(from, to int) (file string) {
	for i := from; i < to; i++ {
		file += lineOf(i)
	}
	return file
}

// store is a browser's store that can fail.
type store struct {
	records []Record
	last    int
	broken  bool
}

var errStore = errors.New("the store is broken")

func (s *store) load(m *Model) {
	if s.broken {
		m.KeptLoaded(nil, errStore)
	} else {
		m.KeptLoaded(slices.Clone(s.records), nil)
	}
}

// follow does what is to do once, as wasm/app does.
func (s *store) follow(m *Model) {
	todo := m.Kept.Changes()
	if todo.None() {
		return
	}
	if s.broken {
		m.KeptStored(todo, nil, errStore)
		return
	}
	if todo.Clear {
		s.records = nil
	}
	s.records = slices.DeleteFunc(s.records, func(r Record) bool { return slices.Contains(todo.Delete, r.ID) })
	var ids []int
	for _, e := range todo.Add {
		s.last++
		ids = append(ids, s.last)
		s.records = append(s.records, Record{s.last, e.Drawing.Line})
	}
	m.KeptStored(todo, ids, nil)
}

// check compares the store, the list and the facts about them.
func (s *store) check(t *testing.T, m *Model, stored, listed string, facts ...string) {
	t.Helper()
	text := ""
	for _, r := range s.records {
		text += r.Line
	}
	if text != stored {
		t.Errorf("the store has %q, want %q", text, stored)
	}
	if got := string(m.Kept.File()); got != listed {
		t.Errorf("listed is %q, want %q", got, listed)
	}
	w := in(t, "en")
	got := m.Kept.Facts(w)
	for i, f := range got {
		if i >= len(facts) || !strings.Contains(f, facts[i]) {
			t.Errorf("facts %q, want %q", got, facts)
			return
		}
	}
	if len(got) != len(facts) || len(got) > MaxFacts {
		t.Errorf("facts %q, want %q", got, facts)
	}
	if says := strings.Contains(m.Kept.Text(w), "this browser"); says == m.Kept.failed {
		t.Errorf("the store failed: %v, and it says %q", m.Kept.failed, m.Kept.Text(w))
	}
}

func TestStoreFollows(t *testing.T) {
	var m Model
	s := store{records: []Record{{7, lineOf(1)}}, last: 7}
	m.ImportKept([]byte(lineOf(2))) // before it is read
	s.load(&m)
	s.follow(&m)
	s.check(t, &m, linesOf(1, 3), linesOf(1, 3))
	m.ImportKept([]byte(linesOf(2, 5)))
	m.RemoveKept(m.Kept.Entries()[0].Key)
	m.RemoveKept(-1)
	s.follow(&m)
	s.check(t, &m, linesOf(2, 5), linesOf(2, 5))
	if todo := m.Kept.Changes(); !todo.None() {
		t.Errorf("left to do: %+v", todo)
	}

	var other Model // after a reload
	s.load(&other)
	s.check(t, &other, linesOf(2, 5), linesOf(2, 5))
	other.ClearKept()
	s.follow(&other)
	s.check(t, &other, "", "")
}

// TestStoreBrokenAtFirst is a browser that lets the page keep nothing, for a while.
func TestStoreBrokenAtFirst(t *testing.T) {
	var m Model
	s := store{broken: true, records: []Record{{1, lineOf(1)}}, last: 1}
	s.load(&m)
	s.check(t, &m, lineOf(1), "", "does not let the page keep")
	m.ImportKept([]byte(lineOf(2)))
	s.load(&m)
	s.check(t, &m, lineOf(1), lineOf(2), "does not let the page keep")
	s.broken = false
	s.load(&m)
	s.follow(&m)
	s.check(t, &m, linesOf(1, 3), linesOf(1, 3))
}

// TestStoreBreaks checks that both facts stand, what was added and what is not stored,
// and that everything is tried again.
func TestStoreBreaks(t *testing.T) {
	var m Model
	var s store
	s.load(&m)
	m.ImportKept([]byte(linesOf(0, 2)))
	s.follow(&m)
	s.broken = true
	m.ImportKept([]byte(linesOf(1, 4)))
	s.follow(&m)
	s.check(t, &m, linesOf(0, 2), linesOf(0, 4), "2 of these drawings could not be stored")
	if note := m.Kept.Note(in(t, "en")); !strings.Contains(note, "2 drawings added, 1 were here") {
		t.Errorf("the note is %q", note)
	}
	m.RemoveKept(m.Kept.Entries()[0].Key)
	s.follow(&m)
	s.check(t, &m, linesOf(0, 2), linesOf(1, 4), "2 of these drawings could not be stored", "1 deleted drawings are still stored")
	s.broken = false
	m.RemoveKept(m.Kept.Entries()[0].Key)
	s.follow(&m)
	s.check(t, &m, linesOf(2, 4), linesOf(2, 4))

	s.broken = true
	m.ClearKept()
	s.follow(&m)
	s.check(t, &m, linesOf(2, 4), "", "could not be deleted")
	s.broken = false
	m.ImportKept([]byte(lineOf(5)))
	s.follow(&m)
	s.check(t, &m, lineOf(5), lineOf(5))
}

// TestStoreIsOvertaken removes and clears what is being stored.
func TestStoreIsOvertaken(t *testing.T) {
	for _, remove := range []func(m *Model){(*Model).ClearKept, func(m *Model) { m.RemoveKept(m.Kept.Entries()[0].Key) }} {
		var m Model
		var s store
		s.load(&m)
		m.ImportKept([]byte(lineOf(0)))
		todo := m.Kept.Changes()
		remove(&m)
		s.records, s.last = []Record{{1, lineOf(0)}}, 1
		m.KeptStored(todo, []int{1}, nil)
		s.follow(&m)
		s.check(t, &m, "", "")
	}
	var m Model
	var s store
	s.records = []Record{{1, lineOf(0)}}
	m.ClearKept() // before it is read
	s.load(&m)
	s.follow(&m)
	s.check(t, &m, "", "")
}

func TestStoreOfOthers(t *testing.T) {
	var m Model
	var s store
	add := func(line string) { s.last++; s.records = append(s.records, Record{s.last, line}) }
	add("<script>")
	add("")
	add(lineOf(0) + lineOf(1)) // no record of this page's
	for i := range MaxKept + 3 {
		add(lineOf(i))
	}
	add(lineOf(0)) // twice: by another tab
	m.ImportKept([]byte(lineOf(3)))
	s.load(&m)
	if n := len(m.Kept.Entries()); n != MaxKept {
		t.Errorf("%d drawings", n)
	}
	facts := m.Kept.Facts(in(t, "en"))
	if len(facts) != 2 || !strings.HasPrefix(facts[0], "3 kept drawings cannot be read") || !strings.HasPrefix(facts[1], "3 more drawings") {
		t.Errorf("facts %q", facts)
	}
	before := len(s.records)
	s.follow(&m)
	if len(s.records) != before-1 {
		t.Errorf("%d records of %d: the one that is there twice goes", len(s.records), before)
	}
	if q := m.Kept.ClearQuestion(in(t, "en")); !strings.Contains(q, fmt.Sprint(MaxKept+6)) {
		t.Errorf("it asks %q", q)
	}
	m.ClearKept()
	s.follow(&m)
	s.check(t, &m, "", "")

	var only Model // what cannot be read can be deleted
	only.KeptLoaded([]Record{{1, "x"}}, nil)
	if !only.Kept.Clearable() {
		t.Error("what cannot be read cannot be deleted")
	}
}

// TestTwoTabs has two pages on one store, each of which hears of the other's changes.
func TestTwoTabs(t *testing.T) {
	var a, b Model
	var s store
	both := func() {
		for range 2 { // what one page finds twice, it deletes
			for _, m := range []*Model{&a, &b} {
				s.load(m)
				s.follow(m)
			}
		}
	}
	both()
	a.ImportKept([]byte(linesOf(0, 2)))
	b.ImportKept([]byte(linesOf(1, 3))) // one of them is the same
	both()
	s.check(t, &a, linesOf(0, 3), linesOf(0, 3))
	s.check(t, &b, linesOf(0, 3), linesOf(0, 3))
	if len(s.records) != 3 {
		t.Errorf("%d records", len(s.records))
	}
	key, rev := b.Kept.Entries()[2].Key, b.Rev.Kept
	b.Kept.due = false
	both()
	if b.Kept.due {
		t.Error("predictions are asked for although nothing has changed")
	}
	a.RemoveKept(a.Kept.Entries()[0].Key)
	s.follow(&a)
	s.load(&b)
	s.check(t, &b, linesOf(1, 3), linesOf(1, 3))
	if b.Kept.Entries()[1].Key != key || b.Rev.Kept == rev || !b.Kept.due {
		t.Error("the list's rows are others, or are not shown anew")
	}

	// What one tab deletes while another cannot store stays deleted, and what the other
	// has is kept.
	b.ImportKept([]byte(lineOf(5)))
	s.broken = true
	s.follow(&b)
	s.broken = false
	a.ClearKept()
	s.follow(&a)
	both()
	s.check(t, &a, lineOf(5), lineOf(5))
	s.check(t, &b, lineOf(5), lineOf(5))

	// An entry that is being deleted does not come back with what was read meanwhile.
	read := slices.Clone(s.records)
	b.RemoveKept(b.Kept.Entries()[0].Key)
	b.KeptLoaded(read, nil)
	s.follow(&b)
	s.check(t, &b, "", "")
}

// TestTabsDeleteOneOfTwo has two tabs find, at the same time, a drawing that both added.
func TestTabsDeleteOneOfTwo(t *testing.T) {
	var a, b Model
	var s store
	for _, m := range []*Model{&a, &b} {
		s.load(m)
		m.ImportKept([]byte(lineOf(0)))
	}
	s.follow(&a)
	s.follow(&b)
	s.load(&a)
	s.load(&b)
	if x, y := a.Kept.Changes().Delete, b.Kept.Changes().Delete; len(x) != 1 || !slices.Equal(x, y) {
		t.Errorf("they delete %v and %v", x, y)
	}
	s.follow(&a)
	s.follow(&b)
	s.check(t, &b, lineOf(0), lineOf(0))
}

// TestMoreThanAreShown checks that the others come when there is room.
func TestMoreThanAreShown(t *testing.T) {
	var m Model
	var s store
	for i := range MaxKept + 2 {
		s.records = append(s.records, Record{i + 1, lineOf(i)})
	}
	s.load(&m)
	if m.Kept.More() {
		t.Error("there is no room")
	}
	m.RemoveKept(m.Kept.Entries()[0].Key)
	s.follow(&m)
	if !m.Kept.More() {
		t.Fatal("there is room")
	}
	s.load(&m)
	if n := len(m.Kept.Entries()); n != MaxKept || m.Kept.More() || !strings.HasPrefix(m.Kept.Facts(in(t, "en"))[0], "1 more drawings") {
		t.Errorf("%d drawings, more: %v, %q", n, m.Kept.More(), m.Kept.Facts(in(t, "en")))
	}
}

func TestImportLimits(t *testing.T) {
	var m Model
	w := in(t, "en")
	note := func(want string) {
		t.Helper()
		if got := m.Kept.Note(w); !strings.Contains(got, want) {
			t.Errorf("the note is %q, want %q", got, want)
		}
	}
	m.ImportKept([]byte(linesOf(0, MaxKept-1) + lineOf(0)))
	note("499 drawings added, 1 were here")
	m.ImportKept([]byte(linesOf(MaxKept-1, MaxKept+1)))
	note("500 can be kept, 499 are")
	if len(m.Kept.Entries()) != MaxKept-1 {
		t.Error("some were added")
	}
	m.ImportKept([]byte(good + "x"))
	note("Line 2")
	m.RefuseImport(MaxImport + 1)
	note("too large: at most 8 MB")
	m.RefuseImport(5)
	note("could not be read")
	m.ExportedKept()
	note("499 drawings written")
}

// TestEveryRefusalHasASentence is in both languages, each another one.
func TestEveryRefusalHasASentence(t *testing.T) {
	for _, language := range []string{"en", "ja"} {
		w, seen := in(t, language), map[string]string{}
		for _, code := range []string{"large", "many", "points", "ink", "empty", "failed", "long", "utf16", "json", "object", "label", "writer", "strokes", "stroke", "point"} {
			s := (&ImportError{Code: code, Line: 3, Detail: "5"}).Text(w)
			if seen[s] != "" || strings.ContainsAny(s, "{}") || strings.HasPrefix(s, "import.") {
				t.Errorf("%s: %s is %q, as %s", language, code, s, seen[s])
			}
			seen[s] = code
		}
	}
}

// classified answers a question: each drawing is a digit.
func classified(q *protocol.Classify, digit int) *protocol.Classified {
	e := &protocol.Classified{Seq: q.Seq, P: make([]float32, len(q.Images)/ink.Pixels*10)}
	for i := digit; i < len(e.P); i += 10 {
		e.P[i] = 0.5
	}
	return e
}

func TestKeptPredictions(t *testing.T) {
	var m Model
	w := in(t, "en")
	m.ImportKept([]byte(linesOf(0, 2)))
	if m.KeptQuestion() != nil {
		t.Error("a question without a network")
	}
	if text := m.Kept.Entries()[1].Title(w); !strings.Contains(text, "Your 1, by w") {
		t.Errorf("before a prediction: %q", text)
	}
	m.Apply(&protocol.Prepared{})
	q := m.KeptQuestion()
	if q == nil || len(q.Images) != 2*ink.Pixels || m.KeptQuestion() != nil {
		t.Fatal("not one question with a network")
	}
	m.Apply(classified(q, 1))
	if a, b := m.Kept.Entries()[0], m.Kept.Entries()[1]; !a.Wrong() || b.Wrong() || a.Figure(w) != "0 → 1" || b.Figure(w) != "1" {
		t.Errorf("figures %s, %s", a.Figure(w), b.Figure(w))
	}
	if text := m.Kept.Text(w); !strings.HasPrefix(text, "1 of 2 predictions are correct") {
		t.Errorf("the text is %q", text)
	}

	// Predictions for other drawings, and older ones, are dropped.
	m.ImportKept([]byte(lineOf(2)))
	m.RemoveKept(m.Kept.Entries()[0].Key)
	m.Apply(classified(q, 5))
	drawing := classified(m.KeptQuestion(), 6)
	drawing.Drawing = true
	m.Apply(drawing)
	if m.Kept.Entries()[0].Predicted != 1 || m.Kept.Entries()[1].Predicted != -1 {
		t.Error("predictions for other drawings are taken")
	}

	// They are asked for anew when the network may be another.
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	if m.KeptQuestion() == nil {
		t.Error("no question when it trains")
	}
	m.Apply(&protocol.Eval{})
	if m.KeptQuestion() == nil {
		t.Error("no question after an evaluation")
	}
	m.ImportKept([]byte(linesOf(0, fewKept+1)))
	m.KeptQuestion()
	m.Apply(&protocol.Eval{})
	if m.KeptQuestion() != nil {
		t.Error("many are classified again and again while it trains")
	}
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhasePaused})
	if m.KeptQuestion() == nil {
		t.Error("no question at rest")
	}
	m.WorkerLost()
	if m.KeptQuestion() != nil {
		t.Error("a question without a worker")
	}
	m.Apply(&protocol.Ready{})
	m.Apply(&protocol.Prepared{})
	if m.KeptQuestion() == nil {
		t.Error("no question to a new worker")
	}
}
