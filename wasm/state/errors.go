package state

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	samplesPage = 24 // test images that are asked for at a time
	maxMixups   = 6
)

// Cell is a cell of the confusion matrix: N test images of digit Label have the
// prediction Predicted.
type Cell struct {
	Label, Predicted int
	N                uint32
}

// Correct reports whether the cell is on the diagonal.
func (c Cell) Correct() bool { return c.Label == c.Predicted }

// Matrix is the newest evaluation's confusion matrix.
type Matrix struct {
	Cells [recipe.Classes * recipe.Classes]Cell // row by row
	Wrong int                                   // test images off the diagonal
	max   uint32                                // of a cell off the diagonal
	rows  [recipe.Classes]int                   // test images per true digit
}

// TestImage is an image of the test set.
type TestImage struct {
	Index      uint32  // in the test set
	Confidence float32 // probability of the prediction
	Pixels     []byte  // 784 grey values
}

// Errors is the chosen cell of the confusion matrix and its test images.
type Errors struct {
	chosen bool
	cell   Cell        // N is of the images' evaluation, once that is known
	images []TestImage // shown: those of the evaluation before, until new ones arrive
	loaded int         // how many of them are of the present question
	step   uint32      // of their evaluation
	dated  bool        // and whether it is known
	asking bool
	due    bool // the question is yet to be sent
	phase  int  // 1 + the phase, 0 without a network
}

// Matrix returns the confusion matrix, and whether there is one.
func (m *Model) Matrix() (x Matrix, ok bool) {
	for i := range x.Cells {
		label, predicted := i/recipe.Classes, i%recipe.Classes
		c := Cell{label, predicted, m.shownEval().Confusion[label][predicted]}
		x.Cells[i] = c
		x.rows[label] += int(c.N)
		if !c.Correct() {
			x.Wrong += int(c.N)
			x.max = max(x.max, c.N)
		}
	}
	return x, m.shownEval().Images > 0
}

// Tint returns how strongly a cell is to be coloured: 0 on the diagonal, 1 for the
// most frequent mistake. The square root lets rare mistakes be seen.
func (x *Matrix) Tint(c Cell) float64 {
	if c.Correct() || c.N == 0 {
		return 0
	}
	return math.Sqrt(float64(c.N) / float64(x.max))
}

// Mixups returns the cells of the most frequent mistakes, at most six.
func (x *Matrix) Mixups() []Cell {
	wrong := slices.DeleteFunc(slices.Clone(x.Cells[:]), func(c Cell) bool { return c.N == 0 || c.Correct() })
	slices.SortStableFunc(wrong, func(a, b Cell) int { return cmp.Compare(b.N, a.N) })
	return wrong[:min(len(wrong), maxMixups)]
}

// MoveInMatrix returns the index of the cell to which a key leads from cell i.
func MoveInMatrix(i int, key string) (to int, ok bool) {
	const last = recipe.Classes - 1
	row, column := i/recipe.Classes, i%recipe.Classes
	switch key {
	case "ArrowLeft":
		column = max(column-1, 0)
	case "ArrowRight":
		column = min(column+1, last)
	case "ArrowUp":
		row = max(row-1, 0)
	case "ArrowDown":
		row = min(row+1, last)
	case "Home":
		column = 0
	case "End":
		column = last
	default:
		return i, false
	}
	return recipe.Classes*row + column, true
}

// Chosen reports whether c is the chosen cell.
func (e *Errors) Chosen(c Cell) bool {
	return e.chosen && e.cell.Label == c.Label && e.cell.Predicted == c.Predicted
}

// Cell returns the chosen cell, and whether there is one.
func (e *Errors) Cell() (c Cell, ok bool) { return e.cell, e.chosen }

// Images returns the chosen cell's test images, the most confident predictions first.
// It is valid until the next change.
func (e *Errors) Images() []TestImage { return e.images }

// Waiting reports whether the first images of a question have not come yet.
func (e *Errors) Waiting() bool { return e.asking && e.loaded == 0 }

// Asking reports whether images have been asked for and have not come.
func (e *Errors) Asking() bool { return e.asking }

// More reports whether the cell has more images than are shown.
func (e *Errors) More() bool { return e.chosen && e.loaded < int(e.cell.N) }

// ChooseCell chooses a cell, unless it is empty, and asks for its images.
func (m *Model) ChooseCell(label, predicted int) {
	n := m.shownEval().Confusion[label][predicted]
	if n == 0 {
		return
	}
	e := &m.Errors
	e.chosen, e.cell, e.images = true, Cell{label, predicted, n}, nil
	m.refreshCell()
}

// MoreImages asks for the next images of the chosen cell.
func (m *Model) MoreImages() {
	if m.Errors.chosen {
		m.Errors.asking, m.Errors.due = true, true
		m.Rev.Errors++
	}
}

// SamplesQuestion returns the question to send now, nil for none.
func (m *Model) SamplesQuestion() *protocol.AskSamples {
	e := &m.Errors
	if !e.due {
		return nil
	}
	e.due = false
	return &protocol.AskSamples{
		Label: uint8(e.cell.Label), Predicted: uint8(e.cell.Predicted), Offset: uint32(e.loaded), Count: samplesPage,
	}
}

// refreshCell asks for the chosen cell's images anew: the network is another one.
func (m *Model) refreshCell() {
	e := &m.Errors
	e.loaded, e.dated, e.cell.N = 0, false, m.shownEval().Confusion[e.cell.Label][e.cell.Predicted]
	m.MoreImages()
}

// forgetErrors forgets the chosen cell: the network is untrained.
func (m *Model) forgetErrors() {
	m.Errors = Errors{phase: m.Errors.phase}
	m.Rev.Errors++
}

// applySamples takes images, unless they answer an older question.
func (m *Model) applySamples(s *protocol.Samples) {
	e := &m.Errors
	if !e.chosen || int(s.Label) != e.cell.Label || int(s.Predicted) != e.cell.Predicted ||
		len(s.Confidence) != len(s.Index) || len(s.Pixels) != ink.Pixels*len(s.Index) {
		return
	}
	if e.dated && s.Step != e.step && s.Offset > 0 { // the network has changed meanwhile
		m.refreshCell()
		return
	}
	if int(s.Offset) != e.loaded {
		return
	}
	e.images = e.images[:e.loaded]
	for i, index := range s.Index {
		e.images = append(e.images, TestImage{index, s.Confidence[i], s.Pixels[ink.Pixels*i:][:ink.Pixels]})
	}
	e.loaded = len(e.images)
	e.asking, e.step, e.dated, e.cell.N = false, s.Step, true, s.Total
	m.Rev.Errors++
}

// evaluated takes note of a new evaluation; at rest, it may be after a lesson.
func (m *Model) evaluated() {
	m.Rev.Errors++
	if m.Errors.chosen && !m.Errors.asking && m.rests() && !m.Timeline.looking {
		m.refreshCell()
	}
}

// followErrors is called after each event: at rest, what is shown is of the network as
// it is, and a question that went to a worker that was lost is asked again.
func (m *Model) followErrors() {
	e := &m.Errors
	before := e.phase
	e.phase = 0
	if m.Prepared {
		e.phase = 1 + int(m.Phase)
	}
	if e.phase == before || !e.chosen || m.Eval.Images == 0 || m.Timeline.looking {
		return
	}
	if m.rests() && (!e.dated || e.step != m.Eval.Step) || e.asking && before == 0 {
		m.refreshCell()
	}
}

// rests reports whether there is a network that has learned something and does not
// learn now.
func (m *Model) rests() bool {
	return m.Prepared && (m.Phase == protocol.PhasePaused || m.Phase == protocol.PhaseDone)
}

// PaintThumb writes grey values as RGBA: ink whose alpha is the grey value.
func PaintThumb(dst, grey []byte, ink color.RGBA) {
	for i, g := range grey {
		put(dst, i, color.RGBA{ink.R, ink.G, ink.B, g})
	}
}
