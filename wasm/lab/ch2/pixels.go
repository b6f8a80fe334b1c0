package ch2

import "github.com/zerokara/zerokara/nn/book/perceptron"

// Neuron is the lab "The same neuron with 784 inputs": Rosenblatt's rule on images of
// two digits. From weights of 0 and at rate 1 the weights are the sum of the images
// that it was wrong on, each added or subtracted.
type Neuron struct {
	pair        Pair
	train, test *Images // nil until they have come
	neuron      perceptron.Perceptron
	learned     float64 // the bias that the rule has found; the visitor may have moved it

	at      int    // of the image that is tried next
	clean   int    // images in a row that were correct
	updates [2]int // images subtracted, and added
	last    int    // image that moved the weights last; -1 before the first

	x       []float64 // an image as inputs
	correct [2]int    // of the training and the test images
	counted uint32    // revision at which they were
	rev     uint32
}

// NewNeuron returns the lab as it begins: is it a 0, not a 1?
func NewNeuron() *Neuron {
	k := &Neuron{x: make([]float64, Pixels)}
	k.Choose(Pair{0, 1})
	return k
}

// Rev counts the changes.
func (k *Neuron) Rev() uint32 { return k.rev }

// Pair returns the digits.
func (k *Neuron) Pair() Pair { return k.pair }

// Choose chooses the digits, which differ, and forgets all that was learned.
func (k *Neuron) Choose(p Pair) bool {
	if p.Fires == p.Rests || min(p.Fires, p.Rests) < 0 || max(p.Fires, p.Rests) > 9 {
		return false
	}
	k.pair, k.train, k.test = p, nil, nil
	k.Reset()
	return true
}

// Take takes images of both digits.
func (k *Neuron) Take(test bool, labels, grey []byte) {
	m := NewImages(k.pair, labels, grey)
	if test {
		k.test = m
	} else {
		k.train = m
	}
	k.rev++
}

// Reset forgets what was learned.
func (k *Neuron) Reset() {
	k.neuron = perceptron.Perceptron{Weights: make([]float64, Pixels)}
	k.at, k.clean, k.updates, k.last, k.learned = 0, 0, [2]int{}, -1, 0
	k.rev++
}

// Ready reports whether there are images to learn from.
func (k *Neuron) Ready() bool { return k.train.Len() > 0 }

// Learned reports whether the rule has ended: all images are correct.
func (k *Neuron) Learned() bool { return k.Ready() && k.clean >= k.train.Len() }

// Learn tries images until one is wrong, whose correction moves the weights, or until
// it has tried so many. It reports whether there was one.
func (k *Neuron) Learn(tries int) bool {
	if !k.Ready() || k.Learned() {
		return false
	}
	k.neuron.Bias = k.learned
	for range tries {
		i := k.at
		k.at = (i + 1) % k.train.Len()
		e := perceptron.Example{X: inputs(k.x, k.train.Grey(i)), Y: k.train.Target(i)}
		if k.neuron.Output(e.X) == e.Y {
			if k.clean++; k.Learned() {
				k.rev++
				return false
			}
			continue
		}
		// The rule on this image alone: its error says that one pass was not enough.
		_, _ = k.neuron.Learn([]perceptron.Example{e}, 1, 1)
		k.clean, k.last, k.learned = 0, i, k.neuron.Bias
		k.updates[int(e.Y)]++
		k.rev++
		return true
	}
	return false
}

// Updates returns how many images were added to the weights, and subtracted.
func (k *Neuron) Updates() (added, subtracted int) { return k.updates[1], k.updates[0] }

// Last returns the image that moved the weights last, and whether it was added; nil
// before the first.
func (k *Neuron) Last() (grey []byte, added bool) {
	if k.last < 0 {
		return nil, false
	}
	return k.train.Grey(k.last), k.train.Target(k.last) == 1
}

// Weights returns the neuron's weights.
func (k *Neuron) Weights() []float64 { return k.neuron.Weights }

// Bias returns the neuron's bias, and the one that the rule found.
func (k *Neuron) Bias() (now, learned float64) { return k.neuron.Bias, k.learned }

// SetBias moves the threshold.
func (k *Neuron) SetBias(b float64) {
	if b == b && b != k.neuron.Bias {
		k.neuron.Bias = b
		k.rev++
	}
}

// Correct returns how many training and test images are correct, of how many.
func (k *Neuron) Correct() (train, trainOf, test, testOf int) {
	if k.counted != k.rev {
		for i, m := range [...]*Images{k.train, k.test} {
			k.correct[i] = 0
			for j := range m.Len() {
				if k.neuron.Output(inputs(k.x, m.Grey(j))) == m.Target(j) {
					k.correct[i]++
				}
			}
		}
		k.counted = k.rev
	}
	return k.correct[0], k.train.Len(), k.correct[1], k.test.Len()
}

// Votes is what the pixels of an image say: each votes for or against with its weight
// times its ink.
type Votes struct {
	Pixels       [Pixels]float32
	For, Against float64 // the sums of the positive and of the negative votes, both at least 0
	Bias, Sum    float64
	Output       int
	Heaviest     [2]int // the pixels with the largest vote for and against; -1 for none
}

// Vote takes the votes on an image.
func (k *Neuron) Vote(v *Votes, grey []byte) {
	*v = Votes{Bias: k.neuron.Bias, Heaviest: [2]int{-1, -1}}
	var most [2]float64
	for i, x := range inputs(k.x, grey) {
		vote := k.neuron.Weights[i] * x
		v.Pixels[i] = float32(vote)
		side, size := 0, vote
		if vote < 0 {
			side, size = 1, -vote
		}
		if size > most[side] {
			most[side], v.Heaviest[side] = size, i
		}
		if side == 0 {
			v.For += size
		} else {
			v.Against += size
		}
	}
	v.Sum = k.neuron.Sum(k.x)
	v.Output = int(perceptron.Step(v.Sum))
}

// Region is a part of the picture.
type Region int

// The regions.
const (
	Middle Region = iota
	Ring
	Edge
)

// RegionOf returns where a pixel is: by its distance from the picture's middle.
func RegionOf(pixel int) Region {
	x, y := float64(pixel%28)-13.5, float64(pixel/28)-13.5
	switch d := x*x + y*y; {
	case d < 4*4:
		return Middle
	case d < 10*10:
		return Ring
	}
	return Edge
}

// Darkest returns the region whose weights are the most negative on average.
func (k *Neuron) Darkest() Region {
	var sum [3]float64
	var n [3]int
	for i, w := range k.neuron.Weights {
		r := RegionOf(i)
		sum[r] += w
		n[r]++
	}
	best := Middle
	for r := range sum {
		if sum[r]/float64(n[r]) < sum[best]/float64(n[best]) {
			best = Region(r)
		}
	}
	return best
}
