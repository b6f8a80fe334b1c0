package ch4

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Address is what differs from the beginning.
func (o *Outer) Address() string { return field("", "loop", strconv.Itoa(int(o.loop)), "0") }

// SetAddress takes what an address says.
func (o *Outer) SetAddress(address string) {
	fields(address, func(name, value string) {
		if n, ok := number(value, int(AllOfThem)); ok && name == "loop" && Loop(n) != o.loop {
			o.Choose(Loop(n))
		}
	})
}

// Happened says what the loop leaves of the gradient, and what became of the loss.
func (o *Outer) Happened(w *words.Words) string {
	rows, back := o.Rows()
	losses := o.losses[o.loop]
	first, last := words.Significant(losses[0]), words.Significant(losses[len(losses)-1])
	s := ""
	if o.loop == OuterOnly {
		s = w.T("lab.4.4.outer", "rows", rows, "all", inputs, "back", back, "size", inputs*hidden)
	} else {
		s = w.T("lab.4.4.all", "rows", rows, "all", inputs, "back", back, "empty", inputs-back)
	}
	if n := len(losses) - 1; n > 0 {
		s += " " + w.T("lab.4.4.learned", "n", n, "first", first, "last", last)
	}
	return s
}

// Yours says what the small network makes of the visitor's digit.
func (o *Outer) Yours(w *words.Words, grey []byte) string {
	digit, p := o.Predict(grey)
	return w.T("lab.4.4.yours", "digit", digit, "p", plot.Percent(p))
}

// Text says how long the bench's gradient would take.
func (f Forecast) Text(w *words.Words) string {
	if f.Params == 0 {
		return ""
	}
	return w.T("lab.4.4.forecast", "params", plot.Thousands(f.Params), "forward", seconds(w, f.Forward),
		"time", seconds(w, f.Differences()), "backprop", seconds(w, f.Backprop), "times", words.Significant(f.Times()))
}

// seconds writes a time with its unit.
func seconds(w *words.Words, s float64) string {
	switch {
	case s < 1:
		return w.T("lab.4.4.ms", "n", words.Significant(1000*s))
	case s < 120:
		return w.T("lab.4.4.s", "n", words.Significant(s))
	case s < 7200:
		return w.T("lab.4.4.min", "n", words.Significant(s/60))
	}
	return w.T("lab.4.4.h", "n", words.Significant(s/3600))
}

// FilterText says what a check of one filter found.
func (p *Probe) FilterText(w *words.Words) string {
	slopes, all := p.Slopes()
	switch {
	case p.refused:
		return w.T("lab.4.4.refused")
	case all == 0:
		return ""
	case p.Running():
		return w.T("lab.4.4.checking", "n", len(slopes), "all", all)
	}
	off, largest := p.Worst()
	return w.T("lab.4.4.checked", "n", len(slopes), "passes", 2*len(slopes), "digit", p.Of.Digit, "off", words.Significant(off), "largest", words.Significant(largest)) + p.Of.Why(w)
}
