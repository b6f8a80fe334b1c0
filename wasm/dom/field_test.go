//go:build js

package dom

import (
	"syscall/js"
	"testing"
)

func TestField(t *testing.T) {
	said := ""
	e := body(t, New("input", "")).Attr("type", "range").Attr("max", "9")
	e.OnInput(func() { said += e.value.Get("value").String() + " at once, " }).OnChange(func() { said += e.value.Get("value").String() + " in the end" })
	if e.Number("value", 7).Value() != "7" {
		t.Errorf("7 is %q", e.Value())
	}
	e.value.Set("value", "3") // by the visitor
	for _, kind := range []string{"input", "change"} {
		said += kind + ": "
		e.value.Call("dispatchEvent", js.Global().Get("Event").New(kind))
	}
	if said != "input: 3 at once, change: 3 in the end" {
		t.Errorf("told %q", said)
	}
	if e.Number("value", 7).Value() != "7" {
		t.Error("what the visitor changed is taken for what was written last")
	}
	if e.SetValue("5").Value() != "5" {
		t.Errorf("5 is %q", e.Value())
	}
}
