//go:build js

package main

import (
	"image/color"
	"strconv"
	"strings"
	"syscall/js"

	"github.com/zerokara/zerokara/wasm/scene"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// The views of the network's inside and of reasons are plain 2-D canvases. They are
// not in ebiten's canvas: that would have to span the whole page, thousands of pixels
// of which most are text, and every frame of training would present all of them, where
// these are drawn only while they can be seen, and wrap, scroll and scale as the page
// does.

// exposeStage tells the program whether ebiten's canvas is on the screen.
func (a *app) exposeStage() {
	a.boot.Get("app").Set("seeStage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		a.unseen = !args[0].Bool()
		a.refresh()
		return nil
	}))
}

// askInspect sends which layers are on the screen, if the worker does not know.
func (a *app) askInspect() {
	if q := a.model.InspectQuestion(); q != nil {
		a.post(q)
	}
}

// picturePalette takes the page's colours for pictures, and gives the page theirs.
func (a *app) picturePalette() {
	color := func(name string) color.RGBA { return scene.ParseColor(a.boot.Call("color", name).String()) }
	paper := color("sheet")
	a.paper = state.Paper{Paper: paper, Ink: color("ink"), Rule: color("rule"), Scales: plot.NewScales(paper)}
	style := js.Global().Get("document").Get("documentElement").Get("style")
	style.Call("setProperty", "--sequential", gradient(&a.paper.Sequential, 0))
	style.Call("setProperty", "--diverging", gradient(&a.paper.Diverging, 1))
}

// gradient is a scale as CSS has it.
func gradient(s *plot.Scale, first int) string {
	const n = 8
	var stops []string
	for i := range n + 1 {
		stops = append(stops, hex(s[first+(255-first)*i/n]))
	}
	return "linear-gradient(to right, " + strings.Join(stops, ", ") + ")"
}

func hex(c color.RGBA) string {
	return "#" + strconv.FormatUint(1<<24|uint64(c.R)<<16|uint64(c.G)<<8|uint64(c.B), 16)[1:]
}
