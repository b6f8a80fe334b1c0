package ch5

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/layer"
	nnloss "github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// seven is a drawing.
func seven() []byte {
	grey := make([]byte, ink.Pixels)
	for i := range 14 {
		grey[6*ink.Side+7+i] = 250
		grey[(7+i)*ink.Side+20-i/2] = byte(255 - 7*i)
	}
	return grey
}

// passOf is the engine's pass, as the worker has it.
func passOf(t *testing.T, r recipe.Recipe, grey []byte, label int) (*protocol.LabBackprop, *network.Network) {
	t.Helper()
	net, err := network.New(r, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i := range net.Values() {
		net.Values()[i] += float32(math.Sin(float64(i))) * 0.05 // biases, too
	}
	data.Input(net.Input(1).Data, grey)
	z := net.Forward(1, false)
	evaluate.Temper(z.Data, r.Temperature)
	dz := net.OutputGrad(1)
	sum, _ := nnloss.SoftmaxCrossEntropy{}.Compute(dz, z, nnloss.Targets{Labels: []int32{int32(label)}}, 1)
	evaluate.Temper(dz.Data, r.Temperature)
	e := &protocol.LabBackprop{Loss: float32(sum), Gradients: net.Gradients(), Weights: net.Values()}
	size := 0
	for i, l := range net.Layers() {
		s := l.Out()
		e.Shapes = append(e.Shapes, uint32(s.C), uint32(s.H), uint32(s.W))
		e.Outputs = append(e.Outputs, net.Activations(i, 1).Data...)
		size += s.Size()
	}
	e.Deltas = make([]float32, size)
	dx := tensor.Tensor{N: 1, Shape: net.Input(1).Shape, Data: make([]float32, ink.Pixels)}
	net.BackwardInference(dx, func(_ int, dy tensor.Tensor) {
		size -= dy.Len()
		copy(e.Deltas[size:], dy.Data)
	})
	e.Input = dx.Data
	return e, net
}

// walkedBack returns the walk back of a label.
func walkedBack(t *testing.T, r recipe.Recipe, label int) (*Backward, *network.Network) {
	t.Helper()
	b := NewBackward()
	b.SetNetwork(r.Layers, r.Input)
	b.Choose(label)
	e, net := passOf(t, r, seven(), label)
	if !b.Apply(e, seven(), label) || !b.Known() {
		t.Fatalf("%s: the pass is not taken", r.Name)
	}
	return b, net
}

// TestBackwardIsTheEngines compares what the lab shows of dense layers, x and dY and their
// products, with the gradients of the engine's own arrays.
func TestBackwardIsTheEngines(t *testing.T) {
	var all []recipe.Recipe
	for _, name := range recipe.Presets() {
		r, _ := recipe.Preset(name)
		all = append(all, r)
	}
	odd := recipe.Of(tensor.Shape{C: 1, H: 28, W: 28}, recipe.Conv(3, 5), recipe.ConvTranspose(2, 3, 1, 0), recipe.BatchNorm(), recipe.Tanh(), recipe.Dense(60), recipe.ReLU(), recipe.Dense(10))
	odd.Name = "odd"
	for _, r := range append(all, odd) {
		b, net := walkedBack(t, r, 3)
		dense := 0
		for i := 1; i < b.Stops(); i++ {
			b.Look(i)
			if got := b.NormText(i); got == "0" || got == "–" {
				t.Errorf("%s: the gradient's length at stop %d is %s", r.Name, i, got)
			}
			if b.Dense() != (layer.KindOf(r.Layers[i-1]) == "dense") {
				t.Fatalf("%s: stop %d: dense %v", r.Name, i, b.Dense())
			}
			if !b.Dense() {
				continue
			}
			dense++
			rows, columns := b.Window()
			in := len(b.X())
			if rows != min(in, maxInputs) || columns != min(len(b.DY()), maxUnits) {
				t.Errorf("%s: %d x %d of %d x %d", r.Name, rows, columns, in, len(b.DY()))
			}
			weight := net.Layers()[i-1].Params()[0]
			moved, top := 0, 0.0
			_, _, _, first := b.Factors()
			for row := range rows {
				for column := range columns {
					b.Pick(row, column)
					x, dy, product, dw := b.Factors()
					if want := float64(weight.Grad[b.unit*in+b.input]); dw != want {
						t.Fatalf("%s: dW[%d, %d] is %g, the engine's is %g", r.Name, b.input, b.unit, dw, want)
					}
					if !b.Agrees() || product != x*dy {
						t.Fatalf("%s: %g x %g = %g, the engine has %g", r.Name, x, dy, product, dw)
					}
					if product != 0 {
						moved++
					}
					top = max(top, math.Abs(dw))
				}
			}
			if moved == 0 || math.Abs(first) != top {
				t.Errorf("%s: %d products are not 0; at first %g is chosen, the largest is %g", r.Name, moved, first, top)
			}
		}
		if dense == 0 {
			t.Errorf("%s: no dense layer", r.Name)
		}
		last := b.Gradient(b.Stops() - 1)
		sum := 0.0
		for k, e := range b.Errors() {
			sum += e
			if want := e / max(r.Temperature, b2f(r.Temperature == 0)); math.Abs(want-float64(last[k])) > 1e-5 {
				t.Errorf("%s: p − t of %d is %g, its gradient %g", r.Name, k, e, last[k])
			}
			if (e < 0) != (k == 3) {
				t.Errorf("%s: p − t of %d is %g with the label 3", r.Name, k, e)
			}
		}
		if math.Abs(sum) > 1e-6 {
			t.Errorf("%s: p − t adds up to %g", r.Name, sum)
		}
		if want := max(r.Temperature, b2f(r.Temperature == 0)); math.Abs(b.Temperature()-want) > 1e-3 {
			t.Errorf("%s: temperature %g, want %g", r.Name, b.Temperature(), want)
		}
	}
}

func b2f(on bool) float64 {
	if on {
		return 1
	}
	return 0
}

func mlp() recipe.Recipe {
	return recipe.Of(tensor.Shape{C: 1, H: 28, W: 28}, recipe.Dense(60), recipe.ReLU(), recipe.Dense(10))
}

// TestBackwardLargest looks at a window of 784 inputs and 60 units.
func TestBackwardLargest(t *testing.T) {
	b, _ := walkedBack(t, mlp(), 3)
	b.Look(1)
	for _, c := range []struct {
		shown  []int
		values []float32
	}{{b.inputs, b.X()}, {b.units, b.DY()}} {
		least := math.Inf(1)
		for _, i := range c.shown {
			least = min(least, math.Abs(float64(c.values[i])))
		}
		above := 0
		for i, v := range c.values {
			if math.Abs(float64(v)) > least && !slices.Contains(c.shown, i) {
				above++
			}
		}
		if above > 0 || !slices.IsSorted(c.shown) {
			t.Errorf("%d larger values than those shown, %v", above, c.shown)
		}
	}
	b.Point(0, 0)
	if row, column := b.Element(); row != 0 || column != 0 {
		t.Errorf("the corner is %d, %d", row, column)
	}
	b.Nudge(1, 0)
	b.Nudge(0, 1)
	if row, column := b.Element(); row != 1 || column != 1 {
		t.Errorf("right and down is %d, %d", row, column)
	}
	b.Point(1, 7)
	b.Nudge(1, 1)
	if row, column := b.Element(); row != maxInputs-1 || column != maxUnits-1 {
		t.Errorf("the other corner is %d, %d", row, column)
	}
	input, unit := b.input, b.unit
	address := b.Address()
	other := NewBackward()
	other.SetAddress(address)
	other.SetNetwork(mlp().Layers, mlp().Input)
	e, _ := passOf(t, mlp(), seven(), 3)
	other.Apply(e, seven(), other.Label())
	if other.Address() != address || other.input != input || other.unit != unit || other.At() != 1 {
		t.Errorf("%q becomes %q", address, other.Address())
	}
	b.Look(3)
	if row, column := b.Element(); row > maxInputs || column > 9 || b.picked {
		t.Errorf("another layer's element is %d, %d", row, column)
	}
}

// TestBackwardPasses takes passes that do not fit, and those of a predicted label.
func TestBackwardPasses(t *testing.T) {
	r := mlp()
	for name, spoil := range map[string]func(e *protocol.LabBackprop){
		"refused":          func(e *protocol.LabBackprop) { e.Refused = true },
		"another shape":    func(e *protocol.LabBackprop) { e.Shapes[0] = 61 },
		"a layer less":     func(e *protocol.LabBackprop) { e.Shapes = e.Shapes[:6] },
		"few outputs":      func(e *protocol.LabBackprop) { e.Outputs = e.Outputs[:129] },
		"few deltas":       func(e *protocol.LabBackprop) { e.Deltas = e.Deltas[:129] },
		"no ink":           func(e *protocol.LabBackprop) { e.Input = nil },
		"few gradients":    func(e *protocol.LabBackprop) { e.Gradients = e.Gradients[:60*784+599] },
		"nothing whatever": func(e *protocol.LabBackprop) { *e = protocol.LabBackprop{} },
	} {
		b := NewBackward()
		b.SetNetwork(r.Layers, r.Input)
		e, _ := passOf(t, r, seven(), 3)
		spoil(e)
		if b.Apply(e, seven(), 3); b.Known() || !b.refused {
			t.Errorf("%s: taken", name)
		}
	}
	b := NewBackward()
	b.SetNetwork(r.Layers, r.Input)
	e, _ := passOf(t, r, seven(), 3)
	digit := 0
	for k, z := range e.Outputs[120:] {
		if z > e.Outputs[120+digit] {
			digit = k
		}
	}
	if digit == 3 {
		t.Fatal("3 is what it predicts: nothing is shown")
	}
	if b.Apply(e, seven(), 3) || b.Label() != digit || b.Chosen() != digit {
		t.Errorf("predicted is %d, asked again for %d", digit, b.Label())
	}
	b.Choose(3)
	if !b.Apply(e, seven(), 3) {
		t.Error("a chosen label is asked for again")
	}
	if b.SetNetwork(r.Layers, r.Input); !b.Known() {
		t.Error("the same network again, and the pass is forgotten")
	}
	if b.SetNetwork(append(slices.Clone(r.Layers[:2]), recipe.Dropout(0.5), recipe.Dense(10)), r.Input); b.Known() {
		t.Error("the pass of another network is kept")
	}
	b.SetNetwork([]layer.Spec{recipe.Conv(3, 99)}, r.Input)
	if b.Apply(e, seven(), 3); b.Known() || b.At() != 0 {
		t.Error("a network that cannot be")
	}
}

// TestBackwardPictures has a picture of every stop, and the diverging scale where there
// is a sign.
func TestBackwardPictures(t *testing.T) {
	r, _ := recipe.Preset("simpleconv")
	b, _ := walkedBack(t, r, 3)
	white := color.RGBA{255, 255, 255, 255}
	paper := &state.Paper{Paper: white, Ink: color.RGBA{A: 255}, Scales: plot.NewScales(white)}
	for i := range b.Stops() {
		for _, picture := range []func(int, *state.Paper) ([]byte, int, int){b.OutputPicture, b.GradientPicture} {
			if rgba, w, h := picture(i, paper); len(rgba) != 4*w*h || w == 0 {
				t.Errorf("stop %d: %d bytes of %d x %d", i, len(rgba), w, h)
			}
		}
	}
	relu := slices.IndexFunc(r.Layers, func(l layer.Spec) bool { return layer.KindOf(l) == "relu" }) + 1
	out, g := b.Output(relu), b.Gradient(relu)
	top, most := slices.Index(out, slices.Max(out)), 0
	for i, v := range g[:24*24] {
		if math.Abs(float64(v)) > math.Abs(float64(g[most])) {
			most = i
		}
	}
	s := b.Stop(relu).Out
	m, maps := laid(s)
	if maps != 30 || m.Columns != 6 {
		t.Fatalf("%d maps, %d side by side", maps, m.Columns)
	}
	at := func(rgba []byte, w, i int) [3]byte {
		c, in := i/(s.H*s.W), i%(s.H*s.W)
		p := 4 * ((c/m.Columns*(s.H+1)+in/s.W)*w + c%m.Columns*(s.W+1) + in%s.W)
		return [3]byte(rgba[p : p+3])
	}
	rgba, w, _ := b.OutputPicture(relu, paper)
	if c := paper.Sequential[255]; at(rgba, w, top) != [3]byte{c.R, c.G, c.B} {
		t.Errorf("the largest output is %v, want %v", at(rgba, w, top), c)
	}
	quantised := make([]byte, len(g))
	state.Quantise(quantised, g)
	rgba, w, _ = b.GradientPicture(relu, paper)
	if c := paper.Diverging[quantised[most]]; quantised[most] == 128 || at(rgba, w, most) != [3]byte{c.R, c.G, c.B} {
		t.Errorf("the gradient %g is %v, want %v", g[most], at(rgba, w, most), c)
	}
}

func FuzzBackwardAddress(f *testing.F) {
	for _, s := range []string{"", "back=1&label=3&at=2&x=5&unit=1", "net=conv30.5&label=10&at=-4", "x=1048577&unit=0&back=2", "at=99999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := NewBackward()
		b.SetAddress(s)
		a := b.Address()
		other := NewBackward()
		other.SetAddress("net=dense10&" + a)
		if got := other.Address(); got != a {
			t.Errorf("%q becomes %q", a, got)
		}
		if strings.Contains(a, "net") {
			t.Errorf("%q keeps what it does not know", a)
		}
		e, _ := passOf(t, mlp(), seven(), other.Label())
		other.SetNetwork(mlp().Layers, mlp().Input)
		if other.Apply(e, seven(), other.Label()); !other.Known() || other.At() > 3 {
			t.Errorf("%q: known %v, stop %d", s, other.Known(), other.At())
		}
	})
}

// TestBackwardSays checks which sentence is said; without a language, Words gives keys.
func TestBackwardSays(t *testing.T) {
	w := &words.Words{}
	want := func(what, got, key string) {
		t.Helper()
		if got != key {
			t.Errorf("%s: %q, want %q", what, got, key)
		}
	}
	b := NewBackward()
	want("no network", b.Lead(w), "lab.5.3.back.waiting")
	want("nothing yet", b.Happened(w), "")
	b.Apply(&protocol.LabBackprop{Refused: true}, nil, 3)
	want("refused", b.Lead(w), "lab.5.3.back.refused")

	tempered := mlp()
	tempered.Temperature = 0.5
	b, _ = walkedBack(t, tempered, 3)
	want("the bench's", b.Lead(w), "lab.5.3.back.bench lab.5.3.back.lead")
	want("tempered", b.Tempered(w), "lab.5.3.back.tempered")
	b.Own, b.pass.Loss = true, 0.01
	want("hardly a loss", b.Lead(w), "lab.5.3.back.own lab.5.3.back.lead lab.5.3.back.hint")
	b.Look(1)
	want("784 x 60", b.DenseText(w), "lab.5.3.back.dense.some")
	b.Look(3)
	want("60 x 10", b.DenseText(w), "lab.5.3.back.dense.inputs")
	want("the element", b.ElementText(w), "lab.5.3.back.element")
	b.pass.Gradients[b.stops[3].Weights+b.unit*60+b.input] *= 1.001
	want("another product", b.ElementText(w), "lab.5.3.back.element lab.5.3.back.differs")

	b, _ = walkedBack(t, recipe.Of(tensor.Shape{C: 1, H: 28, W: 28}, recipe.Dense(20), recipe.Dense(50), recipe.Conv(40, 1), recipe.Dense(10)), 3)
	want("no temperature", b.Tempered(w), "")
	b.Look(2)
	want("20 x 50", b.DenseText(w), "lab.5.3.back.dense.units")
	want("50 units are not maps", b.OutputText(w, 2), "lab.5.3.back.output")
	b, _ = walkedBack(t, recipe.Of(tensor.Shape{C: 1, H: 28, W: 28}, recipe.Conv(40, 5), recipe.Dense(10)), 3)
	want("40 maps", b.GradientText(w, 1), "lab.5.3.back.gradient lab.5.3.back.some")
	for _, c := range [...]struct {
		v    float64
		want string
	}{{0.99999, "+0.999"}, {-1, "−1.000"}, {0, "0"}, {-0.25, "−0.250"}, {1.74e-5, "+1.74×10⁻⁵"}, {0.00099, "+9.9×10⁻⁴"}} {
		want("p − t", difference(c.v), c.want)
	}
}
