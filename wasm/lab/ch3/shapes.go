package ch3

// MaxRows is the largest batch of the lab "Shapes".
const MaxRows = 100

// Matrix is the shape of a matrix.
type Matrix struct{ Rows, Columns int }

// Turned returns the transpose's shape.
func (m Matrix) Turned() Matrix { return Matrix{m.Columns, m.Rows} }

// Joint is one product of the forward pass.
type Joint struct {
	Left, Right Matrix
	Known       bool // there is a left side: the joints before it fit
	Fits        bool // its columns are as many as the right side's rows
	Chance      bool // they are, although the sums have no meaning: something is transposed
	Mend        Mend // what would make it fit
}

// Out returns the product's shape.
func (j Joint) Out() Matrix { return Matrix{j.Left.Rows, j.Right.Columns} }

// Mend is what makes a joint fit.
type Mend int

// The ways.
const (
	MendNone Mend = iota
	MendRight
	MendLeft
	MendBoth
)

// Cell is a value of the network: a layer and its unit, or a pixel.
type Cell struct{ Layer, Unit int }

// Pixels is the layer of a cell that is a pixel.
const Pixels = -1

// topTerms is how many terms of a sum are written out.
const topTerms = 10

// Term is one product of a sum.
type Term struct {
	From               int // the input's index
	X, Weight, Product float32
}

// Sum is how a cell's value comes about.
type Sum struct {
	Terms []Term // the largest, by magnitude
	Rest  float64
	Left  int // terms in Rest
	Bias  float32
	Total float32 // of all
	Out   float32 // after the activation
}

// Shapes is the lab "Shapes": the forward pass as products of matrices.
type Shapes struct {
	Rows   Rows
	n      int
	turned [1 + Layers]bool // X, W1, W2, W3
	cell   Cell             // the open one, in the drawing's row
	sized  bool             // the batch, since a cell was opened
	opened bool             // by the visitor; before that it is the largest score
	trail  int              // cells opened on the way from the largest score, each by its sum's largest term
	from   Cell             // of a pixel: whose sum led to it, and the trail there
	before int
	rev    uint32
}

// NewShapes returns the lab as it begins.
func NewShapes() *Shapes { return &Shapes{n: 1, cell: Cell{Scores, 0}} }

// Rev counts the changes.
func (s *Shapes) Rev() uint32 { return s.rev }

// N returns the number of rows of X.
func (s *Shapes) N() int { return s.n }

// SetN sets it.
func (s *Shapes) SetN(n int) {
	s.n, s.sized = min(max(n, 1), MaxRows), true
	s.rev++
}

// Turn transposes X, for 0, or the weights of a layer, or turns them back.
func (s *Shapes) Turn(i int) {
	s.turned[i] = !s.turned[i]
	s.rev++
}

// Turned reports whether it is transposed.
func (s *Shapes) Turned(i int) bool { return s.turned[i] }

// Joints returns the products.
func (s *Shapes) Joints() (joints [Layers]Joint) {
	left, known, any := Matrix{s.n, Sizes[0]}, true, s.turned[0]
	if s.turned[0] {
		left = left.Turned()
	}
	for l := range joints {
		right := Matrix{Sizes[l], Sizes[l+1]}
		if s.turned[l+1] {
			right, any = right.Turned(), true
		}
		j := Joint{Left: left, Right: right, Known: known, Fits: known && left.Columns == right.Rows}
		j.Chance = j.Fits && any
		switch {
		case j.Fits || !known:
		case left.Columns == right.Columns:
			j.Mend = MendRight
		case l == 0 && left.Rows == right.Rows:
			j.Mend = MendLeft
		case l == 0 && left.Rows == right.Columns:
			j.Mend = MendBoth
		}
		joints[l] = j
		left, known = j.Out(), j.Fits
	}
	return joints
}

// Cell returns the open cell.
func (s *Shapes) Cell() Cell { return s.cell }

// Show takes the network and the drawing as they are now.
func (s *Shapes) Show(net *Net, own []byte) {
	s.Rows.Show(net, Sigmoid, own)
	if !s.opened {
		s.cell.Unit = Argmax(s.Rows.Pass(0).Scores())
	}
}

// Open opens a cell of the drawing's row.
func (s *Shapes) Open(c Cell) {
	s.opened = true
	s.cell = Cell{c.Layer, min(max(c.Unit, 0), Sizes[c.Layer+1]-1)}
	s.trail = 0
	s.rev++
}

// Follow opens the i-th term of the sum that is written out.
func (s *Shapes) Follow(i int) {
	terms := s.Sum().Terms
	if i >= len(terms) {
		return
	}
	of, trail := s.Summed(), s.trail
	s.opened = true
	switch {
	case s.cell.Layer == Pixels:
		trail = s.before
	case of == (Cell{Scores, Argmax(s.Rows.Pass(0).Scores())}):
		trail = 1
	}
	s.from, s.before, s.sized = of, trail, false
	s.cell = Cell{of.Layer - 1, terms[i].From}
	s.trail = 0
	if i == 0 && trail > 0 {
		s.trail = trail + 1
	}
	s.rev++
}

// Trail returns how many cells have been opened on the way from the largest score
// along the largest terms.
func (s *Shapes) Trail() int { return s.trail }

// Traced reports whether that way has come to a pixel: the mission.
func (s *Shapes) Traced() bool { return s.trail == 1+Layers && s.cell.Layer == Pixels }

// Summed returns the cell whose sum is written out: the open one, or of a pixel the
// unit that led to it, so that its other terms can be followed as well.
func (s *Shapes) Summed() Cell {
	if s.cell.Layer == Pixels {
		return s.from
	}
	return s.cell
}

// Sum returns the sum that is written out.
func (s *Shapes) Sum() Sum { return SumOf(s.Rows.net, s.Rows.Pass(0), s.Summed()) }

// Followed reports whether a term of that sum is the open pixel.
func (s *Shapes) Followed(t Term) bool { return s.cell == Cell{Pixels, t.From} }

func size(t Term) float32 { return max(t.Product, -t.Product) }

// SumOf returns how a value of an image's pass comes about.
func SumOf(n *Net, p *Pass, c Cell) (sum Sum) {
	x, w := p.Before(c.Layer), n.Row(c.Layer, c.Unit)
	for i, v := range x {
		t := Term{i, v, w[i], v * w[i]}
		at := len(sum.Terms)
		for at > 0 && size(t) > size(sum.Terms[at-1]) {
			at--
		}
		if t.Product == 0 || at == topTerms {
			sum.Rest += float64(t.Product)
			continue
		}
		if len(sum.Terms) < topTerms {
			sum.Terms = append(sum.Terms, t)
		} else {
			sum.Rest += float64(sum.Terms[topTerms-1].Product)
		}
		copy(sum.Terms[at+1:], sum.Terms[at:])
		sum.Terms[at] = t
	}
	sum.Left = len(x) - len(sum.Terms)
	sum.Bias, sum.Total, sum.Out = n.Biases[c.Layer][c.Unit], p.Sums[c.Layer][c.Unit], p.Out[c.Layer][c.Unit]
	return sum
}
