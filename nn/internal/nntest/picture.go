package nntest

import (
	"strings"
	"testing"
)

// side is the width and height of a digit's image.
const side = 28

// Picture is an image of a digit with the measures that tests check.
type Picture struct {
	Pixels         []byte
	Ink            bool    // what Render said
	X0, Y0, X1, Y1 int     // bounding box of what is not 0, X1 and Y1 exclusive
	Mass, CX, CY   float64 // ink in whole pixels, centre of mass from the edge
}

// NewPicture measures an image of 28x28 grey values.
func NewPicture(pixels []byte) Picture {
	p := Picture{Pixels: pixels, X0: side, Y0: side}
	for i, v := range p.Pixels {
		if v == 0 {
			continue
		}
		x, y := i%side, i/side
		p.X0, p.Y0, p.X1, p.Y1 = min(p.X0, x), min(p.Y0, y), max(p.X1, x+1), max(p.Y1, y+1)
		f := float64(v) / 255
		p.Mass += f
		p.CX += f * (float64(x) + 0.5)
		p.CY += f * (float64(y) + 0.5)
	}
	p.CX, p.CY = p.CX/p.Mass, p.CY/p.Mass
	return p
}

// Box returns the width and height of the bounding box.
func (p Picture) Box() [2]int { return [2]int{p.X1 - p.X0, p.Y1 - p.Y0} }

// WantError checks that there is an error whose text has the parts.
func WantError(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", parts)
	}
	for _, p := range parts {
		if !strings.Contains(err.Error(), p) {
			t.Errorf("error %q lacks %q", err, p)
		}
	}
}
