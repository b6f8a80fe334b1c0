package ch4

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/words"
)

// Address is what differs from the beginning.
func (s *Slope) Address() string {
	a := field("", "h", strconv.Itoa(s.at), "0")
	a = field(a, "x", strconv.FormatFloat(s.x, 'g', -1, 64), "5")
	a = field(a, "by", strconv.Itoa(int(s.by)), "0")
	return field(a, "in", strconv.Itoa(int(s.in)), "1")
}

// SetAddress takes what an address says, as far as it can be.
func (s *Slope) SetAddress(address string) {
	fields(address, func(name, value string) {
		switch n, ok := number(value, lastH); {
		case name == "x":
			if x, err := strconv.ParseFloat(value, 64); err == nil {
				s.SetX(x)
			}
		case !ok:
		case name == "h":
			s.SetAt(n)
		case name == "by" && n <= int(Central):
			s.SetBy(Formula(n))
		case name == "in" && n <= int(Float64):
			s.SetIn(Precision(n))
		}
	})
}

// Happened says what the reading is wrong by, and why.
func (s *Slope) Happened(w *words.Words) string {
	r := s.Reading()
	h, slope, exact, wrong := step(s.H()), digits(r.Slope, s.in.bits()), step(Exact(s.x)), step(r.Error)
	switch s.Cause() {
	case NoStep:
		return w.T("lab.4.1.nostep", "h", h)
	case Vanished:
		return w.T("lab.4.1.vanished", "h", h, "bits", s.in.bits())
	case Nothing:
		return w.T("lab.4.1.nothing", "h", h, "slope", slope)
	case Curvature:
		return w.T("lab.4.1.curvature", "h", h, "slope", slope, "exact", exact, "error", wrong)
	}
	return w.T("lab.4.1.rounding", "h", h, "slope", slope, "exact", exact, "error", wrong, "bits", s.in.bits())
}

// Picture describes the plots.
func (s *Slope) Picture(w *words.Words) (lens, errors string) {
	_, _, steep := s.Secant()
	return w.T("lab.4.1.lens.text", "h", step(s.H()), "ratio", step(steep)),
		w.T("lab.4.1.errors.text", "h", step(s.H()), "error", step(s.Reading().Error))
}

// ErrorsText says which step suits the network's float32.
func (p *Probe) ErrorsText(w *words.Words) string {
	slopes, all := p.Slopes()
	switch {
	case p.refused:
		return w.T("lab.4.4.refused")
	case len(slopes) == 0:
		return ""
	case p.Running():
		return w.T("lab.4.1.own.running", "n", len(slopes), "all", all)
	}
	h, e := p.Best()
	return w.T("lab.4.1.own.best", "digit", p.Of.Digit, "slope", words.Significant(slopes[0].Backward), "h", step(h), "percent", words.Significant(100*e), "small", step(slopes[len(slopes)-1].H)) + p.Of.Why(w)
}
