package ch3

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/wasm/words"
)

// String returns the shape as 100×784.
func (m Matrix) String() string { return strconv.Itoa(m.Rows) + "×" + strconv.Itoa(m.Columns) }

// MatrixName names the i-th matrix of the chain X, W1, A1, W2, A2, W3, Y.
func (s *Shapes) MatrixName(i int) string {
	name := [...]string{"X", "W₁", "A₁", "W₂", "A₂", "W₃", "Y"}[i]
	if i == 0 && s.turned[0] || i%2 == 1 && s.turned[(i+1)/2] {
		name += "ᵀ"
	}
	return name
}

// Text is a joint as it stands between two matrices.
func (j Joint) Text() string {
	switch {
	case !j.Known:
		return "?"
	case j.Fits:
		return strconv.Itoa(j.Left.Columns)
	}
	return strconv.Itoa(j.Left.Columns) + " ≠ " + strconv.Itoa(j.Right.Rows)
}

// Reason says why the products cannot be formed, and how to mend it; or what they are.
func (s *Shapes) Reason(w *words.Words) string {
	joints := s.Joints()
	for l, j := range joints {
		left, right := s.MatrixName(2*l), s.MatrixName(2*l+1)
		if j.Chance && l == 0 {
			return w.T("lab.3.1.chance", "n", s.n)
		}
		if !j.Known || j.Fits {
			continue
		}
		why := w.T("lab.3.1.broken", "left", left, "right", right, "columns", j.Left.Columns, "rows", j.Right.Rows)
		switch j.Mend {
		case MendRight:
			return why + " " + w.T("lab.3.1.mend", "matrix", right)
		case MendLeft:
			return why + " " + w.T("lab.3.1.mend", "matrix", left)
		case MendBoth:
			return why + " " + w.T("lab.3.1.mend.both", "matrix", left, "other", right)
		}
		return why
	}
	return w.T("lab.3.1.fits", "n", s.n)
}

// CellName names a cell.
func CellName(w *words.Words, c Cell) string {
	switch c.Layer {
	case Pixels:
		return w.T("lab.3.1.pixel", "row", c.Unit/28+1, "column", c.Unit%28+1)
	case Scores:
		return w.T("lab.3.1.score", "digit", c.Unit)
	}
	return w.T("lab.3.1.unit", "layer", c.Layer+1, "unit", c.Unit+1)
}

// ShortName names a cell where its layer is known.
func ShortName(w *words.Words, c Cell) string {
	switch c.Layer {
	case 0, 1:
		return w.T("lab.3.1.input", "unit", c.Unit+1)
	case Pixels:
		return w.T("lab.3.1.pixel.short", "row", c.Unit/28+1, "column", c.Unit%28+1)
	}
	return CellName(w, c)
}

// TermText is a term of the sum that is written out.
func (s *Shapes) TermText(w *words.Words, t Term) string {
	return ShortName(w, Cell{s.Summed().Layer - 1, t.From}) + ": " + figure(float64(t.X)) + " × " + figure(float64(t.Weight)) + " = " + figure(float64(t.Product))
}

// SumText is the open cell's sum, its terms counted together.
func (s *Shapes) SumText(w *words.Words) string {
	if s.cell.Layer == Pixels {
		return w.T("lab.3.1.ink", "cell", CellName(w, s.cell), "grey", int(s.Rows.Image(0)[s.cell.Unit]), "x", figure(float64(s.Rows.Pass(0).In[s.cell.Unit])), "from", CellName(w, s.from))
	}
	sum := s.Sum()
	terms := 0.0
	for _, t := range sum.Terms {
		terms += float64(t.Product)
	}
	name, n := CellName(w, s.cell), len(sum.Terms)
	if s.cell.Layer == Scores {
		return w.T("lab.3.1.sum.score", "cell", name, "n", n, "terms", figure(terms), "left", sum.Left, "rest", figure(sum.Rest), "bias", figure(float64(sum.Bias)), "total", figure(float64(sum.Total)))
	}
	return w.T("lab.3.1.sum", "cell", name, "n", n, "terms", figure(terms), "left", sum.Left, "rest", figure(sum.Rest), "bias", figure(float64(sum.Bias)), "total", figure(float64(sum.Total)), "out", figure(float64(sum.Out)))
}

// Happened says what the visitor has made happen; "" before that.
func (s *Shapes) Happened(w *words.Words) string {
	joints := s.Joints()
	switch {
	case !joints[Scores].Fits:
		return s.Reason(w)
	case s.Traced() && !(s.sized && s.n > 1):
		return w.T("lab.3.1.traced", "cell", CellName(w, s.cell))
	case s.n > 1:
		return w.T("lab.3.1.batch", "n", s.n, "products", figure(float64(s.n*NumWeights)), "weights", figure(float64(NumWeights+NumBiases)))
	}
	return ""
}

// Address returns the lab's state for the address.
func (s *Shapes) Address() string {
	var parts []string
	if s.n != 1 {
		parts = append(parts, "n="+strconv.Itoa(s.n))
	}
	turned := ""
	for i, on := range s.turned {
		if on {
			turned += strconv.Itoa(i)
		}
	}
	if turned != "" {
		parts = append(parts, "turned="+turned)
	}
	if s.opened && s.cell.Layer != Pixels {
		parts = append(parts, "cell="+strconv.Itoa(s.cell.Layer+1)+"."+strconv.Itoa(s.cell.Unit+1))
	}
	return strings.Join(parts, "&")
}

// SetAddress takes what Address returned.
func (s *Shapes) SetAddress(address string) {
	s.SetN(number(address, "n", 1))
	for i := range s.turned {
		s.turned[i] = strings.Contains(value(address, "turned"), strconv.Itoa(i))
	}
	layer, unit, _ := strings.Cut(value(address, "cell"), ".")
	l, err := strconv.Atoi(layer)
	u, err2 := strconv.Atoi(unit)
	if err == nil && err2 == nil && l >= 1 && l <= Layers {
		s.Open(Cell{l - 1, u - 1})
	}
}
