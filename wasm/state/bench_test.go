package state

import (
	"bytes"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// drawn is a model with a stroke on the pad and a prediction.
func drawnAs(digit int, p float32, step uint32) *Model {
	m := &Model{}
	m.Drawing.Begin(ink.Point{X: 0.5, Y: 0.5})
	m.Drawing.End()
	m.Prediction = predictionOf(certain(digit, p), step, step > 0)
	return m
}

func TestPredictionShown(t *testing.T) {
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	tie := drawnAs(4, 0.5, 9)
	tie.Prediction = predictionOf([10]float32{4: 0.5, 9: 0.45, 1: 0.05}, 9, true)
	several := drawnAs(7, 0.99, 9)
	several.Several = Several{
		strokes:     make([][]ink.Stroke, 2),
		predictions: []Prediction{predictionOf(certain(7, 0.99), 9, true), predictionOf(certain(2, 0.3), 9, true)},
	}
	waits := drawnAs(7, 0.99, 9)
	waits.Prediction = Prediction{}
	for _, c := range []struct {
		m                               *Model
		verdict, figures, remark, seven string
	}{
		{&Model{}, "empty", "?", "Its prediction appears here when you draw.", "–"},
		{waits, "empty", "?", "The engine is still on its way.", "–"},
		{drawnAs(7, 0.11, 0), "known", "7", "Only guessing: it has learned nothing yet.", "11.0%"},
		{drawnAs(7, 0.99999, 9), "known", "7", "It is quite sure.", "99.9%"},
		{drawnAs(7, 0.9, 9), "known", "7", "It thinks so.", "90.0%"},
		{drawnAs(7, 0.3, 9), "none", "?", "This hardly looks like a digit to it.", "30.0%"},
		{tie, "tie", "4", "It is not sure: 4 or 9?", "0.0%"},
		{several, "several", "7?", "2 digits, from left to right.", "99.0%"},
	} {
		if v, f, r, p := c.m.Verdict(), c.m.Figures(), c.m.Remark(&w), c.m.Percent(7); v != c.verdict || f != c.figures || r != c.remark || p != c.seven {
			t.Errorf("%s, %s, %q, %s; want %s, %s, %q, %s", v, f, r, p, c.verdict, c.figures, c.remark, c.seven)
		}
	}
	for i, want := range [][3]string{{"7", "99.0%", "Digit 1: 7, 99.0%"}, {"?", "30.0%", "Digit 2: not sure, perhaps 2, 30.0%"}} {
		if f, p := several.Several.Figure(i); f != want[0] || p != want[1] || several.Several.Title(&w, i) != want[2] {
			t.Errorf("digit %d: %s, %s, %q", i+1, f, p, several.Several.Title(&w, i))
		}
	}
}

// TestNumbersAreNotAnimated checks a bar on its way to a new prediction: its number is
// that of the prediction, as it stands beside the digit and in the table.
func TestNumbersAreNotAnimated(t *testing.T) {
	m := drawnAs(7, 0.9, 9)
	var shown [10]float32
	for range 80 {
		arrived := plot.Ease(&shown, &m.Prediction.P, 0.01)
		for digit, s := range shown {
			b := m.Prediction.Bar(digit, s)
			if b.Text != m.Percent(digit) || b.Length != float64(s) {
				t.Fatalf("at %v the bar of %d says %s, the page %s", s, digit, b.Text, m.Percent(digit))
			}
		}
		if arrived {
			break
		}
	}
	if shown != m.Prediction.P {
		t.Errorf("the bars stop at %v", shown)
	}
}

func TestOnPad(t *testing.T) {
	image := make([]byte, ink.Pixels)
	for name, want := range map[string][]string{
		"en.json": {
			"", "", "Your drawing.", "Loss if it is a 7, −ln p: 0.105", "Your drawing. The step Crop is off.", "An example: a 7.", "Loss for the 7, −ln p: 0.105",
			"Test digit 4,176: a 2.", "Loss for the 2, −ln p: 4.500", "An example: a 7.", "Your drawing.",
			"Your drawing, altered towards a 3.", "Loss if it is a 7, −ln p: 0.105", "One of your drawings: a 7.",
		},
		"ja.json": {
			"", "", "あなたが書いた字です。", "7が正解なら損失（−ln p）：0.105", "あなたが書いた字です。外している手順：切り抜き。", "お手本の7です。", "正解の7に対する損失（−ln p）：0.105",
			"テスト画像4,176：2です。", "正解の2に対する損失（−ln p）：4.500", "お手本の7です。", "あなたが書いた字です。",
			"あなたの字を、3に近づけて変えたものです。", "7が正解なら損失（−ln p）：0.105", "保存してある、あなたの7です。",
		},
	} {
		var w words.Words
		w.Use(joined(languages(t)[name]))
		m := &Model{Steps: ink.MNIST()}
		got := []string{m.OnPad(&w), m.LossText(&w)}
		m = drawnAs(7, 0.9, 9)
		m.Steps = ink.MNIST()
		d := &m.Drawing
		got = append(got, m.OnPad(&w), m.LossText(&w))
		m.Steps.Crop = false
		got = append(got, m.OnPad(&w))
		m.Steps.Crop = true
		d.SetSource(Source{Origin: OfSample, Label: 7})
		got = append(got, m.OnPad(&w), m.LossText(&w))
		d.SetImage(image)
		d.SetSource(Source{Origin: OfTest, Label: 2, Index: 4176})
		got = append(got, m.OnPad(&w), m.LossText(&w))
		d.Undo() // the image, and brings the example back
		got = append(got, m.OnPad(&w))
		d.Begin(ink.Point{X: 0.5, Y: 0.5})
		d.End()
		got = append(got, m.OnPad(&w))
		d.SetImage(image)
		d.SetSource(Source{Origin: Altered, Label: 3})
		got = append(got, m.OnPad(&w), m.LossText(&w))
		d.Clear()
		d.Begin(ink.Point{X: 0.5, Y: 0.5})
		d.SetSource(Source{Origin: OfKept, Label: 7})
		got = append(got, m.OnPad(&w))
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", name, got[i], want[i])
			}
		}
	}
	m := drawnAs(7, 0.9, 9)
	m.Prediction.P = [10]float32{7: 1}
	if loss, _, _ := m.DigitLoss(); loss != 0 {
		t.Errorf("a certain prediction has the loss %v", loss)
	}
	m.Drawing.SetSource(Source{Origin: OfSample, Label: 3})
	if loss, _, _ := m.DigitLoss(); !(loss > 80 && loss < 200) {
		t.Errorf("an impossible digit has the loss %v", loss)
	}
	for loss, want := range map[float64]string{0: "0.0000", 0.09999: "0.1000", 0.00002: "2×10⁻⁵", 0.5: "0.500", 999: "999.000", 12345: "1.2e+04"} {
		if got := lossText(loss); got != want {
			t.Errorf("the loss %v is %s, want %s", loss, got, want)
		}
	}
}

// TestImageIsNobodysOwn checks that an image of unknown origin does not inherit the
// label of the one before.
func TestImageIsNobodysOwn(t *testing.T) {
	var d Drawing
	d.SetImage(bytes.Repeat([]byte{1}, ink.Pixels))
	d.SetSource(Source{Origin: OfTest, Label: 2})
	d.SetImage(bytes.Repeat([]byte{2}, ink.Pixels))
	if d.Source().Labelled() {
		t.Errorf("%+v", d.Source())
	}
}

func TestCleared(t *testing.T) {
	var d Drawing
	d.Begin(ink.Point{X: 0.5, Y: 0.5})
	d.End()
	d.SetSource(Source{Origin: OfSample, Label: 4})
	d.Clear()
	d.Undo()
	if s := d.Source(); s.Origin != OfSample || s.Label != 4 {
		t.Errorf("an example that was cleared comes back as %+v", s)
	}
}

// TestSloped checks whose loss is looked at, and that the page says why.
func TestSloped(t *testing.T) {
	var m Model
	m.Prediction = Prediction{Known: true, Digit: 4, Second: 9, P: [10]float32{4: 0.7, 9: 0.2}}
	check := func(what string, own bool, want Sloped, why string) {
		t.Helper()
		got := m.Sloped(own)
		if got != want {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
		if s := got.Why(englishWords(t)); !strings.Contains(s, why) || why == "" && s != "" {
			t.Errorf("%s: %q, want %q", what, s, why)
		}
	}
	check("an unsure 4", true, Sloped{4, -1}, "")
	m.Prediction.P[4] = 0.999
	check("a sure 4", true, Sloped{9, 4}, "As a 4 its loss is almost 0")
	check("the example", false, Sloped{7, -1}, "")
}
