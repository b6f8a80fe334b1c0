package state

import (
	"strconv"
	"strings"
	"time"
)

// PageKey is the key under which a page is saved: when, which page it was, and whether
// the visitor left it. One that was not left has died, or lives.
type PageKey struct {
	Saved time.Time
	Page  string
	Left  bool
}

const leftMark = "-left"

// String returns the key as the store has it.
func (k PageKey) String() string {
	s := strconv.FormatInt(k.Saved.UnixMilli(), 10) + "-" + k.Page
	if k.Left {
		s += leftMark
	}
	return s
}

// ParsePageKey reads a key.
func ParsePageKey(s string) (k PageKey, ok bool) {
	ms, page, ok := strings.Cut(s, "-")
	n, err := strconv.ParseInt(ms, 10, 64)
	if !ok || err != nil {
		return PageKey{}, false
	}
	page, left := strings.CutSuffix(page, leftMark)
	return PageKey{time.UnixMilli(n), page, left}, true
}

// resumeWithin is how long after its death a page is taken up again by itself; an older
// one's run goes into the history.
const resumeWithin = 24 * time.Hour

// ReturnWithin is how long a page that was left may take to come back: a browser does not
// say whether a tab is closed or loaded again.
const ReturnWithin = 10 * time.Second

// Orphans returns the keys of pages that nobody will come back for, the newest first, and
// whether the first of them is to be taken up: it died, and not long ago. alive reports
// whether a page is still there, left whether its visitor left it, whatever its keys say.
// later is whether to look again after ReturnWithin.
func Orphans(keys []string, now time.Time, alive, left func(page string) bool) (orphans []string, resume, later bool) {
	var newest PageKey
	last := map[string]PageKey{} // of each page
	for _, s := range keys {
		if k, _ := ParsePageKey(s); k.Saved.After(last[k.Page].Saved) {
			last[k.Page] = k
		}
	}
	for _, s := range keys {
		k, ok := ParsePageKey(s)
		if ok && alive(k.Page) {
			continue
		}
		if l := last[k.Page]; ok && (l.Left || left(k.Page)) && now.Sub(l.Saved) < ReturnWithin {
			later = true
			continue
		}
		if ok && !k.Left && !left(k.Page) && k.Saved.Equal(last[k.Page].Saved) && k.Saved.After(newest.Saved) && now.Sub(k.Saved) < resumeWithin {
			newest, resume = k, true
			orphans = append([]string{s}, orphans...)
		} else {
			orphans = append(orphans, s)
		}
	}
	return orphans, resume, later
}

// aliveFor is how old a page's last sign of life may be, where the browser knows no locks:
// in the background it gives one each minute.
const aliveFor = 150 * time.Second

// Alive reports whether a sign of life, in milliseconds, is of a page that is still there.
func Alive(sign string, now time.Time) bool {
	ms, err := strconv.ParseInt(sign, 10, 64)
	return err == nil && now.Sub(time.UnixMilli(ms)) < aliveFor
}

// Fresh reports whether the page can take up another one's run: nothing but the pad was
// used.
func (m *Model) Fresh() bool {
	return m.Form.rev <= 1 && !m.Learned() && !m.Running() && len(m.Life.asks) == 0 && !m.Life.started && !m.Score.Begun() && !m.GAN.Begun()
}

// ResumePage is RestorePage for a page that has died, in one that is new. What is on the
// pad by now stays there.
func (m *Model) ResumePage(b []byte) error {
	drawing := m.Drawing
	if err := m.RestorePage(b); err != nil {
		return err
	}
	if drawing.CanUndo() || !drawing.Empty() {
		m.Drawing, m.comeback.pad = drawing, false
	}
	return nil
}

// pagePart: 1/pagePart is the part of the page's time that saving the run under way may take: 2%.
const pagePart = 50

// NextSave returns when the run under way may be saved again, if that took so long.
func NextSave(began time.Time, took time.Duration) time.Time { return began.Add(pagePart * took) }

// AtRisk reports whether a browser that dies would lose a run: what is saved under way is
// of use until the run is over.
func (m *Model) AtRisk() bool { return m.Learned() && !m.StartsOver() }
