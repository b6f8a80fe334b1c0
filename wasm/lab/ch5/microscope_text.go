package ch5

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Address is what differs from the beginning.
func (m *Microscope) Address() string {
	mean := 0
	if m.mean {
		mean = 1
	}
	var parts []string
	for i, f := range [...][2]int{{m.array, 0}, {m.unit, 0}, {m.element, 0}, {mean, 0}, {m.zoom, 0}, {m.h, half}} {
		if f[0] != f[1] {
			parts = append(parts, microscopeFields[i]+"="+strconv.Itoa(f[0]))
		}
	}
	return strings.Join(parts, "&")
}

var microscopeFields = [...]string{"array", "unit", "at", "mean", "zoom", "h"}

// SetAddress takes what an address says; a weight that there is not becomes the nearest.
func (m *Microscope) SetAddress(address string) {
	values := [...]int{0, 0, 0, 0, 0, half}
	for part := range strings.SplitSeq(address, "&") {
		name, value, _ := strings.Cut(part, "=")
		for i, f := range microscopeFields {
			if n, err := strconv.Atoi(value); f == name && err == nil && n >= 0 {
				values[i] = n
			}
		}
	}
	if m.Address() == "" && address == "" {
		return
	}
	if values[0]+values[1]+values[2] > 0 {
		m.Choose(values[0], values[1], values[2])
	}
	m.Look(values[3] == 1, values[4])
	m.SetH(values[5])
}

// ArrayName names an array: "3. Dense: weights".
func (a *Array) ArrayName(w *words.Words) string {
	name := strconv.Itoa(a.Layer+1) + ". " + w.Name("layer", a.Kind) + ": "
	switch a.Role {
	case Weight:
		return name + w.T("lab.5.4.weights")
	case Bias:
		return name + w.T("lab.5.4.bias")
	case Scale:
		return name + w.T("lab.5.4.scale")
	}
	return name + w.T("lab.5.4.shift")
}

// Where says which weight is chosen.
func (m *Microscope) Where(w *words.Words) string {
	a := m.Array()
	if a == nil {
		return ""
	}
	c, in := m.element/(a.H*a.W), m.element%(a.H*a.W)
	return w.T("lab.5.4.where", "channel", c+1, "row", in/a.W+1, "column", in%a.W+1)
}

// Of says whose loss it is.
func (m *Microscope) Of(w *words.Words) string {
	switch {
	case m.refused:
		return w.T("lab.5.4.refused")
	case !m.Known():
		return w.T("lab.5.4.waiting")
	case m.mean:
		return w.T("lab.5.4.of.mean", "n", manyImages, "step", plot.Thousands(int(m.step)))
	}
	return w.T("lab.5.4.of", "digit", m.label, "step", plot.Thousands(int(m.step)))
}

// Happened compares both slopes and names the kinks.
func (m *Microscope) Happened(w *words.Words) string {
	if !m.Known() {
		return ""
	}
	s := w.T("lab.5.4.slopes", "tangent", number(m.slope), "secant", number(m.Secant()), "h", number(m.H()), "off", percentage(m.Off()))
	switch n := len(m.Kinks()); {
	case m.slope == 0 && m.Truth() == 0:
		return s + " " + w.T("lab.5.4.flat")
	case n == 0:
		return s + " " + w.T("lab.5.4.kinks.none")
	default:
		return s + " " + w.T("lab.5.4.kinks", "n", n)
	}
}

// percentage writes a relative error.
func percentage(v float64) string {
	switch {
	case v >= 0.1:
		return strconv.FormatFloat(100*v, 'f', 0, 64) + "%"
	case v > 0 && v < 1e-5:
		return "< 0.001%"
	}
	return strconv.FormatFloat(100*v, 'f', 3, 64) + "%"
}

// Text says how far a check is, and what it found.
func (c *Check) Text(w *words.Words) string {
	switch {
	case c.Refused:
		return w.T("lab.5.4.refused")
	case c.Running():
		return w.T("lab.5.4.checking", "n", c.Done, "all", c.Of())
	case c.Done == 0:
		return ""
	}
	return w.T("lab.5.4.checked", "n", c.Done, "params", plot.Thousands(c.Params), "passes", plot.Thousands(2*c.Params), "times", plot.Thousands(int(c.Times()+0.5)))
}
