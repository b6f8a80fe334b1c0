package state

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/wire"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// full returns a model of which everything is to come back: a run under way and one
// that was given up, a test image over a drawing, a round, a GAN in training.
func full(t *testing.T) *Model {
	m := prepared()
	m.Steps = ink.MNIST()
	m.Steps.Centre = false
	run(t, m, 1, 5, 0.5)
	m.GiveUp(Saved{Recipe: m.Recipe, Step: 5, Data: []byte("five"), Over: true})
	run(t, m, 2, 300, 0.9)
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})

	m.Drawing.Begin(at(0.25, 0.5))
	m.Drawing.Extend(at(0.75, 0.5))
	m.Score.Seed(3)
	m.Play(ScoreBegin, false, 0)
	m.Play(ScoreSkip, false, 0)
	m.Prediction = Prediction{Known: true, Digit: 4}
	m.Prediction.P[4] = 0.75
	m.Play(ScoreNext, true, 0)
	m.Drawing.SetImage(bytes.Repeat([]byte{7}, ink.Pixels))
	m.Drawing.SetSource(Source{Origin: OfTest, Label: 2, Index: 4176})

	m.StartGAN()
	for step := range uint32(3) {
		m.Apply(&protocol.GAN{Phase: protocol.PhaseTraining, Step: step, Steps: 90, Since: 1, GeneratorLoss: 0.5, Grid: make([]byte, ganPixels)})
	}
	m.ShowMoment(1)
	m.Life.Saved = Saved{Recipe: m.Recipe, Step: 290, Data: []byte("snapshot")}
	return m
}

func TestPageComesBack(t *testing.T) {
	m := full(t)
	var back Model
	if err := back.RestorePage(m.AppendPage(nil, Leaving{})); err != nil {
		t.Fatal(err)
	}
	if posted := begin(&back); len(posted) != 2 || !reflect.DeepEqual(posted[0], &protocol.Restore{Recipe: m.Recipe, Data: []byte("snapshot"), ID: 1}) || posted[1].Kind() != (*protocol.Start).Kind(nil) {
		t.Errorf("the worker is sent %+v", posted)
	}
	for step := range uint32(10) {
		back.Apply(progress(291 + step))
	}
	back.Apply(&protocol.Eval{Step: 300, Images: 1000, Of: 10000, Accuracy: 0.9})
	want(t, &back, 2, 300, 0.9)
	if d := &back.Drawing; d.Source() != m.Drawing.Source() || !bytes.Equal(d.Image(), m.Drawing.Image()) || back.Rev.Pad == 0 {
		t.Errorf("on the pad is %+v, an image of %d", d.Source(), len(d.Image()))
	}
	back.Drawing.Undo()
	if s := back.Drawing.Strokes(); len(s) != 1 || back.Drawing.points != len(s[0]) {
		t.Errorf("below the image are %v, %d points", s, back.Drawing.points)
	}
	if !reflect.DeepEqual(back.Score, m.Score) {
		t.Error("the round is another")
	}
	if back.Steps != m.Steps {
		t.Errorf("the steps are %+v", back.Steps)
	}
	g := &back.GAN
	if g.Phase != protocol.PhaseError || g.Fault.Code != protocol.CodeWorker || g.Step != 2 || g.Shown() != 1 || len(g.Moments) != 3 || len(g.Generator.Points()) != 3 {
		t.Errorf("the GAN is %+v", g.GAN)
	}
	if r := back.ComeBack(); r == nil || string(r.Data) != "five" || r.Recipe.Seed != 1 || r.Step != 5 || !r.Over || r.eval.Accuracy != 0.5 {
		t.Errorf("given up was %+v", r)
	}
}

// begin gives a model its first worker, and returns what that is sent.
func begin(m *Model) (posted []protocol.Message) {
	m.Life.Post = func(c protocol.Message) { posted = append(posted, c) }
	m.Born()
	event := func(e protocol.Message) { m.Apply(e); m.Follow(e) }
	event(&protocol.Ready{})
	switch c := posted[0].(type) {
	case *protocol.Restore:
		event(&protocol.Prepared{Recipe: c.Recipe, ID: c.ID})
	case *protocol.Prepare:
		event(&protocol.Prepared{Recipe: c.Recipe, ID: c.ID})
	}
	return posted
}

// TestTornPage tears a page everywhere, and gives it what no page has.
func TestTornPage(t *testing.T) {
	m := prepared()
	m.Drawing.Begin(at(0.25, 0.5))
	m.Score.Begin(1)
	m.StartGAN()
	m.Expect(true)
	m.Expected.Sketch.Draw(0.5, 0.5)
	for step := range uint32(700) { // more than a series holds
		m.Apply(progress(step + 1))
	}
	saved := m.AppendPage(nil, Leaving{})
	var back Model
	if err := back.RestorePage(saved); err != nil || back.Progress.Step != 700 {
		t.Fatalf("%v, step %d", err, back.Progress.Step)
	}
	if again := back.AppendPage(nil, Leaving{}); string(again) != string(saved) {
		t.Error("what was restored is not what was saved")
	}
	for n := range saved {
		var torn Model
		if err := torn.RestorePage(saved[:n]); err == nil {
			t.Fatalf("%d of %d bytes are accepted", n, len(saved))
		} else if torn.Progress.Step != 0 || len(torn.Drawing.Strokes()) != 0 || torn.comeback.on {
			t.Fatal("a torn page changes the model")
		}
	}
	if err := new(Model).RestorePage(append(saved, 0)); err == nil {
		t.Error("bytes too many are accepted")
	}
	saved[0]++
	if err := new(Model).RestorePage(saved); err == nil {
		t.Error("another version is accepted")
	}
}

// A page that holds more than a drawing or a curve may is refused.
func TestRestorePageKeepsLimits(t *testing.T) {
	for name, spoil := range map[string]func(*page){
		"strokes": func(p *page) { p.drawing.strokes = make([]ink.Stroke, maxPoints+1) },
		"points":  func(p *page) { p.drawing.strokes = []ink.Stroke{make(ink.Stroke, maxPoints+1)} },
		"image":   func(p *page) { p.drawing.image = make([]byte, ink.Pixels-1) },
		"label":   func(p *page) { p.drawing.source.Label = recipe.Classes },
		"series":  func(p *page) { p.curves.TestLoss.points = make([]Point, seriesCap+1) },
		"stride":  func(p *page) { p.curves.TestLoss.stride = 1 << 31 },
		"round":   func(p *page) { p.score.asked = make([]int, ScoreDigits+1) },
		"results": func(p *page) { p.score.results = make([]Result, 1) },
		"moment":  func(p *page) { p.gan.Moments = make([]Moment, 1) },
	} {
		p := page{version: saveVersion}
		c := wire.Writer(nil)
		p.fields(&c)
		if err := new(Model).RestorePage(c.Buffer()); err != nil {
			t.Fatalf("an empty page: %v", err)
		}
		spoil(&p)
		c = wire.Writer(nil)
		p.fields(&c)
		if err := new(Model).RestorePage(c.Buffer()); !errors.Is(err, ErrSaved) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestComebackSaysWhatIsBack checks that nothing is said to be back before it is, and
// nothing that is missing is left out.
func TestComebackSaysWhatIsBack(t *testing.T) {
	w := in(t, "en")
	says := func(m *Model) string {
		for _, n := range m.Notices(w) {
			if n.Code == CodeRestored {
				return n.Text
			}
		}
		return ""
	}
	m := full(t)
	m.Lesson.running = true
	saved := m.AppendPage(nil, Leaving{Lab: true, Graphics: true})
	var back Model
	if err := back.RestorePage(saved); err != nil {
		t.Fatal(err)
	}
	const rest = " The lesson that was under way was not finished: the network is as it was before it. Of the digits out of noise only the pictures are back: their training begins anew. What a lab was computing begins anew."
	const first = "The graphics were reset, so the page was loaded again. What was on the pad is back. Your round goes on."
	if got := says(&back); got != first+rest {
		t.Errorf("before the network is back it says %q", got)
	}
	begin(&back)
	if got := says(&back); got != first+" Training goes on from step 290."+rest {
		t.Errorf("then it says %q", got)
	}
	back.Apply(&protocol.Prepared{}) // the visitor has started over
	if got := says(&back); got != first+rest {
		t.Errorf("of a run that was given up it says %q", got)
	}
	back.Dismiss(CodeRestored)
	if got := says(&back); got != "" {
		t.Errorf("dismissed, it says %q", got)
	}

	for want, data := range map[string][]byte{
		"The page was loaded again. The network is back as it was after step 5.":                              []byte("s"),
		"The page was loaded again. What the network had learned could not be saved in time: it begins anew.": nil,
	} {
		m := prepared()
		run(t, m, 1, 5, 0.5)
		m.Life.Saved = Saved{Recipe: m.Recipe, Step: 5, Data: data}
		var back Model
		if err := back.RestorePage(m.AppendPage(nil, Leaving{})); err != nil {
			t.Fatal(err)
		}
		begin(&back)
		if got := says(&back); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}

	// A snapshot that the worker refuses is not back.
	var refused Model
	refused.RestorePage(saved)
	refused.Life.Post = func(protocol.Message) {}
	for _, e := range []protocol.Message{&protocol.Ready{}, &protocol.Fault{Code: protocol.CodeSnapshot, ID: 1}, &protocol.Prepared{ID: 2}} {
		refused.Apply(e)
		refused.Follow(e)
	}
	refused.BeginRestore(7) // of the run after it
	refused.Apply(&protocol.Prepared{})
	if got := says(&refused); got != first+rest {
		t.Errorf("after a refusal it says %q", got)
	}

	// Of a page on which only a setting was changed there is nothing to say.
	set := prepared()
	set.Form.Edit(slices.Index(Fields[:], FieldEpochs), "7")
	var same Model
	if err := same.RestorePage(set.AppendPage(nil, Leaving{})); err != nil {
		t.Fatal(err)
	}
	if got := says(&same); got != "" {
		t.Errorf("of a setting it says %q", got)
	}
}

func TestWorthSaving(t *testing.T) {
	for name, change := range map[string]func(m *Model){
		"a drawing":         func(m *Model) { m.Drawing.Begin(at(0.1, 0.1)) },
		"a cleared drawing": func(m *Model) { m.Drawing.Begin(at(0.1, 0.1)); m.Drawing.Clear() },
		"a run":             func(m *Model) { m.Apply(progress(1)) },
		"a run's beginning": func(m *Model) { m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseLoading}) },
		"a round":           func(m *Model) { m.Score.Begin(1) },
		"a GAN":             func(m *Model) { m.Apply(&protocol.GAN{Phase: protocol.PhaseTraining}) },
		"a run given up":    func(m *Model) { m.GiveUp(Saved{}) },
		"a setting":         func(m *Model) { m.Form.Edit(slices.Index(Fields[:], FieldEpochs), "7") },
		"a step left out":   func(m *Model) { m.Steps.Grey = false },
	} {
		m := prepared()
		m.Steps = ink.MNIST()
		r, _ := recipe.Preset(recipe.Default)
		m.Form = NewForm(r)
		if m.Worth() {
			t.Fatal("a page that was only opened is saved")
		}
		if change(m); !m.Worth() {
			t.Errorf("%s is not saved", name)
		}
	}
}

func TestGraphicsNotices(t *testing.T) {
	w := in(t, "en")
	for _, c := range []struct {
		change       func(m *Model)
		says         string
		loses, blind bool
	}{
		{func(m *Model) { m.LoseGraphics(true) }, "saved first", false, true},
		{func(m *Model) { m.LoseGraphics(false) }, "let nothing be saved: a reload loses", true, true},
		{func(m *Model) { m.LoseGraphics(true); m.KeepFromReload() }, "stay empty", true, true},
		{func(m *Model) { m.KeepFromReload() }, "a reload loses", true, false},
		{func(m *Model) { m.KeepFromReload(); m.KeepFromReload() }, "tried again", true, false},
		{func(m *Model) { m.LoseGraphics(false); m.KeepFromReload() }, "tried again", true, true},
	} {
		var m Model
		if len(m.Notices(w)) != 0 || m.Blind() {
			t.Fatal("a notice of nothing")
		}
		c.change(&m)
		all := m.Notices(w)
		if len(all) != 1 || !strings.Contains(all[0].Text, c.says) || !all[0].Reload || all[0].Loses != c.loses || m.Blind() != c.blind {
			t.Errorf("notices %+v, blind %v; want %+v", all, m.Blind(), c)
		}
	}
}

func TestMayReload(t *testing.T) {
	before, ok := "spoiled", false
	for i, want := range []bool{true, true, true, false} {
		if before, ok = MayReload(before, int64(1000+i)); ok != want {
			t.Errorf("reload %d: %v", i, ok)
		}
	}
	if _, ok := MayReload(before, 1000+reloadWithin-1); ok {
		t.Error("four in a minute")
	}
	if after, ok := MayReload(before, 1002+reloadWithin); !ok || after != "61002" {
		t.Errorf("a minute later %q, %v", after, ok)
	}
	if _, ok := MayReload("9000,9001,9002", 1); !ok {
		t.Error("the clock was put back, and no page may be loaded again")
	}
}
