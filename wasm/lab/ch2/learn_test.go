package ch2

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/book/perceptron"
)

// TestLearning compares the rule, one mistake at a time, with the engine's on the
// whole table: three gates are learned, XOR's weights go round in a loop.
func TestLearning(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for try := range 100 {
		gate := Gate(try % NumGates)
		g := NewGates()
		g.Choose(gate)
		if try >= NumGates {
			for i := range 3 {
				g.SetWeight(i, float64(rng.IntN(17)-8)/4) // exact, so that no tie differs
			}
		}
		start := g.Weights()
		p := perceptron.Perceptron{Weights: []float64{start[0], start[1]}, Bias: start[2]}
		l, err := p.Learn(perceptron.TruthTable(gate.fires), learnRate, 1000)
		at := start
		for g.LearnStep() {
			updates, _ := g.Path()
			u := updates[len(updates)-1]
			if u.Before != at || u.After != g.Weights() || u.Output == int(g.table[u.Row].Y) {
				t.Fatalf("%v: update %+v follows %v", gate, u, at)
			}
			move := [3]float64{u.X.X, u.X.Y, 1}
			for i := range move {
				if math.Abs(u.After[i]-u.Before[i]-learnRate*u.Sign()*move[i]) > 1e-9 {
					t.Fatalf("%v: w moves from %v to %v at %v", gate, u.Before, u.After, u.X)
				}
			}
			at = u.After
		}
		updates, loop := g.Path()
		if gate == XOR {
			if g.Learning() != LearnLoops || len(updates) < 4 || g.Correct() == 4 {
				t.Fatalf("XOR is learned in %d updates: %v", len(updates), g.Learning())
			}
			first, last := updates[loop-1], updates[len(updates)-1]
			if first.After != last.After || first.Row != last.Row || loop == len(updates) {
				t.Fatalf("the loop begins at %+v and ends at %+v", first, last)
			}
			if try < NumGates && !errors.Is(err, perceptron.ErrNotSeparable) {
				t.Errorf("the engine: %v", err)
			}
			continue
		}
		if err != nil || g.Learning() != LearnDone || g.Correct() != 4 || len(updates) != l.Updates {
			t.Fatalf("%v from %v: %d updates, %d correct; the engine's %+v, %v", gate, start, len(updates), g.Correct(), l, err)
		}
		if w := g.Weights(); math.Abs(w[0]-p.Weights[0])+math.Abs(w[1]-p.Weights[1])+math.Abs(w[2]-p.Bias) > 1e-9 {
			t.Errorf("%v: weights %v, the engine's %v", gate, w, p)
		}
	}
}

// TestChangesEndLearning checks that whatever the visitor changes begins a new path.
func TestChangesEndLearning(t *testing.T) {
	for name, change := range map[string]func(g *Gates){
		"drag": func(g *Gates) { g.Drag(0, Point{1, 1.2}) }, "type": func(g *Gates) { g.SetWeight(2, 0.1) },
		"gate": func(g *Gates) { g.Choose(OR) }, "flip": (*Gates).Flip, "reset": (*Gates).Reset,
	} {
		g := NewGates()
		g.Choose(XOR)
		g.LearnAll()
		change(g)
		if updates, loop := g.Path(); len(updates) != 0 || loop != -1 || g.Learning() != LearnGoes {
			t.Errorf("after %s, the path has %d updates and the loop %d", name, len(updates), loop)
		}
	}
}

// TestStack compares the two layers with the engine's XOR, and their picture with them.
func TestStack(t *testing.T) {
	g := NewGates()
	g.SetStacked(true)
	if g.Gate() != XOR || g.Correct() != 4 {
		t.Errorf("stacked, %d rows of %v are correct", g.Correct(), g.Gate())
	}
	for _, r := range g.StackRows() {
		x := []float64{r.X.X, r.X.Y}
		if want := int(perceptron.XOR().Output(x)[0]); r.Y != want || r.Target != want || r.NAND != int(perceptron.NAND().Output(x)) || r.OR != int(perceptron.OR().Output(x)) {
			t.Errorf("%+v, want %d", r, want)
		}
	}
	area := 0.0
	corners := StackFiring()
	for i, p := range corners {
		q := corners[(i+1)%len(corners)]
		area += (p.X*q.Y - q.X*p.Y) / 2 / (extent * extent)
	}
	const n = 200
	fires := 0
	for i := range n * n {
		fires += stack(AtArea((float64(i%n)+0.5)/n, (float64(i/n)+0.5)/n)).Y
	}
	if want := float64(fires) / (n * n); math.Abs(area-want) > 0.01 || want < 0.1 {
		t.Errorf("both fire in %v of the picture, drawn is %v", want, area)
	}
	for i, line := range StackLines() {
		for _, p := range line {
			if sum := sumAt([...]perceptron.Perceptron{stackNAND, stackOR}[i], p); math.Abs(sum) > 1e-9 {
				t.Errorf("line %d at %v: the sum is %v", i, p, sum)
			}
		}
	}
	g.ChooseRow(3)
	g.ChooseRow(4)
	if g.Chosen() != 3 {
		t.Errorf("row %d is lit", g.Chosen())
	}
	g.Choose(XOR)
	if g.Stacked() {
		t.Error("a gate's button leaves the stack")
	}
}

func TestProbe(t *testing.T) {
	grey := make([]byte, Pixels)
	grey[5*side+6], grey[7*side+8] = 255, 51
	g := NewGates()
	set(t, g, 0.5, 0.5, -0.7)
	g.SetPixel(0, 6, 5)
	g.SetPixel(1, 8, 7)
	if p := g.Probe(grey); p.X != (Point{1, 0.2}) || math.Abs(p.Sum+0.1) > 1e-9 || p.Output != 0 {
		t.Errorf("%+v", p)
	}
	grey[7*side+8] = 255
	if p := g.Probe(grey); p.Output != 1 {
		t.Errorf("both pixels have ink: %+v", p)
	}
	g.SetStacked(true)
	if p := g.Probe(grey); p.Output != 0 || math.Abs(p.Sum+0.2) > 1e-9 {
		t.Errorf("XOR of both: %+v", p)
	}
	grey[7*side+8] = 0
	if p := g.Probe(grey); p.Output != 1 || math.Abs(p.Sum-0.3) > 1e-9 {
		t.Errorf("XOR of one: %+v", p)
	}
	g.SetPixel(0, 99, -5)
	if x, y := g.Pixel(0); x != side-1 || y != 0 {
		t.Errorf("it leaves the drawing: %d, %d", x, y)
	}
}

func TestGatesAddress(t *testing.T) {
	g := NewGates()
	if a := g.Address(); a != "" {
		t.Errorf("at first the address is %q", a)
	}
	g.Choose(XOR)
	set(t, g, 0.25, -3, 0.7)
	start := g.Weights()
	g.LearnAll()
	g.ChooseRow(2)
	g.SetPixel(1, 4, 20)
	a := g.Address()
	other := NewGates()
	rev := other.Rev()
	other.SetAddress(a)
	updates, loop := g.Path()
	again, loopAgain := other.Path()
	if other.Rev() == rev || other.Gate() != XOR || other.Weights() != g.Weights() || len(again) != len(updates) || loopAgain != loop || other.Chosen() != 2 || other.pixels != g.pixels || len(updates) == 0 || again[0].Before != start {
		t.Errorf("%q gives %v, %d updates; wanted %v, %d", a, other.Weights(), len(again), g.Weights(), len(updates))
	}
	g.SetStacked(true)
	other.SetAddress(g.Address())
	if !other.Stacked() || !strings.Contains(g.Address(), "stack=1") {
		t.Errorf("%q is not stacked", g.Address())
	}
	for _, bad := range []string{"gate=nor", "w=1,2", "w=1,2,x", "w=NaN,1,1", "row=9", "pixels=a", "learn=-3", "what=1&&="} {
		other.SetAddress(bad)
		if a := other.Address(); a != "" {
			t.Errorf("%q gives %q", bad, a)
		}
	}
	other.SetAddress("w=500,0.5,0.5")
	if w := other.Weights(); w[0] > maxWeight {
		t.Errorf("weights %v", w)
	}
}

func TestMission(t *testing.T) {
	g := NewGates()
	g.Choose(NAND)
	set(t, g, -0.5, -0.5, 0.7)
	if !g.Mission() {
		t.Error("the book's NAND is not the mission")
	}
	for name, change := range map[string]func(){
		"b": func() { g.SetWeight(2, 0.75) }, "AND": func() { g.SetWeight(2, 0.7); g.Choose(AND) },
		"wrong": func() { g.Choose(NAND); g.SetWeight(0, -0.8) },
	} {
		change()
		if g.Mission() {
			t.Errorf("done in spite of %s: %v", name, g.Weights())
		}
		g.Choose(NAND)
		set(t, g, -0.5, -0.5, 0.7)
	}
}
