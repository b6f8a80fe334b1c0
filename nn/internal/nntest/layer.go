package nntest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// LayerTest is the conformance test of a layer and its expected values.
type LayerTest struct {
	Spec   layer.Spec
	In     tensor.Shape
	Out    tensor.Shape
	Params []string // such as "weight[2 3]", in order
	// BatchDependent says that, in training, a sample's output depends on the
	// others (batch normalisation) or on its place among them (dropout). Such a
	// layer is not compared with batches of one, nor in training with inference.
	BatchDependent bool
	// MinBatch is the smallest batch whose gradient is checked, if above 1. Batch
	// normalisation of one or two values gives the same whatever they are.
	MinBatch int
}

const batch = 5 // the largest batch of the test

// Run checks the contract of layer.Layer: shapes, gradients, a batch of one, a
// smaller batch after a larger one, no allocation, y and dx overwritten and
// nothing else written, gradients added to, inference, panics on wrong shapes.
func (c LayerTest) Run(t *testing.T) {
	t.Run("shape", c.shape)
	t.Run("plan", c.plan)
	t.Run("unbound", c.unbound)
	t.Run("receptive field", c.receptive)
	t.Run("gradient", func(t *testing.T) {
		for _, n := range []int{batch, 2, 1} {
			c.gradient(t, max(n, c.MinBatch))
		}
	})
	t.Run("alone", c.alone)
	t.Run("partial", c.partial)
	t.Run("allocation", c.allocation)
	t.Run("overwrite", c.overwrite)
	t.Run("accumulate", c.accumulate)
	t.Run("guard", c.guard)
	t.Run("inference", c.inference)
	t.Run("misuse", c.misuse)
}

// make returns a layer for batches up to batch, with arrays bound.
func (c LayerTest) make(t *testing.T) layer.Layer {
	t.Helper()
	l := c.build(t)
	Bind(l, NewRand(7))
	return l
}

func (c LayerTest) build(t *testing.T) layer.Layer {
	t.Helper()
	l, err := c.Spec.Build(c.In, batch)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// run holds a batch: input, output and their gradients.
type run struct{ x, y, dy, dx tensor.Tensor }

func (c LayerTest) run(n int) run {
	r := NewRand(uint64(n))
	return run{
		x:  r.Spread(tensor.New(n, c.In)),
		y:  r.Spread(tensor.New(n, c.Out)),
		dy: r.Normal(tensor.New(n, c.Out)),
		dx: r.Normal(tensor.New(n, c.In)),
	}
}

func (r run) forward(l layer.Layer)  { l.Forward(r.y, r.x, true) }
func (r run) backward(l layer.Layer) { l.Backward(r.dx, r.dy, r.x, r.y) }

func (c LayerTest) shape(t *testing.T) {
	l := c.make(t)
	if l.Out() != c.Out {
		t.Errorf("Out() = %v, want %v", l.Out(), c.Out)
	}
	var got []string
	for _, p := range l.Params() {
		got = append(got, fmt.Sprint(p.Name, p.Dims))
		if p.Fill == layer.FillInit && (p.FanIn <= 0 || p.FanOut <= 0) {
			t.Errorf("%s: fan-in %d, fan-out %d: an initialiser needs both", p.Name, p.FanIn, p.FanOut)
		}
	}
	if !slices.Equal(got, c.Params) {
		t.Errorf("Params() = %q, want %q", got, c.Params)
	}
}

// plan compares what is known before the layer is built with what is built.
func (c LayerTest) plan(t *testing.T) {
	p, err := layer.PlanFor(c.Spec, c.In)
	if err != nil {
		t.Fatal(err)
	}
	params := 0
	for _, param := range c.build(t).Params() {
		params += param.Size()
	}
	if p.Out != c.Out || p.Params != params || p.Products <= 0 {
		t.Errorf("the plan is %+v, the layer has output %v and %d parameters", p, c.Out, params)
	}
}

// unbound checks that a layer without its arrays says so, and that layer.Bind
// gives them.
func (c LayerTest) unbound(t *testing.T) {
	l, r := c.build(t), c.run(2)
	if len(c.Params) > 0 {
		for _, f := range []func(){func() { r.forward(l) }, func() { r.backward(l) }} {
			func() {
				defer func() {
					if text, _ := recover().(string); !strings.Contains(text, "layer.Bind") {
						t.Errorf("an unbound layer panics with %q, which does not name layer.Bind", text)
					}
				}()
				f()
			}()
		}
	}
	layer.Bind(l)
	r.forward(l)
	r.backward(l)
}

// receptive changes one input value at a time: in inference no output outside
// whose receptive field it lies may move.
func (c LayerTest) receptive(t *testing.T) {
	l, x := c.make(t), NewRand(3).Spread(tensor.New(1, c.In))
	y, moved := tensor.New(1, c.Out), tensor.New(1, c.Out)
	l.Forward(y, x, false)
	for i := range x.Data {
		kept := x.Data[i]
		x.Data[i] = -3 * kept
		l.Forward(moved, x, false)
		x.Data[i] = kept
		for o := range y.Data {
			if y.Data[o] == moved.Data[o] {
				continue
			}
			if r := layer.ReceptiveField(c.Spec, c.In, point(c.Out, o)); !within(r, point(c.In, i)) {
				t.Fatalf("output %d moves with input %d, which is not in its receptive field %v", o, i, r)
			}
		}
	}
}

// point returns the region of one value.
func point(s tensor.Shape, i int) layer.Region {
	c, h, w := i/(s.H*s.W), i/s.W%s.H, i%s.W
	return layer.Region{Channels: layer.Span{First: c, Last: c}, Rows: layer.Span{First: h, Last: h}, Columns: layer.Span{First: w, Last: w}}
}

func within(all, one layer.Region) bool {
	in := func(a, b layer.Span) bool { return a.First <= b.First && b.Last <= a.Last }
	return in(all.Channels, one.Channels) && in(all.Rows, one.Rows) && in(all.Columns, one.Columns)
}

func (c LayerTest) gradient(t *testing.T, n int) {
	l, r := c.make(t), c.run(n)
	states := saveStates(l)
	loss := func() float64 {
		restoreStates(l, states)
		r.forward(l)
		var s float64
		for i, v := range r.y.Values() {
			s += float64(v) * float64(r.dy.Data[i])
		}
		return s
	}
	loss()
	r.backward(l)
	groups := []Group{{Name: "input", Value: r.x.Data, Grad: r.dx.Data}}
	for _, p := range l.Params() {
		groups = append(groups, Group{Name: p.Name, Value: p.Value, Grad: p.Grad})
	}
	CheckGradient(t, loss, groups)
}

func (c LayerTest) alone(t *testing.T) {
	l, whole := c.make(t), c.run(batch)
	l.Forward(whole.y, whole.x, false)
	for n := range batch {
		one := c.run(1)
		l.Forward(one.y, whole.x.Slice(n, n+1), false)
		near(t, fmt.Sprint("y of sample ", n), one.y.Data, whole.y.Sample(n))
	}
	if c.BatchDependent {
		return
	}
	whole.forward(l)
	whole.backward(l)
	want := whole.dx
	for n := range batch {
		one := c.run(1)
		one.x, one.dy = whole.x.Slice(n, n+1), whole.dy.Slice(n, n+1)
		one.forward(l)
		one.backward(l)
		near(t, fmt.Sprint("dx of sample ", n), one.dx.Data, want.Sample(n))
	}
}

func (c LayerTest) partial(t *testing.T) {
	used, fresh := c.make(t), c.make(t)
	whole := c.run(batch)
	whole.forward(used)
	whole.backward(used)
	Bind(used, NewRand(7))

	got, want := c.run(batch-2), c.run(batch-2)
	got.forward(used)
	got.backward(used)
	want.forward(fresh)
	want.backward(fresh)
	same(t, "y", got.y.Data, want.y.Data)
	same(t, "dx", got.dx.Data, want.dx.Data)
	for i, p := range used.Params() {
		same(t, p.Name+" gradient", p.Grad, fresh.Params()[i].Grad)
	}
}

func (c LayerTest) allocation(t *testing.T) {
	l, r := c.make(t), c.run(batch)
	if n := testing.AllocsPerRun(5, func() { r.forward(l); r.backward(l) }); n != 0 {
		t.Errorf("Forward and Backward allocate %v times, want 0", n)
	}
}

func (c LayerTest) overwrite(t *testing.T) {
	l := c.make(t)
	clean, dirty := c.run(batch), c.run(batch)
	fill(dirty.y.Data, float32(math.NaN()))
	fill(dirty.dx.Data, float32(math.NaN()))
	clean.forward(l)
	clean.backward(l)
	dirty.forward(l)
	dirty.backward(l)
	same(t, "y", dirty.y.Data, clean.y.Data)
	same(t, "dx", dirty.dx.Data, clean.dx.Data)
}

func (c LayerTest) accumulate(t *testing.T) {
	l, r := c.make(t), c.run(batch)
	r.forward(l)
	r.backward(l)
	var want [][]float32
	for _, p := range l.Params() {
		g := slices.Clone(p.Grad)
		for i := range g {
			g[i] += 8
		}
		want = append(want, g)
		fill(p.Grad, 8)
	}
	r.dx.Data = nil // the gradients must not depend on it
	r.backward(l)
	for i, p := range l.Params() {
		near(t, p.Name+" gradient added to 8", p.Grad, want[i])
	}
}

func (c LayerTest) inference(t *testing.T) {
	l, r := c.make(t), c.run(batch)
	states := saveStates(l)
	l.Forward(r.y, r.x, false)
	for i, s := range saveStates(l) {
		same(t, fmt.Sprint("state ", i, " after inference"), s, states[i])
	}
	if c.BatchDependent {
		return
	}
	train := c.run(batch)
	train.forward(l)
	same(t, "y in inference", r.y.Data, train.y.Data)
}

func (c LayerTest) misuse(t *testing.T) {
	l, r := c.make(t), c.run(batch)
	wrong := tensor.New(batch, tensor.Shape{C: c.In.C + 1, H: c.In.H, W: c.In.W})
	panics(t, "Forward of a wrong shape", func() { l.Forward(r.y, wrong, true) })
	panics(t, "Forward of unequal batches", func() { l.Forward(r.y.Slice(0, 1), r.x, true) })
	r.forward(l)
	panics(t, "Backward into a wrong shape", func() { l.Backward(wrong, r.dy, r.x, r.y) })
	panics(t, "Backward of unequal batches", func() { l.Backward(r.dx, r.dy.Slice(0, 1), r.x, r.y) })
}
