package state

import (
	"slices"
	"strings"
	"testing"
)

func TestShortcutsCanBeTurnedOff(t *testing.T) {
	m := &Model{}
	w := in(t, "en")
	heeded := func(keys string) {
		t.Helper()
		for key := range strings.FieldsSeq("p P . s Enter Escape 。") {
			if m.Heeds(key) != slices.Contains(strings.Fields(keys), key) {
				t.Errorf("the key %q is heeded: %v", key, m.Heeds(key))
			}
		}
	}
	heeded("p P . s Enter Escape 。")
	if !strings.Contains(m.PresentationBegins(w), "P ") {
		t.Errorf("it says %q", m.PresentationBegins(w))
	}
	m.SetShortcuts(false)
	heeded("Enter Escape")
	if m.Shortcuts() || m.PresentKey("p") || m.Presenting() {
		t.Error("P presents")
	}
	if s := m.PresentationBegins(w); strings.Contains(s, "P ") || !strings.Contains(s, "Esc") {
		t.Errorf("it says %q", s)
	}
	m.Present(true)
	if m.PresentKey(".") || m.Hides() || !m.PresentKey("Escape") || m.Presenting() {
		t.Error("the full stop hides, or Escape does not end it")
	}
	m.SetShortcuts(true)
	heeded("p P . s Enter Escape 。")
}
