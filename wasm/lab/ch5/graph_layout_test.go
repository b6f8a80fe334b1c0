package ch5

import (
	"math"
	"testing"
)

// TestGraphLayout checks that all is inside the drawing, that edges go right, and that
// numbers are apart from one another.
func TestGraphLayout(t *testing.T) {
	var graphs []*Graph
	for shop := range ShopKind(numShops) {
		s := NewShop()
		s.Choose(shop)
		graphs = append(graphs, s.Graph())
	}
	for _, text := range Examples {
		w, _ := parse(text, threes)
		graphs = append(graphs, w)
	}
	for i, w := range graphs {
		for _, width := range []float64{320, 366, 640, 2000} {
			l := w.Layout(width)
			if width == 640 && i < numShops && l.Width > width {
				t.Errorf("graph %d: %v wide in %v", i, l.Width, width)
			}
			if width == 366 && l.Width > width && i != int(DigitShop) && i != numShops+2 { // on a phone; these scroll
				t.Errorf("graph %d: %v wide in %v", i, l.Width, width)
			}
			edges := w.Edges(&l)
			inputs := 1
			for _, n := range w.g.Nodes() {
				inputs += len(n.Inputs())
			}
			if len(edges) != inputs || edges[len(edges)-1].From != w.out || edges[len(edges)-1].To != nil {
				t.Errorf("graph %d has %d edges, want %d", i, len(edges), inputs)
			}
			for j, e := range edges {
				if e.X2-e.X1 < 30 || e.X1 < 0 || e.X2 > l.Width || min(e.Y1, e.Y2) < 0 || max(e.Y1, e.Y2) > l.Height {
					t.Errorf("graph %d, %v wide: edge %d from %v, %v to %v, %v", i, width, j, e.X1, e.Y1, e.X2, e.Y2)
				}
				x, y := e.Text()
				if y-6-13 < 0 || y+17 > l.Height { // the number above, the one below
					t.Errorf("graph %d, %v wide: numbers of edge %d at %v are cut off, %v high", i, width, j, y, l.Height)
				}
				for k, f := range edges[:j] {
					if fx, fy := f.Text(); math.Abs(x-fx) < 30 && math.Abs(y-fy) < 24 {
						t.Errorf("graph %d, %v wide: numbers of edges %d and %d are at %v, %v and %v, %v", i, width, k, j, fx, fy, x, y)
					}
				}
			}
		}
	}
}
