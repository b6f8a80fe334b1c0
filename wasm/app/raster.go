//go:build js

package main

import (
	"math"
	"strconv"
	"syscall/js"

	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/scene"
	"github.com/zerokara/zerokara/wasm/scene/raster"
)

// showPlot implements scene.Show: each pixel of a plot is one of the display's, as those
// of ebiten's canvas are.
func (a *app) showPlot(slot scene.Slot, p *raster.Picture) {
	width, height := p.W, p.H
	of := a.boot.Get("slots").Index(int(slot))
	canvas := of.Call("querySelector", "canvas")
	if canvas.IsNull() {
		canvas = of.Call("appendChild", js.Global().Get("document").Call("createElement", "canvas"))
	}
	if canvas.Get("width").Int() != width || canvas.Get("height").Int() != height {
		canvas.Set("width", width)
		canvas.Set("height", height)
	}
	dark := js.Global().Call("matchMedia", "(prefers-color-scheme: dark)").Get("matches")
	canvas.Get("classList").Call("toggle", "dark", dark) // styles/print.css turns it round
	putImage(canvas.Call("getContext", "2d"), p, 0, 0)

	scale := a.boot.Call("scale").Float()
	r, origin := of.Call("getBoundingClientRect"), a.boot.Get("host").Call("getBoundingClientRect")
	style := canvas.Get("style")
	for _, side := range []string{"left", "top"} {
		at := r.Get(side).Float() - origin.Get(side).Float()
		style.Set(side, pixels(math.Round(at*scale)/scale-at))
	}
	style.Set("width", pixels(float64(width)/scale))
	style.Set("height", pixels(float64(height)/scale))
}

// putImage puts a picture into a canvas, and spoils it: an ImageData's colours are not
// premultiplied.
func putImage(context js.Value, p *raster.Picture, x, y int) {
	raster.Straight(p.Pix)
	image := js.Global().Get("ImageData").New(p.W, p.H)
	js.CopyBytesToJS(image.Get("data"), p.Pix)
	context.Call("putImageData", image, x, y)
}

func pixels(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) + "px" }

// rasterizer draws text on a 2-D canvas that is never shown.
type rasterizer struct {
	canvas, context js.Value
	family          string
}

func newRasterizer(family string) *rasterizer {
	canvas := js.Global().Get("document").Call("createElement", "canvas")
	return &rasterizer{
		canvas:  canvas,
		context: canvas.Call("getContext", "2d", map[string]any{"willReadFrequently": true}),
		family:  family,
	}
}

// Rasterize implements scene.Rasterizer.
func (r *rasterizer) Rasterize(s string, size float64, bold bool) scene.Glyph {
	weight := 400
	if bold {
		weight = 600
	}
	font := strconv.Itoa(weight) + " " + strconv.FormatFloat(size, 'g', -1, 64) + "px " + r.family
	r.context.Set("font", font)
	m := r.context.Call("measureText", s)
	ascent := math.Ceil(size * 1.1)
	margin := 2.0
	g := scene.Glyph{
		Width:   int(math.Ceil(m.Get("width").Float() + 2*margin)),
		Height:  int(ascent + math.Ceil(size*0.4)),
		X:       margin,
		Y:       ascent - r.figureHeight()/2,
		Advance: m.Get("width").Float(),
	}
	r.canvas.Set("width", g.Width) // which also clears it
	r.canvas.Set("height", g.Height)
	r.context.Set("font", font)
	r.context.Set("fillStyle", "#fff")
	r.context.Call("fillText", s, margin, ascent)
	rgba := jsbridge.Bytes(r.context.Call("getImageData", 0, 0, g.Width, g.Height).Get("data"))
	g.Alpha = make([]byte, g.Width*g.Height)
	for i := range g.Alpha {
		g.Alpha[i] = rgba[4*i+3]
	}
	return g
}

// figureHeight returns the height of figures above the baseline.
func (r *rasterizer) figureHeight() float64 {
	return r.context.Call("measureText", "0").Get("actualBoundingBoxAscent").Float()
}
