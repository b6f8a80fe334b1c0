package state

import (
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// arrives opens a link in m.
func arrives(t *testing.T, m *Model, fragment string, how Arrival) {
	t.Helper()
	l, err := ParseLink(fragment)
	if err != nil {
		t.Fatal(err)
	}
	m.OpenLink(l, how)
}

// noticed returns the text of a notice, "" without it.
func noticed(t *testing.T, m *Model, code protocol.Code) string {
	t.Helper()
	all := m.Notices(in(t, "en"))
	if i := slices.IndexFunc(all, func(n Notice) bool { return n.Code == code }); i >= 0 {
		return all[i].Text
	}
	return ""
}

// rest has the run come to rest with weights.
func rest(m *Model, phase protocol.Phase, fingerprint uint64) {
	m.Apply(&protocol.PhaseChanged{Phase: phase, Fingerprint: fingerprint})
}

func TestLinkText(t *testing.T) {
	m := prepared()
	at := Here{Place: "look/inside"}
	if got := m.LinkText(at); got != "#/look/inside" {
		t.Errorf("a fresh page: %s", got)
	}
	run(t, m, 5, 3, 0.5)
	m.Drawing.Begin(ink.Point{X: 0.5, Y: 0.5})
	if m.Linkable() {
		t.Error("a stroke that is being drawn is in the address")
	}
	m.Drawing.End()
	m.Drawn()
	rest(m, protocol.PhasePaused, 0xabc)
	const whole = "#/book/5?seed=5&step=3&expect=3-0000000000000abc&draw=AQAA&lang=ja&lab=5.4&array=1"
	if got := m.LinkText(Here{Place: "book/5", Lab: "lab=5.4&array=1", Lang: "ja"}); got != whole || m.Fingerprint16() != "0000000000000abc" {
		t.Errorf("at rest: %s, %s", got, m.Fingerprint16())
	}
	if got := m.LinkText(Here{Place: "book/5", Bare: true}); got != "#/book/5?seed=5&step=3&expect=3-0000000000000abc" {
		t.Errorf("without the drawing: %s", got)
	}
	plain := func(why string) {
		t.Helper()
		if got := m.LinkText(at); strings.Contains(got, "expect") || strings.Contains(got, "step") {
			t.Errorf("%s: %s", why, got)
		}
	}
	m.Form.Edit(field(FieldSeed), "6")
	plain("of another recipe than the network's")
	m.Form.Edit(field(FieldSeed), "5")
	rest(m, protocol.PhaseTraining, 0)
	plain("while it trains")
	if m.Fingerprint16() != "" {
		t.Errorf("while it trains: %s", m.Fingerprint16())
	}
	rest(m, protocol.PhasePaused, 0xabc)
	m.Lesson.running = true
	m.Life.lesson = &protocol.Teach{Labels: []byte{7}, Images: make([]byte, ink.Pixels)}
	receipt := &protocol.Receipt{Outcome: protocol.OutcomeTaught, Steps: 4}
	m.Apply(receipt)
	m.Follow(receipt)
	plain("taught drawings")
	if !strings.Contains(m.SharedText(in(t, "en"), false), "taught") {
		t.Errorf("taught drawings: %s", m.SharedText(in(t, "en"), false))
	}
	again := prepared()
	if err := again.RestorePage(m.AppendPage(nil, Leaving{})); err != nil || !again.wasTaught() {
		t.Errorf("after a reload it counts as not taught: %v", err)
	}
}

func TestLinkVerdicts(t *testing.T) {
	const same = "#/?seed=5&step=3&expect=3-0000000000000abc"
	for name, c := range map[string]struct {
		link string
		then func(m *Model)
		want Verdict
		said string
	}{
		"the same":        {same, func(m *Model) { rest(m, protocol.PhasePaused, 0xabc) }, VerdictSame, "bit for bit. At step 3 the fingerprint is 0000000000000abc"},
		"others":          {same, func(m *Model) { rest(m, protocol.PhaseDone, 0xdef) }, VerdictOther, "0000000000000def; the link has 0000000000000abc"},
		"another engine":  {"#/?seed=5&step=3&expect=1-0000000000000abc", func(m *Model) { rest(m, protocol.PhaseDone, 0xdef) }, VerdictEngine, "version 1 of the engine, this page has version 3"},
		"the end's":       {"#/?seed=5&expect=3-0000000000000abc", func(m *Model) { m.Progress.Steps = 3; rest(m, protocol.PhaseDone, 0xabc) }, VerdictSame, "bit for bit"},
		"still learning":  {same, func(m *Model) { rest(m, protocol.PhaseTraining, 0) }, VerdictWaits, ""},
		"a later step":    {"#/?seed=5&step=9&expect=3-0000000000000abc", func(m *Model) { rest(m, protocol.PhasePaused, 0xabc) }, VerdictWaits, ""},
		"an earlier step": {"#/?seed=5&step=2&expect=3-0000000000000abc", func(m *Model) { rest(m, protocol.PhasePaused, 0xabc) }, VerdictPassed, "step 2, which this run has passed"},
		"another recipe":  {"#/?seed=6&step=3&expect=3-0000000000000abc", func(m *Model) { rest(m, protocol.PhasePaused, 0xabc) }, VerdictRecipe, ""},
		"taught": {same, func(m *Model) {
			rest(m, protocol.PhasePaused, 0xabc)
			m.taught(&protocol.Teach{Labels: []byte{7}, Images: make([]byte, ink.Pixels)})
		}, VerdictTaught, "taught drawings"},
		"nothing expected": {"#/?seed=5&draw=AQAA", func(m *Model) { rest(m, protocol.PhasePaused, 0xabc) }, NoVerdict, ""},
	} {
		m := prepared()
		arrives(t, m, c.link, Arrival{Fresh: true})
		run(t, m, 5, 3, 0.5)
		if c.then(m); m.LinkVerdict() != c.want {
			t.Errorf("%s: verdict %d", name, m.LinkVerdict())
		}
		if said := noticed(t, m, CodeExpect); !strings.Contains(said, c.said) || (said == "") != (c.said == "") {
			t.Errorf("%s: %q", name, said)
		}
		m.Dismiss(CodeExpect)
		if arrives(t, m, "#/look/inside", Arrival{}); noticed(t, m, CodeExpect) != "" { // nor come back with another view
			t.Errorf("%s: it cannot be dismissed", name)
		}
	}
	m := prepared() // what is waited for stays in the address
	arrives(t, m, "#/?seed=5&step=9&expect=3-0000000000000abc", Arrival{Fresh: true})
	for range 2 {
		if got := m.LinkText(Here{}); got != "#/?seed=5&step=9&expect=3-0000000000000abc" {
			t.Errorf("not learned yet: %s", got)
		}
		run(t, m, 5, 3, 0.5)
		rest(m, protocol.PhasePaused, 0x111)
	}
}

func TestLinkOverOwnWork(t *testing.T) {
	m := prepared()
	run(t, m, 5, 3, 0.5)
	m.Drawing.Put(Example(3), Source{})
	own, form := strokesText(m.Drawing.Strokes()), m.Form.JSON()
	arrives(t, m, "#/?preset=mlp&draw=AQAA", Arrival{})
	if strokesText(m.Drawing.Strokes()) != "AQAA" || m.Drawing.Source().Origin != OfLink || Network(m.Form.Recipe()) != "mlp" || m.Recipe.Seed != 5 || !m.Learned() {
		t.Error("the link's form and drawing are not there, or the network is gone")
	}
	if said := noticed(t, m, CodeLink); !strings.Contains(said, "784-50-100-10") || !strings.Contains(said, "a drawing") || !strings.Contains(said, "Your network stays") {
		t.Errorf("said: %q", said)
	}
	m.UndoLink()
	if strokesText(m.Drawing.Strokes()) != own || m.Form.JSON() != form || noticed(t, m, CodeLink) != "" {
		t.Error("the visitor's own has not come back")
	}
	arrives(t, m, "#/?seed=9&draw=AQAA", Arrival{})
	m.Drawing.Put(Example(4), Source{})
	newer := strokesText(m.Drawing.Strokes())
	if m.UndoLink(); strokesText(m.Drawing.Strokes()) != newer || m.Form.JSON() != form {
		t.Error("what was drawn after the link is gone, or the form has not come back")
	}
	_, err := ParseLink("#/?seed=x")
	if m.RefuseLink(err); !strings.Contains(noticed(t, m, CodeLink), "“seed” must be a whole number") {
		t.Errorf("refused: %q", noticed(t, m, CodeLink))
	}
	if m.Dismiss(CodeLink); noticed(t, m, CodeLink) != "" || m.Form.JSON() != form {
		t.Error("the refusal stays, or has changed the form")
	}
	arrives(t, m, "#/?seed=9&draw=AQAA", Arrival{Own: true, Restored: true}) // loaded again
	if strokesText(m.Drawing.Strokes()) != newer || m.Form.JSON() != form || noticed(t, m, CodeLink) != "" {
		t.Error("the address wins over what the page came back with")
	}
}

func TestLinkLocks(t *testing.T) {
	m := prepared()
	w := in(t, "en")
	arrives(t, m, "#/?hide=answer,recipe&lock=answer,recipe&big=1", Arrival{Fresh: true})
	if !m.Presenting() || !m.Hides() || m.Locks() != (Parts{true, true}) || m.Covers() != (Parts{true, true}) {
		t.Errorf("presents %v, hides %v, locks %v", m.Presenting(), m.Covers(), m.Locks())
	}
	if got := m.LinkText(Here{}); got != "#/?hide=answer,recipe&lock=answer,recipe&big=1" {
		t.Errorf("the address: %s", got)
	}
	if m.PresentKey("."); !m.Hides() {
		t.Error("the full stop shows what is locked")
	}
	if note := m.SettingsNote(w); !strings.Contains(note, "Locked") || !strings.Contains(noticed(t, m, CodeLocked), "left out the settings") {
		t.Errorf("said: %q, %q", note, m.LockText(w))
	}
	if m.Unlock(); m.Hides() || m.Locks() != (Parts{}) || noticed(t, m, CodeLocked) != "" || m.SettingsNote(w) != "" {
		t.Error("it does not unlock")
	}
	m.Present(false)
	arrives(t, m, "#/?hide=answer", Arrival{})
	if m.PresentKey("."); m.Hides() {
		t.Error("the full stop does not show what is only hidden")
	}
}

func TestDifferences(t *testing.T) {
	w := in(t, "en")
	for want, r := range map[string]recipe.Recipe{
		"":               edited("zerokara", func(*recipe.Recipe) {}),
		"Seed 5":         edited("zerokara", func(r *recipe.Recipe) { r.Seed = 5 }),
		"aug.rotate = 5": edited("zerokara", func(r *recipe.Recipe) { r.Augment.Rotate = 5 }),
		"No convolution: 784-50-100-10, Optimiser SGD, Learning rate 0.1": edited("mlp", func(r *recipe.Recipe) { r.Optimizer, r.LearningRate = recipe.SGD(), 0.1 }),
	} {
		if got := Differences(w, r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestRunLink checks that a kept run's link brings its recipe and what to compare with.
func TestRunLink(t *testing.T) {
	preset, _ := recipe.Preset("zerokara")
	r := Run{Recipe: preset, Engine: recipe.Engine, Step: 30, Fingerprint: 0xabc}
	r.Recipe.Seed = 5
	l, err := ParseLink(r.Link())
	if err != nil || l.Recipe.Seed != 5 || l.Step != 30 || l.Expect != (Expect{recipe.Engine, 0xabc}) || l.Drawing != nil {
		t.Errorf("%s is %+v, %v", r.Link(), l, err)
	}
	r.Taught = []Taught{{Step: 30, Labels: []byte{7}}}
	if got := r.Link(); strings.Contains(got, "expect") {
		t.Errorf("of a taught network: %s", got)
	}
}

// TestRaceLink checks that a race's part of an address is the race's.
func TestRaceLink(t *testing.T) {
	l, err := ParseLink("#/race?seed=5&a=preset:mlp&b=lr:0.1&steps=300&guess=a")
	if err != nil || l.Place != "race" || l.Recipe.Seed != 5 || l.Recipe.Steps != 0 || l.Lab != "a=preset:mlp&b=lr:0.1&steps=300&guess=a" {
		t.Errorf("%+v, %v", l, err)
	}
	if _, err := ParseLink("#/?seed=5&a=preset:mlp"); err == nil {
		t.Error("elsewhere it is taken, too")
	}
}
