package state

import (
	"image/color"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

const convRecipe = `{"preset":"mlp","layers":[{"kind":"conv2d","filters":2,"kernel":3,"stride":1,"pad":0},{"kind":"relu"},{"kind":"maxpool2d","kernel":13,"stride":13},{"kind":"dense","units":10}]}`

func parse(json string) recipe.Recipe {
	r, err := recipe.Parse([]byte(json))
	if err != nil {
		panic(err)
	}
	return r
}

var convLayers = []protocol.Layer{
	{Kind: "conv2d", Out: tensor.Shape{C: 2, H: 26, W: 26}, Params: 20}, {Kind: "relu", Out: tensor.Shape{C: 2, H: 26, W: 26}},
	{Kind: "maxpool2d", Out: tensor.Shape{C: 2, H: 2, W: 2}}, {Kind: "dense", Out: tensor.Vec(10), Params: 90},
}

// inked returns a model of convRecipe's network with a drawing that was sent
// and answered.
func inked() *Model {
	m := prepared()
	m.Apply(&protocol.Prepared{Recipe: parse(convRecipe), Layers: convLayers})
	m.Drawing.Begin(point(0.5, 0.5))
	m.Drawn()
	m.Apply(&protocol.Classified{Seq: m.NextDrawing(), Drawing: true, P: sure(3)})
	return m
}

// pooled is what the worker says of the pooling layer and of the convolution's
// filters.
func pooled(seq uint32) *protocol.Inspected {
	e := &protocol.Inspected{
		Seq: seq, Step: 6, Layers: []byte{2, 0}, FilterScales: []float32{0, 0.5}, Filters: make([]byte, 18),
		Scales: []float32{2, 1}, Signed: []byte{0, 1},
		Maps:  append([]byte{0, 0, 255, 0, 1, 2, 3, 4}, make([]byte, 2*26*26)...),
		Peaks: []float32{2, 0.03, 0, 0}, At: []uint32{2, 3, 0, 0},
		Layer: 2, Unit: 0, Weight: []float32{1},
	}
	if seq == 0 {
		e.Scales, e.Signed, e.Maps, e.Peaks, e.At = nil, nil, nil, nil, nil
	}
	return e
}

func TestInsideTakesWhatTheWorkerSees(t *testing.T) {
	m := inked()
	m.Apply(&protocol.Classified{Seq: m.NextDrawing(), Drawing: true, P: sure(3)})
	in := &m.Inside
	m.Apply(pooled(m.seq))
	v := in.Values[2]
	if in.Seq != m.seq || in.Step != 6 || v.Scale != 2 || v.Signed || v.Maps[2] != 255 || len(v.Maps) != 8 || v.Peaks[1] != 0.03 || in.Values[1].Maps != nil || len(in.Values[0].Filters) != 18 {
		t.Errorf("values %+v", v)
	}
	for name, spoil := range map[string]func(e *protocol.Inspected){
		"no such layer":     func(e *protocol.Inspected) { e.Layers[0] = 4 },
		"values missing":    func(e *protocol.Inspected) { e.Maps = e.Maps[:8] },
		"peaks missing":     func(e *protocol.Inspected) { e.Peaks = e.Peaks[:3] },
		"places missing":    func(e *protocol.Inspected) { e.At = e.At[:1] },
		"scales missing":    func(e *protocol.Inspected) { e.Scales = nil },
		"filters missing":   func(e *protocol.Inspected) { e.Filters = nil },
		"of a drawing gone": func(e *protocol.Inspected) { e.Seq-- },
		"of one to come":    func(e *protocol.Inspected) { e.Seq++ },
	} {
		e := pooled(m.seq)
		e.Step = 99
		spoil(e)
		m.Apply(e)
		if in.Step == 99 {
			t.Errorf("%s: was taken", name)
			in.Step = 6
		}
	}
	m.Drawing.Clear()
	m.Drawn()
	if in.Seq != 0 || in.Values[2].Maps != nil || len(in.Values[0].Filters) != 18 {
		t.Error("an empty pad leaves maps, or takes filters away")
	}
	m.Apply(pooled(m.seq)) // late
	if in.Values[2].Maps != nil {
		t.Error("maps of what was erased")
	}
	m.Apply(pooled(0))
	if in.Values[2].Maps != nil || in.Values[0].FilterScale != 0.5 {
		t.Errorf("without a drawing: %+v", in.Values)
	}
}

func TestLookingClosely(t *testing.T) {
	m := inked()
	in := &m.Inside
	if c := in.CloseUp(); c.Known {
		t.Error("nothing is looked at")
	}
	if q := in.Show([]byte{0, 3}); q.Close || !slices.Equal(q.Layers, []byte{0, 3}) {
		t.Errorf("asks for %+v", q)
	}
	if q := in.CloseUpOn(2, 0); !q.Close || q.Layer != 2 || !slices.Equal(q.Layers, []byte{0, 3, 2}) {
		t.Errorf("asks for %+v", q)
	}
	if c := in.CloseUp(); c.Known {
		t.Error("it is known before it came")
	}
	m.Apply(pooled(m.seq))
	// Row 1, column 0 of the pool: rows 13-25, columns 0-12 of the convolution,
	// which reach two further.
	if c := in.CloseUp(); c != (CloseUp{true, 2, 1, 0, Area{13, 0, 15, 15}}) || len(in.Focus.Weight) != 1 {
		t.Errorf("%+v", c)
	}
	in.CloseUpOn(2, 1)
	m.Apply(pooled(m.seq))
	if in.Focus.Weight != nil {
		t.Error("the weights are another's")
	}
	if q := in.Show(nil); len(q.Layers) != 0 {
		t.Errorf("nothing can be seen, and it asks for %v", q.Layers)
	}
	for _, none := range [][2]int{{-1, 0}, {4, 0}, {2, 2}, {2, -1}} {
		if q := in.CloseUpOn(none[0], none[1]); q.Close || in.Focus.On {
			t.Errorf("looks at %v", none)
		}
	}
	in.CloseUpOn(3, 9)
	m.Apply(&protocol.Prepared{Recipe: parse(convRecipe), Layers: convLayers})
	if !in.Focus.On || in.Values[2].Maps != nil {
		t.Error("the same network again: what is looked at is lost, or old values are not")
	}
	m.Apply(&protocol.Prepared{Recipe: parse(`{"preset":"mlp","layers":[{"kind":"dense","units":10}]}`), Layers: []protocol.Layer{{Kind: "dense", Out: tensor.Vec(10), Params: 7850}}})
	if in.Focus.On || len(in.Layers) != 1 {
		t.Error("looks at what is not there")
	}
	m.Apply(&protocol.Prepared{Layers: convLayers})
	if len(in.Layers) != 0 {
		t.Error("has layers that nobody can read")
	}
}

func TestPainting(t *testing.T) {
	s := plot.NewScales(color.RGBA{255, 255, 255, 255})
	if v := (&Values{Signed: true}); v.Colors(&s) != &s.Diverging || (&Values{}).Colors(&s) != &s.Sequential {
		t.Error("the wrong scale")
	}
	q := make([]byte, 4)
	if most := Quantise(q, []float32{-2, 0, 1, 2}); most != 2 || !slices.Equal(q, []byte{1, 128, 192, 255}) {
		t.Errorf("%v for %g", q, most)
	}
	if Quantise(q, make([]float32, 4)); !slices.Equal(q, []byte{128, 128, 128, 128}) {
		t.Errorf("zeros are %v", q)
	}
	// Five slices of 1x2: 3 columns, 2 rows.
	m := NewMontage(5, 1, 2)
	if m.Width != 8 || m.Height != 3 {
		t.Fatalf("%+v", m)
	}
	rgba := make([]byte, 4*m.Width*m.Height)
	m.Paint(rgba, []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, &s.Sequential)
	want := []int{0, 1, -1, 2, 3, -1, 4, 5, -1, -1, -1, -1, -1, -1, -1, -1, 6, 7, -1, 8, 9, -1, -1, -1}
	for i, v := range want {
		got := color.RGBA{rgba[4*i], rgba[4*i+1], rgba[4*i+2], rgba[4*i+3]}
		if v < 0 && got != (color.RGBA{}) || v >= 0 && got != s.Sequential[v] {
			t.Errorf("pixel %d is %v", i, got)
		}
	}
	if NewMontage(0, 3, 3) != (Montage{}) || NewMontage(1, 5, 5).Width != 5 || NewMontage(64, 3, 3).Width != 31 {
		t.Error("montages")
	}
}
