package session

import (
	"bytes"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// labRecipe has what the default recipe has, small: batch normalisation, dropout and a
// temperature.
const labRecipe = `{"preset":"mlp","layers":[{"kind":"dense","units":12},{"kind":"batchnorm","epsilon":1e-5,"decay":0.9},{"kind":"relu"},{"kind":"dropout","ratio":0.3},{"kind":"dense","units":10}],"batchSize":20,"epochs":2,"learningRate":0.01,"temperature":0.8}`

// digit is a drawing for labs.
func digit() []byte { return inked(3).Images[:ink.Pixels] }

// learned returns a host whose session has trained labRecipe to the end.
func learned(t *testing.T) *fake {
	h := newFake(t)
	h.prepare(labRecipe)
	h.send(&protocol.Start{})
	h.serveAll()
	h.run()
	h.posts = nil
	return h
}

func TestLabImages(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.posts = nil
	h.send(&protocol.LabImages{ID: 5, Of: protocol.Subset{From: 2, Count: 9, Digits: 1<<3 | 1<<8}})
	h.serve(manifestName)
	h.run()
	if n := len(got[*protocol.LabSet](h)); n != 0 {
		t.Fatalf("%d answers before there is an image", n)
	}
	h.serveAll()
	h.run()
	set := last[*protocol.LabSet](h)
	if set.ID != 5 || len(set.Index) != 9 || len(set.Labels) != 9 || len(set.Pixels) != 9*ink.Pixels {
		t.Fatalf("ID %d, %d places, %d labels, %d pixels", set.ID, len(set.Index), len(set.Labels), len(set.Pixels))
	}
	var want []uint32
	for i := range trainImages {
		if l := h.s.data.train.Label(i); l == 3 || l == 8 {
			want = append(want, uint32(i))
		}
	}
	if !slices.Equal(set.Index, want[2:11]) {
		t.Errorf("images %v, want %v", set.Index, want[2:11])
	}
	for i, at := range set.Index {
		if !bytes.Equal(set.Pixels[i*ink.Pixels:(i+1)*ink.Pixels], h.s.data.train.Bytes(int(at))) || int(set.Labels[i]) != h.s.data.train.Label(int(at)) {
			t.Errorf("image %d is another than %d", i, at)
		}
	}

	h.send(&protocol.LabImages{ID: 6, Of: protocol.Subset{Test: true, Count: 1000}})
	h.run()
	if set := last[*protocol.LabSet](h); set.ID != 6 || len(set.Labels) != testImages {
		t.Errorf("ID %d, %d test images", set.ID, len(set.Labels))
	}
}

// TestLabLanes trains two networks side by side, while the run trains: all three become
// what they would have become alone.
func TestLabLanes(t *testing.T) {
	want := last[*protocol.PhaseChanged](trained(t)).Fingerprint
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serveAll()
	h.untilStep(3)
	h.posts = nil
	few, all := parse(t, labRecipe), parse(t, smallRecipe)
	few.Seed = 7
	h.send(
		&protocol.LabTrain{ID: 1, Recipe: few, Of: protocol.Subset{Count: 40}, Every: 1, Digit: digit(), Test: 30, Weights: true},
		&protocol.LabTrain{ID: 2, Recipe: all, Every: 4, Weights: true},
		&protocol.LabBackward{ID: 3, Digit: digit(), Label: 3},
	)
	h.run()
	h.wantFaults("")
	if end := last[*protocol.PhaseChanged](h); end.Phase != protocol.PhaseDone || end.Fingerprint != want {
		t.Errorf("the run ends in %v with %x, want %x", end.Phase, end.Fingerprint, want)
	}
	first, done, last := 0, 0, 0
	for i, m := range h.posts {
		if s, ok := m.(*protocol.LabStep); ok {
			last = i
			if first == 0 && s.Step > 0 {
				first = i
			}
		}
		if p, ok := m.(*protocol.PhaseChanged); ok && p.Phase == protocol.PhaseDone {
			done = i
		}
	}
	if !(first < done && done < last) {
		t.Errorf("the lanes' first step is event %d, the run's end %d, the lanes' end %d: they are to take turns", first, done, last)
	}
	for id, c := range map[uint32]struct {
		r      recipe.Recipe
		images int
		events int
	}{1: {few, 40, 4}, 2: {all, trainImages, 5}} {
		set := h.s.data.train // whose blocks decide the order
		if c.images < trainImages {
			var err error
			if set, err = set.Subset(0, c.images); err != nil {
				t.Fatal(err)
			}
		}
		alone, err := train.New(c.r, set, nil)
		if err != nil {
			t.Fatal(err)
		}
		var losses []float64
		for !alone.Finished() {
			stats, err := alone.Step()
			if err != nil {
				t.Fatal(err)
			}
			losses = append(losses, stats.Loss)
		}
		var events []*protocol.LabStep
		for _, s := range got[*protocol.LabStep](h) {
			if s.ID == id {
				events = append(events, s)
			}
		}
		if len(events) != c.events {
			t.Fatalf("lane %d: %d events, want %d", id, len(events), c.events)
		}
		end := events[len(events)-1]
		if !end.Done || end.Diverged || int(end.Step) != alone.StepCount() || end.Steps != end.Step || !slices.Equal(end.Weights, alone.Network().Values()) || !slices.Equal(end.Stats, alone.Network().Stats()) {
			t.Errorf("lane %d ends at step %d of %d, done %v, with other weights than alone", id, end.Step, end.Steps, end.Done)
		}
		if id == 1 {
			x, p := make([]float32, ink.Pixels), make([]float32, recipe.Classes)
			data.Input(x, digit())
			alone.Predict(p, x)
			if !slices.Equal(end.P, p) {
				t.Errorf("lane 1 predicts %v, alone %v", end.P, p)
			}
			for i, e := range events {
				if e.Loss != float32(losses[i]) {
					t.Errorf("lane 1, step %d: loss %g, alone %g", i+1, e.Loss, losses[i])
				}
			}
			if end.Accuracy == 0 {
				t.Error("lane 1 was not tested")
			}
		}
	}
}

func TestLabTrainEnds(t *testing.T) {
	h := learned(t)
	wild := parse(t, `{"preset":"mlp","layers":[{"kind":"dense","units":50},{"kind":"dense","units":50},{"kind":"dense","units":10}],"optimizer":{"kind":"sgd"},"batchSize":20,"epochs":2,"learningRate":100}`)
	h.send(&protocol.LabTrain{ID: 1, Recipe: wild, Every: 1, Weights: true})
	h.run()
	if end := last[*protocol.LabStep](h); !end.Done || !end.Diverged || end.Weights != nil || end.Fault.Code != "" {
		t.Errorf("%+v", end)
	}
	wild.BatchSize = 0
	h.send(&protocol.LabTrain{ID: 2, Recipe: wild})
	h.run()
	if end := last[*protocol.LabStep](h); !end.Done || end.Fault.Code != protocol.CodeRecipe || end.Fault.Where != "batchSize" {
		t.Errorf("%+v", end)
	}
	h.send(&protocol.LabTrain{ID: 3, Recipe: parse(t, smallRecipe), Of: protocol.Subset{Count: 5, Digits: 1 << 20}})
	h.run()
	if end := last[*protocol.LabStep](h); !end.Done || end.Fault.Code != protocol.CodeNoData {
		t.Errorf("%+v", end)
	}
	for id := uint32(10); id < 15; id++ {
		h.send(&protocol.LabTrain{ID: id, Recipe: parse(t, smallRecipe)})
	}
	if end := last[*protocol.LabStep](h); end.ID != 14 || end.Fault.Code != protocol.CodeInternal {
		t.Errorf("a fifth network: %+v", end)
	}
	h.posts = nil
	h.send(&protocol.StopLab{})
	h.run()
	if len(h.posts) != 0 {
		t.Errorf("after the end there comes %T", h.posts[0])
	}
	h.wantFaults("")
}

// TestLabWithoutData has a lab ask for images that never come.
func TestLabWithoutData(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.posts = nil
	h.send(&protocol.LabTrain{ID: 1, Recipe: parse(t, smallRecipe)}, &protocol.LabImages{ID: 2, Of: protocol.Subset{Count: 3}})
	for range delays {
		h.refuse(manifestName, "HTTP 404")
	}
	h.run()
	if end := last[*protocol.LabStep](h); !end.Done || end.Fault.Code != protocol.CodeNoData {
		t.Errorf("%+v", end)
	}
	if set := last[*protocol.LabSet](h); len(set.Labels) != 0 {
		t.Errorf("%d images", len(set.Labels))
	}
}

// TestLabLoss compares a line's middle with the prediction, and the slopes with the
// differences of what was computed.
func TestLabLoss(t *testing.T) {
	h := learned(t)
	before := h.s.trainer.Fingerprint()
	initial, err := network.New(h.s.trainer.Recipe(), 1)
	if err != nil {
		t.Fatal(err)
	}
	x, p := make([]float32, ink.Pixels), make([]float32, recipe.Classes)
	data.Input(x, digit())
	h.s.trainer.Predict(p, x)
	alive := uint32(slices.IndexFunc(h.s.trainer.Network().Activations(2, 1).Data, func(v float32) bool { return v > 0 }))
	others := uint32(h.s.trainer.Network().Decayed()) // twelve biases, scales and shifts each
	for name, a := range map[string]protocol.Direction{
		"a weight":     {Kind: protocol.OneWeight, Index: 12*ink.Pixels + alive},
		"a bias":       {Kind: protocol.OneWeight, Index: others + alive},
		"a scale":      {Kind: protocol.OneWeight, Index: others + 12 + alive},
		"a shift":      {Kind: protocol.OneWeight, Index: others + 24 + alive},
		"a random one": {Kind: protocol.RandomDirection, Seed: 4},
	} {
		h.send(&protocol.LabLoss{ID: 1, A: a, Reach: 0.02, Points: 41, Digit: digit(), Label: 3, Of: protocol.Subset{Count: 100}})
		h.run()
		m := last[*protocol.LabLosses](h)
		if m.Refused || m.Rows != 1 || len(m.Own) != 41 || len(m.Mean) != 41 {
			t.Fatalf("%s: refused %v, %d rows, %d and %d losses", name, m.Refused, m.Rows, len(m.Own), len(m.Mean))
		}
		data.Input(x, digit())
		h.s.trainer.Predict(p, x)
		if want := -math.Log(float64(p[3])); math.Abs(float64(m.Own[20])-want) > 1e-5*(1+want) {
			t.Errorf("%s: the digit's loss is %g, want %g", name, m.Own[20], want)
		}
		var mean float64
		for i := range 100 {
			h.s.data.train.Input(x, i)
			h.s.trainer.Predict(p, x)
			mean -= math.Log(float64(p[h.s.data.train.Label(i)])) / 100
		}
		if math.Abs(float64(m.Mean[20])-mean) > 1e-5*(1+mean) {
			t.Errorf("%s: the mean loss is %g, want %g", name, m.Mean[20], mean)
		}
		for i, losses := range [][]float32{m.Own, m.Mean} {
			const h = 0.001 // between two points
			slope := float64(losses[21]-losses[19]) / (2 * h)
			if math.Abs(slope-float64(m.Slope[i])) > 0.02*math.Abs(slope)+2e-3 {
				t.Errorf("%s: slope %d is %g by backpropagation, %g by differences", name, i, m.Slope[i], slope)
			}
			if slices.Min(losses) == slices.Max(losses) {
				t.Errorf("%s: all losses are %g", name, losses[0])
			}
		}
		if a.Kind == protocol.OneWeight {
			if want := h.s.trainer.Network().Values()[a.Index] - initial.Values()[a.Index]; m.Way[0] != want || m.Way[1] != 0 {
				t.Errorf("%s: it has come %g, %g, want %g", name, m.Way[0], m.Way[1], want)
			}
		}
	}
	if got := h.s.trainer.Fingerprint(); got != before {
		t.Errorf("the run's weights changed from %x to %x", before, got)
	}
}

// TestLabPlane has random directions with filters as long as the network's.
func TestLabPlane(t *testing.T) {
	h := learned(t)
	h.send(&protocol.LabLoss{ID: 8, A: protocol.Direction{Kind: protocol.RandomDirection, Seed: 1}, B: protocol.Direction{Kind: protocol.RandomDirection, Seed: 2}, Reach: 1, Points: 5, Digit: digit(), Label: 3})
	c := h.s.labs.surface
	kept := c.net.SwapGradients(c.a)
	for _, p := range c.net.Params() {
		var same float64
		for i, v := range p.Grad {
			same += float64(v) * float64(p.Value[i])
			if len(p.Dims) < 2 && v != 0 {
				t.Fatalf("%s moves", p.Name)
			}
		}
		if len(p.Dims) < 2 {
			continue
		}
		size := len(p.Value) / p.Dims[0]
		for f := range p.Dims[0] {
			w, d := p.Value[f*size:(f+1)*size], p.Grad[f*size:(f+1)*size]
			if lw, ld := dot(w, w), dot(d, d); math.Abs(float64(lw-ld)) > 1e-3*float64(lw) {
				t.Errorf("%s, filter %d: squared length %g, the network's %g", p.Name, f, ld, lw)
			}
		}
	}
	c.net.SwapGradients(kept)
	// What is left of the way from the initial weights is at a right angle to both.
	initial, err := network.New(h.s.trainer.Recipe(), 1)
	if err != nil {
		t.Fatal(err)
	}
	rest := slices.Clone(c.base)
	for i := range rest {
		rest[i] -= initial.Values()[i]
	}
	length := math.Sqrt(float64(dot(rest, rest) * dot(c.a, c.a)))
	for i := range rest {
		rest[i] -= c.out.Way[0] * c.a[i]
	}
	if s := dot(rest, c.a); c.out.Way[0] == 0 || c.out.Way[1] == 0 || math.Abs(float64(s)) > 1e-3*length {
		t.Errorf("it has come %g along directions, of which %g is left of %g", c.out.Way, s, length)
	}
	if s := dot(c.a, c.b); math.Abs(float64(s)) > 0.1*float64(dot(c.a, c.a)) {
		t.Errorf("the directions are not about orthogonal: %g of %g", s, dot(c.a, c.a))
	}
	h.run()
	rows := got[*protocol.LabLosses](h)
	if len(rows) != 5 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, m := range rows {
		if m.ID != 8 || int(m.Row) != i || m.Rows != 5 || len(m.Own) != 5 || len(m.Mean) != 0 {
			t.Errorf("row %d: %+v", i, m)
		}
	}
	if rows[0].Own[0] == rows[4].Own[4] || rows[0].Own[4] == rows[4].Own[0] {
		t.Error("opposite corners are equal")
	}
}

func TestLabRefusals(t *testing.T) {
	h := learned(t)
	one := protocol.Direction{Kind: protocol.OneWeight}
	for name, m := range map[string]protocol.Message{
		"even points":      &protocol.LabLoss{A: one, Points: 4, Digit: digit()},
		"too many":         &protocol.LabLoss{A: one, Points: 1001, Digit: digit()},
		"nothing to lose":  &protocol.LabLoss{A: one, Points: 5},
		"no direction":     &protocol.LabLoss{Points: 5, Digit: digit()},
		"no such weight":   &protocol.LabLoss{A: protocol.Direction{Kind: protocol.OneWeight, Index: 1 << 31}, Points: 5, Digit: digit()},
		"no such network":  &protocol.LabLoss{Network: 99, A: one, Points: 5, Digit: digit()},
		"half a digit":     &protocol.LabLoss{A: one, Points: 5, Digit: digit()[:392], Of: protocol.Subset{Count: 1}},
		"label 10":         &protocol.LabLoss{A: one, Points: 5, Digit: digit(), Label: 10},
		"backward 10":      &protocol.LabBackward{Digit: digit(), Label: 10},
		"backward of half": &protocol.LabBackward{Digit: digit()[:392]},
		"check of nothing": &protocol.LabCheck{Index: []uint32{0}, Steps: []float32{0.1}},
		"check of all":     &protocol.LabCheck{Index: []uint32{0}, Steps: []float32{0.1}, Of: protocol.Subset{Count: 1000}},
		"check beyond":     &protocol.LabCheck{Index: []uint32{1 << 30}, Steps: []float32{0.1}, Of: protocol.Subset{Count: 3}},
	} {
		h.posts = nil
		h.send(m)
		h.run()
		refused := false
		for _, m := range h.posts {
			switch m := m.(type) {
			case *protocol.LabLosses:
				refused = m.Refused
			case *protocol.LabBackprop:
				refused = m.Refused
			case *protocol.LabChecked:
				refused = m.Refused
			}
		}
		if !refused || len(h.posts) != 1 {
			t.Errorf("%s: %d events", name, len(h.posts))
		}
	}
	h.send(&protocol.LabLoss{A: one, Points: 101, Digit: digit(), Of: protocol.Subset{Count: 100}})
	h.s.Run(0)
	h.posts = nil
	h.prepare(smallRecipe) // another network
	if m := last[*protocol.LabLosses](h); !m.Refused {
		t.Errorf("%+v", m)
	}
}

// TestLabBackward compares gradients with differences of the loss, by a weight of each
// layer and by the ink.
func TestLabBackward(t *testing.T) {
	h := learned(t)
	h.send(&protocol.LabBackward{ID: 4, Digit: digit(), Label: 7})
	m := last[*protocol.LabBackprop](h)
	if want := []uint32{12, 1, 1, 12, 1, 1, 12, 1, 1, 12, 1, 1, 10, 1, 1}; !slices.Equal(m.Shapes, want) || len(m.Outputs) != 58 || len(m.Deltas) != 58 {
		t.Fatalf("shapes %v, %d outputs, %d deltas", m.Shapes, len(m.Outputs), len(m.Deltas))
	}
	var p, sum [recipe.Classes]float64
	total := 0.0
	for k, z := range m.Outputs[48:] {
		p[k] = math.Exp(float64(z)) // tempered already
		total += p[k]
	}
	for k := range p {
		want := p[k] / total
		if k == 7 {
			want--
		}
		sum[k] = float64(m.Deltas[48+k]) * 0.8 // the temperature
		if math.Abs(sum[k]-want) > 1e-5 {
			t.Errorf("score %d: gradient %g, p - t is %g", k, sum[k], want)
		}
	}
	net := h.s.trainer.Network()
	x := net.Input(1)
	lossAt := func() float64 { return crossEntropy(net, tensor.Tensor{}, 0.8, 1, 7) }
	slope := func(v *float32) float64 {
		const step = 1e-3
		old := *v
		*v = old + step
		up := lossAt()
		*v = old - step
		down := lossAt()
		*v = old
		return (up - down) / (2 * step)
	}
	data.Input(x.Data, digit())
	for i := 0; i < ink.Pixels; i += 97 {
		if want := slope(&x.Data[i]); math.Abs(float64(m.Input[i])-want) > 0.02*math.Abs(want)+2e-3 {
			t.Errorf("pixel %d: gradient %g, by differences %g", i, m.Input[i], want)
		}
	}
	moved := 0
	for i := 0; i < len(m.Gradients); i += 53 {
		want := slope(&net.Values()[i])
		if math.Abs(float64(m.Gradients[i])-want) > 0.02*math.Abs(want)+2e-3 {
			t.Errorf("weight %d: gradient %g, by differences %g", i, m.Gradients[i], want)
		}
		if want != 0 {
			moved++
		}
	}
	if moved < 20 {
		t.Errorf("only %d gradients are not 0", moved)
	}
}

// TestLabCheckByCoarseClock checks that a pass that is shorter than the clock's tick takes
// some time all the same.
func TestLabCheckByCoarseClock(t *testing.T) {
	h := learned(t)
	h.began = time.Now()
	h.send(&protocol.LabCheck{ID: 9, Of: protocol.Subset{Count: 1}, Index: []uint32{300}, Steps: []float32{1e-3}})
	h.run()
	m := last[*protocol.LabChecked](h)
	if m.Refused || m.Forward <= 0 || m.Backprop <= 0 || m.Forward > 0.1 {
		t.Errorf("%+v", m)
	}
}

// TestLabCheck compares slopes with the differences that come beside them.
func TestLabCheck(t *testing.T) {
	h := learned(t)
	index := []uint32{300, 12*ink.Pixels + 3, 12*ink.Pixels + 60, uint32(h.s.trainer.Params() - 1)}
	h.send(&protocol.LabCheck{ID: 9, Of: protocol.Subset{Count: 5}, Index: index, Steps: []float32{1e-3, 1e-2}})
	h.run()
	all := got[*protocol.LabChecked](h)
	if len(all) != len(index) {
		t.Fatalf("%d events", len(all))
	}
	for i, m := range all {
		if m.ID != 9 || int(m.Params) != h.s.trainer.Params() || int(m.From) != i || len(m.Slope) != 1 || len(m.Below) != 2 || len(m.Above) != 2 || m.Forward <= 0 || m.Backprop < m.Forward {
			t.Fatalf("%+v", m)
		}
		if want := float64(m.Above[0]-m.Below[0]) / 2e-3; math.Abs(want-float64(m.Slope[0])) > 0.02*math.Abs(want)+2e-3 {
			t.Errorf("weight %d: slope %g, by differences %g", index[i], m.Slope[0], want)
		}
		if m.Base < min(m.Below[0], m.Above[0])-1e-3 || m.Base > max(m.Below[0], m.Above[0])+1e-3 {
			t.Errorf("weight %d: loss %g between %g and %g", index[i], m.Base, m.Below[0], m.Above[0])
		}
	}
}
