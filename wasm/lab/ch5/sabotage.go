package ch5

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
)

// How the lab trains and checks.
const (
	TrainImages = 1000
	TestImages  = 200
	batchSize   = 20
	trainSteps  = 200
	learnRate   = 0.1
	checked     = 12   // elements of each array
	checkBatch  = 10   // images
	checkStep   = 1e-6 // h
	tolerance   = 0.02 // of the relative error
	inARow      = 3    // hidden mistakes to find
)

// place is where a mistake is.
type place struct {
	mistake Mistake
	layer   int
}

// switches are where the six switches put their mistakes.
var switches = [...]place{{Transpose, dense2}, {Unsummed, dense1}, {Sign, relu2}, {NoMean, lossLayer}, {Spread, pool1}, {FirstRow, dense3}}

// hideouts are where a hidden mistake may be.
var hideouts = [...]place{
	{Transpose, dense2}, {Sign, relu3}, {Spread, pool1}, {FirstRow, dense1}, {Unsummed, dense3}, {NoMean, lossLayer},
	{Sign, relu1}, {Unsummed, conv1}, {FirstRow, dense2}, {Sign, relu2}, {Unsummed, dense1}, {FirstRow, dense3}, {Unsummed, dense2},
}

// Sabotage is the lab of that name: a network with mistakes in its backward pass beside
// one without.
type Sabotage struct {
	on     [len(switches)]bool
	hidden int // of hideouts; -1: none
	named  int // the layer that the visitor named; -1: none
	seen   [len(switches)]bool
	row    int // found one after the other
	done   bool

	images, tests []byte
	labels, marks []byte // of them

	nets     [2]*net // without mistakes, with them
	order    []int
	step     int
	image    int // of the mini-batch
	sums     [2]float64
	losses   [2][]float64
	correct  [2]int
	tested   int
	training bool

	check     []probe
	probed    int
	checking  bool
	sums2     [numParts][3][2]float64 // squares: of differences, of both gradients
	copies    [numParts][2][]float64
	probedNet *net
	base      float64
	x         []float64
	rev       uint32
}

// probe is an element to compare: of a layer's weights, its biases, or what it sends back.
type probe struct{ layer, what, element, image int }

// What is checked of a layer.
const (
	ofWeights = iota
	ofBias
	ofInput
)

// NewSabotage returns the lab as it begins.
func NewSabotage() *Sabotage {
	s := &Sabotage{hidden: -1, named: -1, x: make([]float64, pixels)}
	s.restart()
	return s
}

// Rev counts the changes.
func (s *Sabotage) Rev() uint32 { return s.rev }

// SetImages takes training images, SetTests test images, with their labels.
func (s *Sabotage) SetImages(labels, grey []byte) { s.labels, s.images = labels, grey; s.restart() }
func (s *Sabotage) SetTests(labels, grey []byte)  { s.marks, s.tests = labels, grey; s.restart() }

// Ready reports whether there is something to learn from.
func (s *Sabotage) Ready() bool { return len(s.labels) >= batchSize && len(s.marks) > 0 }

// restart forgets what was learned and checked.
func (s *Sabotage) restart() {
	s.nets = [2]*net{newNet(), s.mistaken()}
	s.losses = [2][]float64{}
	s.order = rand.New(rand.NewPCG(7, 7)).Perm(max(len(s.labels), 1))
	s.step, s.image, s.tested, s.training, s.checking = 0, 0, 0, false, false
	s.sums, s.correct = [2]float64{}, [2]int{}
	s.check, s.probed = nil, 0
	s.sums2 = [numParts][3][2]float64{}
	s.rev++
}

// mistaken returns a new network with the mistakes.
func (s *Sabotage) mistaken() *net {
	n := newNet()
	for i, p := range switches {
		if s.On(i) {
			n.parts[p.layer].mistake = p.mistake
		}
	}
	if s.hidden >= 0 {
		p := hideouts[s.hidden]
		n.parts[p.layer].mistake = p.mistake
	}
	return n
}

// Flip turns a switch. A hidden mistake is given up.
func (s *Sabotage) Flip(i int) {
	s.on[i] = !s.on[i]
	s.hidden, s.named = -1, -1
	s.restart()
}

// On reports whether a switch is on.
func (s *Sabotage) On(i int) bool { return s.on[i] && s.hidden < 0 }

// Hide hides another mistake.
func (s *Sabotage) Hide() {
	if s.hidden >= 0 && s.named < 0 {
		s.row = 0 // given up
	}
	s.hidden, s.named = (s.hidden+1)%len(hideouts), -1
	s.on = [len(switches)]bool{}
	s.restart()
}

// Hidden reports whether a mistake is hidden, and whether the visitor still has to name
// its layer.
func (s *Sabotage) Hidden() (hidden, asked bool) { return s.hidden >= 0, s.hidden >= 0 && s.named < 0 }

// Name names the layer in which the hidden mistake is.
func (s *Sabotage) Name(layer int) {
	if _, asked := s.Hidden(); !asked {
		return
	}
	s.named = layer
	if hideouts[s.hidden].layer == layer {
		s.row++
		s.done = s.done || s.row >= inARow
	} else {
		s.row = 0
	}
	s.rev++
}

// Found reports whether the visitor named the correct layer.
func (s *Sabotage) Found() bool { return s.named >= 0 && hideouts[s.hidden].layer == s.named }

// Done reports whether the mission was reached.
func (s *Sabotage) Done() bool { return s.done }

// Train and Check begin those; Work does them.
func (s *Sabotage) Train() {
	if s.Ready() && !s.training {
		if s.trained() {
			s.restart()
		}
		s.training = true
		s.rev++
	}
}

// Check begins the gradient check, of the untrained network: where a mistake has killed
// all units, every gradient is 0 and correct.
func (s *Sabotage) Check() {
	if !s.Ready() || s.checking {
		return
	}
	s.probed, s.checking, s.probedNet = 0, true, s.mistaken()
	s.sums2 = [numParts][3][2]float64{}
	s.check = s.check[:0]
	rng := rand.New(rand.NewPCG(11, 11))
	for layer, k := range kinds {
		for what, size := range [...]int{k.weights, len(s.nets[1].parts[layer].b), k.in} {
			if size == 0 || layer == conv1 && what == ofInput {
				continue
			}
			n := checked
			if what == ofInput { // most are 0, and quickly compared
				n *= 5
			}
			for range n {
				s.check = append(s.check, probe{layer, what, rng.IntN(size), rng.IntN(checkBatch)})
			}
		}
	}
	s.rev++
}

// Stop stops both.
func (s *Sabotage) Stop() { s.training, s.checking = false, false; s.rev++ }

// Busy reports whether there is work.
func (s *Sabotage) Busy() bool { return s.training || s.checking }

// trained reports whether all steps and the test are over.
func (s *Sabotage) trained() bool { return s.step == trainSteps && s.tested == len(s.marks) }

// Checked reports whether the check is over.
func (s *Sabotage) Checked() bool { return len(s.check) > 0 && s.probed == len(s.check) }

// Work does a small piece of what has been begun: an image, or an element of the check.
func (s *Sabotage) Work() {
	switch {
	case s.checking:
		s.probe()
	case s.training && s.step < trainSteps:
		s.learn()
	case s.training:
		s.test()
	}
}

// learn takes the next image through both networks.
func (s *Sabotage) learn() {
	i := s.order[(s.step*batchSize+s.image)%len(s.order)]
	x, label := s.input(s.images, i), int(s.labels[i])
	for k, n := range s.nets {
		if s.image == 0 {
			n.clear()
		}
		s.sums[k] += loss(n.forward(0, x), label) / batchSize
		n.backward(label, s.image, batchSize)
	}
	s.image++
	if s.image < batchSize {
		return
	}
	for k, n := range s.nets {
		n.step(learnRate)
		s.losses[k] = append(s.losses[k], s.sums[k])
	}
	s.image, s.sums = 0, [2]float64{}
	s.step++
	s.rev++
}

// test takes the next test image through both networks.
func (s *Sabotage) test() {
	if s.tested < len(s.marks) {
		x := s.input(s.tests, s.tested)
		for k, n := range s.nets {
			if best(n.forward(0, x)) == int(s.marks[s.tested]) {
				s.correct[k]++
			}
		}
		s.tested++
	}
	if s.tested == len(s.marks) {
		s.training = false
		for i := range s.on {
			s.seen[i] = s.seen[i] || s.On(i)
		}
	}
	s.rev++
}

func (s *Sabotage) input(grey []byte, i int) []float64 {
	for j, g := range grey[i*pixels : (i+1)*pixels] {
		s.x[j] = float64(g) / 255
	}
	return s.x
}

// probe compares the next element. The first one is preceded by the backward pass of the
// whole mini-batch, whose gradients are kept.
func (s *Sabotage) probe() {
	n := s.probedNet
	if s.probed == 0 {
		n.clear()
		for i := range checkBatch {
			n.forward(0, s.input(s.images, i))
			n.backward(int(s.labels[i]), i, checkBatch)
		}
		for i := range n.parts {
			p := &n.parts[i]
			s.copies[i] = [2][]float64{append([]float64(nil), p.dw...), append([]float64(nil), p.db...)}
		}
		s.base = s.mean()
	}
	q := s.check[s.probed]
	p := &n.parts[q.layer]
	var back, at, above, below float64
	if q.what == ofInput {
		label := int(s.labels[q.image])
		at = loss(n.forward(0, s.input(s.images, q.image)), label) / checkBatch
		n.backward(label, q.image, checkBatch)
		back = p.dx[q.element]
		x := append([]float64(nil), p.x...)
		before := x[q.element]
		x[q.element] = before + checkStep
		above = loss(n.forward(q.layer, x), label) / checkBatch
		x[q.element] = before - checkStep
		below = loss(n.forward(q.layer, x), label) / checkBatch
	} else {
		values := p.w
		if q.what == ofBias {
			values = p.b
		}
		back, at = s.copies[q.layer][q.what][q.element], s.base
		before := values[q.element]
		values[q.element] = before + checkStep
		above = s.mean()
		values[q.element] = before - checkStep
		below = s.mean()
		values[q.element] = before
	}
	s.probed++
	s.checking = s.probed < len(s.check)
	s.rev++
	if up, down := above-at, at-below; math.Abs(up-down) > 0.1*max(math.Abs(up), math.Abs(down))+1e-13 {
		return // at a kink there are two slopes
	}
	numeric := (above - below) / (2 * checkStep)
	sums := &s.sums2[q.layer][q.what]
	sums[0] += (back - numeric) * (back - numeric)
	sums[1] += back*back + numeric*numeric
}

// mean is the mean loss of the check's mini-batch.
func (s *Sabotage) mean() (sum float64) {
	for i := range checkBatch {
		sum += loss(s.probedNet.forward(0, s.input(s.images, i)), int(s.labels[i])) / checkBatch
	}
	return sum
}

// Error returns the relative error of a layer's gradient, from 0 to 1.4, over what was
// checked: ‖backpropagation − numerical‖ / √(‖backpropagation‖² + ‖numerical‖²). known is
// false if there is nothing to check, or the check is not over.
func (s *Sabotage) Error(layer, what int) (e float64, known bool) {
	sums := s.sums2[layer][what]
	n := 0
	for _, q := range s.check {
		if q.layer == layer && q.what == what {
			n++
		}
	}
	if n == 0 || !s.Checked() {
		return 0, false
	}
	if sums[1] == 0 {
		return 0, true
	}
	return math.Sqrt(sums[0] / sums[1]), true
}

// Fails reports whether the check finds an error there.
func (s *Sabotage) Fails(layer, what int) bool {
	e, known := s.Error(layer, what)
	return known && !(e <= tolerance)
}

// Culprit returns the layer nearest to the loss where the check fails; -1 without one.
// What comes before it fails because of what it sends.
func (s *Sabotage) Culprit() int {
	for layer := numParts - 1; layer >= 0; layer-- {
		for what := range 3 {
			if s.Fails(layer, what) {
				return layer
			}
		}
	}
	return -1
}

// Losses returns the loss of each step, smoothed over ten: without mistakes, with them.
func (s *Sabotage) Losses() (steps []float64, smooth [2][]float64) {
	for i := range s.losses[0] {
		steps = append(steps, float64(i+1))
		for k, all := range s.losses {
			sum, from := 0.0, max(i-9, 0)
			for _, v := range all[from : i+1] {
				sum += v
			}
			smooth[k] = append(smooth[k], sum/float64(i+1-from))
		}
	}
	return steps, smooth
}

// Accuracy returns both networks' on the test images, once they are trained.
func (s *Sabotage) Accuracy() (a [2]float64, ok bool) {
	if !s.trained() {
		return a, false
	}
	for k := range a {
		a[k] = float64(s.correct[k]) / float64(len(s.marks))
	}
	return a, true
}

// Predict returns both networks' predictions for an image.
func (s *Sabotage) Predict(grey []byte) (digit [2]int, p [2]float64) {
	x := s.input(grey, 0)
	for k, n := range s.nets {
		y := n.forward(0, x)
		digit[k] = best(y)
		p[k] = y[digit[k]]
	}
	return digit, p
}

// Learns reports whether the network that was trained last with the i-th mistake alone
// came beyond guessing.
func (s *Sabotage) Learns(i int) bool {
	a, ok := s.Accuracy()
	return ok && s.only(i) && a[1] > 0.5
}

// only reports whether one switch alone is on.
func (s *Sabotage) only(i int) bool {
	for j := range s.on {
		if s.On(j) != (i == j) {
			return false
		}
	}
	return true
}

// Seen reports whether all six mistakes were trained with, each on its own or not.
func (s *Sabotage) Seen() bool {
	for _, seen := range s.seen {
		if !seen {
			return false
		}
	}
	return true
}

// Address is what differs from the beginning.
func (s *Sabotage) Address() string {
	if s.hidden >= 0 {
		return "hidden=" + strconv.Itoa(s.hidden)
	}
	var on []string
	for i, is := range s.on {
		if is {
			on = append(on, strconv.Itoa(i))
		}
	}
	if on == nil {
		return ""
	}
	return "on=" + strings.Join(on, ",")
}

// SetAddress takes what an address says, as far as it can be.
func (s *Sabotage) SetAddress(address string) {
	name, value, _ := strings.Cut(address, "=")
	switch name {
	case "hidden":
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < len(hideouts) && n != s.hidden {
			s.hidden, s.named, s.on = n, -1, [len(switches)]bool{}
			s.restart()
		}
	case "on":
		var on [len(switches)]bool
		for part := range strings.SplitSeq(value, ",") {
			if n, err := strconv.Atoi(part); err == nil && n >= 0 && n < len(on) {
				on[n] = true
			}
		}
		if on != s.on || s.hidden >= 0 {
			s.on, s.hidden, s.named = on, -1, -1
			s.restart()
		}
	}
}
