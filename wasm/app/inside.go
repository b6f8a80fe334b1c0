//go:build js

package main

import (
	"fmt"
	"image/color"
	"syscall/js"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/scene"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// The views of the network's inside are plain 2-D canvases, one
// for each layer, that site/inside.js places and draws; this file
// paints their pixels. They are not in ebiten's canvas: that would have to span
// the whole page, thousands of pixels of which most are text, and every frame of
// training would present all of them, where these are drawn only while they can
// be seen, and wrap, scroll and scale as the page does.

// pixels is a picture in RGBA that JavaScript shows, kept for the next time.
type pixels struct {
	rgba  []byte
	array js.Value // Uint8ClampedArray
}

func newPixels(n int) pixels {
	return pixels{make([]byte, 4*n), js.Global().Get("Uint8ClampedArray").New(4 * n)}
}

func (p *pixels) show() { js.CopyBytesToJS(p.array, p.rgba) }

// picture is what JavaScript takes as a picture.
func (p *pixels) picture(w, h int) map[string]any {
	return map[string]any{"width": w, "height": h, "rgba": p.array}
}

// layerView is one layer's pictures: its maps, one below the other, and those
// of its filters.
type layerView struct {
	value         js.Value // the plain object that JavaScript has
	maps, filters pixels
	montage       state.Montage
	peaks         *jsbridge.Float32Array
}

// insideView is the pictures of the script.
type insideView struct {
	paper  state.Paper
	layers []layerView
	input  pixels

	told      js.Value // the detail of the events "zerokara:inside"
	mapOf     pixels   // of the close-up
	weight    pixels
	quantised []byte
}

// exposeInside adds the controls of these views.
func (a *app) exposeInside() {
	in, app := &a.model.Inside, a.boot.Get("app")
	for name, do := range map[string]func(args []js.Value){
		"inspect": func(args []js.Value) { a.post(in.Show(jsbridge.Bytes(args[0]))) },
		"closeUp": func(args []js.Value) {
			a.post(in.CloseUpOn(args[0].Int(), args[1].Int()))
			a.showCloseUp()
		},
		"seeStage": func(args []js.Value) { a.unseen = !args[0].Bool(); a.refresh() },
	} {
		app.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any {
			do(args)
			return nil
		}))
	}
}

// prepareInside gives the page a new network's layers.
func (a *app) prepareInside() {
	v, layers := &a.inside, a.model.Inside.Layers
	v.layers = make([]layerView, len(layers))
	list := make([]any, len(layers))
	for i := range layers {
		l, view := &layers[i], &v.layers[i]
		view.maps, view.peaks = newPixels(l.Size()), jsbridge.NewFloat32Array(l.C)
		o := map[string]any{
			"kind": l.Kind, "channels": l.C, "height": l.H, "width": l.W, "params": l.Params,
			"known": false, "signed": false, "scale": 0, "peaks": view.peaks.Value, "maps": view.maps.picture(l.W, l.H*l.C), "filters": nil,
		}
		if c, h, w := l.Filter(); c > 0 && l.Kind == "conv2d" {
			m := state.NewMontage(c, h, w)
			view.montage, view.filters = m, newPixels(m.Width*m.Height*l.C)
			o["filters"] = view.filters.picture(m.Width, m.Height*l.C)
		}
		view.value = js.ValueOf(o)
		list[i] = view.value
	}
	v.input = newPixels(ink.Pixels)
	v.told = js.ValueOf(map[string]any{"known": false, "step": 0, "input": v.input.picture(ink.Side, ink.Side)})
	a.tell("network", map[string]any{"layers": list, "params": a.model.Params})
	a.post(a.model.Inside.Inspect())
	a.showInside(nil)
}

// showInside paints the given layers, or all.
func (a *app) showInside(layers []byte) {
	v, in := &a.inside, &a.model.Inside
	if layers == nil {
		for i := range v.layers {
			layers = append(layers, byte(i))
		}
	}
	for _, i := range layers {
		if int(i) < len(v.layers) && int(i) < len(in.Values) {
			v.layers[i].paint(&in.Values[i], &v.paper)
		}
	}
	if v.told.IsUndefined() {
		return
	}
	v.paper.PaintGrey(v.input.rgba, a.grey[:], nil)
	v.input.show()
	v.told.Set("known", in.Seq > 0)
	v.told.Set("step", in.Step)
	a.tell("inside", v.told)
	a.showCloseUp()
}

func (v *layerView) paint(values *state.Values, p *state.Paper) {
	v.value.Set("known", values.Maps != nil)
	if values.Maps != nil {
		state.Paint(v.maps.rgba, values.Maps, values.Colors(&p.Scales))
		v.maps.show()
		v.peaks.Set(values.Peaks)
		v.value.Set("signed", values.Signed)
		v.value.Set("scale", values.Scale)
	}
	if m := &v.montage; m.C > 0 && values.Filters != nil {
		size, area := m.C*m.H*m.W, 4*m.Width*m.Height
		for i := range len(values.Filters) / size {
			m.Paint(v.filters.rgba[i*area:][:area], values.Filters[i*size:][:size], &p.Diverging)
		}
		v.filters.show()
	}
}

// showCloseUp paints the close-up.
func (a *app) showCloseUp() {
	v, in := &a.inside, &a.model.Inside
	f := &in.Focus
	if !f.On {
		a.tell("closeup", nil)
		return
	}
	l, values, c := &in.Layers[f.Layer], &in.Values[f.Layer], in.CloseUp()
	o := map[string]any{
		"layer": f.Layer, "unit": f.Unit, "kind": l.Kind, "units": l.C, "height": l.H, "width": l.W, "last": f.Layer == len(in.Layers)-1,
		"known": c.Known, "peak": c.Peak, "row": c.Row, "column": c.Column, "signed": values.Signed, "scale": values.Scale,
		"field": map[string]any{"row": c.Field.Row, "column": c.Field.Column, "rows": c.Field.Rows, "columns": c.Field.Columns},
		"map":   nil, "weight": nil, "slices": 0, "weightScale": 0,
	}
	if c.Known {
		size := l.H * l.W
		v.mapOf.fit(size)
		state.Paint(v.mapOf.rgba, values.Maps[f.Unit*size:][:size], values.Colors(&v.paper.Scales))
		v.mapOf.show()
		o["map"] = v.mapOf.picture(l.W, l.H)
	}
	if slices, h, w := l.Filter(); slices > 0 && len(f.Weight) == slices*h*w {
		m := state.NewMontage(slices, h, w)
		v.weight.fit(m.Width * m.Height)
		v.quantised = append(v.quantised[:0], make([]byte, len(f.Weight))...)
		o["weightScale"] = state.Quantise(v.quantised, f.Weight)
		clear(v.weight.rgba)
		m.Paint(v.weight.rgba, v.quantised, &v.paper.Diverging)
		v.weight.show()
		o["weight"], o["slices"] = v.weight.picture(m.Width, m.Height), slices
	}
	a.tell("closeup", o)
}

// fit makes the picture one of n pixels.
func (p *pixels) fit(n int) {
	if len(p.rgba) != 4*n {
		*p = newPixels(n)
	}
}

// insidePalette takes the page's colours and paints everything anew.
func (a *app) insidePalette() {
	paper := scene.ParseColor(a.boot.Call("color", "sheet").String())
	ink := scene.ParseColor(a.boot.Call("color", "ink").String())
	a.inside.paper = state.Paper{Paper: paper, Ink: ink, Scales: plot.NewScales(paper)}
	a.tell("scales", map[string]any{
		"sequential": stops(&a.inside.paper.Sequential, 0), "diverging": stops(&a.inside.paper.Diverging, 1),
	})
	a.showInside(nil)
}

// stops returns colours along a scale, as CSS has them.
func stops(s *plot.Scale, first int) []any {
	const n = 8
	var all []any
	for i := range n + 1 {
		all = append(all, hex(s[first+(255-first)*i/n]))
	}
	return all
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
