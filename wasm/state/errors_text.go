package state

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// ErrorsLead is the sentence below the heading.
func (m *Model) ErrorsLead(w *words.Words) string {
	if m.Timeline.looking && m.shownEval().Images == 0 {
		return w.T("timeline.errors", "step", plot.Thousands(int(m.Timeline.step)))
	}
	if m.shownEval().Images == 0 {
		return w.T("errors.empty")
	}
	return w.T("errors.text")
}

// MatrixNote says how many of how many test images x has.
func (m *Model) MatrixNote(w *words.Words, x *Matrix) string {
	e := m.shownEval()
	wrong, images, step := plot.Thousands(x.Wrong), plot.Thousands(int(e.Images)), plot.Thousands(int(e.Step))
	if e.Images == 0 {
		return ""
	}
	if e.Complete {
		return w.T("errors.note", "wrong", wrong, "images", images, "step", step)
	}
	return w.T("errors.live", "wrong", wrong, "images", images, "step", step)
}

// Label describes a cell to those who do not see where it stands.
func (x *Matrix) Label(w *words.Words, c Cell) string {
	if x.rows[c.Label] == 0 {
		return w.T("errors.cell.none", "label", c.Label, "answer", c.Predicted)
	}
	return w.T("errors.cell.of", "label", c.Label, "answer", c.Predicted, "n", int(c.N), "of", plot.Thousands(x.rows[c.Label]))
}

// Title describes the cell in full.
func (c Cell) Title(w *words.Words) string {
	if c.Correct() {
		return w.T("errors.cell.right", "label", c.Label, "answer", c.Predicted, "n", int(c.N))
	}
	return w.T("errors.cell", "label", c.Label, "answer", c.Predicted, "n", int(c.N))
}

// Figure is what stands in the cell.
func (c Cell) Figure() string {
	if c.N == 0 {
		return "·"
	}
	return strconv.Itoa(int(c.N))
}

// Mixup describes the cell as a mistake, shortly.
func (c Cell) Mixup(w *words.Words) string {
	return w.T("errors.mixup", "label", c.Label, "answer", c.Predicted, "n", int(c.N))
}

// Title is the heading over the chosen cell's images.
func (e *Errors) Title(w *words.Words) string {
	if !e.chosen {
		return w.T("errors.common")
	}
	return e.cell.Title(w)
}

// Text is the sentence below that heading.
func (e *Errors) Text(w *words.Words) string {
	switch {
	case !e.chosen:
		return w.T("errors.choose")
	case e.Waiting():
		return w.T("errors.wait")
	case e.loaded == 0:
		return w.T("errors.gone")
	}
	return w.T("errors.put")
}

// ImageTitle describes one of the chosen cell's images.
func (e *Errors) ImageTitle(w *words.Words, i TestImage) string {
	return w.T("errors.digit", "index", int(i.Index), "label", e.cell.Label, "answer", e.cell.Predicted, "percent", i.Percent())
}

// Percent is the probability of the prediction.
func (i TestImage) Percent() string { return plot.Percent(float64(i.Confidence)) }
