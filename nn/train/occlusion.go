package train

import (
	"math"

	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// OcclusionPatch is the side of the square that an Occlusion covers.
const OcclusionPatch = 5

const (
	occlusionRow = mnist.Side - OcclusionPatch + 1 // places in a row, done at a time
	// OcclusionPlaces is how many places there are for the patch.
	OcclusionPlaces = occlusionRow * occlusionRow
)

// Occlusion finds out which parts of an image an answer rests on by covering
// them (Zeiler and Fergus 2014): a patch of background is put on every place
// within the image and the network is asked again. It works in slices, so that
// its caller can do other things in between. The weights must not change
// meanwhile.
type Occlusion struct {
	t     *Trainer
	x     [mnist.Pixels]float32
	class int
	log   float64               // of the class's probability for the whole image
	sums  [mnist.Pixels]float64 // of what the patches over a pixel lose
	row   int
	p     [recipe.Classes]float32
	least float32 // the class's smallest probability under a patch
	after [recipe.Classes]float32
	at    int
}

// NewOcclusion returns an occlusion of the image x of grey values 0 to 1. class
// is the answer that is asked about; a negative one is the network's own.
func (t *Trainer) NewOcclusion(x []float32, class int) *Occlusion {
	o := &Occlusion{t: t, class: class, least: 2}
	copy(o.x[:], x)
	t.predict(&o.p, o.x[:])
	if class < 0 {
		o.class = tensor.ArgMax(o.p[:])
	}
	o.log = logOf(o.p[o.class])
	return o
}

// logOf returns a probability's logarithm; of one that is too small for a
// float32, of the least there is.
func logOf(p float32) float64 { return math.Log(max(float64(p), math.SmallestNonzeroFloat32)) }

// Advance tries the places of one more row and reports whether all are done.
func (o *Occlusion) Advance() (done bool) {
	if o.row == occlusionRow {
		return true
	}
	in := o.t.net.Input(occlusionRow)
	for place := range occlusionRow {
		x := in.Sample(place)
		copy(x, o.x[:])
		for row := range OcclusionPatch {
			clear(x[(o.row+row)*mnist.Side+place:][:OcclusionPatch])
		}
	}
	logits := o.t.net.Forward(occlusionRow, false)
	var p [recipe.Classes]float32
	for place := range occlusionRow {
		o.t.softmax(p[:], logits.Sample(place))
		first := o.row*mnist.Side + place
		if p[o.class] < o.least {
			o.least, o.after, o.at = p[o.class], p, first
		}
		lost := o.log - logOf(p[o.class])
		for i := range OcclusionPatch * OcclusionPatch {
			o.sums[first+i/OcclusionPatch*mnist.Side+i%OcclusionPatch] += lost
		}
	}
	o.row++
	return o.row == occlusionRow
}

// Done returns how many of OcclusionPlaces were tried.
func (o *Occlusion) Done() int { return o.row * occlusionRow }

// Class returns the class that is asked about.
func (o *Occlusion) Class() int { return o.class }

// Before returns the probabilities for the whole image.
func (o *Occlusion) Before() [recipe.Classes]float32 { return o.p }

// Worst returns the probabilities under the patch that costs the class the
// most, and where that patch begins.
func (o *Occlusion) Worst() (p [recipe.Classes]float32, row, column int) {
	return o.after, o.at / mnist.Side, o.at % mnist.Side
}

// Effect overwrites effect with what the logarithm of the class's probability
// loses when a pixel is covered, the mean over the patches tried that cover it;
// 0 where none was.
func (o *Occlusion) Effect(effect []float32) {
	for i := range effect {
		row, column := i/mnist.Side, i%mnist.Side
		if n := covers(row, o.row) * covers(column, occlusionRow); n > 0 {
			effect[i] = float32(o.sums[i] / float64(n))
		} else {
			effect[i] = 0
		}
	}
}

// covers returns how many of the first n places in a direction cover pixel i.
func covers(i, n int) int { return max(0, min(i, n-1)-max(0, i-OcclusionPatch+1)+1) }
