//go:build js

package dom

import (
	"syscall/js"
	"testing"
	"time"
)

// TestCopy copies with a clipboard that allows it, with one that does not, and without one.
func TestCopy(t *testing.T) {
	none := js.Undefined()
	for _, c := range []struct {
		what      string
		clipboard any
		old       string // what the browser's old way says
		want      bool
	}{
		{"a clipboard", map[string]any{"writeText": js.Global().Get("Function").New("t", "globalThis.copied = t; return Promise.resolve()")}, "false", true},
		{"a clipboard that refuses", map[string]any{"writeText": js.Global().Get("Function").New("return Promise.reject(new Error('no'))")}, "false", false},
		{"no clipboard", none, "true", true},
		{"neither", none, "false", false},
	} {
		define(t, js.Global().Get("navigator"), "clipboard", c.clipboard)
		swap(t, js.Global(), "copied", "")
		swap(t, document, "execCommand", js.Global().Get("Function").New("if ("+c.old+") globalThis.copied = document.activeElement.value; return "+c.old))
		field := body(t, New("input", ""))
		field.Focus()
		said, ok := false, false
		Copy("a line", func(o bool) { said, ok = true, o })
		for limit := time.Now().Add(time.Minute); !said; time.Sleep(time.Millisecond) {
			if time.Now().After(limit) {
				t.Fatalf("%s: nothing is said", c.what)
			}
		}
		copied := js.Global().Get("copied").String()
		if ok != c.want || ok != (copied == "a line") {
			t.Errorf("%s: said %v, copied %q", c.what, ok, copied)
		}
		if !field.HasFocus() {
			t.Errorf("%s: the focus has gone", c.what)
		}
	}
}

// define puts another value in the place of a property of a prototype's, until the test ends.
func define(t *testing.T, of js.Value, name string, value any) {
	js.Global().Get("Object").Call("defineProperty", of, name, map[string]any{"configurable": true, "value": value})
	t.Cleanup(func() { of.Delete(name) })
}
