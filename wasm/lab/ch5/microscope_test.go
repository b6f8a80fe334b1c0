package ch5

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// layersOf returns the layers of a recipe as the page knows them.
func layersOf(r recipe.Recipe) []state.Layer {
	p := &protocol.Prepared{Recipe: r}
	in := r.Input
	for _, l := range r.Layers {
		plan, err := layer.PlanKind(l, in)
		if err != nil {
			panic(err)
		}
		in = plan.Out
		p.Layers = append(p.Layers, protocol.Layer{Kind: layer.KindOf(l), Out: in, Params: uint32(plan.Params)})
	}
	m := &state.Model{}
	m.Apply(p)
	return m.Inside.Layers
}

// curve gives a microscope the losses of a function of the weight, around 0.5.
func curve(f func(w float64) float64, slope float64) *Microscope {
	m := NewMicroscope()
	m.SetNetwork(layersOf(recipe.Of(tensor.Vec(3), recipe.Dense(2))))
	c, _ := m.Next(func() uint32 { return 5 }, make([]byte, 784), 7)
	e := &protocol.LabLosses{ID: c.ID, Value: 0.5, Slope: [2]float32{float32(slope)}}
	for i := range points {
		e.Own = append(e.Own, float32(f(0.5+float64(i-half)/half)))
	}
	m.Apply(e)
	return m
}

func TestKinks(t *testing.T) {
	for _, c := range []struct {
		name  string
		f     func(w float64) float64
		n     int
		truth int
	}{
		{"a line", func(w float64) float64 { return 2 + 0.3*w }, 0, 0},
		{"a parabola", func(w float64) float64 { return w * w }, 0, 1},
		{"a wave", func(w float64) float64 { return 1 + math.Sin(2*w) }, 0, 1},
		{"softplus", func(w float64) float64 { return math.Log1p(math.Exp(4 * w)) }, 0, 1},
		{"a ReLU", func(w float64) float64 { return 1 + max(0, w-0.21) }, 1, 2},
		{"two ReLUs", func(w float64) float64 { return max(0, w-0.9) + max(0, 0.1-w) }, 2, 2},
		{"a ReLU on a parabola", func(w float64) float64 { return w*w/4 + max(0, w-0.72) }, 1, 2},
	} {
		m := curve(c.f, 1)
		if got := m.Kinks(); len(got) != c.n || m.Truth() != c.truth {
			t.Errorf("%s: kinks at %v, want %d; guess %d, want %d", c.name, got, c.n, m.Truth(), c.truth)
		}
	}
}

// TestSecant takes w³ at 0.5: the slope is 3w², and the central difference adds h².
func TestSecant(t *testing.T) {
	m := curve(func(w float64) float64 { return w * w * w }, 0.75)
	for h := 1; h <= half; h++ {
		m.SetH(h)
		want := 0.75 + m.H()*m.H()
		if got := m.Secant(); math.Abs(got-want) > 1e-5 {
			t.Errorf("h = %v: %v, want %v", m.H(), got, want)
		}
		if got, want := m.Off(), 1-0.75/want; math.Abs(got-want) > 1e-4 {
			t.Errorf("h = %v: off by %v, want %v", m.H(), got, want)
		}
		if got := m.Done(); got != (h == 1) { // 0.05² of 0.75 is a third of a percent, 0.1² more than one
			t.Errorf("h = %v: done %v", m.H(), got)
		}
	}
}

// TestArrays has every value of the arena in one array, and every element in its picture.
func TestArrays(t *testing.T) {
	layers := layersOf(recipe.Of(tensor.Shape{C: 1, H: 28, W: 28}, recipe.Conv(6, 3), recipe.BatchNorm(), recipe.ReLU(), recipe.Dense(10)))
	m := NewMicroscope()
	m.SetNetwork(layers)
	at, params := 0, 0
	for _, l := range layers {
		params += l.Params
	}
	for _, a := range m.arrays {
		if a.From != at {
			t.Errorf("layer %d, role %d begins at %d, want %d", a.Layer, a.Role, a.From, at)
		}
		at += a.Size()
	}
	if at != params || len(m.arrays) != 6 {
		t.Errorf("%d arrays of %d values, want 6 of %d", len(m.arrays), at, params)
	}
	for i := range m.arrays {
		a := &m.arrays[i]
		for e := range a.Row() {
			if x, y := a.Place(e); a.At(x, y) != e {
				t.Fatalf("array %d: element %d is at %d, %d, where %d is", i, e, x, y, a.At(x, y))
			}
		}
	}
	m.Choose(1, 3, 4000)
	if want := 54 + 3*6*26*26 + 4000; m.Index() != want {
		t.Errorf("index %d, want %d", m.Index(), want)
	}
	m.Choose(0, 99, 99)
	if want := 5*9 + 8; m.Index() != want {
		t.Errorf("the nearest is %d, want %d", m.Index(), want)
	}
}

func TestMicroscopeAddress(t *testing.T) {
	a, b := curve(math.Exp, 1), curve(math.Exp, 1)
	a.Choose(0, 1, 2)
	a.Look(true, 2)
	a.SetH(3)
	b.SetAddress(a.Address())
	if a.Address() == "" || a.Address() != b.Address() || a.Index() != b.Index() {
		t.Errorf("%q became %q", a.Address(), b.Address())
	}
}

// TestCheck gives a check the losses of Σ w²/2 and a slope that is wrong in one array.
func TestCheckArrays(t *testing.T) {
	m := curve(math.Exp, 1) // a dense layer: 6 weights, 2 biases
	command := m.BeginCheck(9)
	if n := len(command.Index); n != 8 || m.check.Of() != 8 {
		t.Fatalf("%d weights are checked, want all 8", n)
	}
	for i := range command.Index {
		w := 1 + float64(i)/8
		slope := w
		if i >= 6 {
			slope = -w
		}
		e := &protocol.LabChecked{ID: 9, From: uint32(i), Params: 8, Slope: []float32{float32(slope)}, Base: float32(w * w / 2), Forward: 1, Backprop: 4}
		for _, h := range checkSteps {
			h := float64(h)
			e.Below, e.Above = append(e.Below, float32((w-h)*(w-h)/2)), append(e.Above, float32((w+h)*(w+h)/2))
		}
		if !m.ApplyCheck(e) {
			t.Fatal("not waited for")
		}
	}
	c := &m.check
	if c.Running() || c.Done != 8 || c.Times() != 4 {
		t.Errorf("running %v, %d done, %v times", c.Running(), c.Done, c.Times())
	}
	if c.Arrays[0].Off() > 1e-4 || c.Arrays[1].Off() != 1 {
		t.Errorf("relative errors %v and %v", c.Arrays[0].Off(), c.Arrays[1].Off())
	}
	if c.Arrays[0].Drowned() || !(&Checked{Largest: 1e-5, Floor: 2.3 * 0x1p-23 / 1e-2}).Drowned() {
		t.Error("slopes of 1 drown in rounding, or those of 0.00001 do not")
	}
	if c.Arrays[0].Kinks+c.Arrays[1].Kinks != 0 {
		t.Error("a parabola has kinks")
	}
}

// TestStopCurve gives a curve up, which is asked for again with another ID.
func TestStopCurve(t *testing.T) {
	m := curve(math.Exp, 1)
	id := uint32(20)
	next := func() uint32 { id++; return id }
	if m.StopCurve() != 0 {
		t.Error("a curve that is there is given up")
	}
	if c, _ := m.Next(next, nil, 7); c != nil {
		t.Error("a curve that is there is asked for again")
	}
	m.Again()
	c, _ := m.Next(next, nil, 7)
	if got := m.StopCurve(); got != c.ID || m.Busy() || m.Apply(&protocol.LabLosses{ID: c.ID, Refused: true}) {
		t.Errorf("given up is %d, want %d", got, c.ID)
	}
	c, old := m.Next(next, nil, 7)
	if c == nil || old != 0 {
		t.Fatalf("it is not asked for again, or %d is stopped once more", old)
	}
	m.Apply(&protocol.LabLosses{ID: c.ID, Refused: true})
	if m.StopCurve(); m.refused {
		t.Error("what was refused stays so")
	}
}

// TestSuggest begins at the weight with the steepest slope, and stays where the visitor is.
func TestSuggest(t *testing.T) {
	m := NewMicroscope()
	m.SetNetwork(layersOf(recipe.Of(tensor.Vec(3), recipe.Dense(2)))) // 6 weights, 2 biases
	m.Suggest(nil)
	m.Suggest([]float32{0, 1, 0, 0, -3, 2, 9, 9})
	if m.Index() != 4 || m.unit != 1 || m.element != 1 {
		t.Errorf("suggested is %d", m.Index())
	}
	m.Suggest([]float32{5, 1, 0, 0, -3, 2, 9, 9})
	if m.Index() != 4 {
		t.Errorf("after a step it jumps to %d", m.Index())
	}
	m = NewMicroscope()
	m.SetNetwork(layersOf(recipe.Of(tensor.Vec(3), recipe.Dense(2))))
	m.Choose(0, 0, 2)
	m.Suggest([]float32{5, 1, 0, 0, -3, 2, 9, 9})
	if m.Index() != 2 {
		t.Errorf("chosen is 2, shown is %d", m.Index())
	}
}
