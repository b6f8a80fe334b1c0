package ch2

import (
	"strconv"
	"strings"
)

// Address is what the lab shows, as "gate=xor&w=0.5,0.5,-0.7&learn=3". The weights are
// those that the rule began with.
func (g *Gates) Address() string {
	var parts []string
	if g.gate != AND {
		parts = append(parts, "gate="+strings.ToLower(g.gate.String()))
	}
	w := g.Weights()
	if len(g.path.updates) > 0 {
		w = g.path.updates[0].Before
	}
	if w != NewGates().Weights() {
		parts = append(parts, "w="+number(w[0])+","+number(w[1])+","+number(w[2]))
	}
	if n := len(g.path.updates); n > 0 {
		parts = append(parts, "learn="+strconv.Itoa(n))
	}
	if g.stacked {
		parts = append(parts, "stack=1")
	}
	if g.row != 0 {
		parts = append(parts, "row="+strconv.Itoa(g.row))
	}
	if g.pixels != firstPixels {
		parts = append(parts, "pixels="+strconv.Itoa(g.pixels[0])+","+strconv.Itoa(g.pixels[1]))
	}
	return strings.Join(parts, "&")
}

// SetAddress shows what Address described. What cannot be it passes over.
func (g *Gates) SetAddress(address string) {
	*g = *reused(g)
	learn := 0
	for part := range strings.SplitSeq(address, "&") {
		key, value, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(value)
		switch key {
		case "gate":
			for gate := range Gate(NumGates) {
				if strings.EqualFold(value, gate.String()) {
					g.Choose(gate)
				}
			}
		case "w":
			if w, ok := numbers(value, 3); ok {
				for i := range w {
					g.SetWeight(i, w[i])
				}
			}
		case "learn":
			learn = n
		case "stack":
			g.SetStacked(value == "1")
		case "row":
			if err == nil {
				g.ChooseRow(n)
			}
		case "pixels":
			if at, ok := numbers(value, 2); ok {
				for i := range at {
					g.SetPixel(i, int(at[i])%side, int(at[i])/side)
				}
			}
		}
	}
	for range min(learn, maxUpdates) {
		g.LearnStep()
	}
}

// reused returns the lab as it begins, with a later revision.
func reused(g *Gates) *Gates {
	fresh := NewGates()
	fresh.rev += g.rev
	return fresh
}

// number writes a number for the address.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// numbers reads n numbers with commas between them.
func numbers(s string, n int) (v []float64, ok bool) {
	for part := range strings.SplitSeq(s, ",") {
		x, err := strconv.ParseFloat(part, 64)
		if err != nil || !(x >= -1e6 && x <= 1e6) {
			return nil, false
		}
		v = append(v, x)
	}
	return v, len(v) == n
}
