package state

import (
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
)

// editLane puts a value into a field of the lane whose form is open.
func editLane(m *Model, field, value string) {
	m.Race.Form().Edit(slices.Index(Fields[:], field), value)
	m.Race.TakeForm()
}

// TestEditLane changes a lane field by field: it keeps its seed and mini-batches, a
// refused value changes nothing, and the race has an address all the while.
func TestEditLane(t *testing.T) {
	m, w := racer(t)
	r := &m.Race
	r.SetGuess(1)
	r.EditLane(1)
	if r.Edited() != 1 || r.Form().JSON() != string(r.Lane(1).Recipe.AppendJSON(nil)) {
		t.Fatalf("lane %d is open, with %s", r.Edited(), r.Form().JSON())
	}
	first := r.Lane(0).Recipe
	for _, c := range [...]struct{ field, value, says string }{
		{FieldLearningRate, "0.005", "Learning rate: 0.005"},
		{FieldOptimizer, "sgd", "Optimiser: SGD"},
		{FieldNetwork, "deepconv-augmented", "Images changed at random"},
		{FieldInit, recipe.InitXavier, "Initial weights: Xavier"},
		{FieldNetwork, "mlp", "Network: No convolution: 784-50-100-10"},
	} {
		if editLane(m, c.field, c.value); !strings.Contains(r.Differs(w, 1), c.says) {
			t.Errorf("%s %s: it differs by %q", c.field, c.value, r.Differs(w, 1))
		}
		if l := r.Lane(1).Recipe; l.Seed != first.Seed || l.BatchSize != first.BatchSize || runSteps(l) != runSteps(first) || !same(first, r.Lane(0).Recipe) {
			t.Errorf("%s %s: the race is not one: %s", c.field, c.value, l.AppendJSON(nil))
		}
		var back Race
		if q := r.Query(); !back.Open(q) || !same(back.Lane(1).Recipe, r.Lane(1).Recipe) || !same(back.Lane(0).Recipe, first) {
			t.Errorf("%s %s: %q is another race", c.field, c.value, q)
		}
		if r.Edited() != 1 || r.Guess() != 1 {
			t.Errorf("%s %s: lane %d is open, the guess is %d", c.field, c.value, r.Edited(), r.Guess())
		}
	}
	if text := r.Form().AlsoText(w); strings.Contains(text, "Batch") || strings.Contains(text, "Epochs") || text == "" {
		t.Errorf("the choice of a network brings %q", text)
	}
	before := r.Lane(1).Recipe
	if editLane(m, FieldLearningRate, "1000"); !same(r.Lane(1).Recipe, before) || r.Form().FirstRefused() < 0 {
		t.Error("a learning rate of 1000 is taken")
	}
	editLane(m, FieldLearningRate, "0.01")
	if r.Form().FirstRefused() >= 0 || r.Lane(1).Recipe.LearningRate != 0.01 {
		t.Error("after a refusal nothing is taken")
	}

	// One lane at a time, none in a race.
	r.EditLane(0)
	editLane(m, FieldNetwork, "mlp")
	editLane(m, FieldLearningRate, "0.01")
	if r.Edited() != 0 || Network(r.Lane(0).Recipe) != "mlp" {
		t.Errorf("lane %d is open", r.Edited())
	}
	r.EditLane(0)
	if r.Edited() != -1 {
		t.Error("it does not close")
	}
	r.EditLane(1)
	lanes := beginRace(t, m)
	if r.Edited() != -1 {
		t.Error("a lane is open in the race")
	}
	report(m, lanes[0], "7")
	if r.EditLane(1); r.Edited() != -1 {
		t.Error("a lane opens in the race")
	}
	r.Stop()
	r.EditLane(0)
	if editLane(m, FieldWeightDecay, "0.3"); len(r.Lane(0).Steps) != 0 {
		t.Error("the curve of the recipe before stays")
	}
}

// TestSameLanes: nothing is said to differ that does not.
func TestSameLanes(t *testing.T) {
	m, w := racer(t)
	m.RaceAgainst(AgainstInit)
	m.Race.EditLane(1)
	editLane(m, FieldInit, valueOf(m.Race.Lane(0).Recipe, FieldInit))
	if got := m.Race.Differs(w, 1); got != w.T("race.same") {
		t.Errorf("of the same recipe it says %q", got)
	}
}

// TestRaceOfAnyRecipe: a lane that no preset is near comes back from its address whole.
func TestRaceOfAnyRecipe(t *testing.T) {
	own, err := ParseLink("#/?net=conv8,3-relu-pool2-dense10&opt=momentum&opt.momentum=0.7&aug.rotate=3&name=%E6%96%B0")
	if err != nil {
		t.Fatal(err)
	}
	m, _ := racer(t)
	m.Race.Add(own.Recipe)
	m.Race.SetGuess(2)
	q := m.Race.Query()
	var back Race
	if !strings.Contains(q, "c=;") || !back.Open(q) || back.Query() != q || back.Guess() != 2 {
		t.Fatalf("%q comes back as %q", q, back.Query())
	}
	for i := range back.Lanes() {
		if !same(back.Lane(i).Recipe, m.Race.Lane(i).Recipe) {
			t.Errorf("lane %d of %q is another recipe", i, q)
		}
	}
	l, err := ParseLink("#/race?seed=5&" + q)
	if err != nil || l.Lab != q || l.Recipe.Seed != 5 {
		t.Errorf("in a link: %+v, %v", l, err)
	}
	m.Form.Use(own.Recipe)
	m.RaceForm()
	if q := m.Race.Query(); !back.Open(q) || !same(back.Lane(0).Recipe, own.Recipe) {
		t.Errorf("as the first: %q", q)
	}
}

// TestRaceIsSent: the link of a race has the drawing and what it is, so that the race can
// begin where it is opened.
func TestRaceIsSent(t *testing.T) {
	m, _ := racer(t)
	m.Drawing.Put(wobble(4), Source{})
	m.Drawn()
	here := Here{Place: "race", Lab: m.Race.Query()}
	if text := m.LinkText(here); strings.Contains(text, "digit=") || !strings.Contains(text, "draw=") {
		t.Errorf("nobody has said what it is: %s", text)
	}
	m.SayRaceLabel(4)
	text := m.LinkText(here)
	if elsewhere := m.LinkText(Here{Place: Watch}); strings.Contains(elsewhere, "digit=") {
		t.Errorf("elsewhere: %s", elsewhere)
	}
	here.Bare = true
	if bare := m.LinkText(here); strings.Contains(bare, "digit=") || strings.Contains(bare, "draw=") {
		t.Errorf("without the drawing: %s", bare)
	}

	l, err := ParseLink(text)
	if err != nil || l.Fragment() != text {
		t.Fatalf("%s is read as %+v, %v", text, l, err)
	}
	to, w := racer(t)
	to.Drawing.Clear()
	to.Drawn()
	to.OpenRace(l.Lab)
	to.OpenLink(l, Arrival{})
	to.Drawn()
	if label, ok := to.RaceLabel(); !ok || label != 4 || to.AsksRaceLabel() || !to.CanRace() {
		t.Errorf("opened, the digit is %d, %v", label, ok)
	}
	if got := to.OnPad(w); !strings.Contains(got, "calls it a 4") {
		t.Errorf("it says %q", got)
	}
	here.Bare = false
	if again := to.LinkText(here); again != text {
		t.Errorf("sent on it is %s, was %s", again, text)
	}
	var back Model
	if err := back.RestorePage(to.AppendPage(nil, Leaving{})); err != nil || back.Drawing.Source() != to.Drawing.Source() {
		t.Errorf("after a reload it is %+v, %v", back.Drawing.Source(), err)
	}
	to.UndoLink()
	if !to.Drawing.Empty() {
		t.Error("an undo leaves the drawing")
	}
}

// FuzzRace reads what may stand in a race's address: what is taken is written so that it
// is read again, and each lane can be trained.
func FuzzRace(f *testing.F) {
	for _, seed := range []string{
		"a=&b=opt:sgd&steps=100&guess=b", "a=preset:mlp,lr:0.1&b=norm:off&c=;net:conv8,3-relu-dense10;opt.beta1:0.5&d=layers:twolayer&steps=0",
		"a=;name:%E6%96%B0&b=;lr:1e308", "a=&b=;seed:2;;:", "a=&b=" + strings.Repeat("lr:0.1,", 99), "&&==;:,", "a=\x00&b=",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var r, back Race
		if !r.Open(s) {
			return
		}
		for i := range r.Lanes() {
			if err := r.raced(i).Validate(); err != nil {
				t.Fatalf("%q: lane %d: %v", s, i, err)
			}
		}
		if q := r.Query(); q != "" && (!back.Open(q) || back.Query() != q) {
			t.Fatalf("%q is written as %q, and that as %q", s, q, back.Query())
		}
	})
}
