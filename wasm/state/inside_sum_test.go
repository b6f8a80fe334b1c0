package state

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/words"
)

// summed is Inside with a close-up of a layer, whose inputs, weights and bias are
// random, and its value their sum.
func summed(t *testing.T, at int, layers ...layer.Spec) *Inside {
	t.Helper()
	all, _ := networkOf(t, layers...)
	in := &Inside{Layers: all, Values: make([]Values, len(all)), cursors: make([]int, len(all))}
	in.arrange()
	in.LookAt(at, 0)
	f := &in.Focus
	c, h, w := all[at].Filter()
	r := rand.New(rand.NewPCG(1, 2))
	sum := 0.0
	f.Bias = 0.25
	for range c * h * w {
		x, weight := float32(r.NormFloat64()), float32(r.NormFloat64())
		f.Input, f.Weight = append(f.Input, x), append(f.Weight, weight)
		sum += float64(x) * float64(weight)
	}
	f.Value = float32(sum + float64(f.Bias))
	in.Values[at].Peaks, in.Values[at].At = []float32{f.Value}, []uint32{0}
	return in
}

// wantSum checks that the lines add up to the value.
func wantSum(t *testing.T, in *Inside, kinds ...LineKind) *Sum {
	t.Helper()
	s, ok := in.Sum()
	if !ok {
		t.Fatal("there is no sum")
	}
	var have []LineKind
	total := 0.0
	for i, l := range s.Lines {
		have = append(have, l.Kind)
		if i < len(s.Lines)-1 {
			total += l.Value
		}
	}
	if !slices.Equal(have, kinds) {
		t.Errorf("lines %v, want %v", have, kinds)
	}
	if value := s.Lines[len(s.Lines)-1].Value; math.Abs(total-value) > 1e-4 || value != float64(in.CloseUp().Value) {
		t.Errorf("the lines add up to %g, the value is %g, shown is %g", total, value, in.CloseUp().Value)
	}
	return s
}

func lines(k LineKind, n int, then ...LineKind) []LineKind {
	return append(slices.Repeat([]LineKind{k}, n), then...)
}

func TestSumOfOneInputMap(t *testing.T) {
	in := summed(t, 0, recipe.Conv(4, 5), recipe.ReLU())
	s := wantSum(t, in, LineProducts, LineBias, LineTotal)
	if len(s.Terms) != 25 || s.Columns != 5 || s.Channels != 1 || s.Lines[0].N != 25 {
		t.Errorf("%d terms in %d columns of %d maps", len(s.Terms), s.Columns, s.Channels)
	}
	sum := 0.0
	for i, term := range s.Terms {
		if term.X != in.Focus.Input[i] || term.W != in.Focus.Weight[i] {
			t.Errorf("term %d is %v", i, term)
		}
		sum += term.Product()
	}
	if math.Abs(sum-s.Lines[0].Value) > 1e-9 {
		t.Errorf("the products add up to %g, not %g", sum, s.Lines[0].Value)
	}
	in.StepChannel(1)
	if s, _ := in.Sum(); s.Channel != 0 {
		t.Error("there is one map only")
	}
	if n := testing.AllocsPerRun(10, func() { in.Sum() }); n > 1 {
		t.Errorf("%v allocations", n)
	}
}

func TestSumOfInputMaps(t *testing.T) {
	few := summed(t, 1, recipe.Conv(4, 5), recipe.Conv(2, 3))
	s := wantSum(t, few, lines(LineMap, 4, LineBias, LineTotal)...)
	if s.Channels != 4 || len(s.Terms) != 9 || s.Channel != s.Lines[0].N {
		t.Errorf("shows map %d of %d, the largest is %d", s.Channel, s.Channels, s.Lines[0].N)
	}
	in := summed(t, 1, recipe.Conv(40, 5), recipe.Conv(2, 3))
	s = wantSum(t, in, lines(LineMap, 10, LineRest, LineBias, LineTotal)...)
	if s.Lines[10].N != 30 || !slices.IsSortedFunc(s.Lines[:10], func(a, b Line) int {
		return int(math.Copysign(1, math.Abs(b.Value)-math.Abs(a.Value)))
	}) {
		t.Errorf("the largest are %+v", s.Lines[:11])
	}
	strongest := s.Channel
	in.StepChannel(1)
	s, _ = in.Sum()
	if s.Channel != (strongest+1)%40 || s.Terms[0].X != in.Focus.Input[9*s.Channel] {
		t.Errorf("after %d comes %d", strongest, s.Channel)
	}
	in.Focus.Channel = 0
	in.StepChannel(-1)
	if s, _ := in.Sum(); s.Channel != 39 {
		t.Errorf("before the first comes %d", s.Channel)
	}
	// 40 slices of 3x3 are 7 columns and 6 rows: 27 x 23 pixels.
	for _, at := range []struct {
		x, y    float64
		channel int
	}{{1, 25, 0}, {269, 25, 6}, {45, 25, 1}, {1, 239, 35}, {1, 2, 0}, {269, 239, 0}} {
		in.Focus.Channel = 0
		in.PickChannel(at.x, at.y, 270)
		if in.Focus.Channel != at.channel {
			t.Errorf("%v, %v: map %d, want %d", at.x, at.y, in.Focus.Channel, at.channel)
		}
	}
	if a, m := in.ChannelArea(8); a != (Area{4, 4, 3, 3}) || m.Width != 27 {
		t.Errorf("the ninth slice is at %+v of %+v", a, m)
	}
	in.LookAt(1, 1)
	if in.Focus.Channel != 0 {
		t.Error("in the next map another input map is shown")
	}
}

func TestSumOfUnit(t *testing.T) {
	in := summed(t, 0, recipe.Dense(20))
	s := wantSum(t, in, lines(LineInput, 10, LineRest, LineBias, LineTotal)...)
	if s.Columns != 0 || len(s.Terms) != 0 || s.Lines[10].N != 774 {
		t.Errorf("%+v", s)
	}
	largest := 0.0
	for i, x := range in.Focus.Input {
		largest = max(largest, math.Abs(float64(x)*float64(in.Focus.Weight[i])))
	}
	if l := s.Lines[0]; math.Abs(l.Value) != largest || l.Term.X != in.Focus.Input[l.N] {
		t.Errorf("the largest is %g, not %g", largest, l.Value)
	}
	wantSum(t, summed(t, 1, recipe.Dense(4), recipe.Dense(3)), lines(LineInput, 4, LineBias, LineTotal)...)
	in.Focus.Input = nil
	if _, ok := in.Sum(); ok {
		t.Error("a sum without a drawing")
	}
}

// TestInsideSpeaks checks the sentences in both languages.
func TestInsideSpeaks(t *testing.T) {
	for name, want := range map[string][]string{
		"en.json": {"Convolution: map 1 of 4", "Its filter: a slice for each of 4 maps", "Input map 2 of 4", "Input map 3|The other 7|Bias|Sum: the value", "Show its 2 layers: Convolution + ReLU", "Fold into one row",
			"At row 1, column 1 of 20 × 20: ", "That value depends on rows 1 to 9, columns 1 to 9 of your drawing.", "row 2, column 3: 0.5 × −2", "map 2, row 1, column 3: 0.5 × −2", "unit 6: 0.5 × −2", "Maps of layer 1, Convolution", "Close-up", "score of 7",
			"It predicts 3, 99.9%.", "The ten probabilities: the bars at the top.", "The 25 products"},
		"ja.json": {"畳み込み：4枚中1枚目のマップ", "フィルター：入力マップ4枚ぶん", "入力マップ 4枚中2枚目", "入力マップ3|残り7個の和|バイアス|合計（この値）", "2個の層に分ける：畳み込み + ReLU", "一行にまとめる",
			"20 × 20のうち1行1列の値は", "この値は、あなたの数字の1～9行、1～9列で決まります。", "2行3列：0.5 × −2", "マップ2の1行3列：0.5 × −2", "ユニット6：0.5 × −2", "第1層（畳み込み）のマップ", "拡大", "7のスコア",
			"予測は3（99.9%）。", "10個の確率は、上の棒グラフのとおりです。", "25個の積の和"},
	} {
		var w words.Words
		w.Use(joined(languages(t)[name]))
		in := summed(t, 1, recipe.Conv(4, 5), recipe.Conv(4, 5), recipe.ReLU())
		in.ChoosePlace(0, 0)
		s, _ := in.Sum()
		s.Channel = 1
		line := func(kind LineKind, n int) string {
			return in.LineText(&w, &Line{Kind: kind, N: n, Term: Term{0.5, -2}})
		}
		block := in.Row(3)
		fold := in.FoldLabel(&w, block)
		in.Fold(3)
		said := strings.Join([]string{
			in.CloseUpTitle(&w), in.WeightText(&w), s.ChannelText(&w), line(LineMap, 2), line(LineRest, 7), line(LineBias, 0), line(LineTotal, 0), line(LineProducts, 25),
			fold, in.FoldText(&w, in.Row(3)), in.CloseUpText(&w), in.RowLabel(&w, in.Row(0)), s.Text(&w),
		}, "|")
		in.LookAt(0, 0)
		said += "|" + line(LineInput, 30)
		dense := summed(t, 1, recipe.Conv(4, 5), recipe.Dense(20), recipe.ReLU())
		dense.Layers[1].In.H, dense.Layers[1].In.W = 4, 4
		said += "|" + dense.LineText(&w, &Line{Kind: LineInput, N: 18, Term: Term{0.5, -2}})
		unit := summed(t, 1, recipe.Dense(20), recipe.Dense(20))
		said += "|" + unit.LineText(&w, &Line{Kind: LineInput, N: 5, Term: Term{0.5, -2}}) + "|" + unit.CloseUpText(&w) + "|" + unit.UnitName(&w, 2, 7)
		unit.LookAway()
		m := &Model{}
		said += "|" + unit.CloseUpTitle(&w) + "|" + m.InsidePrediction(&w) + "|" + m.InsideLead(&w)
		m.Prediction.Known, m.Prediction.Digit = true, 3
		m.Prediction.P[3] = 0.999
		said += "|" + m.InsidePrediction(&w)
		for _, s := range want {
			if !strings.Contains(said, s) {
				t.Errorf("%s: it does not say %q: %s", name, s, said)
			}
		}
		if strings.Contains(said, "{") || strings.Contains(said, "sum.") || strings.Contains(said, "closeup.") {
			t.Errorf("%s: %s", name, said)
		}
		names, texts := in.Glossary(&w)
		if len(names) != 5 || names[1] != w.T("layer.conv2d") || texts[4] != w.T("layer.softmax.text") {
			t.Errorf("%s: the glossary has %q", name, names)
		}
	}
}

func TestFormula(t *testing.T) {
	for want, c := range map[string]struct {
		spec   layer.Spec
		inputs []float32
		value  float32
	}{
		"max(0, −1.25) = 0":              {recipe.ReLU(), []float32{-1.25}, 0},
		"max(1, 2, −3, 0.5) = 2":         {recipe.Pool(2), []float32{1, 2, -3, 0.5}, 2},
		"(1 + 2 + −3 + 0.5) / 4 = 0.125": {recipe.AvgPool(2), []float32{1, 2, -3, 0.5}, 0.125},
		"0.5 → 0.622":                    {recipe.Sigmoid(), []float32{0.5}, 0.6224593},
		"":                               {recipe.Softmax(), make([]float32, 784), 0.1},
	} {
		all, _ := networkOf(t, c.spec)
		in := &Inside{Layers: all, Values: make([]Values, len(all)), cursors: make([]int, len(all))}
		in.LookAt(0, 0)
		if in.Formula() != "" {
			t.Error("a formula before there are values")
		}
		in.Focus.Input, in.Focus.Value = c.inputs, c.value
		if got := in.Formula(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if in := summed(t, 0, recipe.Conv(4, 1)); in.Formula() != "" {
		t.Error("a formula of a convolution")
	}
}

func TestCloseUpPictures(t *testing.T) {
	m := inked()
	in, p := &m.Inside, &Paper{}
	for i := range 256 {
		p.Sequential[i].R, p.Diverging[i].R = byte(i), byte(255-i)
	}
	in.LookAt(2, 0)
	if rgba, _, _ := in.MapPicture(nil, p); rgba != nil {
		t.Error("a map without a drawing")
	}
	m.Apply(pooled(m.seq))
	rgba, w, h := in.MapPicture(nil, p)
	if w != 2 || h != 2 || len(rgba) != 16 || rgba[8] != 255 || rgba[4] != 0 {
		t.Errorf("%d x %d: %v", w, h, rgba)
	}
	if again, _, _ := in.MapPicture(rgba, p); &again[0] != &rgba[0] {
		t.Error("the buffer is not reused")
	}
	if rgba, _, _ := in.WeightPicture(nil, p); rgba != nil {
		t.Error("weights of a pooling")
	}
	in.LookAt(0, 0)
	in.Focus.Weight = []float32{-1, 0, 1, 0, 0, 0, 0, 0, 0.5}
	if rgba, w, h := in.WeightPicture(nil, p); w != 3 || h != 3 || rgba[0] != 254 || rgba[8] != 0 || rgba[4] != 127 {
		t.Errorf("%d x %d: %v", w, h, rgba)
	}
	grey := make([]byte, 784)
	grey[3*28+4] = 255
	p.Ink.R = 200
	patch := Area{2, 4, 2, 3}.PatchPicture(nil, grey, p)
	if len(patch) != 24 || patch[12] != 200 || patch[0] != 0 {
		t.Errorf("the patch is %v", patch)
	}
	if (Area{0, 0, 28, 28}).PatchPicture(nil, grey, p) != nil || (Area{}).PatchPicture(nil, grey, p) != nil {
		t.Error("a patch of everything, or of nothing")
	}
	if got := (Area{1, 2, 1, 1}).Outline(2, 4); got != [4]string{"50.00%", "50.00%", "25.00%", "25.00%"} {
		t.Errorf("outlined at %v", got)
	}
}

// TestCloseUpExplains checks which words of the close-up's are explained.
func TestCloseUpExplains(t *testing.T) {
	for name, c := range map[string]struct {
		layers []layer.Spec
		at     int
		weight string
		slides bool
	}{
		"a convolution": {[]layer.Spec{recipe.Conv(4, 5), recipe.ReLU()}, 0, "filter", true},
		"its ReLU":      {[]layer.Spec{recipe.Conv(4, 5), recipe.ReLU()}, 1, "weight", false},
		"pooling":       {[]layer.Spec{recipe.Conv(4, 5), recipe.Pool(2)}, 1, "weight", true},
		"units":         {[]layer.Spec{recipe.Dense(20)}, 1, "weight", false},
	} {
		in := summed(t, 0, c.layers...)
		in.LookAt(c.at, 0)
		if in.WeightTerm() != c.weight || in.Slides() != c.slides {
			t.Errorf("%s: its weights are explained by %s, it slides: %v", name, in.WeightTerm(), in.Slides())
		}
		in.LookAway()
		if in.Slides() {
			t.Errorf("%s: without a close-up it slides", name)
		}
	}
	total := Line{Kind: LineTotal}
	if total.Explained() != "" {
		t.Error("the sum is explained as a bias")
	}
}

// TestInsideNote checks that the sentence changes with the first drawing, and hardly in
// its length: a line more would move the rows.
func TestInsideNote(t *testing.T) {
	for name, texts := range languages(t) {
		var w words.Words
		w.Use(joined(texts))
		before, after := (&Inside{}).Note(&w), (&Inside{Seq: 1}).Note(&w)
		a, b := utf8.RuneCountInString(before), utf8.RuneCountInString(after)
		if before == after || after == "" || max(a, b)-min(a, b) > 6 {
			t.Errorf("%s: %q, then %q", name, before, after)
		}
	}
}
