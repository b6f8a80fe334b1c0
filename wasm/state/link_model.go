package state

import (
	"errors"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Notices about links.
const (
	CodeLink   protocol.Code = "link"   // one was opened, or refused
	CodeExpect protocol.Code = "expect" // what its fingerprint says
	CodeLocked protocol.Code = "locked" // what it hides and locks
)

// linked is what links have brought.
type linked struct {
	opened  bool // a notice says so
	link    Link
	json    string // its recipe
	refused *LinkError
	before  *before // what its content has taken the place of; nil for nothing
	read    Verdict // that the visitor has dismissed
	hide    Parts   // beside the prediction
	lock    Parts

	form    uint32 // of the form's recipe, which pairs are
	pairs   []pair
	pad     uint32 // of the drawing, which drawing is
	drawn   bool
	drawing string
}

// before is the visitor's own, to be had back.
type before struct {
	recipe  recipe.Recipe
	drawing Drawing
	drew    bool // the link brought a drawing
}

// Here is where the page is, as the model does not know it.
type Here struct {
	Place Place
	Lab   string // "lab=5.4&..."
	Lang  string // "" for the browser's own
	Embed bool
	Bare  bool // without the drawing
}

// Linkable reports whether the address can say what the page shows: no stroke is being
// drawn.
func (m *Model) Linkable() bool { return !m.Drawing.Open() }

// LinkText is the fragment of an address that brings the page to where it is.
func (m *Model) LinkText(h Here) string {
	k := &m.linked
	if k.form != m.Form.rev {
		k.form = m.Form.rev
		k.pairs, _ = recipePairs(m.Form.recipe)
	}
	if !k.drawn || k.pad != m.Rev.Pad {
		k.drawn, k.pad = true, m.Rev.Pad
		k.drawing = strokesText(m.Drawing.Strokes())
	}
	l := Link{
		Place: h.Place, Lab: h.Lab, Lang: h.Lang, Embed: h.Embed, Big: m.Presenting(),
		Hide: Parts{Answer: m.Hides(), Recipe: k.hide.Recipe}, Lock: k.lock,
	}
	if m.LinkVerdict() == VerdictWaits || m.waitsForForm() { // what is to be compared must outlive a reload
		l.Step, l.Expect = k.link.Step, k.link.Expect
	} else if f := m.ownFingerprint(); f != 0 {
		l.Step, l.Expect = m.Progress.Step, Expect{recipe.Engine, f}
	}
	if h.Bare || k.drawing == "" {
		return l.fragment(k.pairs, "")
	}
	if label, ok := m.RaceLabel(); ok && h.Place == "race" {
		l.Digit = 1 + label
	}
	return l.fragment(k.pairs, k.drawing)
}

// Link returns the fragment of the run's recipe, with what its weights are to be compared
// with where the recipe alone leads to them.
func (r *Run) Link() string {
	pairs, _ := recipePairs(r.Recipe)
	l := Link{Place: Watch}
	if r.Fingerprint != 0 && len(r.Taught) == 0 && !r.imported {
		l.Step, l.Expect = r.Step, Expect{int(r.Engine), r.Fingerprint}
	}
	return l.fragment(pairs, "")
}

// waitsForForm reports whether a link expects something of the recipe that is in the
// form, but not the network's yet.
func (m *Model) waitsForForm() bool {
	k := &m.linked
	return k.link.Expect.Fingerprint != 0 && k.json == m.Form.json && m.LinkVerdict() == VerdictRecipe
}

// ownFingerprint is the fingerprint of the weights that the form's recipe leads to, 0
// while there is none: they change, were never changed, were taught drawings, or come
// from a file.
func (m *Model) ownFingerprint() uint64 {
	if m.Running() || m.Lesson.running || !m.Learned() || m.Pending() || m.wasTaught() || m.imported || m.Phase == protocol.PhaseError {
		return 0
	}
	return m.Fingerprint
}

// Fingerprint16 is the fingerprint of the weights, "" while they change.
func (m *Model) Fingerprint16() string {
	if m.Fingerprint == 0 || m.Running() {
		return ""
	}
	return hex(m.Fingerprint)
}

// Arrival is how the page came to a link.
type Arrival struct {
	Own      bool // the page has written it, and was loaded again
	Restored bool // with what it had saved
	Fresh    bool // there is nothing of the visitor's own, to be had back by an undo
}

// OpenLink takes what a link brings: the drawing, the form's recipe. Nothing is trained;
// a network that has learned stays until the visitor starts over.
func (m *Model) OpenLink(l Link, how Arrival) (drawing, form bool) {
	k := &m.linked
	k.refused = nil
	drawing, form = l.Drawing != nil, l.Run
	if how.Own && how.Restored { // with more than a link can say
		drawing, form = false, false
		if json := string(l.Recipe.AppendJSON(nil)); l.Run && json == m.Form.json && l.Step > m.Progress.Step {
			k.link, k.json = l, json
		}
	}
	if drawing || form {
		k.link, k.json, k.opened, k.before, k.read = l, "", !how.Own, nil, NoVerdict
		if !how.Fresh {
			k.before = &before{m.Form.recipe, m.Drawing, drawing}
		}
	}
	if form {
		m.Form.Use(l.Recipe)
		k.json = m.Form.json
	}
	if drawing {
		source := Source{Origin: OfLink}
		if l.Digit > 0 {
			source = Source{Origin: ToldByLink, Label: l.Digit - 1}
		}
		m.Drawing.Put(l.Drawing, source)
	}
	if l.Big {
		m.Present(true)
	}
	if l.Hide.Answer || l.Lock.Answer {
		m.hide(true)
	}
	k.hide.Recipe = k.hide.Recipe || l.Hide.Recipe
	k.lock = Parts{k.lock.Answer || l.Lock.Answer, k.lock.Recipe || l.Lock.Recipe}
	return drawing, form
}

// RefuseLink says why a link was not used.
func (m *Model) RefuseLink(err error) {
	e, _ := errors.AsType[*LinkError](err)
	m.linked.refused, m.linked.opened, m.linked.before = e, false, nil
}

// UndoLink brings back what the visitor had before a link: the form, and the drawing
// unless another has been drawn since.
func (m *Model) UndoLink() {
	k := &m.linked
	b := k.before
	if b == nil {
		return
	}
	m.Form.Use(b.recipe)
	if b.drew && m.Drawing.Source().Origin >= OfLink {
		erased := m.Drawing.erased + 1
		m.Drawing = b.drawing
		m.Drawing.erased = erased
	}
	k.opened, k.before, k.link = false, nil, Link{}
}

// Locks returns what a link has locked, and Covers what it hides.
func (m *Model) Locks() Parts  { return m.linked.lock }
func (m *Model) Covers() Parts { return Parts{Answer: m.Hides(), Recipe: m.linked.hide.Recipe} }

// Unlock takes both back.
func (m *Model) Unlock() {
	m.linked.lock, m.linked.hide = Parts{}, Parts{}
	m.hide(false)
}

// Verdict is what is known of the fingerprint that a link expects.
type Verdict int

// The verdicts.
const (
	NoVerdict     Verdict = iota // nothing is expected
	VerdictRecipe                // the network is of another recipe, or from a file
	VerdictWaits                 // the run has not come to the link's step
	VerdictSame                  // the same weights
	VerdictOther                 // others
	VerdictEngine                // others, of another version of the engine
	VerdictPassed                // the run is past the link's step
	VerdictTaught                // the network was taught drawings
)

// LinkVerdict compares the network's fingerprint with the one that the link expects.
func (m *Model) LinkVerdict() Verdict {
	k := &m.linked
	l := &k.link
	step := l.Step
	if step == 0 { // the end's
		step = m.Progress.Steps
	}
	switch {
	case l.Expect.Fingerprint == 0:
		return NoVerdict
	case m.json != k.json || m.imported:
		return VerdictRecipe
	case m.wasTaught():
		return VerdictTaught
	case !m.Learned() || m.Progress.Step < step:
		return VerdictWaits
	case m.Progress.Step > step:
		return VerdictPassed
	case m.Running() || m.Fingerprint == 0:
		return VerdictWaits
	case m.Fingerprint == l.Expect.Fingerprint:
		return VerdictSame
	case l.Expect.Engine != recipe.Engine:
		return VerdictEngine
	}
	return VerdictOther
}
