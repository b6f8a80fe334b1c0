package ch2

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/book/perceptron"
)

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

	due     int     // updates that the address wants
	dueBias float64 // and how far the bias is to be moved then
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
	k.due, k.dueBias = 0, 0
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

// Balance is the votes on a pair of scales: left what speaks for, right what speaks
// against, the bias on the side of its sign. The neuron fires where the left is
// heavier.
type Balance struct {
	Votes, Bias [2]float64 // left, right
	Tilt        float64    // -1 to 1: 1 is left down
}

// Balance puts the votes on the scales.
func (v *Votes) Balance() (b Balance) {
	b.Votes = [2]float64{v.For, v.Against}
	b.Bias = [2]float64{max(v.Bias, 0), max(-v.Bias, 0)}
	if all := v.For + v.Against + b.Bias[0] + b.Bias[1]; all > 0 {
		b.Tilt = v.Sum / all
	}
	return b
}

// Heavier returns the weight of the heavier side.
func (b Balance) Heavier() float64 {
	return max(b.Votes[0]+b.Bias[0], b.Votes[1]+b.Bias[1])
}

// biasSteps is the number of positions of the bias' slider, one apart; the middle is
// the bias that the rule found.
const biasSteps = 400

// BiasAt returns the slider's position, and SetBiasAt moves it there.
func (k *Neuron) BiasAt() int {
	return min(max(int(k.neuron.Bias-k.learned)+biasSteps/2, 0), biasSteps)
}

// SetBiasAt moves the threshold to a position of the slider.
func (k *Neuron) SetBiasAt(at int) { k.SetBias(k.learned + float64(at-biasSteps/2)) }

// Flipped reports whether b alone, moved by hand, has changed the output on an image,
// all images having been correct before.
func (k *Neuron) Flipped(grey []byte) bool {
	if !k.Learned() || k.neuron.Bias == k.learned {
		return false
	}
	score := k.neuron.Sum(inputs(k.x, grey)) - k.neuron.Bias
	return perceptron.Step(score+k.neuron.Bias) != perceptron.Step(score+k.learned)
}

// Address is what the lab shows, as "pair=01&updates=22&b=3".
func (k *Neuron) Address() string {
	var parts []string
	if first := (Pair{0, 1}); k.pair != first {
		parts = append(parts, "pair="+strconv.Itoa(k.pair.Fires)+strconv.Itoa(k.pair.Rests))
	}
	if n := max(k.updates[0]+k.updates[1], k.due); n > 0 {
		parts = append(parts, "updates="+strconv.Itoa(n))
	}
	if moved := k.neuron.Bias - k.learned; moved != 0 {
		parts = append(parts, "b="+number(moved))
	} else if k.dueBias != 0 {
		parts = append(parts, "b="+number(k.dueBias))
	}
	return strings.Join(parts, "&")
}

// SetAddress shows what Address described, as soon as there are images.
func (k *Neuron) SetAddress(address string) {
	pair, due, bias := Pair{0, 1}, 0, 0.0
	for part := range strings.SplitSeq(address, "&") {
		key, value, _ := strings.Cut(part, "=")
		switch n, err := strconv.Atoi(value); key {
		case "pair":
			if err == nil && len(value) == 2 && n >= 0 && n/10 != n%10 {
				pair = Pair{n / 10, n % 10}
			}
		case "updates":
			if err == nil && n > 0 {
				due = min(n, maxUpdates)
			}
		case "b":
			if v, ok := numbers(value, 1); ok {
				bias = v[0]
			}
		}
	}
	if pair != k.pair {
		k.Choose(pair)
	} else {
		k.Reset()
	}
	k.due, k.dueBias = due, bias
}

// Due reports whether the address wants the rule to go on by itself.
func (k *Neuron) Due() bool { return k.Ready() && k.due > 0 }

// LearnDue goes on so far, trying so many images, and moves the bias at the end. It
// learns from no mistake beyond, and sees whether there is one.
func (k *Neuron) LearnDue(tries int) {
	if k.updates[0]+k.updates[1] < k.due && !k.Learned() {
		k.Learn(tries)
		return
	}
	for range tries {
		if k.Learned() || k.neuron.Output(inputs(k.x, k.train.Grey(k.at))) != k.train.Target(k.at) {
			k.SetBias(k.learned + k.dueBias)
			k.due, k.dueBias = 0, 0
			k.rev++
			return
		}
		k.at = (k.at + 1) % k.train.Len()
		k.clean++
	}
}
