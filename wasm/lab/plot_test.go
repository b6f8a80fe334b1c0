//go:build js

package lab

import (
	"math"
	"syscall/js"
	"testing"

	"github.com/zerokara/zerokara/wasm/dom"
)

var document = js.Global().Get("document")

// mountPlot puts a plot into the page whose area is 400 pixels wide and 200 high.
func mountPlot(t *testing.T) (*Plot, js.Value) {
	t.Helper()
	document.Get("body").Call("insertAdjacentHTML", "beforeend", `<div id="`+t.Name()+`"><style>
		.chart-area { position: relative; width: 400px; height: 200px } .chart-area svg { position: absolute; inset: 0; width: 100%; height: 100% }
		.mark { position: absolute; width: 44px; height: 44px; margin: -22px }</style></div>`)
	root := document.Call("getElementById", t.Name())
	t.Cleanup(func() { root.Call("remove") })
	p := NewPlot("")
	dom.ByID(t.Name()).Append(p.Element)
	p.Axes(Axis{From: 0, To: 10, Label: "x"}, Axis{From: 1, To: 100, Log: true})
	return p, root
}

func TestPlotDraws(t *testing.T) {
	p, root := mountPlot(t)
	l := p.Line("loss")
	l.Show([]float64{0, 5, 10}, []float64{1, 10, 100})
	path := root.Call("querySelector", "path.loss")
	if box := path.Call("getBoundingClientRect"); math.Abs(box.Get("width").Float()-400) > 1 || math.Abs(box.Get("height").Float()-200) > 1 {
		t.Errorf("a line from corner to corner is %v x %v", box.Get("width"), box.Get("height"))
	}
	p.Describe("a loss that rises")
	if got := root.Call("querySelector", "svg").Call("getAttribute", "aria-label").String(); got != "a loss that rises" {
		t.Errorf("it is described as %q", got)
	}
	if got := root.Call("querySelector", ".x-ticks").Get("textContent").String(); got != "0510" {
		t.Errorf("ticks of x: %s", got)
	}
	p.Axes(Axis{From: 0, To: 1}, Axis{From: 0, To: 1, Ticks: 2})
	if got := root.Call("querySelectorAll", ".y-ticks span:not([hidden])").Length(); got != 2 {
		t.Errorf("another axis of two ticks has %d", got)
	}
	l.Show(nil, nil)
	if path.Call("getAttribute", "display").String() != "none" {
		t.Error("a line without points is seen")
	}
	d := p.Dots("seen")
	d.Show([]float64{0, math.NaN(), 1}, []float64{0, 0, 1})
	if got := root.Call("querySelector", "path.dots").Call("getAttribute", "d").String(); got != "M0 1000h0M1000 0h0" {
		t.Errorf("dots: %s", got)
	}
}

func TestPlotHandle(t *testing.T) {
	p, root := mountPlot(t)
	x, y := 5.0, 10.0
	var m *Mark
	put := func(toX, toY float64) { x, y = toX, toY; m.Show(x, y, "here") }
	m = p.Handle("", put, func(dx, dy int, fine bool) {
		if fine {
			t.Error("Shift is not held")
		}
		put(x+float64(dx), y*math.Pow(10, float64(dy)))
	})
	m.Show(x, y, "here")
	m.Name("start", x, "5 and 10")
	e := root.Call("querySelector", ".handle")
	middle := func() (float64, float64) {
		box := e.Call("getBoundingClientRect")
		return box.Get("left").Float() + 22, box.Get("top").Float() + 22
	}
	area := root.Call("querySelector", ".chart-area").Call("getBoundingClientRect")
	left, top := area.Get("left").Float(), area.Get("top").Float()
	cx, cy := middle()
	if math.Abs(cx-left-200) > 1 || math.Abs(cy-top-100) > 1 {
		t.Fatalf("the handle is at %v, %v", cx-left, cy-top)
	}
	for _, c := range []struct {
		kind string
		x, y float64
	}{{"down", cx, cy}, {"move", left + 100, top}, {"up", left + 100, top}} {
		e.Call("dispatchEvent", js.Global().Get("PointerEvent").New("pointer"+c.kind, map[string]any{
			"pointerId": 1, "isPrimary": true, "clientX": c.x, "clientY": c.y, "bubbles": true, "cancelable": true,
		}))
	}
	if math.Abs(x-2.5) > 0.05 || math.Abs(y/100-1) > 0.05 {
		t.Errorf("it is dragged to %v, %v", x, y)
	}
	x, y = 5, 10
	for _, key := range []string{"ArrowRight", "ArrowDown"} {
		e.Call("dispatchEvent", js.Global().Get("KeyboardEvent").New("keydown", map[string]any{"key": key, "cancelable": true}))
	}
	if x != 6 || math.Abs(y-1) > 1e-9 {
		t.Errorf("the arrow keys bring it to %v, %v", x, y)
	}
	if e.Call("getAttribute", "aria-valuemax").String() != "10" || e.Call("getAttribute", "aria-valuetext").String() != "5 and 10" {
		t.Error("a screen reader is not told its value")
	}
	m.Show(11, 10, "")
	if !e.Get("hidden").Bool() {
		t.Error("a mark outside is seen")
	}
}
