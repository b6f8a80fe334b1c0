package scene

import (
	"image/color"
	"math"

	"github.com/zerokara/zerokara/wasm/scene/raster"
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
	mask raster.Mask
}

func newText(r Rasterizer) *text { return &text{rasterizer: r, glyphs: map[glyphKey]*glyph{}} }

// draw draws s with its aligned point at x and its figures' middle at y.
func (t *text) draw(dst *raster.Picture, s string, st style, x, y float64, a align) {
	if len(t.glyphs)+len(s) > maxGlyphs {
		clear(t.glyphs)
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
		dst.Stain(&g.mask, int(math.Round(x-g.X)), int(math.Round(y-g.Y)), st.color)
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
	g.mask = raster.Mask{W: g.Width, H: g.Height, Alpha: g.Alpha}
	t.glyphs[key] = g
	return g
}
