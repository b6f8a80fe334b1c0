//go:build js

package dom

import (
	"fmt"
	"syscall/js"
	"testing"
)

func TestForm(t *testing.T) {
	send := func(e *Element, event string) (prevented bool) {
		return !e.value.Call("dispatchEvent", js.Global().Get("Event").New(event, map[string]any{"cancelable": true})).Bool()
	}
	calls := ""
	radio := New("input", "").Attr("type", "radio").OnChange(func() { calls += "change " })
	form := New("form", "", radio).OnSubmit(func() { calls += "submit " })
	progress := New("progress", "").Number("value", 0.25)
	radio.Checked(true)
	if !radio.value.Get("checked").Bool() || progress.value.Get("value").Float() != 0.25 {
		t.Error("a property is not set")
	}
	radio.Checked(false)
	if radio.value.Get("checked").Bool() {
		t.Error("a radio button cannot be unchosen")
	}
	send(radio, "change")
	if !send(form, "submit") {
		t.Error("the browser submits the form")
	}
	if calls != "change submit " {
		t.Errorf("calls: %s", calls)
	}
}

func TestDialog(t *testing.T) {
	closed := make(chan string, 1)
	e := body(t, New("dialog", "")).OnClose(func(value string) { closed <- value })
	e.ShowModal()
	e.CloseWith("yes")
	if v := <-closed; v != "yes" {
		t.Errorf("closed with %q", v)
	}
	heard := make(chan bool, 1)
	listen(e.value, "close", func(js.Value) { heard <- true })
	e.ShowModal()
	e.CloseWith("first")
	e.ShowModal() // before the event of the first has come
	<-heard
	if len(closed) > 0 {
		t.Error("an open dialog says that it was closed")
	}
	e.CloseWith("")
	if v := <-closed; v != "" {
		t.Errorf("closed with %q", v)
	}
}

func TestOnPageKey(t *testing.T) {
	var got []string
	OnPageKey(func(key string, on Focused) bool {
		got = append(got, fmt.Sprint(key, on))
		return key == "s"
	})
	defer drop([]int{last})
	page, button, field := body(t, New("p", "")), body(t, New("button", "", New("span", ""))), body(t, New("input", ""))
	with := func(more string) map[string]any { return map[string]any{"bubbles": true, more: true} }
	inner := &Element{value: button.value.Get("firstChild")}
	if !press(page, "s", with("bubbles")) || press(page, "x", with("bubbles")) {
		t.Error("the wrong keys are taken")
	}
	press(inner, "a", with("bubbles"))
	press(field, "b", with("bubbles"))
	for _, no := range []string{"ctrlKey", "metaKey", "altKey", "repeat"} {
		press(page, no, with(no))
	}
	if want := "[s0 x0 a1 b2]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
	page.OnKey(func(key string) bool { got = append(got, key); return true })
	page.Press("Escape")
	if got[len(got)-1] != "Escape" {
		t.Error("a key that is pressed is not heard")
	}
}

func TestScroll(t *testing.T) {
	body(t, New("div", "").Style("height", "5000px"))
	e := body(t, New("p", "").Attr("tabindex", "0").Text("here"))
	body(t, New("div", "").Style("height", "5000px"))
	old := calm
	defer func() { calm = old }()
	js.Global().Call("scrollTo", 0, 0)
	e.FocusHere()
	if e.InView() || !e.HasFocus() || js.Global().Get("scrollY").Float() != 0 {
		t.Error("the focus scrolls")
	}
	calm = func() bool { return true } // at once
	for _, to := range []func(){e.ScrollToTop, e.ScrollToMiddle, e.ScrollIn} {
		js.Global().Call("scrollTo", 0, 0)
		to()
		if !e.InView() {
			t.Error("it is not in view")
		}
	}
	js.Global().Call("scrollTo", 0, 0)
}
