package ch4

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/state/sketch"
	"github.com/zerokara/zerokara/wasm/words"
)

// Address is what differs from the beginning.
func (d *Descent) Address() string {
	a := field("", "x", strconv.FormatFloat(d.x, 'f', -1, 64), strconv.Itoa(startX))
	a = field(a, "y", strconv.FormatFloat(d.y, 'f', -1, 64), strconv.Itoa(startY))
	return field(a, "rate", strconv.Itoa(d.rate), strconv.Itoa(firstRate))
}

// SetAddress takes what an address says, as far as it can be.
func (d *Descent) SetAddress(address string) {
	fields(address, func(name, value string) {
		v, err := strconv.ParseFloat(value, 64)
		switch {
		case err != nil || v != v:
		case name == "x":
			d.SetStart(v, d.y)
		case name == "y":
			d.SetStart(d.x, v)
		case name == "rate" && v >= 0 && v <= lastRate:
			d.rate = int(v) // looked at, not found
			d.rev++
		}
	})
}

// Happened says what the walk does, and what is known of the rate at which it begins
// to diverge.
func (d *Descent) Happened(w *words.Words) string {
	rate, _ := d.Rate()
	x, y := d.Shrinks()
	xs, ys := d.Path()
	from, to := words.Significant(valley(xs[0], ys[0])), words.Significant(valley(xs[walk], ys[walk]))
	s := ""
	if d.Diverges() {
		s = w.T("lab.4.3.diverges", "rate", decimals(rate, 2), "x", decimals(x, 3), "y", decimals(y, 2), "n", walk, "from", from, "to", to)
	} else {
		s = w.T("lab.4.3.descends", "rate", decimals(rate, 2), "x", decimals(x, 3), "y", decimals(y, 2), "n", walk, "from", from, "to", to)
	}
	if down, up, ok := d.Found(); ok {
		s += " " + w.T("lab.4.3.found", "down", decimals(down, 2), "up", decimals(up, 2))
	}
	return s
}

// Verdict says how a lane stands.
func (l *Lane) Verdict(w *words.Words) string {
	n := len(l.Steps)
	switch {
	case l.Failed:
		return w.T("lab.4.3.failed")
	case n == 0:
		return "–"
	case l.Diverged:
		return w.T("lab.4.3.diverged", "step", int(l.Steps[n-1]))
	}
	last := words.Significant(l.Losses[n-1])
	if step, peak, ok := l.Peak(); ok {
		return w.T("lab.4.3.jumped", "step", step, "peak", words.Significant(peak), "loss", last)
	}
	return last
}

// Digit is the lane's prediction for the visitor's digit.
func (l *Lane) Digit() string {
	digit, p, ok := l.Best()
	if !ok {
		return "–"
	}
	return strconv.Itoa(digit) + " (" + plot.Percent(float64(p)) + ")"
}

// Compared says how far the visitor's sketch was off, once the race is over.
func (r *Rates) Compared(w *words.Words, s *sketch.Sketch) string {
	fast := &r.lanes[lanes-1]
	if !r.Over() || !s.Drawn() || fast.Failed {
		return w.T("lab.4.3.sketch")
	}
	return w.T("lab.4.3.compared", "factor", words.Significant(s.Off(fast.Steps, fast.Losses)))
}

// Picture describes the race's curves.
func (r *Rates) Picture(w *words.Words) string {
	return w.T("lab.4.3.race.text", "slow", r.lanes[0].Verdict(w), "base", r.lanes[1].Verdict(w), "fast", r.lanes[2].Verdict(w))
}

// Yours says what the lanes predict for the visitor's digit.
func (r *Rates) Yours(w *words.Words) string {
	if !r.started {
		return w.T("lab.4.3.yours.none")
	}
	a, b, c := &r.lanes[0], &r.lanes[1], &r.lanes[2]
	return w.T("lab.4.3.yours.rates", "slow", step(a.Rate), "a", a.Digit(), "base", step(b.Rate), "b", b.Digit(), "fast", step(c.Rate), "c", c.Digit())
}
