//go:build js

package main

import (
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/zerokara/zerokara/wasm/scene"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// This file and site/boot.js are all that depends on how ebiten lives in a
// page: see there.

// game draws frames only when refresh asked for one. ebiten's own way
// (SetScreenClearedEveryFrame) still presents four frames after each change,
// and without a GPU one costs 40 to 100 ms that training needs.
type game struct {
	*scene.Scene
	pacing *pacing
	guard  func(func())
	inked  func()
}

// Update implements ebiten.Game.
func (g game) Update() (err error) {
	g.guard(func() { err = g.update() })
	return err
}

// Draw implements ebiten.Game.
func (g game) Draw(screen *ebiten.Image) {
	g.guard(func() {
		g.Scene.Draw(screen)
		g.inked()
	})
}

func (g game) update() error {
	g.pacing.frame()
	g.SetHasty(g.pacing.expensive())
	err := g.Scene.Update()
	if g.Moving() {
		scheduleFrame()
	}
	return err
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
	return ebiten.RunGameWithOptions(game{a.scene, &a.pacing, a.guard, a.inked}, &ebiten.RunGameOptions{
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
		scheduleFrame()
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
