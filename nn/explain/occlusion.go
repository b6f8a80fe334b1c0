package explain

import (
	"math"
	"slices"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Patch is the side of the square that an Occlusion covers, in pixels; it is
// less where the image is smaller.
const Patch = 5

// Occlusion finds out which parts of an image a prediction rests on by covering
// them (Zeiler and Fergus 2014): a patch of background, 0 in all channels, is put
// on every place within the image and the network is asked again. It works in
// slices, so that its caller can do other things in between. The weights must
// not change meanwhile.
type Occlusion struct {
	m             *evaluate.Model
	x             []float32
	shape         tensor.Shape
	height, width int // of the patch
	rows, columns int // places for it
	class         int
	log           float64   // of the class's probability for the whole image
	sums          []float64 // of what the patches over a pixel lose
	row           int
	p             []float32
	smallest      float32 // the class's smallest probability under a patch
	after         []float32
	at            int
}

// NewOcclusion returns an occlusion of the image x. class is the one that is
// asked about; a negative one stands for the predicted class.
func NewOcclusion(m *evaluate.Model, x []float32, class int) (*Occlusion, error) {
	if err := check(m, x, class, math.MinInt); err != nil {
		return nil, err
	}
	s := m.Shape()
	o := &Occlusion{m: m, x: slices.Clone(x), shape: s, height: min(Patch, s.H), width: min(Patch, s.W), class: class, smallest: 2}
	o.rows, o.columns = s.H-o.height+1, s.W-o.width+1
	o.sums = make([]float64, s.H*s.W)
	o.p, o.after = make([]float32, m.Classes()), make([]float32, m.Classes())
	m.Predict(o.p, x)
	if class < 0 {
		o.class = tensor.ArgMax(o.p)
	}
	o.log = logOf(o.p[o.class])
	return o, nil
}

// logOf returns a probability's logarithm; of one that is too small for a
// float32, of the smallest there is.
func logOf(p float32) float64 { return math.Log(max(float64(p), math.SmallestNonzeroFloat32)) }

// Advance tries the places of one more row and reports whether all are done.
func (o *Occlusion) Advance() (done bool) {
	if o.row == o.rows {
		return true
	}
	net := o.m.Network()
	for first := 0; first < o.columns; {
		n := min(o.columns-first, net.MaxBatch())
		in := net.Input(n)
		for i := range n {
			o.cover(in.Sample(i), first+i)
		}
		o.m.Predictions(n, func(i int, p []float32) { o.lose(first+i, p) })
		first += n
	}
	o.row++
	return o.row == o.rows
}

// cover writes the image with the patch at a column of the row.
func (o *Occlusion) cover(x []float32, column int) {
	copy(x, o.x)
	for c := range o.shape.C {
		for y := range o.height {
			clear(x[(c*o.shape.H+o.row+y)*o.shape.W+column:][:o.width])
		}
	}
}

// lose enters the prediction with the patch at a column of the row.
func (o *Occlusion) lose(column int, p []float32) {
	first := o.row*o.shape.W + column
	if p[o.class] < o.smallest {
		o.smallest, o.at = p[o.class], first
		copy(o.after, p)
	}
	lost := o.log - logOf(p[o.class])
	for y := range o.height {
		for x := range o.width {
			o.sums[first+y*o.shape.W+x] += lost
		}
	}
}

// Done returns how many places were tried, of how many.
func (o *Occlusion) Done() (done, of int) { return o.row * o.columns, o.rows * o.columns }

// Class returns the class that is asked about.
func (o *Occlusion) Class() int { return o.class }

// Before returns the probabilities for the whole image.
func (o *Occlusion) Before() []float32 { return o.p }

// Worst returns the probabilities under the patch that costs the class the
// most, and where that patch begins.
func (o *Occlusion) Worst() (p []float32, row, column int) {
	return o.after, o.at / o.shape.W, o.at % o.shape.W
}

// Effect overwrites effect, height*width long, with what the logarithm of the
// class's probability loses when a pixel is covered, the mean over the patches
// tried that cover it; 0 where none was.
func (o *Occlusion) Effect(effect []float32) {
	for i := range o.sums {
		row, column := i/o.shape.W, i%o.shape.W
		if n := covers(row, o.row, o.height) * covers(column, o.columns, o.width); n > 0 {
			effect[i] = float32(o.sums[i] / float64(n))
		} else {
			effect[i] = 0
		}
	}
}

// covers returns how many of the first n places of a patch of some extent in a
// direction cover pixel i.
func covers(i, n, extent int) int { return max(0, min(i, n-1)-max(0, i-extent+1)+1) }
