package ch4

import "math"

// The small network that learns by differences: 7x7 pixels, six sigmoids, ten scores.
const (
	sideIn  = 7
	inputs  = sideIn * sideIn
	hidden  = 6
	classes = 10

	outerRate  = 5.0
	outerStep  = 1e-4 // h
	outerSteps = 60
)

// array is a matrix of the small network, row after row, or a vector: rows is the
// length of its outer axis.
type array struct{ at, rows, columns int }

// arrays are W1, b1, W2, b2, shaped as the book's: a row of W1 is a pixel.
var arrays = [4]array{
	{0, inputs, hidden},
	{inputs * hidden, hidden, 1},
	{inputs*hidden + hidden, hidden, classes},
	{inputs*hidden + hidden + hidden*classes, classes, 1},
}

const params = inputs*hidden + hidden + hidden*classes + classes

// Loop is how far the loop over an array's elements goes.
type Loop int

// The loops.
const (
	OuterOnly Loop = iota // len(x): a matrix's rows, taken for its elements
	AllOfThem             // x.size
)

func (l Loop) bound(a array) int {
	if l == OuterOnly {
		return a.rows
	}
	return a.rows * a.columns
}

// small is the small network.
type small struct {
	w       [params]float64
	h, z, d [classes]float64 // of one image; h is shorter
}

// newSmall returns the network with its first weights, always the same.
func newSmall() *small {
	n := &small{}
	seed := uint32(4)
	for k, a := range arrays {
		if k%2 == 1 {
			continue // biases begin at 0
		}
		limit := math.Sqrt(6 / float64(a.rows+a.columns)) // Xavier
		for i := range a.rows * a.columns {
			seed = 1664525*seed + 1013904223
			n.w[a.at+i] = limit * (2*float64(seed>>8)/(1<<24) - 1)
		}
	}
	return n
}

// predict returns the probabilities of an image.
func (n *small) predict(x []float64) *[classes]float64 {
	w1, b1, w2, b2 := n.w[:], n.w[arrays[1].at:], n.w[arrays[2].at:], n.w[arrays[3].at:]
	for j := range hidden {
		n.h[j] = b1[j]
	}
	for i, v := range x {
		if v == 0 {
			continue
		}
		for j := range hidden {
			n.h[j] += v * w1[hidden*i+j]
		}
	}
	for j := range hidden {
		n.h[j] = 1 / (1 + math.Exp(-n.h[j]))
	}
	top, sum := math.Inf(-1), 0.0
	for k := range classes {
		z := b2[k]
		for j := range hidden {
			z += n.h[j] * w2[classes*j+k]
		}
		n.z[k], top = z, max(top, z)
	}
	for k := range classes {
		n.z[k] = math.Exp(n.z[k] - top)
		sum += n.z[k]
	}
	for k := range classes {
		n.z[k] /= sum
	}
	return &n.z
}

// loss returns the mean cross-entropy of images, of which each i shows the digit i.
func (n *small) loss(images [][]float64) (sum float64) {
	for label, x := range images {
		sum -= math.Log(max(n.predict(x)[label], 1e-300))
	}
	return sum / float64(len(images))
}

// differences writes the gradient by central differences, two forward passes for each
// element that the loop reaches.
func (n *small) differences(g *[params]float64, images [][]float64, loop Loop) {
	clear(g[:])
	for _, a := range arrays {
		for i := range loop.bound(a) {
			w := &n.w[a.at+i]
			old := *w
			*w = old + outerStep
			up := n.loss(images)
			*w = old - outerStep
			down := n.loss(images)
			*w = old
			g[a.at+i] = (up - down) / (2 * outerStep)
		}
	}
}

// backward writes the gradient by backpropagation, one pass for all elements.
func (n *small) backward(g *[params]float64, images [][]float64) {
	clear(g[:])
	b1, w2, g2, b2 := g[arrays[1].at:], n.w[arrays[2].at:], g[arrays[2].at:], g[arrays[3].at:]
	for label, x := range images {
		p := n.predict(x)
		for k := range classes {
			n.d[k] = p[k]
			if k == label {
				n.d[k]--
			}
			n.d[k] /= float64(len(images))
			b2[k] += n.d[k]
		}
		for j := range hidden {
			dh := 0.0
			for k := range classes {
				g2[classes*j+k] += n.h[j] * n.d[k]
				dh += w2[classes*j+k] * n.d[k]
			}
			dh *= n.h[j] * (1 - n.h[j])
			b1[j] += dh
			for i, v := range x {
				g[hidden*i+j] += v * dh
			}
		}
	}
}

// pool7 makes 7x7 means of an image of 28x28 grey values.
func pool7(grey []byte) []float64 {
	x := make([]float64, inputs)
	for i, v := range grey {
		x[i/28/4*sideIn+i%28/4] += float64(v) / 255 / 16
	}
	return x
}

// Outer is the lab's network that learns by differences, with either loop.
type Outer struct {
	images [][]float64
	loop   Loop
	nets   [2]*small
	losses [2][]float64       // by step, the first before learning
	grads  [2][params]float64 // of the present weights, by differences
	back   [params]float64    // by backpropagation, with the chosen loop's weights
	left   int                // steps still to go
	rev    uint32
}

// NewOuter returns the network before it learned, for ten images of 28x28 grey values,
// the digits 0 to 9.
func NewOuter(images [classes][]byte) *Outer {
	o := &Outer{rev: 1}
	for _, image := range images {
		o.images = append(o.images, pool7(image))
	}
	for l := range o.nets {
		o.reset(Loop(l))
	}
	o.look()
	return o
}

func (o *Outer) reset(l Loop) {
	o.nets[l] = newSmall()
	o.losses[l] = append(o.losses[l][:0], o.nets[l].loss(o.images))
	o.nets[l].differences(&o.grads[l], o.images, l)
}

// look has the chosen network's gradient by backpropagation.
func (o *Outer) look() {
	o.nets[o.loop].backward(&o.back, o.images)
	o.rev++
}

// Rev counts the changes.
func (o *Outer) Rev() uint32 { return o.rev }

// Loop returns the chosen loop.
func (o *Outer) Loop() Loop { return o.loop }

// Choose chooses the loop.
func (o *Outer) Choose(l Loop) {
	o.loop, o.left = l, 0
	o.look()
}

// Learn begins to learn, from the first weights.
func (o *Outer) Learn() {
	o.reset(o.loop)
	o.left = outerSteps
	o.look()
}

// Learning reports whether steps are left.
func (o *Outer) Learning() bool { return o.left > 0 }

// Stop ends learning.
func (o *Outer) Stop() { o.left = 0 }

// Step takes one step of gradient descent along the differences.
func (o *Outer) Step() {
	if o.left == 0 {
		return
	}
	o.left--
	n, g := o.nets[o.loop], &o.grads[o.loop]
	for i := range n.w {
		n.w[i] -= outerRate * g[i]
	}
	o.losses[o.loop] = append(o.losses[o.loop], n.loss(o.images))
	n.differences(g, o.images, o.loop)
	o.look()
}

// Losses returns the losses of a loop's network, by step.
func (o *Outer) Losses(l Loop) (steps, losses []float64) {
	for i, loss := range o.losses[l] {
		steps, losses = append(steps, float64(i)), append(losses, loss)
	}
	return steps, losses
}

// Rows returns in how many rows of W1 the chosen loop leaves a gradient that is not 0,
// and in how many backpropagation does.
func (o *Outer) Rows() (loop, back int) {
	some := func(g *[params]float64, row int) int {
		for _, v := range g[hidden*row : hidden*(row+1)] {
			if math.Abs(v) > 1e-9 { // what rounding leaves of 0 is less
				return 1
			}
		}
		return 0
	}
	for row := range inputs {
		loop += some(&o.grads[o.loop], row)
		back += some(&o.back, row)
	}
	return loop, back
}

// Matrix returns the chosen network's gradient with respect to W1 or W2, by differences
// or by backpropagation, and the largest value of both.
func (o *Outer) Matrix(k int, back bool) (g []float64, rows, columns int, top float64) {
	a := arrays[k]
	of := func(all *[params]float64) []float64 { return all[a.at : a.at+a.rows*a.columns] }
	for _, all := range [...]*[params]float64{&o.grads[o.loop], &o.back} {
		for _, v := range of(all) {
			top = max(top, math.Abs(v))
		}
	}
	if back {
		return of(&o.back), a.rows, a.columns, top
	}
	return of(&o.grads[o.loop]), a.rows, a.columns, top
}

// Predict returns the chosen network's prediction for an image of 28x28 grey values.
func (o *Outer) Predict(grey []byte) (digit int, p float64) {
	for k, v := range o.nets[o.loop].predict(pool7(grey)) {
		if v > p {
			digit, p = k, v
		}
	}
	return digit, p
}

// learned is the loss below which the network has learned its ten images.
const learned = 1

// Stayed reports whether the visitor has seen the loss stay where it was.
func (o *Outer) Stayed() bool { return len(o.losses[OuterOnly]) > outerSteps }

// Done reports whether the mission is reached: the loss stayed with one loop and fell
// with the other.
func (o *Outer) Done() bool {
	all := o.losses[AllOfThem]
	return o.Stayed() && all[len(all)-1] < learned
}
