package ch4

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Address is what differs from the beginning.
func (l *Landscape) Address() string {
	flag := func(on bool) string {
		if on {
			return "1"
		}
		return "0"
	}
	a := field("", "two", flag(l.two), "0")
	a = field(a, "mean", flag(l.mean), "0")
	a = field(a, "plane", strconv.Itoa(l.plane), "0")
	a = field(a, "x", strconv.FormatFloat(l.x, 'g', 3, 64), "0")
	return field(a, "y", strconv.FormatFloat(l.y, 'g', 3, 64), "0")
}

// SetAddress takes what an address says.
func (l *Landscape) SetAddress(address string) {
	two, mean, plane := false, false, 0
	fields(address, func(name, value string) {
		switch n, ok := number(value, 999); {
		case !ok:
		case name == "two":
			two = n == 1
		case name == "mean":
			mean = n == 1
		case name == "plane":
			plane = n
		}
	})
	if two != l.two || mean != l.mean || plane != l.plane {
		l.Choose(two, mean, plane)
	}
	fields(address, func(name, value string) {
		switch v, err := strconv.ParseFloat(value, 64); {
		case err != nil || v != v:
		case name == "x":
			l.Point(v*l.Reach(), l.y*l.Reach())
		case name == "y":
			l.Point(l.x*l.Reach(), v*l.Reach())
		}
	})
}

// Happened says how the present weights lie on the slice.
func (l *Landscape) Happened(w *words.Words) string {
	if l.refuse {
		return w.T("lab.4.2.refused")
	}
	if !l.Known() {
		return ""
	}
	low, high, _, _ := l.Extremes()
	here, lowest, highest := height(l.Here()), height(low), height(high)
	switch l.Truth() {
	case 0:
		return w.T("lab.4.2.bottom", "here", here, "high", highest)
	case 2:
		return w.T("lab.4.2.top", "here", here, "low", lowest)
	}
	return w.T("lab.4.2.slope", "here", here, "low", lowest, "high", highest)
}

// Slice says that it is one, always.
func (l *Landscape) Slice(w *words.Words, params int) string {
	if params == 0 {
		return w.T("lab.4.2.slice.none")
	}
	return w.T("lab.4.2.slice", "params", plot.Thousands(params))
}

// Yours is the bench's sentence of the digit's loss; an example in its place has none.
func (l *Landscape) Yours(w *words.Words, bench string) string {
	if bench == "" && l.Known() && !l.mean {
		return w.T("lab.4.2.yours", "digit", l.label, "loss", height(l.Here()))
	}
	return bench
}

// Of says whose loss it is, at which step, and how fine.
func (l *Landscape) Of(w *words.Words) string {
	if !l.Known() {
		return w.T("lab.4.2.waiting")
	}
	if l.mean {
		return w.T("lab.4.2.of.mean", "step", plot.Thousands(int(l.shown.step)), "n", l.shown.n)
	}
	return w.T("lab.4.2.of", "digit", l.label, "step", plot.Thousands(int(l.shown.step)), "n", l.shown.n)
}

// Place says where the pointer is.
func (l *Landscape) Place(w *words.Words) string {
	x, y, loss := l.Pointer()
	return w.T("lab.4.2.place", "x", decimals(x, 2), "y", decimals(y, 2), "loss", height(loss))
}

// PathText says what the line is.
func (l *Landscape) PathText(w *words.Words) string {
	if l.two {
		return w.T("lab.4.2.path")
	}
	return w.T("lab.4.2.path") + " " + w.T("lab.4.2.path.random")
}

// height writes a loss with as many digits as tell places of a flat landscape apart.
func height(v float64) string {
	if v >= 100 || v != 0 && v < 0.001 || v != v {
		return words.Significant(v)
	}
	return decimals(v, 4)
}
