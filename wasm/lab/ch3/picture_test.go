package ch3

import (
	"image/color"
	"testing"

	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// TestPicture checks the pictures' shapes and that a transposed matrix has its values
// where rows and columns have changed places.
func TestPicture(t *testing.T) {
	paper := &state.Paper{Scales: plot.NewScales(color.RGBA{246, 241, 230, 255})}
	s := newShapes(7)
	s.Rows.SetOthers([][]byte{digit(1), digit(2)})
	s.SetN(3)
	at := func(rgba []byte, w, row, column int) [4]byte { return [4]byte(rgba[4*(row*w+column):]) }
	for i := range Matrices {
		m, ok := s.Shape(i)
		if i == 0 {
			m.Columns /= pooled
		}
		rgba, w, h := s.Picture(nil, i, paper)
		if !ok || w != m.Columns || h != m.Rows || len(rgba) != 4*w*h {
			t.Errorf("%s: %v has a picture of %d x %d", s.MatrixName(i), m, w, h)
		}
		seen := map[[4]byte]bool{}
		for at := range w * h {
			seen[[4]byte(rgba[4*at:])] = true
		}
		if len(seen) < 5 {
			t.Errorf("%s has %d colours", s.MatrixName(i), len(seen))
		}
	}
	for _, i := range []int{0, 1, 3, 5} {
		before, w, _ := s.Picture(nil, i, paper)
		s.Turn((i + 1) / 2)
		after, high, _ := s.Picture(nil, i, paper)
		for _, c := range [][2]int{{0, 0}, {1, 5}, {2, 9}} {
			if at(before, w, c[0], c[1]) != at(after, high, c[1], c[0]) {
				t.Errorf("%s: row %d, column %d is elsewhere when transposed", s.MatrixName(i), c[0], c[1])
			}
		}
		if rgba, _, _ := s.Picture(nil, 2, paper); rgba != nil {
			t.Errorf("%s transposed: the products are shown", s.MatrixName(i))
		}
		s.Turn((i + 1) / 2)
	}
	// W is the book's: a column holds a unit's weights.
	grey := make([]byte, len(s.Rows.net.Weights[2]))
	state.Quantise(grey, s.Rows.net.Weights[2])
	rgba, w, _ := s.Picture(nil, 5, paper)
	c := paper.Diverging[grey[100*4+7]] // the weight from 7 to 4
	if at(rgba, w, 7, 4) != [4]byte{c.R, c.G, c.B, c.A} {
		t.Error("W₃ at row 7, column 4 is not the weight from unit 7 to score 4")
	}
}
