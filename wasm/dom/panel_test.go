//go:build js

package dom

import (
	"syscall/js"
	"testing"
)

// since drops the handlers that are made while the test runs.
func since(t *testing.T) {
	first := last
	t.Cleanup(func() {
		for id := first + 1; id <= last; id++ {
			delete(handlers, id)
		}
	})
}

func send(e *Element, class, event string) {
	e.value.Call("dispatchEvent", js.Global().Get(class).New(event, map[string]any{"bubbles": true}))
}

func TestOnPageClick(t *testing.T) {
	since(t)
	got := ""
	OnPageClick(".asks", func(on *Element) { got += on.Data("of") + on.Data("none") })
	inner := New("i", "")
	body(t, New("button", "asks", inner).Attr("data-of", "a")) // made later
	other := body(t, New("button", "").Attr("data-of", "b"))
	send(inner, "MouseEvent", "click")
	send(other, "MouseEvent", "click")
	if got != "a" {
		t.Errorf("got %q", got)
	}
	if all := All(".asks"); len(all) != 1 || all[0].Data("of") != "a" || !all[0].Is(&Element{value: inner.value.Get("parentNode")}) || all[0].Is(other) {
		t.Error("another element is found")
	}
}

func TestOnPressOutside(t *testing.T) {
	since(t)
	n := 0
	inner := New("i", "")
	body(t, New("div", "", inner)).OnPressOutside(".spared", func() { n++ })
	spared, outside := body(t, New("p", "spared")), body(t, New("p", ""))
	send(inner, "PointerEvent", "pointerdown")
	send(spared, "PointerEvent", "pointerdown")
	if n != 0 {
		t.Error("it is not outside")
	}
	if send(outside, "PointerEvent", "pointerdown"); n != 1 {
		t.Errorf("%d calls", n)
	}
}

func TestOnTabOut(t *testing.T) {
	since(t)
	got := ""
	first, second := New("button", ""), New("button", "")
	e := body(t, New("div", "", first, second).Attr("tabindex", "-1")).OnTabOut(func(back bool) bool {
		if back {
			got += "<"
		} else {
			got += ">"
		}
		return back
	})
	tab := func(on *Element, shift bool) bool {
		on.Focus()
		return press(on, "Tab", map[string]any{"bubbles": true, "shiftKey": shift})
	}
	if tab(e, false) || tab(first, false) || tab(second, true) || got != "" {
		t.Errorf("the focus stays inside, but: %q", got)
	}
	if !tab(e, true) || !tab(first, true) || tab(second, false) || got != "<<>" {
		t.Errorf("got %q", got)
	}
	first.Focus()
	press(first, "a", map[string]any{"bubbles": true, "shiftKey": true})
	if got != "<<>" {
		t.Error("another key is taken for Tab")
	}
}

func TestBox(t *testing.T) {
	since(t)
	e := body(t, New("div", "").Style("position", "fixed").Style("left", "10px").Style("top", "20px").Style("width", "30px").Style("height", "40px").Style("overflow", "auto"))
	if got := e.Box(); got != (Box{10, 20, 30, 40}) {
		t.Errorf("got %v", got)
	}
	if w, h := Window(); w <= 0 || h <= 0 {
		t.Errorf("the window is %v × %v", w, h)
	}
	e.Append(New("p", "").Style("height", "500px").Style("width", "500px"))
	if e.ScrollInside(100); e.value.Get("scrollTop").Int() != 100 {
		t.Error("it does not scroll")
	}
	if e.ScrollAcross(90); e.value.Get("scrollLeft").Int() != 90 {
		t.Error("it does not scroll to the side")
	}
	n := 0
	OnWindowMove(func() { n++ })
	for _, event := range []string{"scroll", "resize"} {
		window.Call("dispatchEvent", js.Global().Get("Event").New(event))
	}
	if n != 2 {
		t.Errorf("the window moved %d times, want 2", n)
	}
}
