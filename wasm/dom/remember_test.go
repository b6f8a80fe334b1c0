//go:build js

package dom

import (
	"syscall/js"
	"testing"
)

func TestRemember(t *testing.T) {
	const name = "zerokara.test"
	for storage, f := range map[string]struct {
		get func(name string) string
		set func(name, value string) bool
	}{
		"localStorage":   {Remembered, func(name, value string) bool { Remember(name, value); return true }},
		"sessionStorage": {InTab, RememberInTab},
	} {
		if v := f.get(name); v != "" {
			t.Errorf("%s: a value was %q before", storage, v)
		}
		f.set(name, "x")
		if v := f.get(name); v != "x" {
			t.Errorf("%s: got %q", storage, v)
		}
		f.set(name, "")
		if n := js.Global().Get(storage).Call("getItem", name); !n.IsNull() {
			t.Errorf("%s: an empty value is %v", storage, n)
		}
		replace(t, storage, "throw new DOMException('denied', 'SecurityError')")
		f.set(name, "y")
		if v := f.get(name); v != "" {
			t.Errorf("%s: got %q where storage is denied", storage, v)
		}
	}
	if RememberInTab(name, "y") {
		t.Error("a tab remembers where storage is denied")
	}
}
