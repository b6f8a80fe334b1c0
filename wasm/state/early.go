package state

import (
	"time"

	"github.com/zerokara/zerokara/nn/ink"
)

// TakeEarly puts what was drawn before the program was there in place of what is on the
// pad, if there is any: an undo brings that back. It returns the hand that drew, which may
// go on. v is of site/ink.js: whether a pointer draws, its ID, its device, whether a second
// finger is down, the milliseconds since the last one was lifted; then each stroke, the
// number of its values before them.
func (d *Drawing) TakeEarly(v []float64, now time.Time) (h Hand) {
	const head = 5
	if len(v) < head {
		return h
	}
	var strokes []ink.Stroke
	for rest := v[head:]; len(rest) > 0; {
		n := min(int(rest[0]), len(rest)-1)
		var s ink.Stroke
		for i := 1; i < n; i += 2 {
			s = append(s, ink.Point{X: rest[i], Y: rest[i+1]})
		}
		strokes, rest = append(strokes, s), rest[1+max(n, 0):]
	}
	h = Hand{drawing: v[0] != 0, id: int(v[1]), device: Device(v[2]), second: v[3] != 0}
	if !h.drawing {
		h.lifted = now.Add(-time.Duration(v[4] * float64(time.Millisecond)))
	}
	if len(strokes) > 0 {
		d.Put(strokes, Source{})
		d.open = h.drawing
	}
	return h
}

// ID returns the pointer that draws, or drew last.
func (h *Hand) ID() int { return h.id }
