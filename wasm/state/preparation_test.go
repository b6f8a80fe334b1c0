package state

import (
	"image/color"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

func TestSteps(t *testing.T) {
	m := &Model{Steps: ink.MNIST()}
	for i := range StepCount {
		m.SetStep(i, false)
		want := ink.MNIST()
		for j, on := range []*bool{&want.Pen, &want.Crop, &want.Fit, &want.Centre, &want.Grey} {
			*on = i != j
			if m.Step(j) == (i == j) {
				t.Errorf("without step %d, step %d is %v", i, j, m.Step(j))
			}
		}
		if m.Steps != want {
			t.Errorf("without step %d: %+v", i, m.Steps)
		}
		m.SetStep(i, true)
	}
	if m.Steps != ink.MNIST() {
		t.Errorf("all steps: %+v", m.Steps)
	}
}

func TestPreparationSentences(t *testing.T) {
	for name, want := range map[string][]string{
		"en.json": {
			"The step Crop is off.", "Left out: Crop. The network is given what you see here, not what it has learned from.",
			"The steps Crop and Centre of mass are off.", "The steps Crop, Centre of mass and 28 × 28 greys are off.",
			"All steps of the preparation are off.",
			"Draw something, and its way to the network appears here.", "The engine is still on its way.", "It reads 7, 99.9%.",
			"It is not sure: 7 or 1?", "This hardly looks like a digit to it.",
			"A test image lies on the pad. These steps do not apply to it: it was prepared when MNIST was made, and the network sees exactly it.",
		},
		"ja.json": {
			"外している手順：切り抜き。", "外した手順：切り抜き。ネットワークに渡るのはここに見えるもので、学んだ画像とは違います。",
			"外している手順：切り抜き、重心。", "外している手順：切り抜き、重心、28 × 28の濃淡。",
			"手順をすべて外しています。",
			"何か書くと、ネットワークに届くまでの道のりがここに現れます。", "エンジンの準備中です。", "7と読みました（99.9%）。",
			"7か1か、迷っています。", "数字には見えないようです。",
			"パッドにあるのはテスト画像です。MNISTが作られたときにすでに整えられているので、ここの手順は使われず、ネットワークはこの画像をそのまま見ます。",
		},
	} {
		var w words.Words
		w.Use(joined(languages(t)[name]))
		m := &Model{Steps: ink.MNIST()}
		var got []string
		say := func(s string) { got = append(got, s) }
		if m.StepsNote(&w) != "" || m.PreparationNote(&w) != "" || m.StepsOff(&w) != nil {
			t.Errorf("%s: with all steps %q", name, m.StepsNote(&w))
		}
		m.SetStep(StepCrop, false)
		say(m.StepsNote(&w))
		say(m.PreparationNote(&w))
		m.SetStep(StepCentre, false)
		say(m.StepsNote(&w))
		m.SetStep(StepGrey, false)
		say(m.StepsNote(&w))
		if off := m.StepsOff(&w); !slices.Equal(off, []string{w.T("film.crop"), w.T("film.centre"), w.T("film.grey")}) {
			t.Errorf("%s: off are %q", name, off)
		}
		m.SetStep(StepPen, false)
		m.SetStep(StepFit, false)
		say(m.StepsNote(&w))

		figure := func(want string, wantKnown bool) {
			t.Helper()
			if f, known := m.PreparationFigure(); f != want || known != wantKnown {
				t.Errorf("%s: the figure is %q, known: %v", name, f, known)
			}
		}
		say(m.PreparationText(&w))
		figure("?", false)
		stand(m, 0.5)
		say(m.PreparationText(&w))
		m.Prediction = Prediction{Known: true, Digit: 7, Second: 1, P: chances(map[int]float32{7: 0.999})}
		say(m.PreparationText(&w))
		figure("7", true)
		m.Prediction.Doubt = decision.Tie
		say(m.PreparationText(&w))
		m.Prediction.Doubt = decision.None
		say(m.PreparationText(&w))
		figure("?", false)
		m.Drawing.SetImage(make([]byte, ink.Pixels))
		say(m.PreparationNote(&w))
		if m.StepsNote(&w) != "" || m.StepsOff(&w) != nil {
			t.Errorf("%s: of a test digit %q", name, m.StepsNote(&w))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestFilmRevision checks that whatever changes the network's input asks for new
// pictures of its steps.
func TestFilmRevision(t *testing.T) {
	m := &Model{Steps: ink.MNIST()}
	var f ink.Film
	stand(m, 0.2)
	before := m.Rev.Input
	stand(m, 0.7)
	if m.Rev.Input == before {
		t.Error("a stroke leaves the revision")
	}
	if !m.Film(&f) || f.Frame[0] != 0.2 {
		t.Errorf("the film is of the frame %v", f.Frame)
	}
	before = m.Rev.Input
	m.Choose(1)
	m.Segment()
	if m.Film(&f); m.Rev.Input == before || f.Frame[0] != 0.7 {
		t.Errorf("the other digit's film is of the frame %v", f.Frame)
	}
	image := make([]byte, ink.Pixels)
	image[5] = 9
	m.Drawing.SetImage(image)
	m.Drawn()
	m.Segment()
	m.Apply(&protocol.Ready{})
	if m.Film(&f) || f.Image[5] != 9 || f.Box != [ink.Pixels]byte{} {
		t.Error("a test digit's film has more than the input")
	}
}

func TestPaintCrop(t *testing.T) {
	p := Paper{Ink: color.RGBA{1, 2, 3, 255}}
	const side = ink.FilmSide
	rgba := make([]byte, 4*side*side)
	film := &ink.Film{Frame: [4]float64{0.25, 0.5, 0.75, 1}} // its lower edge is outside
	p.PaintCrop(rgba, film)
	at := func(x, y int) byte { return rgba[4*(y*side+x)+3] }
	left, right, top := side/4-3, 3*side/4+2, side/2-3
	for x := range side {
		for y := range side {
			want := byte(0)
			if along := max(x-left, 0); y == top && x >= left && x <= right && along%5 < 3 {
				want = 150
			}
			if along := y - top; (x == left || x == right) && along >= 0 && along%5 < 3 {
				want = 150
			}
			if at(x, y) != want {
				t.Fatalf("at %d, %d: %d, want %d", x, y, at(x, y), want)
			}
		}
	}
	inked := make([]byte, 4*side*side)
	inked[4*(top*side+left)+3] = 255
	if p.PaintCrop(inked, film); inked[4*(top*side+left)+3] != 255 {
		t.Error("the outline covers the ink")
	}
}
