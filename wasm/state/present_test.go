package state

import (
	"testing"
	"time"

	"github.com/zerokara/zerokara/wasm/words"
)

func TestPresentation(t *testing.T) {
	var w words.Words
	english := languages(t)["en.json"]
	w.Use(joined(english))
	m := drawnAs(7, 0.9, 9)
	told := m.Percent(7)
	var a Announcer
	said := func() (all string) {
		now := time.Unix(1000, 0)
		for range 9 {
			now = now.Add(time.Minute)
			a.Follow(m, &w, now)
			s, _ := a.Next(now)
			all += s
		}
		return all
	}
	if said() == "" {
		t.Fatal("no prediction is said")
	}
	press := func(key string, taken bool) {
		t.Helper()
		if m.PresentKey(key) != taken {
			t.Errorf("the key %q: taken is %v", key, !taken)
		}
	}
	press(".", false)
	press("Escape", false)
	press("x", false)
	press("p", true)
	if !m.Presenting() || m.Hides() || m.Figures() != "7" {
		t.Error("a presentation begins with the prediction hidden, or not at all")
	}
	before := m.Rev.Prediction
	press(".", true)
	if m.Rev.Prediction == before {
		t.Error("the bars are not drawn anew")
	}
	if m.Figures() != "?" || m.Percent(7) != "–" || m.Verdict() != "empty" || m.LossText(&w) != "" || m.Seen().Known || m.Remark(&w) != english["present.guess"] || m.InsidePrediction(&w) != english["inside.bars"] {
		t.Errorf("hidden: %q %q %q %q %q", m.Figures(), m.Percent(7), m.Verdict(), m.LossText(&w), m.Remark(&w))
	}
	if s := said(); s != "" {
		t.Errorf("hidden, and said: %q", s)
	}
	press(".", true)
	if m.Percent(7) != told || said() == "" {
		t.Error("what was hidden is not shown again, or not said")
	}
	press(".", true)
	press("P", true)
	if m.Presenting() || m.Hides() || m.Percent(7) != told {
		t.Error("the end of a presentation leaves the prediction hidden")
	}
	m.Present(true)
	press("Escape", true)
	if m.Presenting() {
		t.Error("Escape does not end it")
	}
}
