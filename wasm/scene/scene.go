//go:build js

// Package scene draws the model into the page's slots with ebiten: the pad's
// ink, the network's 28x28 input, its probabilities and the curves. The canvas is
// transparent; paper, rules and words are the page's HTML and CSS, which also
// place every slot. Draw only reads the model, and draws only the slots that
// changed.
package scene

import (
	"image"
	"slices"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

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

// Show puts the pixels of a plot, premultiplied, into its slot: were plots on the
// canvas, each movement of the pen would draw them, too.
type Show func(slot Slot, width, height int, rgba []byte)

// plotsWait is the max time that plots wait for a frame that the pen does not need,
// where frames are expensive.
const plotsWait = time.Second

// Scene is an ebiten.Game.
type Scene struct {
	model             *state.Model
	layout            Layout
	colors            Palette
	calm, hasty       bool // no motion
	text              *text
	ink               drawing
	show              Show
	sheet             *ebiten.Image // the plot in work
	rgba              []byte        // its pixels
	scratch           *ebiten.Image // a curve is drawn into it, then coloured
	thin, point, head brush
	pixels            *ebiten.Image // the network's input, 28x28
	seen              state.Revisions
	stale             [slots]bool
	reply             bool      // the stale bars are of a new drawing
	plotted           time.Time // when plots were last drawn

	shown  [10]float32 // probabilities as drawn, on their way to the model's
	moving bool
	frame  time.Time // of the last Update while moving
}

// New returns a scene of m. Text is rasterised by r, and plots are shown by show.
func New(m *state.Model, r Rasterizer, show Show) *Scene {
	return &Scene{model: m, text: newText(r), show: show, pixels: ebiten.NewImage(28, 28)}
}

// SetLayout tells where to draw; everything is drawn anew.
func (s *Scene) SetLayout(l Layout) {
	if l.Scale != s.layout.Scale {
		s.text.clear()
	}
	s.layout = l
	s.ink.resize(l.Slots[SlotPad])
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
	rgba := make([]byte, 4*len(grey))
	for i, g := range grey {
		for c := range 4 {
			rgba[4*i+c] = g // white with the ink's density as alpha, premultiplied
		}
	}
	s.pixels.WritePixels(rgba)
	s.stale[SlotInput] = true
	s.stale[SlotPad] = s.stale[SlotPad] || s.model.Drawing.Image() != nil
}

func (s *Scene) invalidate() {
	s.plotted = time.Time{}
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

// Update implements ebiten.Game: it moves the bars.
func (s *Scene) Update() error {
	s.check()
	if !s.moving {
		return nil
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
	return nil
}

// Layout implements ebiten.Game: a pixel is a pixel.
func (s *Scene) Layout(w, h int) (int, int) { return w, h }

// Draw implements ebiten.Game: it draws the plots that changed, unless the pen
// waits for this frame and frames are expensive. DrawFinalScreen draws the rest.
func (s *Scene) Draw(screen *ebiten.Image) {
	if b := screen.Bounds(); b.Dx() != s.layout.Width || b.Dy() != s.layout.Height {
		screen.Clear() // between a resize and its layout
		s.invalidate()
		return
	}
	// ebiten shows no more than four frames in a row that leave the screen alone.
	screen.SubImage(image.Rect(0, 0, 1, 1)).(*ebiten.Image).Clear()
	now := time.Now()
	if pen, _ := s.Stale(); pen && s.hasty && now.Sub(s.plotted) < plotsWait {
		return
	}
	s.plotted = now
	s.plot(SlotLoss, s.drawLoss)
	s.plot(SlotAccuracy, s.drawAccuracy)
}

// plot draws a stale plot and gives its pixels away.
func (s *Scene) plot(slot Slot, draw func(*ebiten.Image, plot.Rect)) {
	r := s.layout.Slots[slot]
	w, h := int(r.W), int(r.H)
	if !s.stale[slot] || w <= 0 || h <= 0 {
		return
	}
	s.stale[slot] = false
	if s.sheet == nil || s.sheet.Bounds() != image.Rect(0, 0, w, h) {
		if s.sheet != nil {
			s.sheet.Deallocate()
		}
		s.sheet = ebiten.NewImageWithOptions(image.Rect(0, 0, w, h), &ebiten.NewImageOptions{Unmanaged: true})
	}
	s.sheet.Clear()
	draw(s.sheet, plot.Rect{W: r.W, H: r.H})
	s.rgba = slices.Grow(s.rgba[:0], 4*w*h)[:4*w*h]
	s.sheet.ReadPixels(s.rgba)
	s.show(slot, w, h, s.rgba)
}

// DrawFinalScreen implements ebiten.FinalScreenDrawer: it draws what is on the
// canvas anew, which is little. To copy it from ebiten's screen would be most of
// what a frame costs without a GPU.
func (s *Scene) DrawFinalScreen(final ebiten.FinalScreen, _ *ebiten.Image, _ ebiten.GeoM) {
	dst := final.(*ebiten.Image)
	s.stale[SlotPad], s.stale[SlotInput], s.stale[SlotBars], s.reply = false, false, false, false
	for slot, draw := range [...]func(*ebiten.Image, plot.Rect){s.drawPad, s.drawInput, s.drawBars} {
		if r := s.layout.Slots[slot]; r.W > 0 && r.H > 0 {
			draw(dst, r)
		}
	}
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
