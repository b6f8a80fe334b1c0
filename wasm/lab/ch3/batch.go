package ch3

import "math"

// Batch is the lab "Batches and normalisation".
type Batch struct {
	order Order // in which the batch's sums are added; alone it is one by one
	size  int   // rows of the batch
	top   int   // position of the inputs' range
	rev   uint32
}

// The batch and the slider of the inputs' range, which is logarithmic from 0.1 to 1,
// where it begins, and on to 255.
const (
	minBatch, maxBatch = 2, 10
	oneTop             = 20
	lastTop            = 68
)

// NewBatch returns the lab as it begins.
func NewBatch() *Batch { return &Batch{size: maxBatch, top: oneTop} }

// Rev counts the changes.
func (b *Batch) Rev() uint32 { return b.rev }

// Order returns the order in which the batch's sums are added.
func (b *Batch) Order() Order { return b.order }

// SetOrder sets it.
func (b *Batch) SetOrder(o Order) {
	b.order = min(max(o, OneByOne), FourStrands)
	b.rev++
}

// Size returns the number of the batch's images.
func (b *Batch) Size() int { return b.size }

// SetSize sets it.
func (b *Batch) SetSize(n int) {
	b.size = min(max(n, minBatch), maxBatch)
	b.rev++
}

// Top returns the slider's position and its last one, and the inputs' largest value.
func (b *Batch) Top() (at, last int, top float64) { return b.top, lastTop, topAt(b.top) }

func topAt(at int) float64 {
	if at < oneTop {
		return hundredths(math.Pow(10, float64(at-oneTop)/oneTop))
	}
	return math.Round(10*math.Pow(255, float64(at-oneTop)/(lastTop-oneTop))) / 10
}

// SetTop sets the slider's position.
func (b *Batch) SetTop(at int) {
	b.top = min(max(at, 0), lastTop)
	b.rev++
}

// ForwardBatch returns the scores of several images, as products of matrices: a unit's
// weights meet all images before the next unit's turn.
func (n *Net) ForwardBatch(x [][]float32, a Activation, order Order) [][]float32 {
	for l := range Layers {
		y := make([][]float32, len(x))
		for i := range y {
			y[i] = make([]float32, Sizes[l+1])
		}
		for u := range Sizes[l+1] {
			row, bias := n.Row(l, u), n.Biases[l][u]
			for i := range x {
				z := dot(row, x[i], order) + bias
				if l < Scores {
					z = a.Of(z)
				}
				y[i][u] = z
			}
		}
		x = y
	}
	return x
}

// Compared is the drawing's scores alone and as row 0 of the batch.
type Compared struct {
	Alone, Row []float32
	Same       int // whose bits are all equal
}

// Compare computes both.
func (b *Batch) Compare(rows *Rows) (c Compared) {
	x := make([][]float32, min(b.size, rows.Max()))
	for i := range x {
		x[i] = Scaled(rows.Image(i), 1)
	}
	c.Alone = rows.Pass(0).Scores()
	c.Row = rows.net.ForwardBatch(x, Sigmoid, b.order)[0]
	for i, v := range c.Row {
		if math.Float32bits(v) == math.Float32bits(c.Alone[i]) {
			c.Same++
		}
	}
	return c
}

// Saturation is what the first layer's sigmoids do with a drawing.
type Saturation struct {
	Sums      []float32
	Saturated int     // units within 0.01 of 0 or of 1
	Slope     float64 // the mean of their derivatives, through which learning goes
	Scores    []float32
}

// Saturate sends a drawing through the network with inputs from 0 to a largest value.
func Saturate(n *Net, grey []byte, top float64) (s Saturation) {
	const near = 0.01
	p := n.Forward(Scaled(grey, top), Sigmoid, OneByOne)
	s.Sums, s.Scores = p.Sums[0], p.Scores()
	for i, y := range p.Out[0] {
		if y < near || y > 1-near {
			s.Saturated++
		}
		s.Slope += Sigmoid.Slope(s.Sums[i]) / float64(len(s.Sums))
	}
	return s
}

// Half reports whether the mission is done: at the slider's position less than half of
// the units are saturated, at the next one half or more.
func (b *Batch) Half(n *Net, grey []byte) bool {
	half := Sizes[1] / 2
	return b.top < lastTop && Saturate(n, grey, topAt(b.top)).Saturated < half && Saturate(n, grey, topAt(b.top+1)).Saturated >= half
}
