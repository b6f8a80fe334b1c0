package state

import (
	"image/color"
	"unsafe"

	"github.com/zerokara/zerokara/wasm/state/plot"
)

// In CSS pixels.
const (
	tileGap   = 6
	tileHit   = 44 // side of a tile that can be hit
	tileLarge = 76
	cellGap   = 2 // between values of a long vector
	cellSmall = 14
	cellWide  = 28 // of a short vector
	fewCells  = 16
	labelHigh = 18
	ruleFrom  = 20 // side from which a tile has a border
)

// Tiles is where a row has a layer's maps: enlarged, in lines, with the filter below
// for a convolution. The values of a vector are cells. All is in CSS pixels, which are
// the picture's.
type Tiles struct {
	Scale         int // CSS pixels per value
	Side          int // of a tile
	Columns, N    int
	Width, Height int // of all

	space, cell, lead int // between tiles, height of one with what is below, to the next line
	filter            int // side of the filters' place, 0 for none
	label             int
	high, wide        int // of a map
}

// TilesOf returns the tiles of a layer in lines of the given width: as many in a line
// as are large enough to hit, the lines alike, and then as large as the line has room.
func TilesOf(l *Layer, width int, filters, labels bool) Tiles {
	t := Tiles{N: l.C, high: l.H, wide: l.W, space: tileGap}
	width = max(width, tileHit)
	side := max(l.H, l.W)
	vector, few := side == 1, l.C <= fewCells
	least, most := tileHit, tileLarge
	if vector {
		least = cellSmall
		if few {
			least = cellWide
		} else {
			most, t.space = cellSmall, cellGap
		}
	}
	lines := func(size int) int { return ceil(l.C, max((width+t.space)/(size+t.space), 1)) }
	n := lines(least)
	t.Columns = ceil(l.C, n)
	room := min((width+t.space)/t.Columns-t.space, most)
	t.Scale = max(room/side, ceil(least, side), 1)
	t.Side = t.Scale * side // whole pixels of the map's: it may be more than there is room for
	n = max(n, lines(t.Side))
	t.Columns = ceil(l.C, n)
	t.cell, t.lead = t.Side, t.space
	if filters {
		t.filter, t.lead = t.Side, 2*tileGap
		t.cell += t.filter + 3
	}
	if labels {
		t.label = labelHigh
		t.cell += t.label
	}
	t.Width = t.Columns*(t.Side+t.space) - t.space
	t.Height = n*(t.cell+t.lead) - t.lead
	return t
}

func ceil(a, b int) int { return (a + b - 1) / b }

// Place returns where the i-th tile is.
func (t *Tiles) Place(i int) (x, y int) {
	return i % t.Columns * (t.Side + t.space), i / t.Columns * (t.cell + t.lead)
}

// LabelPlace returns where the middle of the i-th tile's label is.
func (t *Tiles) LabelPlace(i int) (x, y int) {
	x, y = t.Place(i)
	return x + t.Side/2, y + t.Side + labelHigh/2 + 1
}

// Hit returns the tile at a place, or the nearest, and whether its filter is meant.
func (t *Tiles) Hit(x, y float64) (unit int, filter bool) {
	column := min(max(int(x)/(t.Side+t.space), 0), t.Columns-1)
	line := max(int(y), 0) / (t.cell + t.lead)
	unit = min(line*t.Columns+column, t.N-1)
	_, top := t.Place(unit)
	return unit, t.filter > 0 && int(y) > top+t.Side
}

// Picture is the pixels of a row.
type Picture struct{ pixels []uint32 }

// RGBA returns the pixels as bytes.
func (p *Picture) RGBA() []byte {
	if len(p.pixels) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&p.pixels[0])), 4*len(p.pixels))
}

// pack returns a colour as the four bytes that RGBA gives back. Machines are
// little-endian, wasm by its specification.
func pack(c color.RGBA) uint32 {
	return uint32(c.R) | uint32(c.G)<<8 | uint32(c.B)<<16 | uint32(c.A)<<24
}

// Paint paints the tiles: maps of v, unless there is no drawing, filters of a
// convolution with its montage, and an outline about the tile mark, unless that is
// negative.
func (p *Picture) Paint(t *Tiles, v, filters *Values, m *Montage, mark int, paper *Paper) {
	if n := t.Width * t.Height; len(p.pixels) == n {
		clear(p.pixels)
	} else {
		p.pixels = make([]uint32, n)
	}
	var maps, weights [256]uint32
	packScale(&maps, v.Colors(&paper.Scales))
	packScale(&weights, &paper.Diverging)
	rule, size := pack(paper.Rule), t.high*t.wide
	for i := range t.N {
		x, y := t.Place(i)
		if v.Maps != nil {
			p.enlarge(t, x, y, t.Scale, t.wide, t.high, v.Maps[i*size:], &maps)
		}
		if t.Side >= ruleFrom || v.Maps == nil {
			p.outline(t, x, y, t.Scale*t.wide, t.Scale*t.high, rule)
		}
		if t.filter > 0 && filters.Filters != nil {
			p.filter(t, x, y+t.Side+3, m, filters.Filters[i*m.C*m.H*m.W:], &weights)
		}
	}
	if mark >= 0 {
		x, y := t.Place(mark)
		ink := pack(paper.Ink)
		w, h := t.Scale*t.wide, t.Scale*t.high
		p.outline(t, x, y, w, h, ink)
		p.outline(t, x-1, y-1, w+2, h+2, ink)
	}
}

func packScale(dst *[256]uint32, s *plot.Scale) {
	for i, c := range s {
		dst[i] = pack(c)
	}
}

// filter paints a filter's slices in the middle of its place, those that fit.
func (p *Picture) filter(t *Tiles, x, y int, m *Montage, weights []byte, colors *[256]uint32) {
	k := max(t.filter/max(m.Width, m.Height), 1)
	x += max(t.filter-k*m.Width, 0) / 2
	y += max(t.filter-k*m.Height, 0) / 2
	for i := range m.C {
		left, top := k*(i%m.Columns*(m.W+1)), k*(i/m.Columns*(m.H+1))
		if left+k*m.W <= t.filter && top+k*m.H <= t.filter {
			p.enlarge(t, x+left, y+top, k, m.W, m.H, weights[i*m.H*m.W:], colors)
		}
	}
}

// enlarge paints high lines of wide values as squares of k pixels.
func (p *Picture) enlarge(t *Tiles, x, y, k, wide, high int, values []byte, colors *[256]uint32) {
	n := k * wide
	for row := range high {
		top := y + row*k
		line := p.pixels[top*t.Width+x:][:n]
		at := 0
		for _, v := range values[row*wide:][:wide] {
			c := colors[v]
			for end := at + k; at < end; at++ {
				line[at] = c
			}
		}
		for r := 1; r < k; r++ {
			copy(p.pixels[(top+r)*t.Width+x:][:n], line)
		}
	}
}

// outline draws the border of a rectangle, inside it.
func (p *Picture) outline(t *Tiles, x, y, w, h int, c uint32) {
	left, right := max(x, 0), min(x+w, t.Width)
	for _, row := range [2]int{y, y + h - 1} {
		if row >= 0 && row < t.Height {
			line := p.pixels[row*t.Width:][:t.Width]
			for i := left; i < right; i++ {
				line[i] = c
			}
		}
	}
	for _, column := range [2]int{x, x + w - 1} {
		if column >= 0 && column < t.Width {
			for row := max(y, 0); row < min(y+h, t.Height); row++ {
				p.pixels[row*t.Width+column] = c
			}
		}
	}
}
