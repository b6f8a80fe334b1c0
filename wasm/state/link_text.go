package state

import (
	"errors"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Text says why a link was refused; its key is named elsewhere.
func (e *LinkError) Text(w *words.Words) string {
	f, ok := errors.AsType[*recipe.FieldError](e.Err)
	if !ok {
		return w.T("link.drawing.torn")
	}
	values := make([]string, len(f.Values))
	for i, v := range f.Values {
		if values[i] = v; i > 0 && f.Values[i-1] == "value" {
			values[i] = printable(v)
		}
	}
	return refused(w, f.Code, values)
}

// Differences says how a recipe differs from the default, empty if it does not.
func Differences(w *words.Words, r recipe.Recipe) string {
	base, _ := recipe.Preset(recipe.Default)
	pairs, _ := recipePairs(r)
	if len(pairs) > 0 && pairs[0].key == keyPreset {
		base, _ = recipe.Preset(pairs[0].value)
	}
	var parts []string
	if name := Network(r); name != recipe.Default {
		parts = append(parts, w.Name("network", name))
	}
	said := []string{keyPreset, keyNet}
	for i, field := range Fields {
		value := valueOf(r, field)
		if field == FieldNetwork || value == valueOf(base, field) {
			continue
		}
		parts = append(parts, w.T("link.setting", "name", fieldName(w, i), "value", valueText(w, i, value)))
		said = append(said, keyOf(field))
	}
	for _, p := range pairs {
		if !contains(said, p.key) {
			parts = append(parts, p.key+" = "+printable(p.value))
		}
	}
	return join(w, parts)
}

func contains(all []string, s string) bool {
	for _, a := range all {
		if a == s {
			return true
		}
	}
	return false
}

// linkNotices adds what is to be said of a link.
func (m *Model) linkNotices(w *words.Words, all []Notice) []Notice {
	k := &m.linked
	verdict := m.LinkVerdict()
	said := m.VerdictText(w)
	switch {
	case k.refused != nil:
		all = append(all, Notice{ID: string(CodeLink), Text: w.T("link.refused", "where", k.refused.Key, "detail", k.refused.Text(w)), Quiet: true, Code: CodeLink})
	case k.opened && said == "":
		all = append(all, Notice{ID: string(CodeLink), Text: m.openedText(w), Quiet: true, Undo: k.before != nil, Code: CodeLink})
	}
	if said != "" && verdict != k.read {
		all = append(all, Notice{ID: string(CodeExpect), Text: said, Quiet: true, Code: CodeExpect})
	}
	if text := m.LockText(w); text != "" {
		all = append(all, Notice{ID: string(CodeLocked), Text: text, Quiet: true, Code: CodeLocked})
	}
	return all
}

// openedText says what a link has brought.
func (m *Model) openedText(w *words.Words) string {
	k := &m.linked
	var parts []string
	if k.link.Run {
		if d := Differences(w, k.link.Recipe); d == "" {
			parts = append(parts, w.T("link.brings.default"))
		} else {
			parts = append(parts, w.T("link.brings.recipe", "differences", d))
		}
	}
	if k.link.Drawing != nil {
		parts = append(parts, w.T("link.brings.drawing"))
	}
	text := w.T("link.opened", "what", join(w, parts))
	if m.Learned() && k.link.Run {
		text += w.T("link.keeps")
	} else {
		text += w.T("link.quiet")
	}
	if k.link.Expect.Fingerprint != 0 && k.link.Step > 0 {
		text += w.T("link.compares", "step", plot.Thousands(int(k.link.Step)))
	}
	return text
}

// VerdictText says what has come of the fingerprint that a link expects, empty before
// anything has.
func (m *Model) VerdictText(w *words.Words) string {
	l := &m.linked.link
	step := plot.Thousands(int(m.Progress.Step))
	switch m.LinkVerdict() {
	case VerdictSame:
		return w.T("link.same", "step", step, "fingerprint", hex(m.Fingerprint))
	case VerdictOther:
		return w.T("link.other", "step", step, "fingerprint", hex(m.Fingerprint), "expected", hex(l.Expect.Fingerprint))
	case VerdictEngine:
		return w.T("link.engine", "version", l.Expect.Engine, "own", recipe.Engine)
	case VerdictPassed:
		return w.T("link.passed", "step", plot.Thousands(int(l.Step)))
	case VerdictTaught:
		return w.T("link.taught")
	}
	return ""
}

// LockText says what a link hides and locks, and how to have it back; empty for
// nothing.
func (m *Model) LockText(w *words.Words) string {
	k := &m.linked
	var parts []string
	add := func(on bool, sentence string) {
		if on {
			parts = append(parts, sentence)
		}
	}
	add(m.Hides() && !m.Presenting() || k.lock.Answer, w.T("link.locked.answer"))
	add(k.hide.Recipe, w.T("link.hidden.recipe"))
	add(k.lock.Recipe && !k.hide.Recipe, w.T("link.locked.recipe"))
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "") + w.T("link.unlocks")
}

// dismissLink forgets a notice of a link.
func (m *Model) dismissLink(code protocol.Code) {
	k := &m.linked
	switch code {
	case CodeLink:
		k.opened, k.refused, k.before = false, nil, nil
	case CodeExpect:
		k.read = m.LinkVerdict()
	}
}

// SharedText says what a link has in it.
func (m *Model) SharedText(w *words.Words, bare bool) string {
	parts := []string{w.T("share.recipe")}
	if d := Differences(w, m.Form.recipe); d != "" {
		parts[0] = w.T("share.recipe.differs", "differences", d)
	}
	parts = append(parts, w.T("share.seed", "seed", strconv.FormatUint(m.Form.recipe.Seed, 10)))
	if f := m.ownFingerprint(); f != 0 {
		parts = append(parts, w.T("share.fingerprint", "step", plot.Thousands(int(m.Progress.Step)), "fingerprint", hex(f)))
	}
	text := w.T("share.holds", "what", join(w, parts))
	switch {
	case m.Drawing.Empty():
	case m.Drawing.Image() != nil:
		text += w.T("share.image")
	case m.linked.drawing == "":
		text += w.T("share.drawing.long")
	case bare:
		text += w.T("share.drawing.out")
	default:
		text += w.T("share.drawing.in")
	}
	switch {
	case m.imported:
		text += w.T("share.imported")
	case m.wasTaught() && m.Learned():
		text += w.T("share.taught")
	}
	return text
}

// HasDrawing reports whether there is a drawing that a link can have.
func (m *Model) HasDrawing() bool { return len(m.Drawing.Strokes()) > 0 }
