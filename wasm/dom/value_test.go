//go:build js

package dom

import (
	"slices"
	"syscall/js"
	"testing"
)

func fire(e *Element, kind string) (prevented bool) {
	return !e.value.Call("dispatchEvent", js.Global().Get("Event").New(kind, map[string]any{"cancelable": true})).Bool()
}

func TestValues(t *testing.T) {
	var heard []string
	e := body(t, New("input", ""))
	e.OnInput(func() { heard = append(heard, "input "+e.Value()) }).OnChange(func() { heard = append(heard, "change "+e.Value()) })
	in := func() string { return e.value.Get("value").String() }
	e.SetValue("a")
	e.value.Set("value", "by hand") // being typed: nothing was said of it
	e.SetValue("a")
	if in() != "by hand" {
		t.Errorf("what is being typed is overwritten by %q", in())
	}
	fire(e, "input")
	fire(e, "change")
	if e.SetValue("by hand"); in() != "by hand" {
		t.Errorf("%q", in())
	}
	if e.SetValue("a"); in() != "a" {
		t.Errorf("after a change by hand the old value is not written again: %q", in())
	}
	if want := []string{"input by hand", "change by hand"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q", heard)
	}

	changes := 0
	box := body(t, New("input", "").Attr("type", "checkbox")).OnChange(func() { changes++ })
	box.Checked(false)
	box.value.Call("click")
	if !box.IsChecked() || changes != 1 {
		t.Errorf("a click does not check the box, or is heard %d times", changes)
	}
	if box.Checked(false); box.IsChecked() {
		t.Error("a box that was checked by hand stays checked")
	}

	progress := New("progress", "").Number("value", 0.25)
	if got := progress.value.Get("value").Float(); got != 0.25 {
		t.Errorf("progress %v", got)
	}
	submitted := 0
	if form := body(t, New("form", "")).OnSubmit(func() { submitted++ }); !fire(form, "submit") || submitted != 1 {
		t.Error("a form is sent")
	}
}

func TestEnabled(t *testing.T) {
	b := body(t, Button("", func() {}))
	disabled := func() bool { return b.value.Get("disabled").Bool() }
	b.Enabled(true).Focus()
	if b.Enabled(false); disabled() || b.value.Get("ariaDisabled").String() != "true" {
		t.Error("a button with the focus loses it, or does not say that it is disabled")
	}
	b.value.Call("blur")
	if b.Enabled(false); !disabled() {
		t.Error("without the focus it is not disabled")
	}
	if b.Enabled(true); disabled() || b.value.Call("hasAttribute", "aria-disabled").Bool() {
		t.Error("it is not enabled again")
	}
}

func TestShiftIsTold(t *testing.T) {
	var shifts []bool
	e := body(t, New("p", "")).OnKeys(func(key string, shift bool) bool {
		shifts = append(shifts, shift)
		return key == "Home"
	})
	if !press(e, "Home", map[string]any{"shiftKey": true}) || press(e, "x", nil) || press(e, "Home", map[string]any{"altKey": true}) {
		t.Error("the browser is kept from keys that are not taken, or not from one that is")
	}
	if !slices.Equal(shifts, []bool{true, false}) {
		t.Errorf("shift %v", shifts)
	}
}

func TestLiveSaysTheSameAgain(t *testing.T) {
	l := Live{body(t, New("p", ""))}
	ignore := js.FuncOf(func(js.Value, []js.Value) any { return nil })
	defer ignore.Release()
	observer := js.Global().Get("MutationObserver").New(ignore)
	observer.Call("observe", l.Element.value, map[string]any{"childList": true})
	l.Say("Stroke undone.")
	l.Say("Stroke undone.")
	if n := observer.Call("takeRecords").Length(); n != 2 {
		t.Errorf("two sentences are %d changes", n)
	}
}

func TestNotice(t *testing.T) {
	var called []string
	var click js.Value
	say := js.FuncOf(func(_ js.Value, args []js.Value) any {
		called = append(called, "say "+args[0].String()+" "+args[1].String()+" "+args[3].String())
		click = args[4]
		return nil
	})
	remove := js.FuncOf(func(_ js.Value, args []js.Value) any {
		called = append(called, "remove "+args[0].String())
		return nil
	})
	defer say.Release()
	defer remove.Release()
	notice := map[string]any{"say": say, "remove": remove}
	js.Global().Set("zerokaraBoot", map[string]any{"notice": notice})
	defer js.Global().Delete("zerokaraBoot")
	before, clicks := len(handlers), 0
	shut := Action{"close", func() { clicks += 10 }}
	Notice("a", "one", false, Action{"close", func() { clicks++ }})
	Notice("a", "two", false, shut, Action{"undo", func() { clicks += 100 }})
	if len(handlers) != before+2 {
		t.Errorf("two buttons: %d handlers", len(handlers)-before)
	}
	Notice("a", "two", false, shut)
	click.Invoke(js.Null())
	if clicks != 10 || len(handlers) != before+1 {
		t.Errorf("%d clicks, %d handlers", clicks, len(handlers)-before)
	}
	RemoveNotice("a")
	click.Invoke(js.Null())
	if want := []string{"say a one close", "say a two close", "say a two close", "remove a"}; clicks != 10 || len(handlers) != before || !slices.Equal(called, want) {
		t.Errorf("%d clicks, %d handlers, %q", clicks, len(handlers)-before, called)
	}
}
