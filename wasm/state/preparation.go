package state

import (
	"image/color"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/words"
)

// The steps of preprocessing, in their order.
const (
	StepPen = iota
	StepCrop
	StepFit
	StepCentre
	StepGrey
	StepCount
)

func step(p *ink.Preprocessing, i int) *bool {
	return [StepCount]*bool{&p.Pen, &p.Crop, &p.Fit, &p.Centre, &p.Grey}[i]
}

// Step reports whether a step of the preprocessing is taken.
func (m *Model) Step(i int) bool { return *step(&m.Steps, i) }

// SetStep turns a step of the preprocessing on or off. Drawn is to be called then.
func (m *Model) SetStep(i int, on bool) { *step(&m.Steps, i) = on }

// StepsOff returns the names of the steps that are off, as their switches have them;
// none with a test digit on the pad, which no step applies to.
func (m *Model) StepsOff(w *words.Words) []string {
	if m.Drawing.Image() != nil {
		return nil
	}
	var off []string
	for i := range StepCount {
		if !m.Step(i) {
			off = append(off, stepName(w, i))
		}
	}
	return off
}

// StepsNote says beside the pad which steps are off; nothing if none is.
func (m *Model) StepsNote(w *words.Words) string {
	off := m.StepsOff(w)
	switch n := len(off); n {
	case 0:
		return ""
	case 1:
		return w.T("steps.off.one", "step", off[0])
	case StepCount:
		return w.T("steps.off.all")
	default:
		return w.T("steps.off", "steps", strings.Join(off[:n-1], w.T("list")), "last", off[n-1])
	}
}

// PreparationNote says in the section of the preprocessing that its pictures are not
// those of all steps: some are off, or none applies.
func (m *Model) PreparationNote(w *words.Words) string {
	if m.Drawing.Image() != nil {
		return w.T("film.test")
	}
	off := m.StepsOff(w)
	if len(off) == 0 {
		return ""
	}
	return w.T("film.off", "steps", strings.Join(off, w.T("list")))
}

// PreparationFigure is the digit that the preprocessed drawing is predicted to be,
// and whether there is one.
func (m *Model) PreparationFigure() (figure string, known bool) {
	if p := m.Seen(); p.Known && p.Doubt != decision.None {
		return strconv.Itoa(p.Digit), true
	}
	return "?", false
}

// PreparationText is the prediction for the preprocessed drawing, or why there is
// none.
func (m *Model) PreparationText(w *words.Words) string {
	p := m.Seen()
	switch {
	case m.Hides():
		return w.T("present.guess")
	case p.Known && p.Doubt == decision.None:
		return w.T("remark.none")
	case p.Known && p.Doubt == decision.Tie:
		return w.T("remark.tie", "a", p.Digit, "b", p.Second)
	case p.Known:
		return w.T("film.reads", "digit", p.Digit, "percent", probability(&p.P, p.Digit))
	case m.Drawing.Empty():
		return w.T("film.empty")
	}
	return w.T("remark.wait")
}

func stepName(w *words.Words, i int) string {
	switch i {
	case StepPen:
		return w.T("film.pen")
	case StepCrop:
		return w.T("film.crop")
	case StepFit:
		return w.T("film.fit")
	case StepCentre:
		return w.T("film.centre")
	}
	return w.T("film.grey")
}

// Film overwrites f with the pictures of the preprocessing's steps. Of a test digit
// there is the network's input alone.
func (m *Model) Film(f *ink.Film) (ink bool) {
	ink = m.Steps.Film(f, m.Strokes())
	if image := m.Drawing.Image(); image != nil {
		copy(f.Image[:], image)
	}
	return ink
}

// PaintCrop paints into RGBA of FilmSide x FilmSide pixels a dashed outline around
// the crop of a film: what Film's Frame has, with the pen's thickness around it.
func (p *Paper) PaintCrop(dst []byte, f *ink.Film) {
	const margin, dash, gap, half = 3, 3, 2, 150
	at := func(v float64) int { return int(v*ink.FilmSide + 0.5) }
	left, top, right, bottom := at(f.Frame[0])-margin, at(f.Frame[1])-margin, at(f.Frame[2])+margin-1, at(f.Frame[3])+margin-1
	dot := func(x, y, along int) {
		if x < 0 || y < 0 || x >= ink.FilmSide || y >= ink.FilmSide || along%(dash+gap) >= dash {
			return
		}
		i := y*ink.FilmSide + x
		put(dst, i, color.RGBA{p.Ink.R, p.Ink.G, p.Ink.B, max(dst[4*i+3], half)})
	}
	for x := left; x <= right; x++ {
		dot(x, top, x-left)
		dot(x, bottom, x-left)
	}
	for y := top; y <= bottom; y++ {
		dot(left, y, y-top)
		dot(right, y, y-top)
	}
}
