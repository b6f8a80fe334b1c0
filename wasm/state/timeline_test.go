package state

import (
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// withPast returns a model of a paused run at step 90 of 100 with moments, and a drawing.
func withPast(t *testing.T) *Model {
	m := prepared()
	m.Life.Post = func(protocol.Message) {}
	run(t, m, 1, 90, 0.9)
	m.Apply(&protocol.Moments{Steps: []uint32{0, 10, 20, 90}, Exact: []byte{1, 1, 0, 1}})
	m.Drawing.Begin(ink.Point{X: 0.3, Y: 0.3})
	m.Drawing.Extend(ink.Point{X: 0.6, Y: 0.6})
	m.Drawing.End()
	m.Drawn()
	classify(m, m.NextDrawing(), 90, 7)
	return m
}

// classify has the worker say digit of the drawing.
func classify(m *Model, seq, step uint32, digit int) {
	p := make([]float32, 10)
	for i := range p {
		p[i] = 0.01
	}
	p[digit] = 0.91
	m.Apply(&protocol.Classified{Seq: seq, Step: step, Drawing: true, P: p})
}

// answer has the worker obey a Seek.
func answer(m *Model, c *protocol.Seek) {
	m.Apply(&protocol.Moments{ID: c.ID, Steps: []uint32{0, 10, 20, 90}, Exact: []byte{1, 1, 0, 1}, Looking: !c.Now, Step: c.Step})
}

// TestSeek: what the page shows is of the network that was sought last, and nothing of
// another is taken for it.
func TestSeek(t *testing.T) {
	m := withPast(t)
	if m.Seek(90) != nil || m.Seek(1000) != nil || m.SeekNow() != nil {
		t.Error("now is sought now")
	}
	c := m.Seek(13)
	if step, looking := m.Past(); c == nil || c.Step != 10 || step != 10 || !looking || m.Predicted() {
		t.Fatalf("%+v; step %d", c, step)
	}
	classify(m, m.seq, 90, 3) // from before
	if m.Prediction.Digit != 7 {
		t.Error("a prediction of the network before is shown")
	}
	answer(m, c)
	if m.Predicted() {
		t.Error("the prediction that is shown is that of another network")
	}
	classify(m, m.seq, 10, 4)
	if !m.Predicted() || m.Prediction.Digit != 4 || m.Seek(9) != nil {
		t.Errorf("looking at step 10: %+v", m.Prediction)
	}
	c = m.SeekNow()
	classify(m, m.seq, 10, 5)
	answer(m, c)
	classify(m, m.seq, 90, 7)
	if _, looking := m.Past(); looking || m.Prediction.Digit != 7 || !m.Predicted() {
		t.Errorf("back to now: %+v", m.Prediction)
	}

	answer(m, m.Seek(20))
	m.Apply(&protocol.Moments{ID: m.Timeline.id, Steps: []uint32{0, 90}, Exact: []byte{1, 1}}) // a lesson began
	if _, looking := m.Past(); looking {
		t.Error("the worker has left the past, the page has not")
	}
	answer(m, m.Seek(20))
	m.WorkerLost()
	if _, looking := m.Past(); looking || m.HasPast() || m.Seek(5) != nil {
		t.Error("the past of a worker that is lost")
	}
}

// TestSeekByHand: the line, the arrow keys and the others.
func TestSeekByHand(t *testing.T) {
	m := withPast(t)
	at := func(want uint32, c *protocol.Seek) {
		t.Helper()
		if step, looking := m.Past(); c == nil || c.Now || !looking || step != want {
			t.Errorf("%+v, step %d; want %d", c, step, want)
		}
	}
	now := func(c *protocol.Seek) {
		t.Helper()
		if _, looking := m.Past(); c == nil || !c.Now || looking {
			t.Errorf("%+v is not now", c)
		}
	}
	key := func(name string) *protocol.Seek { c, _ := m.SeekKey(name); return c }
	at(0, m.SeekTo(-1))
	at(20, m.SeekTo(0.18))
	if got := m.Handle(); got != 0.2 {
		t.Errorf("the handle is at %v", got)
	}
	now(m.SeekTo(0.6)) // the middle between 20 and 90 is 55
	at(20, m.SeekBy(-1))
	at(10, m.SeekBy(-1))
	at(20, m.SeekBy(1))
	now(m.SeekBy(1))
	if m.SeekBy(1) != nil {
		t.Error("there is something after now")
	}
	at(0, key("Home"))
	now(key("PageUp"))
	at(0, key("PageDown"))
	now(key("End"))
	if _, taken := m.SeekKey("a"); taken {
		t.Error("it takes a letter")
	}
}

// TestPastErrors: the matrix is of the past or not there.
func TestPastErrors(t *testing.T) {
	m := withPast(t)
	w := in(t, "en")
	if m.PastQuestion(true) != nil {
		t.Error("now is asked for as past")
	}
	answer(m, m.Seek(10))
	if _, ok := m.Matrix(); ok || !strings.Contains(m.ErrorsLead(w), "step 10 ") {
		t.Errorf("a matrix, and %q", m.ErrorsLead(w))
	}
	if m.PastQuestion(false) != nil || m.PastQuestion(true) == nil || m.PastQuestion(true) != nil {
		t.Error("it is to be asked for once, where it is shown")
	}
	e := &protocol.PastEval{Eval: protocol.Eval{Step: 10, Images: 100, Of: 100, Complete: true}}
	e.Eval.Confusion[3][5] = 4
	m.Apply(e)
	x, ok := m.Matrix()
	if note := m.MatrixNote(w, &x); !ok || x.Wrong != 4 || !strings.Contains(note, "step 10.") || m.Eval.Step != 90 {
		t.Errorf("%d mistakes, %q", x.Wrong, note)
	}
	m.ChooseCell(3, 5)
	m.SeekNow()
	if _, chosen := m.Errors.Cell(); chosen {
		t.Error("the cell of another network stays")
	}
}

// TestHindsight: asked for once the drawing is finished and again with each moment; the
// last is now's.
func TestHindsight(t *testing.T) {
	m := withPast(t)
	w := in(t, "en")
	if m.HindsightQuestion() != nil {
		t.Error("nobody sees it")
	}
	m.Timeline.HindsightVisible = true
	if m.HindsightQuestion() == nil || m.HindsightQuestion() != nil || len(m.Hindsight()) != 0 {
		t.Error("it is to be asked for once")
	}
	e := &protocol.Hindsight{Seq: m.seq, Steps: []uint32{0, 10, 20, 90}, P: make([]float32, 40)}
	for i, digit := range []int{3, 3, 7, 7} {
		e.P[10*i+digit] = 0.2 + 0.2*float32(i)
	}
	m.Apply(e)
	all := m.Hindsight()
	if len(all) != 4 || all[1] != (Sight{10, 3, 0.4}) || all[3] != (Sight{90, 7, 0.91}) || Flip(all) != 2 || !Named(all, 0) || Named(all, 1) || !Named(all, 2) {
		t.Errorf("%+v, flips at %d", all, Flip(all))
	}
	if got, want := m.HindsightText(w), "It has predicted 7 from step 20 on, now with 91.0%. Before that, at step 10, it predicted 3 with 40.0%."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if c := m.SeekSight(0.3); c == nil || c.Step != 10 {
		t.Errorf("the second bar leads to %+v", c)
	}
	answer(m, &protocol.Seek{ID: m.Timeline.id, Step: 10})
	classify(m, m.seq, 10, 3)
	if all := m.Hindsight(); all[3].Digit != 7 {
		t.Errorf("looking back, now is %+v", all[3])
	}
	if loss, digit, _ := m.DigitLoss(); digit != 7 || loss < 4 { // of 0.01
		t.Errorf("the loss is of %d: %v", digit, loss)
	}
	m.hide(true)
	if len(m.Hindsight()) != 0 || m.HindsightText(w) != "" {
		t.Error("it gives away what is hidden")
	}
	m.hide(false)
	m.NextDrawing()
	if len(m.Hindsight()) != 0 || m.HindsightText(w) != w.T("timeline.hindsight.wait") {
		t.Error("of another drawing")
	}
	if all := []Sight{{0, 7, 0.5}, {5, 7, 0.5}}; Flip(all) != 0 {
		t.Error("nothing flips")
	}
}

// TestTakeBranch: the run goes on from the branch, what the page shows of it ends there,
// and the run before can be had back.
func TestTakeBranch(t *testing.T) {
	m := withPast(t)
	w := in(t, "en")
	var sent []protocol.Message
	m.Life.Post = func(c protocol.Message) { sent = append(sent, c) }
	if m.CanBranch() || m.Branch() != nil {
		t.Error("a branch of now")
	}
	answer(m, m.Seek(20))
	if m.CanBranch() {
		t.Error("step 20 cannot be replayed")
	}
	answer(m, m.Seek(10))
	if c := m.Branch(); c == nil || c.Step != 10 || m.CanBranch() {
		t.Fatalf("%+v", c)
	}
	m.Apply(&protocol.Branched{Step: 10, Done: 3, Of: 10})
	if s := m.PastText(w); !strings.Contains(s, "3 of 10 steps") {
		t.Errorf("the page says %q", s)
	}
	m.Apply(&protocol.Branched{Step: 10, Refused: true})
	if s := m.PastText(w); !m.CanBranch() || !strings.Contains(s, "could not go on from step 10") {
		t.Errorf("the page says %q", s)
	}
	e := &protocol.Branched{Step: 10, Done: 10, Of: 10, Epoch: 1, ImagesSeen: 1000, Data: []byte("ten")}
	m.Apply(e)
	m.GiveUp(Saved{Recipe: m.Recipe, Step: 90, Data: []byte("ninety")})
	m.TakeBranch(e)
	r, ok := sent[len(sent)-1].(*protocol.Restore)
	if !ok || string(r.Data) != "ten" || r.Over {
		t.Fatalf("%+v", sent)
	}
	p := &protocol.Prepared{Recipe: m.Recipe, ID: r.ID}
	m.Apply(p)
	m.Follow(p)
	if _, ok := sent[len(sent)-1].(*protocol.Start); !ok {
		t.Errorf("it does not train on: %+v", sent)
	}
	if _, looking := m.Past(); looking || m.Progress.Step != 10 || m.Eval.Of != 0 || lastPoint(&m.Curves.TrainLoss).Step != 10 {
		t.Errorf("step %d, evaluation %+v", m.Progress.Step, m.Eval)
	}
	if s := undoText(m, w); !strings.Contains(s, "from step 10.") {
		t.Errorf("the notice is %q", s)
	}
	m.Apply(&protocol.Moments{ID: 0, Steps: []uint32{10}, Exact: []byte{1}})
	if s := m.TimelineNote(w); !strings.Contains(s, "begins at step 10") {
		t.Errorf("the note is %q", s)
	}
	if b := m.ComeBack(); b == nil || b.Step != 90 || !slices.Equal(b.Data, []byte("ninety")) {
		t.Errorf("the run before is %+v", b)
	}
}
