//go:build js

package scene

import (
	"image/color"
	"math"

	"github.com/hajimehoshi/ebiten/v2"
)

// Glyph is a rasterised piece of text: coverage, row by row, with the pen's
// start at X from the left edge and the middle of the figures at Y from the
// top.
type Glyph struct {
	Width, Height int
	X, Y          float64
	Advance       float64
	Alpha         []byte
}

// Rasterizer draws text with the browser's fonts, which have every language.
type Rasterizer interface {
	// Rasterize draws s at a size in pixels.
	Rasterize(s string, size float64, bold bool) Glyph
}

// align is the point of a text that is put at a place.
type align float64

const (
	left   align = 0
	middle align = 0.5
	right  align = 1
)

// style is the look of a text.
type style struct {
	size  float64
	bold  bool
	color color.RGBA
}

// maxGlyphs bounds the cache; figures in two weights and sizes need 50.
const maxGlyphs = 256

// text draws lines of text from a cache of characters. All figures have the width
// of the widest, so that changing numbers do not jitter.
type text struct {
	rasterizer Rasterizer
	glyphs     map[glyphKey]*glyph
	buffer     []*glyph
}

type glyphKey struct {
	char rune
	size float64
	bold bool
}

type glyph struct {
	Glyph
	image *ebiten.Image
}

func newText(r Rasterizer) *text { return &text{rasterizer: r, glyphs: map[glyphKey]*glyph{}} }

func (t *text) clear() {
	for _, g := range t.glyphs {
		if g.image != nil {
			g.image.Deallocate()
		}
	}
	clear(t.glyphs)
}

// draw draws s with its aligned point at x and its figures' middle at y.
func (t *text) draw(dst *ebiten.Image, s string, st style, x, y float64, a align) {
	if len(t.glyphs)+len(s) > maxGlyphs {
		t.clear()
	}
	line, width := t.buffer[:0], 0.0
	for _, char := range s {
		g := t.glyph(char, st)
		line = append(line, g)
		width += g.Advance
	}
	t.buffer = line
	x -= width * float64(a)
	for _, g := range line {
		if g.image != nil {
			stain(dst, g.image, math.Round(x-g.X), math.Round(y-g.Y), st.color)
		}
		x += g.Advance
	}
}

func (t *text) glyph(char rune, st style) *glyph {
	key := glyphKey{char, st.size, st.bold}
	if g, ok := t.glyphs[key]; ok {
		return g
	}
	g := &glyph{Glyph: t.rasterizer.Rasterize(string(char), st.size, st.bold)}
	if '0' <= char && char <= '9' {
		widest := t.rasterizer.Rasterize("0", st.size, st.bold).Advance
		g.X -= (widest - g.Advance) / 2
		g.Advance = widest
	}
	if g.Width > 0 && g.Height > 0 {
		rgba := make([]byte, 0, 4*len(g.Alpha))
		for _, a := range g.Alpha {
			rgba = append(rgba, a, a, a, a)
		}
		g.image = ebiten.NewImage(g.Width, g.Height)
		g.image.WritePixels(rgba)
		g.Alpha = nil
	}
	t.glyphs[key] = g
	return g
}
