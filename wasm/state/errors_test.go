package state

import (
	"bytes"
	"image/color"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// confused is an evaluation with 5 images on each cell of the diagonal and n on some
// other cells.
func confused(step uint32, n map[[2]int]uint32) *protocol.Eval {
	e := &protocol.Eval{Step: step, Images: 50, Of: 50}
	for i := range e.Confusion {
		e.Confusion[i][i] = 5
	}
	for c, n := range n {
		e.Confusion[c[0]][c[1]] = n
		e.Images += n
	}
	return e
}

// mistaken is a model at rest whose network took 4 for 9 thirty times.
func mistaken() *Model {
	m := &Model{}
	m.Apply(&protocol.Prepared{})
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	m.Apply(confused(7, map[[2]int]uint32{{4, 9}: 30, {3, 5}: 2}))
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhasePaused})
	return m
}

// samples are n images of the question's cell.
func samples(q *protocol.AskSamples, step uint32, n, total int) *protocol.Samples {
	s := &protocol.Samples{Label: q.Label, Predicted: q.Predicted, Step: step, Offset: q.Offset, Total: uint32(total)}
	for i := range n {
		s.Index = append(s.Index, q.Offset+uint32(i))
		s.Confidence = append(s.Confidence, 0.5)
		s.Pixels = append(s.Pixels, bytes.Repeat([]byte{byte(step)}, 784)...)
	}
	return s
}

func wantSamples(t *testing.T, m *Model, what string, offset int) *protocol.AskSamples {
	t.Helper()
	q := m.SamplesQuestion()
	if q == nil || int(q.Offset) != offset || q.Label != 4 || q.Predicted != 9 || q.Count != 24 || !m.Errors.Asking() {
		t.Fatalf("%s: asks %+v", what, q)
	}
	wantNoSamples(t, m, what+", again")
	return q
}

func wantNoSamples(t *testing.T, m *Model, what string) {
	t.Helper()
	if q := m.SamplesQuestion(); q != nil {
		t.Errorf("%s: asks %+v", what, *q)
	}
}

func TestMatrix(t *testing.T) {
	m := &Model{}
	if _, ok := m.Matrix(); ok {
		t.Error("an untrained network has a matrix")
	}
	m.Apply(confused(1, map[[2]int]uint32{{4, 9}: 16, {9, 4}: 4, {0, 1}: 1, {1, 0}: 1, {2, 0}: 1, {3, 0}: 1, {8, 0}: 2, {9, 0}: 1}))
	x, ok := m.Matrix()
	if !ok || x.Wrong != 27 {
		t.Errorf("%v, %d wrong", ok, x.Wrong)
	}
	for cell, want := range map[Cell]float64{x.Cells[49]: 1, x.Cells[94]: 0.5, x.Cells[44]: 0, x.Cells[5]: 0} {
		if got := x.Tint(cell); got != want {
			t.Errorf("%+v is tinted %v, want %v", cell, got, want)
		}
	}
	want := []Cell{{4, 9, 16}, {9, 4, 4}, {8, 0, 2}, {0, 1, 1}, {1, 0, 1}, {2, 0, 1}} // equals in order
	if got := x.Mixups(); !slices.Equal(got, want) {
		t.Errorf("mix-ups %v", got)
	}
}

func TestMoveInMatrix(t *testing.T) {
	for _, c := range []struct {
		from int
		key  string
		to   int
	}{
		{44, "ArrowLeft", 43}, {44, "ArrowRight", 45}, {44, "ArrowUp", 34}, {44, "ArrowDown", 54}, {44, "Home", 40}, {44, "End", 49},
		{0, "ArrowLeft", 0}, {0, "ArrowUp", 0}, {99, "ArrowRight", 99}, {99, "ArrowDown", 99}, {40, "ArrowLeft", 40},
	} {
		if to, ok := MoveInMatrix(c.from, c.key); to != c.to || !ok {
			t.Errorf("%s leads from %d to %d, %v", c.key, c.from, to, ok)
		}
	}
	if _, ok := MoveInMatrix(44, "Enter"); ok {
		t.Error("Enter moves")
	}
}

func TestCellPageByPage(t *testing.T) {
	m := mistaken()
	e := &m.Errors
	m.MoreImages()
	m.ChooseCell(0, 1)
	wantNoSamples(t, m, "an empty cell")
	m.ChooseCell(4, 9)
	if c, ok := e.Cell(); !ok || c != (Cell{4, 9, 30}) || !e.Chosen(Cell{4, 9, 1}) || e.Chosen(Cell{9, 4, 30}) || !e.Waiting() {
		t.Errorf("chosen: %+v", c)
	}
	q := wantSamples(t, m, "a chosen cell", 0)
	other := *q
	other.Label = 5
	m.Apply(samples(&other, 7, 1, 1))
	torn := samples(q, 7, 24, 30)
	torn.Pixels = torn.Pixels[1:]
	m.Apply(torn)
	if len(e.Images()) != 0 || !e.Waiting() {
		t.Error("images of another cell, or torn ones, are taken")
	}
	before := m.Rev.Errors
	m.Apply(samples(q, 7, 24, 30))
	if len(e.Images()) != 24 || e.Asking() || !e.More() || m.Rev.Errors == before {
		t.Errorf("%d images, asking %v, more %v", len(e.Images()), e.Asking(), e.More())
	}
	m.Apply(samples(q, 7, 24, 30)) // twice
	m.MoreImages()
	q = wantSamples(t, m, "more", 24)
	m.Apply(samples(q, 7, 6, 30))
	if len(e.Images()) != 30 || e.More() || e.Images()[29].Index != 29 || e.Images()[29].Pixels[0] != 7 {
		t.Errorf("%d images, more %v", len(e.Images()), e.More())
	}

	// The network changed before the next page came: from the start.
	m.ChooseCell(4, 9)
	if len(e.Images()) != 0 {
		t.Error("another choice keeps the images")
	}
	m.Apply(samples(wantSamples(t, m, "chosen again", 0), 7, 24, 30))
	m.MoreImages()
	m.Apply(samples(wantSamples(t, m, "more", 24), 8, 6, 30))
	wantSamples(t, m, "of a later evaluation", 0)
	if len(e.Images()) != 24 || !e.Waiting() {
		t.Error("the old images do not stay until new ones come")
	}
	m.Apply(samples(q, 8, 24, 30)) // of the offset before
	if !e.Waiting() {
		t.Error("an answer to an older question is taken")
	}
	q.Offset = 0
	m.Apply(samples(q, 8, 2, 2))
	if len(e.Images()) != 2 || e.Images()[0].Pixels[0] != 8 || e.More() {
		t.Errorf("%d images after the new ones came", len(e.Images()))
	}
}

func TestCellFollowsTheNetwork(t *testing.T) {
	m := mistaken()
	m.ChooseCell(4, 9)
	m.Apply(samples(wantSamples(t, m, "chosen", 0), 7, 24, 30))
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	m.Apply(confused(9, map[[2]int]uint32{{4, 9}: 12}))
	wantNoSamples(t, m, "while it learns")
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhasePaused})
	q := wantSamples(t, m, "at rest", 0)
	if c, _ := m.Errors.Cell(); c.N != 12 {
		t.Errorf("%d images in the cell", c.N)
	}
	m.Apply(confused(9, map[[2]int]uint32{{4, 9}: 13})) // of all test images
	m.Apply(samples(q, 9, 13, 13))
	wantNoSamples(t, m, "answered")
	m.Apply(confused(9, map[[2]int]uint32{{4, 9}: 3}))
	wantSamples(t, m, "after a lesson", 0)
	m.WorkerLost()
	wantNoSamples(t, m, "without a worker")
	m.BeginRestore(9)
	m.Apply(&protocol.Ready{})
	m.Apply(&protocol.Prepared{})
	wantSamples(t, m, "the next worker", 0)
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	m.WorkerLost() // while it learns
	m.BeginRestore(9)
	m.Apply(&protocol.Prepared{})
	wantSamples(t, m, "the next worker, which learns", 0)
	m.Apply(&protocol.Prepared{})
	if _, ok := m.Errors.Cell(); ok || m.Errors.Asking() {
		t.Error("a reset keeps the cell")
	}
	wantNoSamples(t, m, "a reset")
}

func TestErrorsSentences(t *testing.T) {
	for name, want := range map[string][]string{
		"en.json": {
			"Train the network: what it takes for what appears here, and every misread test digit can be looked at.",
			"32 of the first 82 test digits misread, after step 7; all of them at the end of the epoch.",
			"1,200 of 10,000 test digits misread, after step 7.",
			"4 read as 4, rightly: 5", "4 → 9 (30)", "Most frequent mix-ups", "One moment …",
			"There are none any more: the network has gone on learning.", "4 read as 9: 1",
			"Test digit 3: a 4 read as 9 with 99.9%. Put it on the pad",
		},
		"ja.json": {
			"学習を始めると、何を何と読みちがえるかがここに現れ、まちがえたテスト画像をすべて見られます。",
			"ステップ7の時点で、最初のテスト画像82枚のうち32枚をまちがえました。エポックの終わりに全部を調べます。",
			"ステップ7の時点で、テスト画像10,000枚のうち1,200枚をまちがえました。",
			"4を正しく4と読んだ：5枚", "4 → 9（30）", "よくある読みちがい", "少しお待ちください…",
			"もうありません。ネットワークの学習が進みました。", "4を9と読んだ：1枚",
			"テスト画像3：4を9と予測、確率：99.9%。パッドに載せる",
		},
	} {
		var w words.Words
		w.Use(joined(languages(t)[name]))
		got := []string{(&Model{}).ErrorsLead(&w)}
		m := mistaken()
		x, _ := m.Matrix()
		got = append(got, m.MatrixNote(&w, &x))
		m.Eval.Images, m.Eval.Complete, x.Wrong = 10_000, true, 1200
		got = append(got, m.MatrixNote(&w, &x), x.Cells[44].Title(&w), x.Cells[49].Mixup(&w), m.Errors.Title(&w))
		m.ChooseCell(4, 9)
		got = append(got, m.Errors.Text(&w))
		q := m.SamplesQuestion()
		m.Apply(samples(q, 7, 0, 0))
		got = append(got, m.Errors.Text(&w))
		m.ChooseCell(4, 9)
		m.Apply(samples(m.SamplesQuestion(), 7, 1, 1))
		got = append(got, m.Errors.Title(&w), m.Errors.ImageTitle(&w, TestImage{Index: 3, Confidence: 0.99999}))
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", name, got[i], want[i])
			}
		}
		if m.ErrorsLead(&w) == got[0] || m.Errors.Text(&w) == got[6] {
			t.Error("the sentences stay the same")
		}
	}
	for p, want := range map[float32]string{1: "100.0%", 0.9999: "99.9%", 0.7546: "75.5%", 0: "0.0%"} {
		if got := (TestImage{Confidence: p}).Percent(); got != want {
			t.Errorf("%v is %s, want %s", p, got, want)
		}
	}
	if got := (Cell{}).Figure() + (Cell{N: 1234}).Figure(); got != "·1234" {
		t.Errorf("figures %s", got)
	}
}

func TestPaintThumb(t *testing.T) {
	got := make([]byte, 8)
	PaintThumb(got, []byte{0, 200}, color.RGBA{1, 2, 3, 255})
	if !slices.Equal(got, []byte{1, 2, 3, 0, 1, 2, 3, 200}) {
		t.Errorf("got %v", got)
	}
}

func TestMatrixLabels(t *testing.T) {
	for name, want := range map[string][]string{
		"en.json": {"4 predicted as 9: 30 of 35", "4 predicted as 0: 0 of 35", "4 predicted as 9: not counted yet", ""},
		"ja.json": {"4を9と予測：35枚中30枚", "4を0と予測：35枚中0枚", "4を9と予測：まだ数えていません", ""},
	} {
		var w words.Words
		w.Use(joined(languages(t)[name]))
		x, _ := mistaken().Matrix()
		empty, ok := (&Model{}).Matrix()
		if ok {
			t.Error("there is a matrix without an evaluation")
		}
		got := []string{x.Label(&w, x.Cells[49]), x.Label(&w, x.Cells[40]), empty.Label(&w, empty.Cells[49]), (&Model{}).MatrixNote(&w, &empty)}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", name, got[i], want[i])
			}
		}
	}
}
