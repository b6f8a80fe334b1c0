//go:build js

package ch2

import (
	"math"
	"strconv"
	"syscall/js"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/lab/table"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

var document = js.Global().Get("document")

// mount opens the lab in its chapter, 400 pixels wide.
func mount(t *testing.T) (*Gates, *GatesView, js.Value) {
	t.Helper()
	var links string
	for _, l := range table.Chapter("2") {
		links += `<a id="to-lab-` + l.ID + `"></a><span id="standing-` + l.ID + `"></span>`
	}
	document.Get("body").Call("insertAdjacentHTML", "beforeend", `<section id="book2"><a id="book2-self"></a>`+links+`
		<div id="book2-said"><p id="book2-missions"></p><button id="book2-copy"></button><span id="book2-copied"></span></div>
		<div id="book2-lab" style="width: 400px"></div></section>`)
	section := document.Call("getElementById", "book2")
	t.Cleanup(func() { section.Call("remove") })
	var w words.Words
	w.Use("lab.2.1.count\x00{n} of {all} correct\x00lab.2.1.place\x00{x}, {y}\x00lab.2.1.none\x00no line, always {output}\x00lab.2.1.formula\x00{w1} {w2} {b}")
	page := lab.NewPage(&state.Model{Steps: ink.MNIST()}, &w, func() []byte { return make([]byte, Pixels) }, lab.Commands{
		Went: func() {}, Fail: func(reason string) string { t.Error(reason); return reason },
	})
	var v *GatesView
	chapter := lab.NewChapter(page, "2", map[string]lab.Build{"2.1": func(f *lab.Frame) lab.View {
		v = NewGatesView(f)
		return v
	}})
	if !chapter.Open("lab=2.1", false) {
		t.Fatal("there is no such lab")
	}
	return v.model, v, section.Call("querySelector", ".try")
}

func text(root js.Value, selector string) string {
	return root.Call("querySelector", selector).Get("textContent").String()
}

func box(e js.Value) (x, y, w, h float64) {
	r := e.Call("getBoundingClientRect")
	return r.Get("left").Float(), r.Get("top").Float(), r.Get("width").Float(), r.Get("height").Float()
}

func middle(e js.Value) (x, y float64) {
	x, y, w, h := box(e)
	return x + w/2, y + h/2
}

func TestGatesView(t *testing.T) {
	g, v, root := mount(t)
	if got := text(root, ".count"); got != "1 of 4 correct" {
		t.Errorf("at first: %s", got)
	}
	svg := root.Call("querySelector", "svg.gates")
	svg.Call("scrollIntoView") // so that the focus scrolls nothing
	if _, _, w, h := box(svg); w != 400 || h != 400 {
		t.Errorf("the picture is %v x %v", w, h)
	}
	handles := root.Call("querySelectorAll", ".handle")
	if handles.Length() != 2 {
		t.Fatalf("%d handles", handles.Length())
	}
	left, top, side, _ := box(root.Call("querySelector", ".area"))
	pixel := func(p Point) (x, y float64) {
		x, y = p.Area()
		return left + 400*x, top + 400*y
	}
	// drag drags a handle, held off its middle, by its edge.
	drag := func(i int, to Point) {
		t.Helper()
		h := handles.Index(i)
		x, y := middle(h)
		toX, toY := pixel(to)
		for _, e := range []struct {
			kind string
			x, y float64
		}{{"down", x + 10, y + 10}, {"move", (x + toX) / 2, y}, {"move", toX + 10, toY + 10}, {"up", toX + 10, toY + 10}} {
			h.Call("dispatchEvent", js.Global().Get("PointerEvent").New("pointer"+e.kind, map[string]any{
				"pointerId": 1, "isPrimary": true, "clientX": e.x, "clientY": e.y, "bubbles": true, "cancelable": true,
			}))
		}
		x, y = middle(h)
		if math.Hypot(x-toX, y-toY) > 1 {
			t.Errorf("handle %d is dragged to %v, %v and is at %v, %v", i, toX, toY, x, y)
		}
	}
	if side < 400 {
		t.Errorf("the area is %v wide", side)
	}
	// The line from 0.4, 1.3 down to 1.3, 0.4: above it is only (1, 1).
	drag(0, Point{0.4, 1.3})
	drag(1, Point{1.3, 0.4})
	if got := text(root, ".count"); got != "4 of 4 correct" || g.Correct() != 4 {
		t.Errorf("AND's line drawn: %s", got)
	}
	if w := g.Weights(); w != [3]float64{0.5, 0.5, -0.85} {
		t.Errorf("its weights are %v", w)
	}
	fields := root.Call("querySelectorAll", "input")
	shows := func(what string) {
		t.Helper()
		for i, want := range g.Weights() {
			if got, _ := strconv.ParseFloat(fields.Index(i).Get("value").String(), 64); got != want {
				t.Errorf("%s: field %d shows %v, the weight is %v", what, i, got, want)
			}
		}
	}
	shows("dragged")

	// XOR's truth table: a line does three at most. The table says the same as the picture.
	root.Call("querySelectorAll", ".choose button").Index(int(XOR)).Call("click")
	if got, n := text(root, ".count"), root.Call("querySelectorAll", "tr.wrong").Length(); got != strconv.Itoa(4-n)+" of 4 correct" || n == 0 {
		t.Errorf("XOR: %s, %d rows are wrong", got, n)
	}
	crosses := 0
	for i, all := 0, root.Call("querySelectorAll", ".cross"); i < all.Length(); i++ {
		if _, _, w, _ := box(all.Index(i)); w > 0 {
			crosses++
		}
	}
	if n := root.Call("querySelectorAll", "tr.wrong").Length(); crosses != n {
		t.Errorf("%d points are crossed out, %d rows are wrong", crosses, n)
	}

	// By keyboard.
	h := handles.Index(0)
	before := h.Call("getAttribute", "aria-valuetext").String()
	key := js.Global().Get("KeyboardEvent").New("keydown", map[string]any{"key": "ArrowUp", "cancelable": true})
	if h.Call("dispatchEvent", key).Bool() || before != "0.40, 1.30" || h.Call("getAttribute", "aria-valuetext").String() != "0.40, 1.35" {
		t.Errorf("an arrow key moves the handle from %s to %s", before, h.Call("getAttribute", "aria-valuetext").String())
	}
	shows("nudged")

	// Typed weights; one that is none is replaced by the one that counts.
	set := func(i int, value string) {
		f := fields.Index(i)
		f.Set("value", value)
		f.Call("dispatchEvent", js.Global().Get("Event").New("change"))
	}
	refused := func() bool { return !root.Call("querySelector", ".refused").Get("hidden").Bool() }
	for i, s := range []string{"-0.5", "-0.5", "0.7"} {
		set(i, s)
	}
	root.Call("querySelectorAll", ".choose button").Index(int(NAND)).Call("click")
	if got := text(root, ".count"); got != "4 of 4 correct" || text(root, ".formula") != "−0.50 −0.50 0.70" || refused() {
		t.Errorf("the book's NAND: %s, %s", got, text(root, ".formula"))
	}
	set(2, "1000")
	if !refused() || g.Weights()[2] != 0.7 {
		t.Errorf("a bias of 1000: %v", g.Weights())
	}
	shows("refused")
	set(0, "0")
	set(1, "0")
	if _, _, w, _ := box(handles.Index(1)); w != 0 || text(root, ".count + .note") != "no line, always 1" || refused() {
		t.Errorf("weights of 0: a handle %v wide, %q", w, text(root, ".note"))
	}
	g.Reset()
	v.Show()
	if _, _, w, _ := box(handles.Index(1)); w < 44 {
		t.Errorf("the line is back with handles %v wide", w)
	}
}
