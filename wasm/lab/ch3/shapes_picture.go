package ch3

import (
	"math"
	"strconv"

	"github.com/zerokara/zerokara/wasm/state"
)

// Matrices is the length of the chain X, W1, A1, W2, A2, W3, Y.
const Matrices = 1 + 2*Layers

// Shape returns the shape of the i-th matrix of the chain; ok is false where the
// products before it cannot be formed.
func (s *Shapes) Shape(i int) (m Matrix, ok bool) {
	joints := s.Joints()
	switch {
	case i == 0:
		return joints[0].Left, true
	case i%2 == 1:
		return joints[i/2].Right, true
	}
	j := joints[i/2-1]
	return j.Out(), j.Fits
}

// Side returns how long a side of so many values is drawn, in CSS pixels: its logarithm.
func Side(n int) string {
	return strconv.Itoa(int(math.Round(10+7*math.Log2(float64(n))))) + "px"
}

// pooled is how many of X's columns, in its picture, are one: their mean. It is seldom
// wider than 100 pixels.
const pooled = 4

// Picture returns the i-th matrix's values in RGBA, in b if that has the size; nil where
// there are none that mean anything.
func (s *Shapes) Picture(b []byte, i int, p *state.Paper) (rgba []byte, w, h int) {
	m, ok := s.Shape(i)
	if !ok || i%2 == 0 && i > 0 && s.anyTurned() {
		return nil, 0, 0
	}
	turned := i == 0 && s.turned[0] || i%2 == 1 && s.turned[(i+1)/2]
	if turned {
		m = m.Turned()
	}
	if i == 0 {
		m.Columns /= pooled
	}
	values := make([]byte, m.Rows*m.Columns) // as it is before it is transposed
	scale := &p.Sequential
	switch {
	case i%2 == 1: // Net has a unit's weights side by side: the book's W transposed
		weights := s.Rows.net.Weights[i/2]
		quantised := make([]byte, len(weights))
		state.Quantise(quantised, weights)
		for at, q := range quantised {
			values[at%m.Rows*m.Columns+at/m.Rows] = q
		}
		scale = &p.Diverging
	case i == 0:
		for at := range values {
			sum := 0
			for _, grey := range s.Rows.Image(at / m.Columns)[at%m.Columns*pooled:][:pooled] {
				sum += int(grey)
			}
			values[at] = byte(sum / pooled)
		}
	case i == Matrices-1:
		all := make([]float32, 0, len(values))
		for row := range m.Rows {
			all = append(all, s.Rows.Pass(row).Scores()...)
		}
		state.Quantise(values, all)
		scale = &p.Diverging
	default:
		for row := range m.Rows {
			for unit, v := range s.Rows.Pass(row).Out[i/2-1] {
				values[row*m.Columns+unit] = byte(255 * min(max(v, 0), 1))
			}
		}
	}
	if turned {
		other := make([]byte, len(values))
		for at, v := range values {
			other[at%m.Columns*m.Rows+at/m.Columns] = v
		}
		values, m = other, m.Turned()
	}
	if len(b) != 4*len(values) {
		b = make([]byte, 4*len(values))
	}
	state.Paint(b, values, scale)
	return b, m.Columns, m.Rows
}

func (s *Shapes) anyTurned() bool { return s.turned != [1 + Layers]bool{} }

// Products returns the open cell's products as a picture's values: of a first layer's
// unit all, of a pixel that one; nil for other cells.
func (s *Shapes) Products() []float32 {
	v := make([]float32, Sizes[0])
	switch s.cell.Layer {
	case 0:
		for i, x := range s.Rows.Pass(0).In {
			v[i] = x * s.Rows.net.Row(0, s.cell.Unit)[i]
		}
	case Pixels:
		v[s.cell.Unit] = 1
	default:
		return nil
	}
	return v
}
