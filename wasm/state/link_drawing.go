package state

import (
	"encoding/binary"
	"math"
	"strings"

	"github.com/zerokara/zerokara/nn/ink"
)

// A link has a drawing as bytes in base64url: of each stroke the number of its points,
// then how far each is from the one before, in units of the pad's 256th. Points that
// hardly bend the line are left out.

const (
	linkUnit  = 256  // to the pad
	linkBend  = 1.0  // units that the line may move
	linkStray = 2    // pads that a point may be beyond the edges
	maxDrawn  = 1200 // characters; a longer drawing is made coarser
)

// dot is a point in units.
type dot struct{ x, y int }

// strokesText writes strokes, "" for none, or for more than fits.
func strokesText(strokes []ink.Stroke) string {
	for bend := linkBend; bend <= 16; bend *= 2 {
		var to []byte
		at := dot{linkUnit / 2, linkUnit / 2}
		for _, s := range strokes {
			line := straighten(dots(s), bend)
			if len(line) == 0 {
				continue
			}
			to = binary.AppendUvarint(to, uint64(len(line)))
			for _, d := range line {
				to = binary.AppendVarint(to, int64(d.x-at.x))
				to = binary.AppendVarint(to, int64(d.y-at.y))
				at = d
			}
		}
		if (8*len(to)+5)/6 <= maxDrawn {
			return base64url(to)
		}
	}
	return ""
}

// readStrokes reads that. ok is false if it was not written so.
func readStrokes(s string) (strokes []ink.Stroke, ok bool) {
	b, ok := fromBase64url(s)
	if !ok || len(b) == 0 || len(s) > maxDrawn {
		return nil, false
	}
	next := func() (int, bool) {
		v, n := binary.Varint(b)
		if n <= 0 || v < -4*linkStray*linkUnit || v > 4*linkStray*linkUnit {
			return 0, false
		}
		b = b[n:]
		return int(v), true
	}
	at := dot{linkUnit / 2, linkUnit / 2}
	for len(b) > 0 {
		points, n := binary.Uvarint(b)
		if n <= 0 || points == 0 || points > uint64(len(b)) {
			return nil, false
		}
		b = b[n:]
		var stroke ink.Stroke
		for range points {
			x, okX := next()
			y, okY := next()
			at.x, at.y = at.x+x, at.y+y
			if !okX || !okY || at != at.kept() {
				return nil, false
			}
			stroke = stroke.Extend(ink.Point{X: float64(at.x) / linkUnit, Y: float64(at.y) / linkUnit})
		}
		strokes = append(strokes, stroke)
	}
	return strokes, true
}

// kept is the point, or the nearest that is not too far from the pad.
func (d dot) kept() dot {
	const lo, hi = -linkStray * linkUnit, (1 + linkStray) * linkUnit
	return dot{min(max(d.x, lo), hi), min(max(d.y, lo), hi)}
}

// dots returns a stroke's points in units, each other than the one before.
func dots(s ink.Stroke) (line []dot) {
	unit := func(v float64) int { return int(math.Round(min(max(v, -2*linkStray), 2*linkStray) * linkUnit)) }
	for _, p := range s {
		d := dot{unit(p.X), unit(p.Y)}.kept()
		if n := len(line); n == 0 || line[n-1] != d {
			line = append(line, d)
		}
	}
	return line
}

// straighten leaves out points from which the line between those that stay is at most
// bend away (Ramer 1972, Douglas and Peucker 1973). Done again it changes nothing.
func straighten(line []dot, bend float64) []dot {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	last := len(line) - 1
	keep[0], keep[last] = true, true
	for spans := [][2]int{{0, last}}; len(spans) > 0; {
		n := len(spans) - 1
		from, to := spans[n][0], spans[n][1]
		spans = spans[:n]
		far, at := bend, -1
		for i := from + 1; i < to; i++ {
			if d := away(line[i], line[from], line[to]); d > far {
				far, at = d, i
			}
		}
		if at >= 0 {
			keep[at] = true
			spans = append(spans, [2]int{from, at}, [2]int{at, to})
		}
	}
	var kept []dot
	for i, d := range line {
		if keep[i] {
			kept = append(kept, d)
		}
	}
	return kept
}

// away is the distance of a point from a segment.
func away(p, a, b dot) float64 {
	dx, dy := float64(b.x-a.x), float64(b.y-a.y)
	px, py := float64(p.x-a.x), float64(p.y-a.y)
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(max((px*dx+py*dy)/l, 0), 1)
	}
	return math.Hypot(px-t*dx, py-t*dy)
}

// base64url writes bytes in RFC 4648's alphabet for addresses, without padding.
// encoding/base64 would add 6 KB to the page's program.
func base64url(b []byte) string {
	var to []byte
	bits, n := 0, 0
	for _, c := range b {
		bits, n = (bits<<8|int(c))&0xffff, n+8
		for ; n >= 6; n -= 6 {
			to = append(to, alphabet[bits>>(n-6)&63])
		}
	}
	if n > 0 {
		to = append(to, alphabet[bits<<(6-n)&63])
	}
	return string(to)
}

func fromBase64url(s string) (b []byte, ok bool) {
	bits, n := 0, 0
	for i := range len(s) {
		v := strings.IndexByte(alphabet, s[i])
		if v < 0 {
			return nil, false
		}
		if bits, n = (bits<<6|v)&0xffff, n+6; n >= 8 {
			n -= 8
			b = append(b, byte(bits>>n))
		}
	}
	return b, n < 6 && bits&(1<<n-1) == 0
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
