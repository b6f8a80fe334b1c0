package state

import (
	"unicode/utf8"

	"github.com/zerokara/zerokara/wasm/words"
)

// SetShortcuts turns the shortcuts that are single characters on or off: they get in
// the way of whoever speaks to the page, or hits keys by mistake.
func (m *Model) SetShortcuts(on bool) { m.shortcutsOff = !on }

// Shortcuts reports whether they are on, as they are at first.
func (m *Model) Shortcuts() bool { return !m.shortcutsOff }

// Heeds reports whether a key that is pressed anywhere on the page is heeded. Enter and
// Escape always are.
func (m *Model) Heeds(key string) bool {
	return m.Shortcuts() || utf8.RuneCountInString(key) > 1
}

// PresentationBegins says that a presentation has begun, and what ends it.
func (m *Model) PresentationBegins(w *words.Words) string {
	if m.Shortcuts() {
		return w.T("present.say")
	}
	return w.T("present.say.escape")
}
