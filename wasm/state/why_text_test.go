package state

import (
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// chances are probabilities with the rest on 0.
func chances(at map[int]float32) (p [10]float32) {
	rest := float32(1)
	for d, v := range at {
		p[d] = v
		rest -= v
	}
	p[0] += rest
	return p
}

func TestReasonStates(t *testing.T) {
	m := inked()
	m.Why.Visible = true
	is := func(what, attribution, counterfactual string) {
		t.Helper()
		if a, c := m.AttributionState(), m.CounterfactualState(); a != attribution || c != counterfactual {
			t.Errorf("%s: the attribution is %s, the counterfactual %s", what, a, c)
		}
	}
	shows := func(what string, counterfactual bool, want float64, ok bool) {
		t.Helper()
		if got, shown := m.Why.Progress(counterfactual); got != want || shown != ok {
			t.Errorf("%s: progress %v, shown: %v", what, got, shown)
		}
	}
	if !m.Explains() || (&Model{Prepared: true}).Explains() {
		t.Error("there is nothing to explain, or an empty pad is")
	}
	is("at first", ReasonEmpty, ReasonEmpty)
	q := wantQuestion(t, m, "a drawing", protocol.MethodOcclusion)
	shows("asked", false, 0, false)
	before := m.Rev.Why
	part := explained(m, q)
	part.Done = 3
	m.Apply(part)
	is("in work", ReasonFits, ReasonEmpty)
	shows("in work", false, 1./3, true)
	shows("the other", true, 0, false)
	if _, _, ok := m.Why.Patch(); ok || !m.Why.Busy(false) || m.Why.Busy(true) || m.Rev.Why == before {
		t.Error("a part has a patch, or is not in work, or nothing says that it came")
	}
	m.StopAsking()
	shows("stopped", false, 0, false)
	m.AskAttribution(protocol.MethodOcclusion)
	whole := explained(m, wantQuestion(t, m, "again", protocol.MethodOcclusion))
	whole.At = 3*28 + 7
	m.Apply(whole)
	if row, column, ok := m.Why.Patch(); row != 3 || column != 7 || !ok {
		t.Errorf("the patch is at row %d, column %d: %v", row, column, ok)
	}
	shows("complete", false, 0, false)
	m.Why.Method = protocol.MethodGradient
	is("another method", ReasonOld, ReasonEmpty)
	whole = explained(m, wantQuestion(t, m, "the gradient", protocol.MethodGradient))
	whole.Values[10*28+20] = 1
	m.Apply(whole)
	if row, column, _ := m.Why.Patch(); row != 6 || column != 16 {
		t.Errorf("the gradient's patch is at row %d, column %d", row, column)
	}
	m.AskCounterfactual(8)
	if m.Why.Busy(true) {
		t.Error("a counterfactual that nobody asked for is in work")
	}
	whole = explained(m, wantQuestion(t, m, "an 8", protocol.MethodCounterfactual))
	whole.Done = 1
	m.Apply(whole)
	is("an 8 in work", ReasonFits, ReasonFits)
	shows("an 8 in work", true, 1./9, true)
	if m.Why.Altered() {
		t.Error("a part is an altered drawing")
	}
	whole.Done = 9
	m.Apply(whole)
	if m.Why.Altered() {
		t.Error("an unchanged drawing is altered")
	}
	m.AskCounterfactual(8)
	whole = explained(m, wantQuestion(t, m, "again", protocol.MethodCounterfactual))
	whole.Values[1] = 1
	m.Apply(whole)
	if !m.Why.Altered() {
		t.Error("the drawing is not altered")
	}
	m.Apply(&protocol.Classified{Seq: m.seq, Step: 5, Drawing: true, P: sure(3)})
	is("after a step", ReasonOld, ReasonOld)
	m.AskCounterfactual(9)
	is("another digit", ReasonOld, ReasonEmpty)
	if m.Why.Altered() {
		t.Error("another digit's drawing is shown")
	}
	m.Drawing.Clear()
	m.Drawn()
	is("an empty pad", ReasonEmpty, ReasonEmpty)
}

func TestReasonSentences(t *testing.T) {
	for name, want := range map[string][]string{
		"en.json": {
			"Looking for what matters to a 3 …",
			"It reads a 3, 98.0%. Most depends on rows 4 to 8, columns 8 to 12: with those covered, 3 gets 41.2%.",
			"It reads a 3, 98.0%. Most depends on rows 4 to 8, columns 8 to 12, but even with those covered, 3 gets 98.0%.",
			"This is about an earlier drawing, or the network as it was after step 1,234.",
			"It reads a 3, 98.0%. The ink that speaks for it most is in rows 1 to 5, columns 1 to 5.",
			"Looking for what matters to an 8 …", "Looking for what matters to an 8 …",
			"Even with 2 pixels inked and 1 cleared it does not read an 8: 40.0% instead of 2.0%.",
			"Ink 2 pixels and clear 1, and it reads an 8: 61.0% instead of 2.0%.",
			"The network reads this as 8, 61.0%. That is what convinces it: to your eye it need not be one.",
			"Read the altered drawing", "Hide the altered drawing",
			"It reads a 3 already, 98.0%.",
		},
		"ja.json": {
			"3にとって大事なところを探しています…",
			"3と読んでいます（98.0%）。最も頼っているのは4～8行、8～12列です。ここを隠すと、3の確率は41.2%になります。",
			"3と読んでいます（98.0%）。最も頼っているのは4～8行、8～12列ですが、そこを隠しても3の確率は98.0%です。",
			"これは前の絵、またはステップ1,234の時点のネットワークについての結果です。",
			"3と読んでいます（98.0%）。その根拠として最も強いインクは1～5行、1～5列にあります。",
			"8にとって大事なところを探しています…", "8にとって大事なところを探しています…",
			"2画素に足し、1画素から消しても、8とは読みません（2.0%から40.0%へ）。",
			"2画素にインクを足し、1画素から消すと、8と読みます（2.0%から61.0%へ）。",
			"ネットワークはこれを8と読みます（61.0%）。ネットワークが納得する変え方であって、人の目にもそう見えるとは限りません。",
			"変えた絵を読ませる", "変えた絵を隠す",
			"すでに3と読んでいます（98.0%）。",
		},
	} {
		var w words.Words
		w.Use(joined(languages(t)[name]))
		m := inked()
		m.Why.Visible = true
		var got []string
		say := func(s string) { got = append(got, s) }
		if m.AttributionText(&w) != "" || m.CounterfactualText(&w) != "" {
			t.Error("there are reasons before any came")
		}
		how := m.AttributionHow(&w)
		ask := func(method protocol.Method) *protocol.Explained {
			e := explained(m, wantQuestion(t, m, name, method))
			e.P, e.After = chances(map[int]float32{3: 0.98, 8: 0.02}), chances(map[int]float32{3: 0.412})
			e.At = 3*28 + 7
			return e
		}
		e := ask(protocol.MethodOcclusion)
		e.Done = 1
		m.Apply(e)
		say(m.AttributionText(&w))
		e.Done = e.Of
		m.Apply(e)
		say(m.AttributionText(&w))
		m.AskAttribution(protocol.MethodOcclusion)
		e = ask(protocol.MethodOcclusion)
		e.After = e.P
		m.Apply(e)
		say(m.AttributionText(&w))
		if note := m.AttributionNote(&w); note != "" {
			t.Errorf("%s: of the present drawing: %q", name, note)
		}
		m.Why.Attribution.Step = 1234
		say(m.AttributionNote(&w))
		m.AskAttribution(protocol.MethodGradient)
		m.Apply(ask(protocol.MethodGradient))
		say(m.AttributionText(&w))
		if m.AttributionHow(&w) == how || how == "look.occlusion.how" {
			t.Errorf("%s: the methods are explained by %q", name, how)
		}

		m.AskCounterfactual(8)
		if text := m.CounterfactualText(&w); text != "" {
			t.Errorf("%s: before anybody works on it: %q", name, text)
		}
		e = ask(protocol.MethodCounterfactual)
		say(m.CounterfactualText(&w))
		e.Done = 1
		m.Apply(e)
		say(m.CounterfactualText(&w))
		e.Done, e.After = e.Of, chances(map[int]float32{8: 0.4})
		e.Values[4], e.Values[7], e.Values[700] = 1, 0.5, -0.5
		m.Apply(e)
		say(m.CounterfactualText(&w))
		m.Why.Counterfactual.After = chances(map[int]float32{8: 0.61, 3: 0.3})
		say(m.CounterfactualText(&w))
		step := m.Why.Counterfactual.Step
		m.Why.Counterfactual.Step = 1234
		if dated := m.CounterfactualText(&w); dated != w.T("look.dated", "text", got[len(got)-1], "old", got[3]) {
			t.Errorf("%s: of an earlier network: %q", name, dated)
		}
		m.Why.Counterfactual.Step = step
		say(m.AlteredText(&w))
		for _, c := range []struct {
			after bool
			digit int
			text  string
			best  bool
		}{{false, 3, "98%", true}, {false, 8, "2%", false}, {true, 3, "30%", false}, {true, 8, "61%", true}} {
			if text, best := m.AlteredCell(c.after, c.digit); text != c.text || best != c.best {
				t.Errorf("after %v, %d: %s, %v", c.after, c.digit, text, best)
			}
		}
		say(m.AlteredButton(&w))
		m.Why.AlteredShown = true
		say(m.AlteredButton(&w))
		m.AskCounterfactual(3)
		if m.AlteredButton(&w) == got[len(got)-1] {
			t.Errorf("%s: what is not there can be hidden", name)
		}
		m.Apply(ask(protocol.MethodCounterfactual))
		say(m.CounterfactualText(&w))
		m.Why.inked, m.Why.Counterfactual.After = 1, chances(map[int]float32{3: 0.99})
		if m.CounterfactualText(&w) == got[len(got)-1] {
			t.Errorf("%s: a change says nothing of itself", name)
		}
		if len(got) != len(want) {
			t.Fatalf("%d sentences", len(got))
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", name, got[i], want[i])
			}
		}
	}
}
