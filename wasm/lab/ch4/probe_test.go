package ch4

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// answer is what a worker says of a loss that is 1 + 2w + 3w² along the line.
func answer(c *protocol.LabLoss) *protocol.LabLosses {
	m := &protocol.LabLosses{ID: c.ID, Rows: 1, Slope: [2]float32{2, 0}}
	for _, w := range []float32{-c.Reach, 0, c.Reach} {
		m.Own = append(m.Own, 1+3*w*w+2*w)
	}
	return m
}

func TestProbe(t *testing.T) {
	var p Probe
	if p.Running() || p.Over() || p.Next(nil) != nil {
		t.Error("it runs before it begins")
	}
	id := uint32(0)
	newID := func() uint32 { id++; return id }
	p.Begin(make([]byte, 784), state.Sloped{Digit: 3, Flat: -1}, alongOne())
	for p.Running() {
		c := p.Next(newID)
		if c == nil || c.Points != 3 || c.Label != 3 || len(c.Digit) != 784 || c.B.Kind != protocol.NoDirection {
			t.Fatalf("command %+v", c)
		}
		if p.Next(newID) != nil || p.Apply(&protocol.LabLosses{ID: 99}) {
			t.Fatal("two commands at once, or another's event")
		}
		if !p.Apply(answer(c)) {
			t.Fatal("the event is not taken")
		}
	}
	slopes, all := p.Slopes()
	if !p.Over() || len(slopes) != probeSteps || all != probeSteps {
		t.Fatalf("%d of %d slopes", len(slopes), all)
	}
	// In float32: curvature on one side, rounding on the other.
	errors := func(i int) float64 { return math.Abs(slopes[i].Forward - slopes[i].Backward) }
	if slopes[0].H != 1 || math.Abs(errors(0)-3) > 1e-5 || errors(6) > 0.01 {
		t.Errorf("errors %v over 1, %v over 0.001", errors(0), errors(6))
	}
	hs, forward, central := p.Errors()
	if len(hs) != probeSteps || math.Abs(forward[0]-1.5) > 1e-5 || central[0] > 1e-5+1e-9 || central[probeSteps-1] < 1e-3 {
		t.Errorf("relative errors forward %v, central %v", forward, central)
	}
	if h, e := p.Best(); h < 1e-3 || e > 1e-4 {
		t.Errorf("the best step is %v: %v", h, e)
	}
	if off, largest := p.Worst(); off > 0.1 || largest != 2 {
		t.Errorf("worst %v of %v", off, largest)
	}

	p.Begin(make([]byte, 784), state.Sloped{Digit: 3, Flat: -1}, alongOne())
	c := p.Next(newID)
	p.Apply(answer(c))
	p.Next(newID)
	if got := p.Stop(); got != id || p.Running() {
		t.Errorf("stopped: command %d is out", got)
	}
	p.Begin(make([]byte, 784), state.Sloped{Digit: 3, Flat: -1}, alongOne())
	if p.Next(newID); !p.Apply(&protocol.LabLosses{ID: id, Refused: true}) || !p.Refused() || p.Running() || p.Next(newID) != nil {
		t.Error("it goes on although the worker cannot")
	}
}

func TestForecast(t *testing.T) {
	f := Forecast{Params: 10_000, Forward: 0.001, Backprop: 0.003}
	if math.Abs(f.Differences()-20) > 1e-9 || math.Abs(f.Times()-20/0.003) > 1e-6 || f.Truth() != 2 {
		t.Errorf("%v s, %v times, truth %d", f.Differences(), f.Times(), f.Truth())
	}
	for times, want := range map[int]int{3: 0, 300: 1, 30000: 2} {
		if got := (Forecast{Params: times, Forward: 0.001, Backprop: 0.002}).Truth(); got != want {
			t.Errorf("%d times: %d", times, got)
		}
	}
}
