package state

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Notices of the page's own about being loaded again.
const (
	CodeRestored protocol.Code = "restored" // it was
	CodeGraphics protocol.Code = "graphics" // it is to be
)

// comeback is what RestorePage has brought back, and what it could not.
type comeback struct {
	on, graphics bool // loaded again, and why
	died         bool // the page before had no time to leave
	pad, round   bool
	run, runs    bool // there was one, under way
	back         bool // and the worker has it
	step         uint32
	begins       bool // of which there is no snapshot
	gan, lesson  bool // that were under way
	lab          bool // that was computing
	lost         bool // all of it
}

// LoseComeback says that what was saved could not be read.
func (m *Model) LoseComeback() { m.comeback = comeback{on: true, lost: true} }

// comebackNotice says what is back and what is not: of the run as soon as the worker
// has it.
func (m *Model) comebackNotice(w *words.Words, all []Notice) []Notice {
	b := &m.comeback
	if !b.on {
		return all
	}
	text := w.T("restored.left")
	if b.graphics {
		text = w.T("restored.graphics")
	}
	if b.died {
		text = w.T("restored.died")
	}
	add := func(on bool, sentence string) {
		if on {
			text += sentence
		}
	}
	add(b.lost, w.T("restored.lost"))
	add(b.pad, w.T("restored.pad"))
	add(b.round, w.T("restored.round"))
	if b.run && b.begins {
		add(true, w.T("restored.begins"))
	} else if b.run && b.back {
		step := plot.Thousands(int(b.step))
		add(b.runs, w.T("restored.runs", "step", step))
		add(!b.runs, w.T("restored.rests", "step", step))
	}
	add(b.lesson, w.T("restored.lesson"))
	add(b.gan, w.T("restored.gan"))
	add(b.lab, w.T("restored.lab"))
	if text == w.T("restored.left") || text == w.T("restored.died") {
		return all // of a page on which nothing was done
	}
	return append(all, Notice{ID: string(CodeRestored), Text: text, Quiet: true, Code: CodeRestored})
}

// graphics is why the page has not been loaded again although it is to be.
type graphics int

const (
	graphicsWork    graphics = iota
	graphicsSaved            // they were lost too often
	graphicsUnsaved          // they were lost, and a reload would lose more
	reloadUnsaved            // the visitor wants a reload, which would lose what is here
)

// LoseGraphics says that the pad is without graphics until the page is loaded again,
// which it does not do by itself; saved is whether what it has could be stored.
func (m *Model) LoseGraphics(saved bool) {
	m.graphics = graphicsUnsaved
	if saved {
		m.graphics = graphicsSaved
	}
}

// KeepFromReload says that a reload, which the visitor wants, would lose what is here.
func (m *Model) KeepFromReload() {
	m.tried = m.graphics == graphicsUnsaved || m.graphics == reloadUnsaved
	if m.Blind() {
		m.graphics = graphicsUnsaved
	} else {
		m.graphics = reloadUnsaved
	}
}

// Blind reports whether the pad is without graphics.
func (m *Model) Blind() bool { return m.graphics == graphicsSaved || m.graphics == graphicsUnsaved }

func (m *Model) graphicsNotice(w *words.Words, all []Notice) []Notice {
	n := Notice{ID: string(CodeGraphics), Reload: true, Loses: true, Code: CodeGraphics}
	switch m.graphics {
	case graphicsWork:
		return all
	case graphicsSaved:
		n.Text, n.Loses = w.T("graphics.saved"), false
	case graphicsUnsaved:
		n.Text = w.T("graphics.unsaved")
	case reloadUnsaved:
		n.Text = w.T("reload.unsaved")
	}
	if m.tried {
		n.Text += w.T("reload.tried")
	}
	return append(all, n)
}

const (
	maxReloads   = 3      // by itself, within
	reloadWithin = 60_000 // ms
)

// MayReload keeps a page whose graphics always fail from loading itself again for ever.
// before is what it returned the last time, now is in ms.
func MayReload(before string, now int64) (after string, ok bool) {
	n := 0
	for _, s := range strings.Split(before, ",") {
		if t, err := strconv.ParseInt(s, 10, 64); err == nil && t <= now && now-t < reloadWithin {
			after += s + ","
			n++
		}
	}
	if n >= maxReloads {
		return after, false
	}
	return after + strconv.FormatInt(now, 10), true
}
