package state

import (
	"image/color"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
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

// see puts rows on the visitor's screen, by their keys.
func see(m *Model, keys ...int) {
	for _, r := range m.Inside.Rows() {
		m.Inside.SetSeen(r.Key, slices.Contains(keys, r.Key))
	}
}

// wantInspect checks which layers, and which place of the close-up, are asked for.
func wantInspect(t *testing.T, m *Model, what string, layers []byte, closely bool, place uint32) {
	t.Helper()
	q := m.InspectQuestion()
	if q == nil || !slices.Equal(q.Layers, layers) || q.Close != closely || q.Place != place {
		t.Errorf("%s: asks for %+v", what, q)
	}
	if q := m.InspectQuestion(); q != nil {
		t.Errorf("%s: asks twice", what)
	}
}

func TestLookingClosely(t *testing.T) {
	m := inked()
	in := &m.Inside
	if c := in.CloseUp(); c.Known {
		t.Error("nothing is looked at")
	}
	see(m, 6)
	m.Ready = false
	if q := m.InspectQuestion(); q != nil {
		t.Errorf("without a worker it asks for %+v", q)
	}
	m.Ready = true
	wantInspect(t, m, "the last layer", []byte{3}, false, 0)
	see(m, 1, 6)
	wantInspect(t, m, "the block and its filters", []byte{2, 0, 3}, false, 0)
	in.LookAt(1, 1)
	wantInspect(t, m, "the close-up of a layer within the block", []byte{2, 0, 3, 1}, true, protocol.PlaceOfMax)
	in.LookAt(2, 0)
	wantInspect(t, m, "a close-up", []byte{2, 0, 3}, true, protocol.PlaceOfMax)
	if c := in.CloseUp(); c.Known {
		t.Error("it is known before it came")
	}
	m.Apply(pooled(m.seq))
	// Row 1, column 0 of the pool: rows 13-25, columns 0-12 of the convolution,
	// which reach two further.
	if c := in.CloseUp(); c != (CloseUp{true, 2, 1, 0, Area{13, 0, 15, 15}, 2, 2, 2}) || len(in.Focus.Weight) != 1 {
		t.Errorf("%+v", c)
	}
	in.ChoosePlace(0, 1)
	wantInspect(t, m, "a place", []byte{2, 0, 3}, true, 1)
	if c := in.CloseUp(); c.Place != 1 || c.Row != 1 || c.Value != 2 {
		t.Errorf("before the place's value came: %+v", c)
	}
	e := pooled(m.seq)
	e.Place, e.Value, e.Input = 1, 0.5, []float32{0.5}
	m.Apply(e)
	if c := in.CloseUp(); c.Place != 1 || c.Row != 0 || c.Column != 1 || c.Value != 0.5 || c.Field != (Area{0, 13, 15, 15}) {
		t.Errorf("the place's value: %+v", c)
	}
	in.LookAt(2, 1)
	m.Apply(pooled(m.seq))
	if in.Focus.Weight != nil || !in.Focus.Chosen || in.Focus.Place != 1 {
		t.Error("the weights are another's, or the place is lost")
	}
	in.StepUnit(1)
	if in.Focus.Unit != 0 || in.cursors[2] != 0 {
		t.Error("it does not go around")
	}
	in.LookAt(0, 1)
	if in.Focus.Chosen {
		t.Error("a place of a map of another size")
	}
	in.ChoosePlace(3, 4)
	if in.LookAt(1, 1); !in.Focus.Chosen || in.Focus.Place != 3*26+4 {
		t.Error("the place is lost in the layer above")
	}
	in.LookAt(2, 0)
	in.LookAt(0, 1)
	m.InspectQuestion()
	see(m)
	wantInspect(t, m, "nothing can be seen", nil, false, 0)
	see(m, 1)
	m.InspectQuestion()
	in.SetAway(true)
	wantInspect(t, m, "another tab is in front", nil, false, 0)
	in.SetAway(false)
	wantInspect(t, m, "the page is back", []byte{2, 0}, true, protocol.PlaceOfMax)
	m.WorkerLost()
	m.Ready, m.Prepared = true, true
	wantInspect(t, m, "another worker", []byte{2, 0}, true, protocol.PlaceOfMax)
	for _, none := range [][2]int{{-1, 0}, {4, 0}, {2, 2}, {2, -1}} {
		in.LookAt(2, 1)
		if in.LookAt(none[0], none[1]); in.Focus.On {
			t.Errorf("looks at %v", none)
		}
	}
	in.LookAt(3, 9)
	m.Apply(&protocol.Prepared{Recipe: parse(convRecipe), Layers: convLayers})
	if !in.Focus.On || in.Values[2].Maps != nil || in.cursors[3] != 9 {
		t.Error("the same network again: what is looked at is lost, or old values are not")
	}
	wantInspect(t, m, "another network", []byte{2, 0, 3}, true, protocol.PlaceOfMax)
	m.Apply(&protocol.Prepared{Recipe: parse(convRecipe), Layers: convLayers})
	wantInspect(t, m, "the same network, reset", []byte{2, 0, 3}, true, protocol.PlaceOfMax)
	m.Apply(&protocol.Prepared{Recipe: parse(`{"preset":"mlp","layers":[{"kind":"dense","units":10}]}`), Layers: []protocol.Layer{{Kind: "dense", Out: tensor.Vec(10), Params: 7850}}})
	if in.Focus.On || len(in.Layers) != 1 {
		t.Error("looks at what is not there")
	}
	m.Apply(&protocol.Prepared{Layers: convLayers})
	if len(in.Layers) != 0 {
		t.Error("has layers that nobody can read")
	}
}

func TestPlaceByKeysAndPointer(t *testing.T) {
	m := inked()
	in := &m.Inside
	see(m, 1)
	in.LookAt(2, 0)
	if in.MovePlace("ArrowLeft") {
		t.Error("moves in a map that is not there")
	}
	m.Apply(pooled(m.seq)) // strongest at row 1, column 0 of 2 x 2
	for _, step := range []struct {
		key   string
		place int
	}{{"ArrowLeft", 2}, {"ArrowRight", 3}, {"ArrowDown", 3}, {"ArrowUp", 1}, {"ArrowUp", 1}, {"ArrowLeft", 0}, {"Home", 2}} {
		if !in.MovePlace(step.key) || in.CloseUp().Place != step.place {
			t.Errorf("%s: at %d, want %d", step.key, in.CloseUp().Place, step.place)
		}
	}
	if in.Focus.Chosen || in.MovePlace("x") || in.MovePlace("Tab") {
		t.Error("Home does not go to the strongest, or any key does something")
	}
	for _, at := range []struct {
		x, y  float64
		place int
	}{{10, 10, 0}, {99, 10, 1}, {10, 99, 2}, {100, 100, 3}, {-1, 3, 0}} {
		if in.PickPlace(at.x, at.y, 100); in.CloseUp().Place != at.place {
			t.Errorf("%v, %v: at %d, want %d", at.x, at.y, in.CloseUp().Place, at.place)
		}
	}
	in.Layers[2].W = 4 // a map of 2 x 4 in the middle of the square
	for y, place := range map[float64]int{10: 2, 45: 2, 55: 6, 99: 6} {
		if in.PickPlace(60, y, 100); in.Focus.Place != place {
			t.Errorf("60, %v of a wide map: at %d, want %d", y, in.Focus.Place, place)
		}
	}
	in.Layers[2].W = 2
	in.ChoosePlace(0, 0)
	in.ChoosePlace(2, 0)
	if in.CloseUp().Place != 0 {
		t.Error("a place outside of the map")
	}
}

func TestBlocksFold(t *testing.T) {
	m := inked()
	in := &m.Inside
	keys := func() (k []int) {
		for _, r := range in.Rows() {
			k = append(k, r.Key)
		}
		return k
	}
	if k := keys(); !slices.Equal(k, []int{1, 6}) {
		t.Fatalf("rows %v", k)
	}
	if r := *in.Row(1); r != (Row{Key: 1, Last: 2, Block: true}) || in.Learned(&r) != 20 {
		t.Errorf("%+v", r)
	}
	see(m, 1, 6)
	in.Fold(6) // no block
	in.LookAt(1, 1)
	if key, ok := in.FocusRow(); !ok || key != 1 || in.Marked(in.Row(1), false) != 1 || in.Marked(in.Row(6), false) != -1 || in.Marked(in.Row(6), true) != 0 {
		t.Error("the folded block does not mark what is looked at in it")
	}
	built := in.Built
	in.Fold(1)
	if k := keys(); !slices.Equal(k, []int{1, 0, 2, 4, 6}) || !in.Row(1).Open || in.Built == built {
		t.Fatalf("unfolded: rows %v", k)
	}
	if first, last := in.FocusBlock(); first != 0 || last != 2 {
		t.Errorf("the block is %d to %d", first, last)
	}
	if key, _ := in.FocusRow(); key != 2 || in.Row(0).Filters != 0 || in.Row(4).Filters != -1 || !in.Row(6).Seen || in.Row(4).Seen {
		t.Error("unfolded: wrong rows")
	}
	see(m, 1, 0, 6)
	wantInspect(t, m, "unfolded", []byte{0, 3, 1}, true, protocol.PlaceOfMax)
	replaced := in.Replaced
	m.Apply(&protocol.Prepared{Recipe: parse(convRecipe), Layers: convLayers})
	if !in.Row(1).Open || in.Replaced != replaced {
		t.Error("the next network folds it, or has other rows")
	}
	m.Apply(&protocol.Prepared{Recipe: parse(`{"preset":"mlp","layers":[{"kind":"dense","units":10},{"kind":"relu"}]}`), Layers: []protocol.Layer{{Kind: "dense", Out: tensor.Vec(10), Params: 7850}, {Kind: "relu", Out: tensor.Vec(10)}}})
	if in.Row(1).Open || in.Replaced != replaced+1 {
		t.Error("a block of another network is unfolded, or its rows are kept")
	}
	m.Apply(&protocol.Prepared{Recipe: parse(convRecipe), Layers: convLayers})
	in.Fold(1)
	in.Fold(1)
	if k := keys(); !slices.Equal(k, []int{1, 6}) {
		t.Errorf("folded again: rows %v", k)
	}
	if in.Row(2) != nil {
		t.Error("a row that is folded")
	}
	in.Fold(2) // must not do anything

	// Layers that no layer with weights is before, and those that change the shape.
	layers, _ := networkOf(t, recipe.ReLU(), recipe.ConvPad(4, 5, 2), recipe.BatchNorm(), recipe.ReLU(), recipe.Pool(2), recipe.Conv(2, 3), layer.Flatten{}, recipe.Dropout(0.5), recipe.Dense(20), recipe.Sigmoid())
	in.Layers, in.Values, in.unfolded = layers, make([]Values, len(layers)), nil
	in.arrange()
	if k := keys(); !slices.Equal(k, []int{0, 3, 10, 12, 14, 17, 20}) {
		t.Errorf("rows %v of %d layers", k, len(layers))
	}
}

func TestCursor(t *testing.T) {
	m := inked()
	in := &m.Inside
	r := in.Row(6)
	for _, step := range []struct {
		key  string
		unit int
	}{{"ArrowRight", 1}, {"ArrowDown", 5}, {"ArrowDown", 9}, {"ArrowDown", 9}, {"ArrowRight", 9}, {"ArrowUp", 5}, {"Home", 0}, {"ArrowLeft", 0}, {"End", 9}, {"Enter", 9}} {
		if !in.MoveCursor(r, step.key, 4) || in.Cursor(r) != step.unit {
			t.Errorf("%s: unit %d, want %d", step.key, in.Cursor(r), step.unit)
		}
	}
	if in.MoveCursor(r, "Tab", 4) || !in.Focus.On || in.Focus.Layer != 3 || in.Focus.Unit != 9 {
		t.Errorf("%+v", in.Focus)
	}
	if !in.MoveCursor(r, "Escape", 4) || in.Focus.On || in.Cursor(r) != 9 {
		t.Error("Escape does not end the close-up")
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
