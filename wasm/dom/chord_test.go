//go:build js

package dom

import "testing"

func TestChord(t *testing.T) {
	button, field := New("button", ""), New("input", "")
	chords := ""
	body(t, New("div", "", button, field)).OnChord(func(chord string) bool {
		chords += chord + " "
		return chord != "x"
	})
	bubbles := func(held ...string) map[string]any {
		m := map[string]any{"bubbles": true}
		for _, key := range held {
			m[key] = true
		}
		return m
	}
	if press(button, "x", bubbles()) || !press(button, "z", bubbles("ctrlKey")) || !press(button, "z", bubbles("metaKey")) ||
		!press(button, "Z", bubbles("ctrlKey", "shiftKey")) || !press(button, "ArrowUp", bubbles("altKey")) {
		t.Error("the browser does what it should not, or the other way round")
	}
	if press(field, "z", bubbles("ctrlKey")) {
		t.Error("a field's key is taken")
	}
	if want := "x Ctrl+z Ctrl+z Ctrl+Shift+Z Alt+ArrowUp "; chords != want {
		t.Errorf("heard %s, want %s", chords, want)
	}
}
