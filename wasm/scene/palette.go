package scene

import (
	"image/color"
	"strconv"
)

// Palette is the page's colours, each with one meaning.
type Palette struct {
	Ink        color.RGBA // strokes and figures
	Grey       color.RGBA // words and figures at rest
	Rest       color.RGBA // bars at rest
	Rule       color.RGBA // axes and marks
	Prediction color.RGBA // vermilion
	Train      color.RGBA // indigo
	Test       color.RGBA // green
}

// ParseColor reads "#rrggbb"; anything else is black.
func ParseColor(s string) color.RGBA {
	c := color.RGBA{A: 255}
	if len(s) != 7 || s[0] != '#' {
		return c
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return c
	}
	c.R, c.G, c.B = uint8(n>>16), uint8(n>>8), uint8(n)
	return c
}
