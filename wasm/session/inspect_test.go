package session

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// convRecipe has a layer of every sort that is shown: with filters, signed,
// without a sign, pooled, a vector.
const convRecipe = `{"preset":"mlp","layers":[{"kind":"conv2d","filters":3,"kernel":5,"stride":1,"pad":0},{"kind":"relu"},{"kind":"maxpool2d","kernel":2,"stride":2},{"kind":"dense","units":10}],"batchSize":20,"epochs":2,"learningRate":0.01}`

// TestInsideShowsWhatTheLayersComputed compares the event with the network.
func TestInsideShowsWhatTheLayersComputed(t *testing.T) {
	h := newFake(t)
	h.prepare(convRecipe)
	h.send(&protocol.Inspect{Layers: []byte{0, 1, 2, 3, 200}, Close: true, Layer: 0, Unit: 2})
	h.run()
	if m := last[*protocol.Inspected](h); m.Seq != 0 || len(m.Maps)+len(m.Peaks) != 0 || len(m.Filters) != 3*25 || len(m.Weight) != 25 {
		t.Errorf("an empty pad: %d values, %d weights of filters, %d of one", len(m.Maps), len(m.Filters), len(m.Weight))
	}
	h.send(inked(4))
	h.run()
	m := last[*protocol.Inspected](h)
	if m.Seq != 4 || m.Step != 0 || !slices.Equal(m.Layers, []byte{0, 1, 2, 3}) {
		t.Fatalf("drawing %d, step %d, layers %v", m.Seq, m.Step, m.Layers)
	}
	if !slices.Equal(m.Signed, []byte{1, 0, 0, 1}) {
		t.Errorf("signs %v", m.Signed)
	}
	net := h.s.trainer.Network()
	maps, peaks := m.Maps, 0
	for i := range net.Layers() {
		values := net.Activations(i, 1).Values()
		scale := m.Scales[i]
		if scale != magnitude(values) || scale == 0 {
			t.Errorf("layer %d: scale %g", i, scale)
		}
		for j, v := range values {
			got, most := float32(maps[j])/255*scale, scale/255
			if m.Signed[i] == 1 {
				got, most = (float32(maps[j])-128)/127*scale, scale/127
			}
			if math.Abs(float64(got-v)) > 0.501*float64(most) {
				t.Fatalf("layer %d, value %d: %g shown for %g", i, j, got, v)
			}
		}
		maps = maps[len(values):]
		out := net.Layers()[i].Out()
		size := out.H * out.W
		for c := range out.C {
			plane := values[c*size:][:size]
			if m.Peaks[peaks] != slices.Max(plane) || plane[m.At[peaks]] != m.Peaks[peaks] {
				t.Errorf("layer %d, channel %d: peak %g at %d", i, c, m.Peaks[peaks], m.At[peaks])
			}
			peaks++
		}
	}
	if len(maps) != 0 || peaks != len(m.Peaks) {
		t.Errorf("%d values and %d peaks too many", len(maps), len(m.Peaks)-peaks)
	}
	weight := net.Layers()[0].Params()[0].Value
	if m.FilterScales[0] != magnitude(weight) || m.FilterScales[1] != 0 || !slices.Equal(m.Weight, weight[50:75]) || m.Unit != 2 {
		t.Error("these are not the filters")
	}
	h.posts = nil
	h.send(&protocol.Inspect{Close: true, Layer: 9, Unit: 9})
	h.run()
	if n := len(got[*protocol.Inspected](h)); n != 0 {
		t.Errorf("%d events though nothing is shown", n)
	}
	h.send(&protocol.Inspect{Layers: []byte{3}, Close: true, Layer: 3, Unit: 10})
	h.run()
	if m := last[*protocol.Inspected](h); len(m.Weight) != 0 || len(m.Maps) != 10 {
		t.Error("there is no eleventh unit")
	}
}

// TestCloseUpAddsUp compares the sum of a close-up's products with the value that the
// network computed, at every place of every layer that has weights.
func TestCloseUpAddsUp(t *testing.T) {
	h := newFake(t)
	h.prepare(`{"preset":"mlp","layers":[{"kind":"conv2d","filters":3,"kernel":5,"stride":2,"pad":3,"dilation":2},{"kind":"relu"},{"kind":"conv2d","filters":2,"kernel":3,"stride":1,"pad":1},{"kind":"maxpool2d","kernel":2,"stride":2},{"kind":"dense","units":10}]}`)
	net := h.s.trainer.Network()
	for _, l := range []int{0, 2, 4} {
		for i := range net.Layers()[l].Params()[1].Value { // zeros before training
			net.Layers()[l].Params()[1].Value[i] = 0.3 - float32(i)/5
		}
	}
	h.send(inked(4))
	h.run()
	for l, terms := range map[int]int{0: 25, 1: 1, 2: 27, 3: 4, 4: 2 * 6 * 6} {
		out := net.Layers()[l].Out()
		sums := 0
		for unit := range out.C {
			plane := net.Activations(l, 1).Values()[unit*out.H*out.W:][:out.H*out.W]
			for place, want := range plane {
				h.send(&protocol.Inspect{Layers: []byte{0}, Close: true, Layer: uint32(l), Unit: uint32(unit), Place: uint32(place)})
				h.run()
				m := last[*protocol.Inspected](h)
				if m.Layer != uint32(l) || m.Unit != uint32(unit) || m.Place != uint32(place) || m.Value != want || len(m.Input) != terms {
					t.Fatalf("layer %d, unit %d: place %d of %d, value %g of %g, %d inputs", l, unit, m.Place, place, m.Value, want, len(m.Input))
				}
				if len(m.Weight) == 0 {
					if got := slices.Max(m.Input); l != 1 && got != want {
						t.Errorf("layer %d, place %d: the largest of its inputs is %g, its value %g", l, place, got, want)
					}
					continue
				}
				sum, magnitude := float64(m.Bias), 0.0
				for i, w := range m.Weight {
					sum += float64(w) * float64(m.Input[i])
					magnitude += math.Abs(float64(w) * float64(m.Input[i]))
				}
				if math.Abs(sum-float64(want)) > 1e-5*(magnitude+0.1) {
					t.Fatalf("layer %d, unit %d, place %d: the products add up to %g, its value is %g", l, unit, place, sum, want)
				}
				if sum != 0 {
					sums++
				}
			}
		}
		if l%2 == 0 && sums < out.Size()/4 {
			t.Errorf("layer %d: only %d sums are not zero", l, sums)
		}
	}
	h.send(&protocol.Inspect{Layers: []byte{2}, Close: true, Layer: 2, Unit: 1, Place: protocol.PlaceOfMax})
	h.run()
	if m := last[*protocol.Inspected](h); m.Value != m.Peaks[1] || m.Place != m.At[1] || m.Place == 0 {
		t.Errorf("the largest value is %g at %d, the close-up has %g at %d", m.Peaks[1], m.At[1], m.Value, m.Place)
	}
	h.send(&protocol.Inspect{Layers: []byte{2}, Close: true, Layer: 2, Unit: 2}, &protocol.Classify{Seq: 5, Drawing: true})
	h.run()
	if m := last[*protocol.Inspected](h); len(m.Input)+len(m.Weight) != 0 {
		t.Error("there is no third channel, and nothing drawn")
	}
}

// TestInsideIsSeldom bounds how often it is sent while training, and sees it
// sent when the run rests.
func TestInsideIsSeldom(t *testing.T) {
	h := newFake(t)
	h.tick = 3 * time.Millisecond
	h.prepare(convRecipe)
	h.send(inked(1), &protocol.Inspect{Layers: []byte{0, 3}}, &protocol.Start{})
	h.serveAll()
	h.posts = nil
	from := h.now
	h.run()
	all := got[*protocol.Inspected](h)
	took := h.now - from
	// Looking takes two ticks by this clock: a hundredth is every 600 ms.
	if most := int(took/(300*time.Millisecond)) + 3; len(all) > most || len(all) < 3 {
		t.Errorf("%d events in %v", len(all), took)
	}
	if m := all[len(all)-1]; m.Step != steps {
		t.Errorf("the last is of step %d", m.Step)
	}
}

func TestLookingAllocatesNothing(t *testing.T) {
	h := newFake(t)
	h.prepare(convRecipe)
	h.send(inked(1), &protocol.Inspect{Layers: []byte{0, 1, 2, 3}, Close: true})
	h.run()
	h.s.host = silent{h}
	if n := testing.AllocsPerRun(10, func() { h.s.inspection.post(h.s) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// silent is a host that keeps no posts.
type silent struct{ *fake }

func (silent) Post(protocol.Message) {}

// TestExplanations asks every question, while training.
func TestExplanations(t *testing.T) {
	h := trained(t)
	h.send(&protocol.Reset{}, inked(3), &protocol.Start{})
	h.untilStep(4)
	h.posts = nil
	h.send(&protocol.Explain{ID: 1, Method: protocol.MethodGradient, Class: protocol.PredictedClass})
	h.until(func() bool { return len(got[*protocol.Explained](h)) > 0 })
	m := last[*protocol.Explained](h)
	var p [10]float32
	var x [ink.Pixels]float32
	data.Input(x[:], h.s.drawing.pixels[:])
	h.s.trainer.Predict(p[:], x[:])
	if m.ID != 1 || m.Seq != 3 || m.Step != 4 || m.Done != m.Of || m.Of == 0 || p[m.Class] != slices.Max(p[:]) || m.P != p || m.Pixels[1] != 255 {
		t.Errorf("gradient: %+v", m)
	}
	if len(m.Values) != 784 || slices.Max(m.Values) == 0 || m.Values[0] != 0 || m.Values[1] == 0 {
		t.Errorf("gradient times input: %v ...", m.Values[:8])
	}

	h.tick = 10 * time.Millisecond
	h.send(&protocol.Explain{ID: 2, Method: protocol.MethodOcclusion, Class: protocol.PredictedClass})
	h.until(func() bool { m := last[*protocol.Explained](h); return m.ID == 2 && m.Done == m.Of })
	parts := 0
	for _, m := range got[*protocol.Explained](h) {
		if m.ID == 2 {
			parts++
		}
	}
	m = last[*protocol.Explained](h)
	if parts < 2 || parts > 24 || m.Of != 576 || m.After[m.Class] >= m.P[m.Class] || m.At == 0 || slices.Max(m.Values) <= 0 || m.Step != 4 {
		t.Errorf("occlusion in %d parts: %+v", parts, m)
	}

	h.send(&protocol.Explain{ID: 3, Method: protocol.MethodCounterfactual, Class: 9})
	h.until(func() bool { m := last[*protocol.Explained](h); return m.ID == 3 && m.Done == m.Of })
	m = last[*protocol.Explained](h)
	if m.Class != 9 || m.After[9] <= m.P[9] || slices.Min(m.Values) < -1 || slices.Max(m.Values) > 1 {
		t.Errorf("counterfactual: %+v", m)
	}
	h.run()
	h.wantFaults("")
	h.wantPhases("done")
}

// TestExplanationsEnd for another drawing, another network, on demand, and one
// gives way to the next.
func TestExplanationsEnd(t *testing.T) {
	h := newFake(t)
	h.tick = 200 * time.Millisecond // every part is shown
	ask := func(id uint32) {
		h.send(&protocol.Explain{ID: id, Method: protocol.MethodOcclusion, Class: 3})
	}
	ask(1) // nothing is prepared, nothing drawn: no answer
	h.prepare(smallRecipe)
	h.run()
	for name, end := range map[string]func(){
		"stop":    func() { h.send(&protocol.StopExplain{}) },
		"drawing": func() { h.send(inked(2)) },
		"reset":   func() { h.send(&protocol.Reset{}) },
		"next":    func() { ask(9) },
	} {
		h.send(inked(1))
		h.run()
		h.posts = nil
		ask(5)
		h.until(func() bool { return len(got[*protocol.Explained](h)) == 3 })
		end()
		h.run()
		of5 := 0
		for _, m := range got[*protocol.Explained](h) {
			if m.ID == 5 {
				of5++
			}
		}
		if of5 != 3 {
			t.Errorf("%s: %d parts came after the end", name, of5-3)
		}
	}
	if m := last[*protocol.Explained](h); m.ID == 9 && m.Done != m.Of {
		t.Error("the next question was not answered")
	}
	h.wantFaults("")
	h.send(&protocol.Explain{Method: protocol.MethodCounterfactual, Class: protocol.PredictedClass}, &protocol.Explain{Class: 10}, &protocol.Explain{Method: 3})
	h.wantFaults("internal explain, internal explain, internal explain")
}

// TestInsideOfTheNextNetwork replaces the network that is shown.
func TestInsideOfTheNextNetwork(t *testing.T) {
	h := newFake(t)
	h.send(&protocol.Inspect{Layers: []byte{0}, Close: true})
	for _, seed := range []uint64{1, 2} {
		r := parse(t, convRecipe)
		r.Seed = seed
		h.send(&protocol.Prepare{Recipe: r})
		h.run()
		if m := last[*protocol.Inspected](h); !slices.Equal(m.Weight, h.s.trainer.Network().Layers()[0].Params()[0].Value[:25]) {
			t.Errorf("with seed %d these are not the network's weights", seed)
		}
	}
}
