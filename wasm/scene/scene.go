// Package scene draws the model into the page's slots: the pad's ink, the network's
// 28x28 input, its probabilities and the curves. It draws in memory, only what changed,
// and of the pad only the box of the new ink: where WebGL has no GPU, what it draws is
// read back and composed whole before it is seen. The canvas that gets the pixels
// (wasm/app/game.go) is transparent; paper, rules and words are the page's HTML and CSS,
// which also place every slot. The scene only reads the model.
package scene

import (
	"image"
	"time"

	"github.com/zerokara/zerokara/wasm/scene/raster"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// Slot is a place in the page that the scene draws into.
type Slot int

// The slots, in the order of Layout.Slots.
const (
	SlotPad Slot = iota
	SlotInput
	SlotBars
	SlotLoss
	SlotAccuracy
	slots
)

// Layout is the places of the slots, in canvas pixels. A slot without an area is
// not drawn; plots need not be on the canvas.
type Layout struct {
	Width, Height int
	Scale         float64 // canvas pixels per CSS pixel
	Slots         [slots]plot.Rect
}

// Show puts a plot into its slot: were plots on the canvas, each movement of the pen
// would present them, too.
type Show func(slot Slot, p *raster.Picture)

// Put puts a picture into the canvas, at its place.
type Put func(p *raster.Picture)

// plotsWait is the max time that plots wait for a frame that the pen does not need,
// where frames are expensive.
const plotsWait = time.Second

// Scene is what the page draws.
type Scene struct {
	model       *state.Model
	layout      Layout
	colors      Palette
	calm, hasty bool // no motion
	text        *text
	ink         drawing
	show        Show
	put         Put
	picture     raster.Picture // the slot in work
	scratch     raster.Mask    // a curve is drawn into it, then coloured
	grey        [784]byte      // the network's input
	seen        state.Revisions
	stale       [slots]bool
	reply       bool      // the stale bars are of a new drawing
	plotted     time.Time // when plots were last drawn

	shown  [10]float32 // probabilities as drawn, on their way to the model's
	moving bool
	frame  time.Time // of the last Update while moving
}

// New returns a scene of m. Text is rasterised by r, plots are shown by show, the rest by
// put.
func New(m *state.Model, r Rasterizer, show Show, put Put) *Scene {
	return &Scene{model: m, text: newText(r), show: show, put: put}
}

// SetLayout tells where to draw; everything is drawn anew.
func (s *Scene) SetLayout(l Layout) {
	if l.Scale != s.layout.Scale {
		clear(s.text.glyphs)
	}
	s.layout = l
	s.resizeInk(l.Slots[SlotPad])
	s.invalidate()
}

// SetPalette changes the colours.
func (s *Scene) SetPalette(p Palette) {
	s.colors = p
	s.invalidate()
}

// SetCalm turns motion off, for visitors who prefer it reduced.
func (s *Scene) SetCalm(calm bool) { s.calm = calm }

// SetHasty turns motion off, and lets plots wait for the pen, while frames are
// expensive.
func (s *Scene) SetHasty(hasty bool) { s.hasty = hasty }

// SetPixels changes the network's input: 784 grey values.
func (s *Scene) SetPixels(grey []byte) {
	copy(s.grey[:], grey)
	s.stale[SlotInput] = true
	s.stale[SlotPad] = s.stale[SlotPad] || s.model.Drawing.Image() != nil
}

func (s *Scene) invalidate() {
	s.plotted, s.ink.fresh = time.Time{}, s.ink.bounds()
	for i := range s.stale {
		s.stale[i] = true
	}
}

// check marks the slots whose part of the model changed.
func (s *Scene) check() {
	r := s.model.Rev
	s.stale[SlotPad] = s.stale[SlotPad] || r.Pad != s.seen.Pad
	s.stale[SlotBars] = s.stale[SlotBars] || r.Prediction != s.seen.Prediction
	s.reply = s.reply || r.Reply != s.seen.Reply
	if r.Curves != s.seen.Curves {
		s.stale[SlotLoss], s.stale[SlotAccuracy] = true, true
	}
	if r.Prediction != s.seen.Prediction && !s.moving {
		s.moving, s.frame = true, time.Time{}
	}
	s.seen = r
}

// Stale reports what a frame would draw: pen is true for what follows the pen and
// cannot wait, plots for the rest.
func (s *Scene) Stale() (pen, plots bool) {
	s.check()
	return s.stale[SlotPad] || s.stale[SlotInput] || s.reply, s.stale[SlotBars] || s.stale[SlotLoss] || s.stale[SlotAccuracy]
}

// Moving reports whether the next frame differs from this one by itself.
func (s *Scene) Moving() bool { return s.moving }

// Update moves the bars.
func (s *Scene) Update() {
	s.check()
	if !s.moving {
		return
	}
	now := time.Now()
	dt := 1.0 / 60
	if !s.frame.IsZero() {
		dt = now.Sub(s.frame).Seconds()
	}
	s.frame = now
	p := s.model.Seen()
	if s.calm || s.hasty || !p.Known {
		s.shown = p.P
		s.moving = false
	} else {
		s.moving = !plot.Ease(&s.shown, &p.P, dt)
	}
	s.stale[SlotBars] = true
}

// Fits reports whether a canvas has the layout's size. It may not have between a resize
// and its layout; then everything is drawn anew once it has.
func (s *Scene) Fits(width, height int) bool {
	fits := width == s.layout.Width && height == s.layout.Height
	if !fits {
		s.invalidate()
	}
	return fits
}

// Draw draws what changed; plots unless the pen waits for this frame and frames are
// expensive.
func (s *Scene) Draw() {
	pen, _ := s.Stale()
	if r := s.layout.Slots[SlotPad]; s.stale[SlotPad] && !r.Empty() {
		s.putPad(r)
	}
	s.putSlot(SlotInput, s.drawInput)
	s.putSlot(SlotBars, s.drawBars)
	s.stale[SlotPad], s.stale[SlotInput], s.stale[SlotBars], s.reply = false, false, false, false

	now := time.Now()
	if pen && s.hasty && now.Sub(s.plotted) < plotsWait {
		return
	}
	s.plotted = now
	s.plot(SlotLoss, s.drawLoss)
	s.plot(SlotAccuracy, s.drawAccuracy)
}

// putSlot draws a stale slot into the canvas.
func (s *Scene) putSlot(slot Slot, draw func(*raster.Picture, plot.Rect)) {
	if r := s.layout.Slots[slot]; s.stale[slot] && !r.Empty() {
		s.put(s.paint(r, draw))
	}
}

// plot draws a stale plot and gives its pixels away.
func (s *Scene) plot(slot Slot, draw func(*raster.Picture, plot.Rect)) {
	if r := s.layout.Slots[slot]; s.stale[slot] && !r.Empty() {
		s.stale[slot] = false
		s.show(slot, s.paint(plot.Rect{W: r.W, H: r.H}, draw))
	}
}

// paint returns the picture of a slot, until the next one is painted.
func (s *Scene) paint(r plot.Rect, draw func(*raster.Picture, plot.Rect)) *raster.Picture {
	p := &s.picture
	p.Reset(int(r.X), int(r.Y), int(r.W), int(r.H))
	draw(p, r)
	return p
}

// px returns CSS pixels in canvas pixels.
func (s *Scene) px(css float64) float64 { return css * s.layout.Scale }

// letters returns the size of text: of CSS pixels, in canvas pixels; large enough for
// the last row of a class in a presentation.
func (s *Scene) letters(css float64) float64 {
	if s.model.Presenting() {
		css = max(css, presented)
	}
	return s.px(css)
}

// presented is the size of text in a presentation, in CSS pixels.
const presented = 21

// pixels returns the whole pixels that r covers.
func pixels(r plot.Rect) image.Rectangle {
	return image.Rect(int(r.X), int(r.Y), int(r.X+r.W), int(r.Y+r.H))
}
