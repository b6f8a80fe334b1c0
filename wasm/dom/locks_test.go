//go:build js

package dom

import (
	"slices"
	"strings"
	"syscall/js"
	"testing"
	"time"
)

func TestLocks(t *testing.T) {
	name := unique(t)
	if names, ok := HeldLocks(); !ok || slices.Contains(names, name) {
		t.Fatalf("held before are %v, %v", names, ok)
	}
	if !HoldLock(name) {
		t.Fatal("it cannot be held")
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		names, _ := HeldLocks()
		if slices.Contains(names, name) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("held are %v", names)
		}
	}
}

func TestWhen(t *testing.T) {
	root := js.Global().Get("document").Get("documentElement")
	defer root.Set("lang", root.Get("lang"))
	noon := js.Global().Get("Date").New(2026, 0, 31, 12, 5).Call("getTime").Float()
	for language, want := range map[string][]string{"en": {"Jan", "31", "2026", ":05"}, "ja": {"2026", "31", ":05"}} {
		root.Set("lang", language)
		for _, part := range want {
			if got := When(noon); !strings.Contains(got, part) {
				t.Errorf("in %s it is %q, without %q", language, got, part)
			}
		}
	}
	if root.Set("lang", "ja"); strings.Contains(When(noon), "Jan") {
		t.Error("it is English in Japanese")
	}
}
