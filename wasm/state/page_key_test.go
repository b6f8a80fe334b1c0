package state

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

func TestPageKeys(t *testing.T) {
	for _, k := range []PageKey{{time.UnixMilli(1234), "abc", false}, {time.UnixMilli(0), "z", true}} {
		if got, ok := ParsePageKey(k.String()); !ok || got.Page != k.Page || got.Left != k.Left || !got.Saved.Equal(k.Saved) {
			t.Errorf("%q is read as %+v", k.String(), got)
		}
	}
	for _, s := range []string{"", "7", "x-abc"} {
		if _, ok := ParsePageKey(s); ok {
			t.Errorf("%q is a key", s)
		}
	}
}

// TestOrphans looks which of the saved pages are nobody's any more, and which one of them
// goes on.
func TestOrphans(t *testing.T) {
	now := time.UnixMilli(1_800_000_000_000)
	key := func(ago time.Duration, page string, left bool) string {
		return PageKey{now.Add(-ago), page, left}.String()
	}
	alive := func(page string) bool { return page == "lives" }
	gone := func(page string) bool { return page == "gone" }
	lives, died, earlier := key(time.Second, "lives", false), key(time.Minute, "died", false), key(time.Hour, "earlier", false)
	left, old, odd := key(ReturnWithin, "left", true), key(25*time.Hour, "old", false), "of another version"
	returns := key(ReturnWithin-time.Millisecond, "returns", true)
	for _, c := range []struct {
		keys   []string
		first  string
		n      int
		resume bool
	}{
		{[]string{lives}, "", 0, false},
		{[]string{key(time.Minute, "returns", false), returns}, "", 0, false}, // it may be loaded again
		{[]string{key(time.Second, "gone", false), died}, died, 1, true},      // likewise
		{[]string{earlier, died, lives, left}, died, 3, true},
		{[]string{left, old, odd}, left, 3, false},
		{[]string{odd, earlier, old}, earlier, 3, true},
		{[]string{key(ReturnWithin, "gone", false), earlier}, earlier, 2, true},
		{[]string{key(time.Minute, "left", false), left}, key(time.Minute, "left", false), 2, false}, // and what it saved before
	} {
		got, resume, later := Orphans(c.keys, now, alive, gone)
		if later != (len(got) < len(c.keys) && !slices.Contains(c.keys, lives)) {
			t.Errorf("of %v %v are orphans, more later: %v", c.keys, got, later)
		}
		if len(got) != c.n || resume != c.resume || c.n > 0 && got[0] != c.first || slices.Contains(got, lives) {
			t.Errorf("of %v orphans are %v, the first goes on: %v", c.keys, got, resume)
		}
	}
}

func TestSignsOfLife(t *testing.T) {
	now := time.UnixMilli(10_000_000)
	for sign, want := range map[string]bool{"": false, "x": false, "9990000": true, "9900000": true, "9840000": false} {
		if Alive(sign, now) != want {
			t.Errorf("%q: alive is %v", sign, !want)
		}
	}
}

// TestPageIsResumed takes up a dead page's run in a page on which somebody has begun to
// draw.
func TestPageIsResumed(t *testing.T) {
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	dead := full(t)
	dead.identity = identity{id: 12, trained: time.Minute}
	saved := dead.AppendPage(nil, Leaving{Under: true})
	m := &Model{}
	m.Form = NewForm(dead.Recipe)
	m.Drawing.Begin(at(0.5, 0.25))
	m.Drawing.Extend(at(0.5, 0.75))
	if !m.Fresh() {
		t.Error("a page with nothing but a drawing is not new")
	}
	if err := m.ResumePage(saved); err != nil {
		t.Fatal(err)
	}
	if s := m.Drawing.Strokes(); len(s) != 1 || s[0][0] != at(0.5, 0.25) {
		t.Errorf("on the pad is %v", s)
	}
	begin(m)
	text := ""
	for _, n := range m.Notices(&w) {
		if n.Code == CodeRestored {
			text += n.Text
		}
	}
	if !strings.HasPrefix(text, "Last time the page ended") || !strings.Contains(text, "goes on from step 290") || strings.Contains(text, "pad") {
		t.Errorf("the page says %q", text)
	}
	if m.identity.id != 12 || m.identity.trained < time.Minute {
		t.Errorf("the run is %+v", m.identity)
	}
	if m.undo.run != nil {
		t.Error("what the history has is stored each second")
	}
	if m.Fresh() {
		t.Error("a page with a run is new")
	}

	m = &Model{}
	if m.ResumePage(saved) != nil || m.Drawing.Image() == nil {
		t.Error("an empty pad does not get the drawing")
	}
	if m.ResumePage([]byte("torn")) == nil {
		t.Error("a torn page is taken up")
	}
}

func TestAtRisk(t *testing.T) {
	m := prepared()
	if m.AtRisk() {
		t.Error("a network that has learned nothing is at risk")
	}
	run(t, m, 1, 5, 0.5)
	if !m.AtRisk() {
		t.Error("a paused run is not")
	}
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseDone})
	if m.AtRisk() {
		t.Error("one that is done is")
	}
	if began := time.Unix(100, 0); !NextSave(began, 40*time.Millisecond).Equal(began.Add(2 * time.Second)) {
		t.Error("saving takes more than 2% of the time")
	}
}
