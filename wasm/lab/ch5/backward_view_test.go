//go:build js

package ch5

import (
	"image/color"
	"slices"
	"strconv"
	"strings"
	"syscall/js"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// backPage is the lab in its chapter, with the bench's network mlp, and what it asks of
// the worker.
type backPage struct {
	t      *testing.T
	root   js.Value
	view   *blocksView
	posted []*protocol.LabBackward
	said   []string
}

func openBack(t *testing.T, address string) *backPage {
	t.Helper()
	p := &backPage{t: t}
	section := sectionOf(t)
	var w words.Words
	w.Use("lab.5.3.back.element\x00{i} {j}: {x} {dy} {product} {dw}\x00lab.5.3.back.lead\x00{digit} {label}\x00lab.5.3.back.norm\x00{norm}")
	model := &state.Model{Steps: ink.MNIST()}
	prepared := &protocol.Prepared{Recipe: mlp()}
	in := prepared.Recipe.Input
	for _, l := range prepared.Recipe.Layers {
		plan, _ := layer.PlanKind(l, in)
		prepared.Layers = append(prepared.Layers, protocol.Layer{Kind: layer.KindOf(l), Out: plan.Out, Params: uint32(plan.Params)})
		in = plan.Out
	}
	model.Apply(prepared)
	page := lab.NewPage(model, &w, func() []byte { return make([]byte, ink.Pixels) }, lab.Commands{
		Went: func() {}, Fail: func(reason string) string { t.Error(reason); return reason },
		Say: func(_, s string) { p.said = append(p.said, s) },
		Post: func(m protocol.Message) {
			if m, ok := m.(*protocol.LabBackward); ok {
				p.posted = append(p.posted, m)
			}
		},
	})
	chapter := lab.NewChapter(page, "5", map[string]lab.Build{"5.3": func(f *lab.Frame) lab.View {
		p.view = newBlocksView(f).(*blocksView)
		white := color.RGBA{255, 255, 255, 255}
		p.view.SetPaper(&state.Paper{Paper: white, Ink: color.RGBA{A: 255}, Scales: plot.NewScales(white)})
		return p.view
	}})
	if !chapter.Open("lab=5.3"+address, false) {
		t.Fatal("there is no such lab")
	}
	p.root = section.Call("querySelector", ".lab")
	return p
}

// answer answers what was asked last, for a label.
func (p *backPage) answer(label int) *protocol.LabBackprop {
	p.t.Helper()
	if len(p.posted) == 0 {
		p.t.Fatal("nothing is asked of the worker")
	}
	m := p.posted[len(p.posted)-1]
	if int(m.Label) != label {
		p.t.Fatalf("asked for label %d, want %d", m.Label, label)
	}
	e, _ := passOf(p.t, mlp(), m.Digit, label)
	e.ID = m.ID
	p.view.Hear(e)
	return e
}

func (p *backPage) one(selector string) js.Value {
	p.t.Helper()
	e := p.root.Call("querySelector", selector)
	if e.IsNull() {
		p.t.Fatalf("there is no %s", selector)
	}
	return e
}

func (p *backPage) text(selector string) string { return p.one(selector).Get("textContent").String() }

func (p *backPage) key(selector, key string) {
	p.one(selector).Call("dispatchEvent", js.Global().Get("KeyboardEvent").New("keydown", map[string]any{"key": key, "bubbles": true, "cancelable": true}))
}

// TestBackwardView takes a label back by its buttons and keys, in the place of the blocks.
func TestBackwardView(t *testing.T) {
	p := openBack(t, "")
	if len(p.posted) > 0 || !p.one(".walk-back").Get("hidden").Bool() {
		t.Error("it walks back unasked")
	}
	p.one(".back-head > button").Call("click")
	if got := p.root.Get("dataset").Get("aside").String(); got != "true" {
		t.Errorf("open, the blocks are away: %s", got)
	}
	e := p.answer(0)
	best := slices.Index(e.Outputs[120:], slices.Max(e.Outputs[120:]))
	p.answer(best) // what the network predicts is the label, by itself
	if n := len(p.posted); n != 2 {
		t.Errorf("%d passes", n)
	}
	pressed := func() string { return p.text(`.back-head [aria-pressed="true"]`) }
	if pressed() != strconv.Itoa(best) || !slices.Contains(p.said, "lab.5.3.back.bench "+strconv.Itoa(best)+" "+strconv.Itoa(best)) {
		t.Errorf("the label is %s, predicted is %d; said %q", pressed(), best, p.said)
	}
	p.one(".back-head .choose button:nth-of-type(4)").Call("click")
	e = p.answer(3)
	if best == 3 || pressed() != "3" {
		t.Errorf("the label chosen is %s", pressed())
	}
	rows := p.root.Call("querySelectorAll", ".back-errors tbody tr")
	for k := range rows.Length() {
		row := rows.Index(k)
		last := row.Get("lastElementChild")
		if minus := strings.HasPrefix(last.Get("textContent").String(), "−"); minus != (k == 3) || minus != (row.Get("className").String() == "minus") {
			t.Errorf("row %d is %q, of class %s", k, row.Get("textContent").String(), row.Get("className").String())
		}
		want := float64(e.Deltas[120+k]) // without a temperature
		got, _ := strconv.ParseFloat(last.Get("style").Call("getPropertyValue", "--part").String(), 64)
		if d := got - want; d > 0.001 || d < -0.001 {
			t.Errorf("the bar of %d is %v, p − t %v", k, got, want)
		}
	}
	if rows.Length() != 10 {
		t.Errorf("%d rows", rows.Length())
	}

	// The strip goes from the scores to the ink.
	stops := p.root.Call("querySelectorAll", ".back-stop")
	if stops.Length() != 4 || !strings.HasPrefix(stops.Index(0).Get("textContent").String(), "3. layer.dense") || !strings.HasPrefix(stops.Index(3).Get("textContent").String(), "lab.5.3.back.ink") {
		t.Fatalf("the strip: %s", p.text(".back-strip"))
	}
	// Its pictures have colours: gradients of ReLU, 60 values in 8 x 8.
	picture := stops.Index(1).Call("querySelectorAll", "canvas").Index(1)
	if w, h := picture.Get("width").Int(), picture.Get("height").Int(); w != 8 || h != 8 {
		t.Errorf("60 values are painted in %d x %d", w, h)
	}
	element := p.text(".back-element")
	p.key(".spot", "ArrowDown")
	if got := p.text(".back-element"); got == element {
		t.Errorf("an arrow key leaves the element: %s", got)
	}
	row, column := p.view.back.model.Element()
	inputs, units := p.view.back.model.Window()
	for i, b := range []struct{ place, side, want string }{{".back-x .band", "top", edge(row, inputs)}, {".back-dy .band", "left", edge(column, units)}} {
		if got := p.one(b.place).Get("style").Call("getPropertyValue", b.side).String(); strings.TrimSuffix(got, "%") != strings.TrimRight(strings.TrimRight(strings.TrimSuffix(b.want, "%"), "0"), ".") {
			t.Errorf("band %d is at %s, want %s", i, got, b.want)
		}
	}
	i, j := p.view.back.model.input, p.view.back.model.unit
	if want := number(float64(e.Gradients[784*60+j*60+i])); !strings.HasSuffix(p.text(".back-element"), " "+want) || !strings.HasPrefix(p.text(".back-element"), strconv.Itoa(i)+" "+strconv.Itoa(j)) {
		t.Errorf("dW[%d, %d] = %s: %s", i, j, want, p.text(".back-element"))
	}

	// A mouse that passes by lights, a key in the strip goes on.
	address := p.view.Address()
	canvas := p.one(".back-area canvas")
	box := canvas.Call("getBoundingClientRect")
	canvas.Call("dispatchEvent", js.Global().Get("PointerEvent").New("pointermove", map[string]any{"pointerType": "mouse",
		"clientX": box.Get("left").Float() + 1, "clientY": box.Get("top").Float() + 1}))
	if row, column := p.view.back.model.Element(); row != 0 || column != 0 {
		t.Errorf("the corner lights %d, %d", row, column)
	}
	if !strings.Contains(address, "back=1&label=3") {
		t.Errorf("the address is %s", address)
	}
	stops.Index(0).Call("focus")
	p.key(".back-stop", "ArrowRight")
	if got := document.Get("activeElement"); !got.Equal(stops.Index(1)) || got.Call("getAttribute", "aria-pressed").String() != "true" {
		t.Error("an arrow key leaves the stop")
	}
	if !p.one(".back-product").Get("hidden").Bool() || p.one(".back-pair").Get("hidden").Bool() {
		t.Error("ReLU's output is shown as a dense layer")
	}
	p.key(`.back-stop[tabindex="0"]`, "End")
	if got := p.text(".back-text h4"); !strings.HasPrefix(got, "lab.5.3.back.ink") {
		t.Errorf("the end is %s", got)
	}
	p.one(".back-head > button").Call("click")
	if got := p.root.Get("dataset").Get("aside").String(); got != "false" {
		t.Errorf("closed, the blocks are away: %s", got)
	}
}

// TestBackwardOfTheLab has the lab's own network walked back once there is one, anew when
// it has learned, and refused ones said.
func TestBackwardOfTheLab(t *testing.T) {
	p := openBack(t, "&back=1&label=3&at=1")
	p.answer(3)
	if got := p.text(".back-text h4"); !strings.HasPrefix(got, "1. layer.dense") {
		t.Errorf("the address's stop is %s", got)
	}
	b := p.view.back
	r := mlp()
	b.Network(9, r.Layers, r.Input)
	b.Show()
	if m := p.posted[len(p.posted)-1]; m.Network != 9 || m.Label != 3 {
		t.Errorf("asked for label %d of network %d", m.Label, m.Network)
	}
	b.Hear(&protocol.LabBackprop{ID: p.posted[len(p.posted)-1].ID, Refused: true})
	if got := p.text(".backward > .lead"); got != "lab.5.3.back.refused" {
		t.Errorf("refused: %s", got)
	}
	n := len(p.posted)
	b.Show()
	if len(p.posted) != n {
		t.Error("what was refused is asked for again at once")
	}
	b.Hear(&protocol.LabStep{ID: 9, Step: 5})
	if len(p.posted) != n+1 {
		t.Fatalf("%d passes after a step, want one", len(p.posted)-n)
	}
	b.Hear(&protocol.LabStep{ID: 9, Step: 6}) // while the pass is out
	p.answer(3)
	if len(p.posted) != n+2 || !strings.HasPrefix(p.text(".backward > .lead"), "lab.5.3.back.own") {
		t.Errorf("%d passes after another; %s", len(p.posted)-n, p.text(".backward > .lead"))
	}
	b.Lost()
	b.Show()
	if len(p.posted) != n+3 || b.model.Known() {
		t.Errorf("%d passes after the worker was lost", len(p.posted)-n)
	}
	b.Network(0, nil, tensor.Shape{})
	if b.model.Own || b.model.Known() {
		t.Error("the bench's network has the lab's pass")
	}
}
