package state

import (
	"bytes"
	"image/color"
	"testing"

	"github.com/zerokara/zerokara/wasm/state/plot"
)

func TestTilesFit(t *testing.T) {
	for _, width := range []int{20, 44, 200, 288, 520, 700} {
		for _, l := range []Layer{{C: 1, H: 28, W: 28}, {C: 8, H: 24, W: 24}, {C: 30, H: 12, W: 12}, {C: 64, H: 4, W: 4}, {C: 3, H: 5, W: 9}, {C: 10, H: 1, W: 1}, {C: 100, H: 1, W: 1}, {C: 2, H: 60, W: 60}} {
			for _, filters := range []bool{false, true} {
				s := TilesOf(&l, width, filters, l.C == 10)
				if s.Width > max(width, tileHit, s.Side) {
					t.Errorf("%+v: %d wide in %d", l, s.Width, width)
				}
				least := tileHit
				if l.H*l.W == 1 {
					least = cellSmall
				}
				if s.Side < least || s.Side != s.Scale*max(l.H, l.W) {
					t.Errorf("%+v in %d: tiles of %d", l, width, s.Side)
				}
				seen := map[[2]int]bool{}
				for i := range l.C {
					x, y := s.Place(i)
					if x < 0 || y < 0 || x+s.Side > s.Width || y+s.cell > s.Height || seen[[2]int{x, y}] {
						t.Fatalf("%+v in %d: tile %d at %d, %d of %d x %d", l, width, i, x, y, s.Width, s.Height)
					}
					seen[[2]int{x, y}] = true
					if unit, filter := s.Hit(float64(x+s.Side/2), float64(y+s.Side/2)); unit != i || filter {
						t.Errorf("%+v in %d: hits %d instead of %d, filter %v", l, width, unit, i, filter)
					}
					if unit, filter := s.Hit(float64(x+1), float64(y+s.cell-1)); unit != i || filter != filters {
						t.Errorf("%+v in %d: below, it hits %d instead of %d, filter %v", l, width, unit, i, filter)
					}
				}
			}
		}
	}
	s := TilesOf(&Layer{C: 8, H: 24, W: 24}, 520, true, false)
	if s.Columns != 8 || s.Scale != 2 || s.Height != 2*48+3 {
		t.Errorf("%+v", s)
	}
	if x, y := s.LabelPlace(1); x != 54+24 || y != 48+10 {
		t.Errorf("a label at %d, %d", x, y)
	}
	if unit, _ := s.Hit(-3, 5000); unit != 7 {
		t.Errorf("beyond the last line it hits %d", unit)
	}
}

func TestPictureOfTiles(t *testing.T) {
	paper := &Paper{Ink: color.RGBA{1, 2, 3, 255}, Rule: color.RGBA{9, 8, 7, 255}, Scales: plot.NewScales(color.RGBA{255, 255, 255, 255})}
	l := Layer{C: 2, H: 2, W: 2, Kind: "conv2d"}
	s := TilesOf(&l, 100, true, false) // sides of 46, scale 23
	m := NewMontage(2, 1, 2)
	v := &Values{Maps: []byte{0, 50, 100, 150, 200, 255, 7, 8}}
	filters := &Values{Filters: []byte{1, 2, 3, 4, 5, 6, 7, 8}}
	var p Picture
	at := func(x, y int) color.RGBA {
		i := 4 * (y*s.Width + x)
		b := p.RGBA()[i : i+4]
		return color.RGBA{b[0], b[1], b[2], b[3]}
	}
	p.Paint(&s, v, filters, &m, -1, paper)
	if len(p.RGBA()) != 4*s.Width*s.Height || s.Scale < 20 {
		t.Fatalf("%d bytes, %+v", len(p.RGBA()), s)
	}
	for i, b := range v.Maps {
		x, y := s.Place(i / 4)
		x += s.Scale*(i%2) + s.Scale/2
		y += s.Scale*(i%4/2) + s.Scale/2
		if got := at(x, y); got != paper.Sequential[b] {
			t.Errorf("value %d: %v, want %v", i, got, paper.Sequential[b])
		}
	}
	x, y := s.Place(1)
	if at(x, y) != paper.Rule || at(x+s.Side-1, y+s.Side-1) != paper.Rule || at(x-2, y) != (color.RGBA{}) {
		t.Error("a tile has no border, or the gap has a colour")
	}
	k := s.Side / m.Width // the filter's pixels, from the left and the middle of its place
	left, top := x+(s.Side-k*m.Width)/2, y+s.Side+3+(s.Side-k*m.Height)/2
	for i, b := range filters.Filters[4:] {
		if i == 2 {
			left += k // the pixel between the slices
		}
		if got := at(left+k*i+k/2, top+k/2); got != paper.Diverging[b] {
			t.Errorf("weight %d: %v, want %v", i, got, paper.Diverging[b])
		}
	}
	before := bytes.Clone(p.RGBA())
	p.Paint(&s, v, filters, &m, 1, paper)
	if at(x, y) != paper.Ink || at(x-1, y+5) != paper.Ink || at(0, 5) != paper.Rule {
		t.Error("the tile is not outlined, or another is")
	}
	p.Paint(&s, v, filters, &m, -1, paper)
	if !bytes.Equal(before, p.RGBA()) {
		t.Error("the outline leaves traces")
	}
	p.Paint(&s, &Values{}, &Values{}, &m, -1, paper)
	if at(x, y) != paper.Rule || at(x+s.Side/2, y+s.Side/2) != (color.RGBA{}) {
		t.Error("without a drawing there are maps, or no borders")
	}
	v.Signed = true
	if p.Paint(&s, v, filters, &m, -1, paper); at(s.Scale/2, s.Scale/2) != paper.Diverging[0] {
		t.Error("values with a sign have the other scale")
	}
	many := NewMontage(400, 3, 3) // larger than its place: it must stay inside
	p.Paint(&s, v, &Values{Filters: make([]byte, 2*400*9)}, &many, 0, paper)

	small := TilesOf(&Layer{C: 40, H: 1, W: 1}, 200, false, false)
	p.Paint(&small, &Values{Maps: bytes.Repeat([]byte{255}, 40)}, &Values{}, &Montage{}, 39, paper)
}

func BenchmarkPicture(b *testing.B) {
	paper := &Paper{Scales: plot.NewScales(color.RGBA{255, 255, 255, 255})}
	l := Layer{C: 30, H: 24, W: 24, Kind: "conv2d"}
	s, m := TilesOf(&l, 700, true, false), NewMontage(1, 5, 5)
	v, filters := &Values{Maps: make([]byte, l.Size())}, &Values{Filters: make([]byte, 30*25)}
	var p Picture
	for b.Loop() {
		p.Paint(&s, v, filters, &m, 3, paper)
	}
}
