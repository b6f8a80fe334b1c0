//go:build js

package main

import (
	"image"
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/zerokara/zerokara/wasm/scene"
	"github.com/zerokara/zerokara/wasm/scene/raster"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// This file and site/boot.js are all that depends on how ebiten lives in a
// page: see there.

// game draws frames only when refresh asked for one. ebiten's own way
// (SetScreenClearedEveryFrame) still presents four frames after each change,
// and without a GPU one costs 40 to 100 ms that training needs.
type game struct{ app *app }

// Update implements ebiten.Game. ebiten leaves it out before some frames, of which none
// may show what is old: Draw does all.
func (g game) Update() error { return nil }

// Layout implements ebiten.Game: a pixel is a pixel.
func (g game) Layout(w, h int) (int, int) { return w, h }

// Draw implements ebiten.Game. The screen keeps what the scene does not draw anew.
func (g game) Draw(screen *ebiten.Image) {
	a := g.app
	a.guard(func() {
		if b := screen.Bounds(); !a.scene.Fits(b.Dx(), b.Dy()) {
			screen.Clear()
			return
		}
		a.screen = screen
		a.frame(a.pacing.expensive())
	})
}

// frame draws a frame, hastily where it is to move nothing.
func (a *app) frame(hasty bool) {
	a.pacing.frame()
	a.scene.SetHasty(hasty)
	a.scene.Update()
	if a.scene.Moving() {
		a.scheduleFrame()
	}
	a.scene.Draw()
	a.inked()
}

// put implements scene.Put.
func (a *app) put(p *raster.Picture) {
	if a.soft.on() {
		a.soft.put(p)
		return
	}
	box := image.Rect(p.X, p.Y, p.X+p.W, p.Y+p.H)
	a.screen.SubImage(box).(*ebiten.Image).WritePixels(p.Pix)
}

func scheduleFrame() {
	//lint:ignore SA1019 see game
	ebiten.ScheduleFrame()
}

// runGame runs ebiten for good.
func runGame(a *app) error {
	ebiten.SetScreenClearedEveryFrame(false)
	//lint:ignore SA1019 see game
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	return ebiten.RunGameWithOptions(game{a}, &ebiten.RunGameOptions{
		InitUnfocused:     true,
		DisableHiDPI:      true, // boot.js gives sizes in canvas pixels
		ScreenTransparent: true,
	})
}

// refresh asks for a frame if the canvas is stale: at once for the pad and its
// prediction, or once for both where frames are expensive; at a lower rate for the
// rest.
func (a *app) refresh() {
	pen, plots := a.scene.Stale()
	switch {
	case pen && a.pacing.expensive() && a.awaits():
	case pen:
		a.scheduleFrame()
		if plots {
			time.AfterFunc(plotsLate, a.refresh) // they may have been left out
		}
	case a.unseen:
	case plots:
		a.plotting.after(a.pacing.apart())
	}
}

// awaits reports whether the prediction is likely to come at any moment, so that
// one frame shows ink and prediction: a frame for the ink alone would keep the page
// from receiving the prediction.
func (a *app) awaits() bool {
	return a.model.Prepared && !a.model.Predicted() && time.Since(a.sending.last) < predictWithin
}

// layout reads from the page where the slots are: a Float64Array of the
// canvas' width, height and scale, then x, y, width and height of each slot.
func (a *app) layout() {
	v := a.boot.Call("layout")
	at := func(i int) float64 { return v.Index(i).Float() }
	l := scene.Layout{Width: int(at(0)), Height: int(at(1)), Scale: at(2)}
	for i := range l.Slots {
		l.Slots[i] = plot.Rect{X: at(3 + 4*i), Y: at(4 + 4*i), W: at(5 + 4*i), H: at(6 + 4*i)}
	}
	a.scene.SetLayout(l)
	if a.soft.on() { // the canvas is empty
		a.soft.resize(l.Width, l.Height)
		a.drawSoftly()
		return
	}
	a.refresh()
}

// palette reads the page's colours and whether motion is wanted.
func (a *app) palette() {
	color := func(name string) js.Value { return a.boot.Call("color", name) }
	a.scene.SetPalette(scene.Palette{
		Ink:        scene.ParseColor(color("ink").String()),
		Grey:       scene.ParseColor(color("grey").String()),
		Rest:       scene.ParseColor(color("bar").String()),
		Rule:       scene.ParseColor(color("rule").String()),
		Prediction: scene.ParseColor(color("vermilion").String()),
		Train:      scene.ParseColor(color("indigo").String()),
		Test:       scene.ParseColor(color("green").String()),
	})
	a.picturePalette()
	a.views.setPaper(&a.paper)
	a.scene.SetCalm(a.boot.Call("calm").Bool())
	a.refresh()
}
