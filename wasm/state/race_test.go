package state

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// racer returns a model with a 7 on its pad that can race, and its words.
func racer(t *testing.T) (*Model, *words.Words) {
	t.Helper()
	m, w := &Model{Ready: true}, &words.Words{}
	w.Use(joined(languages(t)["en.json"]))
	p, _ := recipe.Preset(recipe.Default)
	m.Form.Use(p)
	m.Drawing.Put(Example(7), Source{Origin: OfSample, Label: 7})
	m.Drawn()
	if !m.OpenRace("") || m.Race.Lanes() != 2 {
		t.Fatal("no race is set up")
	}
	return m, w
}

// beginRace begins the race and returns the lanes' commands.
func beginRace(t *testing.T, m *Model) (lanes []*protocol.LabTrain) {
	t.Helper()
	m.Race.Commands()
	m.StartRace(make([]byte, ink.Pixels))
	for _, c := range m.Race.Commands() {
		if c, ok := c.(*protocol.LabTrain); ok {
			lanes = append(lanes, c)
		}
	}
	if len(lanes) != m.Race.Lanes() || !m.Race.Running() {
		t.Fatalf("%d lanes begin, of %d", len(lanes), m.Race.Lanes())
	}
	return lanes
}

// sureOf are the probabilities of a network that is sure of a digit.
func sureOf(digit byte) []float32 {
	p := make([]float32, recipe.Classes)
	p[digit-'0'] = 1
	return p
}

// report reports a lane's predictions, a digit each, at every second step; "x" for a run
// that diverges.
func report(m *Model, c *protocol.LabTrain, digits string) {
	for i := range len(digits) {
		e := &protocol.LabStep{ID: c.ID, Step: uint32(2 * (i + 1)), Steps: uint32(2 * len(digits)), Loss: 1, Done: i == len(digits)-1}
		if digits[i] == 'x' {
			e.Diverged, e.Done = true, true
		} else {
			e.P = sureOf(digits[i])
		}
		if e.Done {
			e.Fingerprint, e.Accuracy = 5, 0.9
		}
		m.Apply(e)
	}
}

// TestPhotoFinish: the first to predict the digit and to hold it to the end.
func TestPhotoFinish(t *testing.T) {
	for _, c := range []struct {
		lanes [2]string
		want  string
		guess string // that A is first
	}{
		{[2]string{"1177777", "7117777"}, "Photo finish: A holds the 7 from step 6 on, 2 steps before B.", "is correct"},
		{[2]string{"7777717", "1777777"}, "Photo finish: B holds the 7 from step 4 on, 10 steps before A.", "was A"},
		{[2]string{"7777777", "7777777"}, "Photo finish: a tie. A, B predict the 7 from step 2 on; they are compared every 2 steps.", "is correct"},
		{[2]string{"7777771", "1111117"}, "Photo finish: only B holds the 7, from step 14 on.", "was A"},
		{[2]string{"777x", "1111111"}, "Photo finish: no lane holds the 7 to the end.", ""},
		{[2]string{"x", "1777777"}, "Photo finish: only B holds the 7, from step 4 on.", "was A"},
	} {
		m, w := racer(t)
		m.Race.SetGuess(0)
		commands := beginRace(t, m)
		for i, digits := range c.lanes {
			if strings.HasPrefix(m.Race.FinishText(w), "Photo finish") {
				t.Errorf("%v: judged before the end", c.lanes)
			}
			report(m, commands[i], digits)
		}
		got := m.Race.FinishText(w)
		if !strings.HasPrefix(got, c.want) || !strings.Contains(got, c.guess) || (c.guess == "") != (got == c.want) {
			t.Errorf("%v: %q, want %q and %q", c.lanes, got, c.want, c.guess)
		}
		for i, digits := range c.lanes {
			text := m.Race.Standing(w, i) + " " + m.Race.HeldText(w, i)
			if strings.HasSuffix(digits, "x") != strings.HasPrefix(text, "diverged at step") {
				t.Errorf("%s: %s", digits, text)
			}
		}
	}
}

// TestRaceBesideRun: the run rests during a race and goes on after it, however that ends,
// unless the visitor has had it go on.
func TestRaceBesideRun(t *testing.T) {
	kinds := func(m *Model) (all []protocol.Kind) {
		for _, c := range m.Race.Commands() {
			all = append(all, c.Kind())
		}
		return all
	}
	pause, resume, stop := (&protocol.Pause{}).Kind(), (&protocol.Resume{}).Kind(), (&protocol.StopLab{}).Kind()
	for name, end := range map[string]func(m *Model, lanes []*protocol.LabTrain){
		"over": func(m *Model, lanes []*protocol.LabTrain) {
			report(m, lanes[0], "77")
			report(m, lanes[1], "x")
		},
		"stopped": func(m *Model, _ []*protocol.LabTrain) { m.Race.Stop() },
		"left":    func(m *Model, _ []*protocol.LabTrain) { m.Race.Leave() },
		"lost":    func(m *Model, _ []*protocol.LabTrain) { m.Race.Lost() },
		"yielded": func(m *Model, _ []*protocol.LabTrain) { m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining}) },
	} {
		for _, running := range []bool{true, false} {
			m, _ := racer(t)
			m.Phase = protocol.PhasePaused
			if running {
				m.Phase = protocol.PhaseTraining
			}
			m.Race.Commands()
			m.StartRace(make([]byte, ink.Pixels))
			commands := m.Race.Commands()
			if got := commands[0].Kind() == pause; got != running {
				t.Errorf("%s, running %v: it begins with %v", name, running, commands[0])
			}
			var lanes []*protocol.LabTrain
			for _, c := range commands {
				if c, ok := c.(*protocol.LabTrain); ok {
					lanes = append(lanes, c)
				}
			}
			m.Apply(&protocol.LabStep{ID: lanes[0].ID, Step: 2, Steps: 100, Loss: 1})
			if !m.Race.Running() {
				t.Fatalf("%s: it is over before", name)
			}
			m.Apply(&protocol.PhaseChanged{Phase: protocol.PhasePaused})
			end(m, lanes)
			got := kinds(m)
			if m.Race.Running() || slices.Contains(got, resume) != (running && name != "yielded") {
				t.Errorf("%s, running %v: it ends with %v", name, running, got)
			}
			if slices.Contains(got, stop) != (name == "stopped" || name == "left" || name == "yielded") {
				t.Errorf("%s: it ends with %v", name, got)
			}
			if m.Race.Leave(); slices.Contains(kinds(m), resume) {
				t.Errorf("%s: the run goes on twice", name)
			}
		}
	}
}

// TestRaceLanes: lanes have the same seed, mini-batches and length, and events of others
// are none of theirs.
func TestRaceLanes(t *testing.T) {
	m, w := racer(t)
	m.RaceAgainst(AgainstOptimizers)
	if m.Race.Lanes() != 4 {
		t.Fatalf("%d lanes", m.Race.Lanes())
	}
	lanes := beginRace(t, m)
	for i, c := range lanes {
		if a := lanes[0].Recipe; c.Recipe.Seed != a.Seed || c.Recipe.BatchSize != a.BatchSize || c.Recipe.Steps != 100 || c.Of.Count != 0 || !c.Race {
			t.Errorf("lane %d: %+v", i, c)
		}
		if text := m.Race.Differs(w, i); i > 0 && !strings.Contains(text, "Optimiser: ") {
			t.Errorf("lane %d differs by %q", i, text)
		}
	}
	report(m, lanes[1], "3")
	m.Apply(&protocol.LabStep{ID: 3, Step: 9, P: sureOf('1')}) // a lab's
	for i := range lanes {
		if _, _, ok := m.Race.Lane(i).Last(); ok != (i == 1) {
			t.Errorf("lane %d has a prediction: %v", i, ok)
		}
	}
	if last, low, high := m.Race.Axis(); last != 2 || !(low > 0 && low < 1 && high > 1) {
		t.Errorf("the axes end at %g, %g, %g", last, low, high)
	}
	if m.Race.CanAdd(m.Form.Recipe()) {
		t.Error("a fifth lane")
	}
	m.Race.Remove(0)
	if m.Race.Lanes() != 3 || m.Race.Running() || !m.Race.CanAdd(m.Form.Recipe()) {
		t.Errorf("after a lane was taken out: %d, running %v", m.Race.Lanes(), m.Race.Running())
	}
	other, _ := recipe.Preset("twolayer")
	other.Seed = 99
	m.Race.Add(other)
	if a, b := m.Race.Lane(0).Recipe, m.Race.Lane(3).Recipe; a.Seed != b.Seed || a.BatchSize != b.BatchSize || Network(b) != "twolayer" {
		t.Errorf("added: %+v", b)
	}
}

// TestRaceOnBench: the bench shows predictions of the lane that is chosen only.
func TestRaceOnBench(t *testing.T) {
	m, w := racer(t)
	lanes := beginRace(t, m)
	m.Race.Show(1)
	if c := m.Race.Commands(); len(c) != 1 || *c[0].(*protocol.LabShow) != (protocol.LabShow{ID: lanes[1].ID}) {
		t.Fatalf("commands: %v", c)
	}
	seq := m.NextDrawing()
	m.Apply(&protocol.Classified{Seq: seq, Drawing: true, P: sureOf('1')})
	if m.Prediction.Known {
		t.Error("the run's prediction is shown as the lane's")
	}
	m.Apply(&protocol.Classified{Seq: seq, Step: 4, Lane: lanes[1].ID, Drawing: true, P: sureOf('2')})
	if m.Prediction.Digit != 2 || !strings.Contains(m.OnPad(w), "lane B") {
		t.Errorf("prediction %d, %q", m.Prediction.Digit, m.OnPad(w))
	}
	m.Race.Leave()
	m.Apply(&protocol.Classified{Seq: seq, Lane: lanes[1].ID, Drawing: true, P: sureOf('3')})
	m.Apply(&protocol.Classified{Seq: seq, Drawing: true, P: sureOf('1')})
	if m.Prediction.Digit != 1 || strings.Contains(m.OnPad(w), "lane") {
		t.Errorf("after the race was left: prediction %d, %q", m.Prediction.Digit, m.OnPad(w))
	}
}

// TestRaceLabel: the digit is what is known of it, or what the visitor says of this
// drawing.
func TestRaceLabel(t *testing.T) {
	m, w := racer(t)
	if label, ok := m.RaceLabel(); !ok || label != 7 || m.AsksRaceLabel() || !m.CanRace() {
		t.Errorf("an example: %d, %v", label, ok)
	}
	m.Drawing.Clear()
	m.Drawn()
	if m.CanRace() || m.RaceNote(w) != w.T("race.draw") {
		t.Errorf("an empty pad: %q", m.RaceNote(w))
	}
	draw := func() {
		m.Drawing.Begin(ink.Point{X: 0.5, Y: 0.2})
		m.Drawing.Extend(ink.Point{X: 0.5, Y: 0.8})
		m.Drawing.End()
		m.Drawn()
	}
	draw()
	if m.CanRace() || !m.AsksRaceLabel() || m.RaceNote(w) != w.T("race.label") {
		t.Errorf("an own drawing: %q", m.RaceNote(w))
	}
	m.SayRaceLabel(1)
	if label, _ := m.RaceLabel(); !m.CanRace() || label != 1 {
		t.Errorf("it is said to be a 1: %d", label)
	}
	draw()
	if m.CanRace() {
		t.Error("what was said of the drawing before is said of this one")
	}
}

// TestRaceAddress: a race comes back from its address.
func TestRaceAddress(t *testing.T) {
	races := 0
	for _, preset := range recipe.Presets() {
		for o := range Opponents {
			for _, edited := range []bool{false, true} {
				m, w := racer(t)
				p, _ := recipe.Preset(preset)
				m.Form.Use(p)
				if edited {
					m.Form.Edit(slices.Index(Fields[:], FieldLearningRate), "0.005")
					m.Form.Edit(slices.Index(Fields[:], FieldBatchSize), "50")
				}
				if !m.CanRaceAgainst(o) {
					continue
				}
				races++
				m.RaceAgainst(o)
				m.Race.SetLength(2)
				m.Race.SetGuess(1)
				q := m.Race.Query()
				var back Race
				if !back.Open(q) || back.Query() != q || back.Lanes() != m.Race.Lanes() || back.Guess() != 1 || back.Length() != 2 {
					t.Errorf("%s, opponent %d: %q comes back as %q", preset, o, q, back.Query())
					continue
				}
				for i := range back.Lanes() {
					if !same(back.Lane(i).Recipe, m.Race.Lane(i).Recipe) {
						t.Errorf("%s, opponent %d: lane %d of %q is another recipe", preset, o, i, q)
					}
					if text := m.Race.Differs(w, i); text == "" || text == w.T("race.differs.more") {
						t.Errorf("%s, opponent %d: lane %d differs by %q", preset, o, i, text)
					}
					if err := m.Race.raced(i).Validate(); err != nil {
						t.Errorf("%s, opponent %d: lane %d: %v", preset, o, i, err)
					}
				}
			}
		}
	}
	if races < 40 {
		t.Errorf("%d races", races)
	}
	m, _ := racer(t)
	before := m.Race.Query()
	for _, bad := range []string{
		"a=", "a=&b=lr:1e308", "a=&b=lr:NaN", "a=&b=seed:2", "a=&b=batch:50", "a=&c=opt:sgd", "a=&b=layers:none", "a=&b=norm:on", "a=&b=opt:sgd&guess=c",
		"a=&b=;lr:1e308", "a=&b=;net:dense5", "a=&b=;lr:0.1;lr:0.2", "a=&b=;name:%E2%80%AE", "a=&b=;frob:1", "a=&b=;seed:2", "a=&b=;draw:AQAA",
		"a=&b=;", "a=&b=opt:sgd;lr:0.1", "a=&b=;net:dense10" + strings.Repeat("-relu-dense10", 80),
		"a=&b=opt:sgd&steps=5", "a=&b=opt:sgd&x=1", "b=opt:sgd", "a=&b=" + strings.Repeat("lr:0.1,", 500), "a=&b=opt:sgd&e=", "\x00",
	} {
		if m.OpenRace(bad) || m.Race.Query() != before {
			t.Errorf("%.40q is taken: %q", bad, m.Race.Query())
		}
	}
}

// TestRaceFollowsForm: a race that set itself up follows the form, one of the visitor's
// stays.
func TestRaceFollowsForm(t *testing.T) {
	m, _ := racer(t)
	m.Form.Edit(slices.Index(Fields[:], FieldSeed), "5")
	if m.OpenRace(""); m.Race.Lane(0).Recipe.Seed != 5 {
		t.Error("it has the recipe before")
	}
	m.Race.SetGuess(0)
	m.Form.Edit(slices.Index(Fields[:], FieldSeed), "6")
	if m.OpenRace(""); m.Race.Lane(0).Recipe.Seed != 5 {
		t.Error("the visitor's race is gone")
	}
	if m.RaceForm(); m.Race.Lane(0).Recipe.Seed != 6 {
		t.Error("the recipe is not raced")
	}
}

func TestRaceLossesOfNaN(t *testing.T) {
	m, w := racer(t)
	lanes := beginRace(t, m)
	m.Apply(&protocol.LabStep{ID: lanes[0].ID, Step: 2, Steps: 4, Loss: float32(math.NaN())})
	if l := m.Race.Lane(0).Losses[0]; !math.IsInf(l, 1) {
		t.Errorf("loss %g", l)
	}
	if s := m.Race.Standing(w, 0); s == "" {
		t.Error("it does not say how it stands")
	}
}
