package state

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// bench is a model with a worker that obeys: what is asked for is there at once.
type testBench struct {
	*Model
	posted []protocol.Message
	clock  time.Time
}

func newBench(t *testing.T) *testBench {
	b := &testBench{Model: prepared(), clock: time.UnixMilli(1_800_000_000_000)}
	b.Now = func() time.Time { b.clock = b.clock.Add(time.Second); return b.clock }
	b.Life.Post = func(c protocol.Message) { b.posted = append(b.posted, c) }
	b.LoadHistory(nil, 0, nil)
	return b
}

func (b *testBench) event(e protocol.Message) { b.Apply(e); b.Follow(e) }

// learn begins a run of a seed, and makes and saves steps.
func (b *testBench) learn(seed uint64, steps uint32) {
	r, _ := recipe.Preset(recipe.Default)
	r.Seed = seed
	b.Begin(r, true, nil)
	b.event(&protocol.Prepared{Recipe: r, ID: b.Life.asked})
	b.steps(1, steps)
}

func (b *testBench) steps(from, to uint32) {
	b.event(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	for step := from; step <= to; step++ {
		b.event(progress(step))
	}
	b.event(&protocol.Eval{Step: to, Images: 1000, Of: 10000, Accuracy: float32(to) / 100})
	b.event(&protocol.Snapshot{Step: to, Data: []byte{byte(b.Recipe.Seed), byte(to)}})
}

func (b *testBench) ends(p protocol.Phase, fingerprint uint64) {
	b.event(&protocol.PhaseChanged{Phase: p, Fingerprint: fingerprint})
}

// restored obeys the newest Restore.
func (b *testBench) restored(t *testing.T) {
	t.Helper()
	c, ok := b.posted[len(b.posted)-1].(*protocol.Restore)
	if !ok {
		t.Fatalf("posted was %+v", b.posted[len(b.posted)-1])
	}
	b.event(&protocol.Prepared{Recipe: c.Recipe, ID: c.ID})
	b.ends(protocol.PhasePaused, 7)
}

// store stores what is due, and returns it.
func (b *testBench) store() HistoryTodo {
	todo := b.History.Due()
	b.HistoryStored(todo, make([][]byte, len(todo.Delete)), nil)
	return todo
}

func seeds(h *History) (all []uint64) {
	for _, r := range h.Runs() {
		all = append(all, r.Recipe.Seed)
	}
	return all
}

func TestRunsGoIntoTheHistory(t *testing.T) {
	b := newBench(t)
	b.learn(1, 5)
	if len(b.History.Runs()) != 0 {
		t.Error("a run that is under way is in the history")
	}
	b.ends(protocol.PhaseDone, 0xabc) // done
	b.learn(2, 3)
	b.learn(3, 4) // in place of one that was under way
	if got := seeds(&b.History); !slices.Equal(got, []uint64{2, 1}) {
		t.Fatalf("kept are %v", got)
	}
	one, two := b.History.Runs()[1], b.History.Runs()[0]
	if one.Fingerprint != 0xabc || !one.Over || one.Step != 5 || one.Eval().Accuracy != 0.05 || len(one.Curves().TrainLoss.Points()) != 5 {
		t.Errorf("the first is %+v", one)
	}
	if two.Fingerprint != 0 || two.Over || string(two.Data) != "\x02\x03" {
		t.Errorf("the second is %+v", two)
	}
	todo := b.store()
	if len(todo.Put) != 2 || b.History.Runs()[0].Data != nil || !b.History.HasWeights(one) {
		t.Errorf("stored was %+v, kept in memory are %d bytes", todo, len(b.History.Runs()[0].Data))
	}

	b.Died("killed") // the same run goes on
	b.Born()
	b.event(&protocol.Ready{})
	b.restored(t)
	if len(b.History.Runs()) != 2 {
		t.Error("a worker that was replaced put the run into the history")
	}
	if due := b.History.Due(); !due.None() {
		t.Error("something is to be stored again")
	}
}

func TestHistoryOpensRuns(t *testing.T) {
	b := newBench(t)
	b.learn(1, 5)
	b.ends(protocol.PhasePaused, 0x15)
	b.learn(2, 3)
	b.ends(protocol.PhaseDone, 0x23)
	b.store()
	one := b.History.Runs()[1]
	if b.MayReopen(b.History.Runs()[0].ID) {
		t.Error("the bench's own run can be opened")
	}
	if !b.MayReopen(one.ID) || b.MayReopen(one.ID) {
		t.Error("it cannot be opened, or twice at once")
	}
	b.ReopenRun(one.ID, []byte{1, 5}, true)
	b.restored(t)
	want(t, b.Model, 1, 5, 0.05)
	if c := b.posted[len(b.posted)-1]; c.Kind() != (*protocol.Start).Kind(nil) {
		t.Errorf("posted was %+v instead of a start", c)
	}
	if !b.OnBench(one) || len(b.History.Runs()) != 2 {
		t.Errorf("on the bench is %d, opened was %d, of %v", b.identity.id, one.ID, seeds(&b.History))
	}
	b.steps(6, 9)
	b.learn(3, 1)
	if got := seeds(&b.History); !slices.Equal(got, []uint64{1, 2}) || b.History.Runs()[0].Step != 9 || b.History.Runs()[0].ID != one.ID {
		t.Errorf("trained on, it is not the same run: %v", got)
	}
	if len(one.Curves().TrainLoss.Points()) != 5 {
		t.Error("what was in the history grew with the bench's run")
	}

	// What another tab has trained further stays.
	b.Keep(&Run{ID: one.ID, Step: 6, Data: []byte{0}})
	if b.History.Run(one.ID).Step != 9 {
		t.Error("an older state took a newer one's place")
	}

	b.MayReopen(one.ID)
	b.ReopenRun(one.ID, nil, false)
	b.OpenDetails(one.ID)
	b.History.gone = true
	if opens, _ := b.CanReopen(one); opens {
		t.Error("weights that could not be read can be opened")
	}
}

func TestHistoryKeepsToItsBounds(t *testing.T) {
	b := newBench(t)
	for i := range maxRuns + 2 {
		b.Keep(&Run{ID: i + 1, Ended: time.Unix(int64(i+1), 0), Data: make([]byte, 1000)})
	}
	todo := b.History.Due()
	if n := len(b.History.Runs()); n != maxRuns || !slices.Equal(todo.Delete, []int{1, 2}) || len(todo.Put) != maxRuns || b.History.Runs()[0].ID != maxRuns+2 {
		t.Errorf("%d runs, deleted are %v, stored %d", n, todo.Delete, len(todo.Put))
	}

	b = newBench(t)
	for i := range 5 {
		b.Keep(&Run{ID: i + 1, Ended: time.Unix(int64(i+1), 0), Data: make([]byte, maxWeights/3)})
	}
	sum := 0
	for _, r := range b.History.Runs() {
		sum += b.History.sizes[r.ID]
	}
	todo = b.History.Due()
	if len(b.History.Runs()) != 5 || sum != maxWeights/3*3 || !slices.Equal(todo.Drop, []int{1, 2}) {
		t.Errorf("%d runs with %d bytes of weights; those of %v go", len(b.History.Runs()), sum, todo.Drop)
	}
	for _, r := range todo.Put {
		if (r.Data == nil) != (r.ID <= 2) {
			t.Errorf("of run %d, %d bytes are stored", r.ID, len(r.Data))
		}
	}
}

func TestHistoryDeletes(t *testing.T) {
	b := newBench(t)
	b.learn(1, 5)
	b.learn(2, 3)
	b.learn(3, 1)
	b.store()
	id := b.History.Runs()[1].ID
	b.ChooseRun(id)
	b.RemoveRun(id)
	if !slices.Equal(seeds(&b.History), []uint64{2}) || b.History.CanUndoRemove() || len(b.History.Ghosts()) != 0 {
		t.Error("it is not gone, or can be had back before its weights are read")
	}
	todo := b.History.Due()
	if !slices.Equal(todo.Delete, []int{id}) {
		t.Fatalf("to do is %+v", todo)
	}
	b.HistoryStored(todo, [][]byte{{1, 5}}, nil)
	b.UndoRemove()
	if due := b.History.Due(); len(due.Put) != 1 || string(due.Put[0].Data) != "\x01\x05" || !slices.Equal(seeds(&b.History), []uint64{2, 1}) {
		t.Errorf("brought back, %v; to do is %+v", seeds(&b.History), due)
	}
	if b.History.CanUndoRemove() {
		t.Error("it comes back twice")
	}
}

// TestHistoryOfTwoTabs reads the store again while something is to be stored.
func TestHistoryOfTwoTabs(t *testing.T) {
	b := newBench(t)
	b.learn(1, 5)
	b.learn(2, 3)
	b.store()
	one := b.History.Runs()[0]
	b.RenameRun(one.ID, "  my \u202erun\n")
	b.learn(3, 2) // puts 2, whose Put is still to come
	other := (&Run{ID: 77, Name: "theirs", Recipe: one.Recipe, Ended: b.now()}).Append(nil)
	b.LoadHistory([]StoredRun{{Head: one.Append(nil), Size: 2}, {Head: other, Size: 9}, {Head: []byte("torn")}}, 2, nil)
	if got := len(b.History.Runs()); got != 3 || b.History.Run(77) == nil || b.History.Run(one.ID).Name != "my run" || !b.History.HasWeights(b.History.Run(one.ID)) {
		t.Errorf("%d runs, named %q", got, b.History.Run(one.ID).Name)
	}
	b.store()
	if due := b.History.Due(); !due.None() {
		t.Errorf("still to do is %+v", due)
	}
}

func TestHistorySaysWhatCannotBeStored(t *testing.T) {
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	said := func(m *Model) (text string) {
		for _, n := range m.Notices(&w) {
			if n.Code == CodeRuns {
				text += n.Text
			}
		}
		return text
	}
	b := newBench(t)
	b.LoadHistory(nil, 0, errors.New("denied"))
	if said(b.Model) != "" {
		t.Error("it is said before there is anything to lose")
	}
	b.learn(1, 5)
	b.learn(2, 3)
	b.HistoryStored(b.History.Due(), nil, errors.New("full"))
	if !strings.Contains(said(b.Model), "store no run") || b.History.Due().Put == nil {
		t.Errorf("the page says %q", said(b.Model))
	}
	b.Dismiss(CodeRuns)
	b.HistoryStored(b.History.Due(), nil, errors.New("full"))
	if said(b.Model) != "" {
		t.Error("it is said twice")
	}

	b = newBench(t)
	b.SaveRefused(true)
	if said(b.Model) == "" {
		t.Error("that the run under way is not stored is not said")
	}

	m := prepared()
	m.LoadHistory(nil, 3, nil)
	if !strings.Contains(said(m), "removed") {
		t.Errorf("of evicted runs the page says %q", said(m))
	}
}

func TestNamesSayWhatDiffers(t *testing.T) {
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	r, _ := recipe.Preset("mlp")
	plain := Run{Recipe: r}
	r.LearningRate, r.Seed = 0.5, 99
	differs := Run{Recipe: r}
	r.Augment.Rotate += 3
	more := Run{Recipe: r, Taught: make([]Taught, 2)}
	for run, want := range map[*Run]string{
		&plain:      "No convolution: 784-50-100-10",
		&differs:    "No convolution: 784-50-100-10 (Learning rate 0.5, Seed 99)",
		&more:       "No convolution: 784-50-100-10 (Learning rate 0.5, Seed 99, other settings, 2 lessons with drawings)",
		{Name: "x"}: "x",
	} {
		if got := run.Title(&w); got != want {
			t.Errorf("it is called %q, want %q", got, want)
		}
	}
	if s := cleanName(strings.Repeat("学", 100)); len(s) > maxName || s != strings.Repeat("学", maxName/3) {
		t.Errorf("a long name becomes %q", s)
	}
}

func TestCompareRuns(t *testing.T) {
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	b := newBench(t)
	for seed := range uint64(5) {
		b.learn(seed+1, uint32(seed)+2)
	}
	for _, r := range b.History.Runs() {
		b.ChooseRun(r.ID)
		if len(b.History.Ghosts()) == 1 && b.History.Compare(&w) != nil {
			t.Error("one run is compared")
		}
	}
	all := b.History.Ghosts()
	if len(all) != maxChosen || b.History.CanChooseMore() || all[2].Letter != "C" || b.History.Letter(all[1].Run.ID) != "B" {
		t.Fatalf("chosen are %+v", all)
	}
	rows := b.History.Compare(&w)
	i := slices.IndexFunc(rows, func(r CompareRow) bool { return r.Name == "Seed" })
	if i < 0 || !slices.Equal(rows[i].Values, []string{"4", "3", "2"}) || rows[0].Name != "Test accuracy" {
		t.Errorf("the comparison is %+v", rows)
	}
	if slices.ContainsFunc(rows, func(r CompareRow) bool { return r.Name == "Epochs" }) {
		t.Error("what is the same is listed")
	}
	b.ChooseRun(all[0].Run.ID)
	b.ChooseRun(b.History.Runs()[3].ID)
	if g := b.History.Ghosts(); g[0].Letter != "A" || g[0].Run != b.History.Runs()[3] || g[1].Run != all[1].Run {
		t.Error("a letter changes when another run goes")
	}
}

func TestRunOfAPage(t *testing.T) {
	b := newBench(t)
	b.learn(4, 9)
	b.event(progress(10)) // not saved
	r := RunOfPage(b.AppendPage(nil, Leaving{Under: true}), time.Unix(5, 0))
	if r == nil || r.Step != 9 || string(r.Data) != "\x04\x09" || r.ID != b.identity.id || !r.Ended.Equal(time.Unix(5, 0)) || len(r.Curves().TrainLoss.Points()) != 9 {
		t.Errorf("it is %+v", r)
	}
	if RunOfPage([]byte("torn"), time.Time{}) != nil || RunOfPage(prepared().AppendPage(nil, Leaving{}), time.Time{}) != nil {
		t.Error("there is a run in a page without one")
	}
}
