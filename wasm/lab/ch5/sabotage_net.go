package ch5

import (
	"math"
	"math/rand/v2"
)

// Mistake is one in a layer's backward pass. They are all here: the engine has none of
// them, and cannot be given any.
type Mistake int

// The mistakes.
const (
	NoMistake   Mistake = iota
	Transpose           // dX = dY·W instead of dY·Wᵀ: the shapes fit where the layer is square
	Unsummed            // the bias has the gradient of the mini-batch's first image alone
	Sign                // ReLU lets through where the gradient is positive, not the input
	NoMean              // the gradient of the sum of the losses, not of their mean
	Spread              // max pooling sends the gradient to all four positions
	FirstRow            // only the first row of the weights' gradient is computed
	numMistakes = 7
)

// Kind is what a part of the lab's network does.
type Kind int

// The kinds.
const (
	Conv Kind = iota
	ReLU
	Pool
	Dense
	Loss
)

// The lab's network: a convolution with stride 2 of 6 filters of 5x5, ReLU, max pooling
// 2x2, and three dense layers with ReLU between. Two of them are square.
const (
	side, kernel, stride = 28, 5, 2
	maps, mapSide        = 6, 12
	pooledSide           = 6
	hidden, classes      = 30, 10
	pixels               = side * side
)

// part is a layer, with what it keeps of the image that went through it last.
type part struct {
	kind         Kind
	in, out      int
	w, b, dw, db []float64
	x, y, dx     []float64
	arg          []int // of max pooling: where each maximum is
	mistake      Mistake
}

// net is a network of float64 numbers, whose backward pass may have mistakes.
type net struct{ parts []part }

// kinds are the network's layers, in order.
var kinds = [...]struct {
	kind    Kind
	in, out int
	weights int
}{
	{Conv, pixels, maps * mapSide * mapSide, maps * kernel * kernel},
	{ReLU, maps * mapSide * mapSide, maps * mapSide * mapSide, 0},
	{Pool, maps * mapSide * mapSide, maps * pooledSide * pooledSide, 0},
	{Dense, maps * pooledSide * pooledSide, hidden, maps * pooledSide * pooledSide * hidden},
	{ReLU, hidden, hidden, 0},
	{Dense, hidden, hidden, hidden * hidden},
	{ReLU, hidden, hidden, 0},
	{Dense, hidden, classes, hidden * classes},
	{Loss, classes, classes, 0},
}

// The places of layers.
const (
	conv1 = iota
	relu1
	pool1
	dense1
	relu2
	dense2
	relu3
	dense3
	lossLayer
	numParts
)

// newNet returns a network with He's initial weights, the same each time.
func newNet() *net {
	rng := rand.New(rand.NewPCG(5, 5))
	n := &net{}
	for _, k := range kinds {
		p := part{kind: k.kind, in: k.in, out: k.out, y: make([]float64, k.out), dx: make([]float64, k.in)}
		p.w, p.dw = make([]float64, k.weights), make([]float64, k.weights)
		fan := k.in
		switch k.kind {
		case Conv:
			p.b, p.db = make([]float64, maps), make([]float64, maps)
			fan = kernel * kernel
		case Dense:
			p.b, p.db = make([]float64, k.out), make([]float64, k.out)
		case Pool:
			p.arg = make([]int, k.out)
		}
		for i := range p.w {
			p.w[i] = rng.NormFloat64() * math.Sqrt(2/float64(fan))
		}
		for i := range p.b { // with 0 the whole background would lie on ReLU's kink
			p.b[i] = 0.1 * rng.NormFloat64()
		}
		n.parts = append(n.parts, p)
	}
	return n
}

// forward computes the layer's output. Dense weights are as in the book, a row per input.
func (p *part) forward(x []float64) []float64 {
	p.x = x
	switch p.kind {
	case Conv:
		p.convolve(x)
	case ReLU:
		for i, v := range x {
			p.y[i] = max(v, 0)
		}
	case Pool:
		p.pool(x)
	case Dense:
		copy(p.y, p.b)
		for i, v := range x {
			if v != 0 {
				for j, w := range p.w[i*p.out : (i+1)*p.out] {
					p.y[j] += v * w
				}
			}
		}
	case Loss:
		top, sum := x[0], 0.0
		for _, v := range x {
			top = max(top, v)
		}
		for i, v := range x {
			p.y[i] = math.Exp(v - top)
			sum += p.y[i]
		}
		for i := range p.y {
			p.y[i] /= sum
		}
	}
	return p.y
}

func (p *part) convolve(x []float64) {
	for m := range maps {
		w := p.w[m*kernel*kernel:]
		for r := range mapSide {
			for c := range mapSide {
				sum := p.b[m]
				for i := range kernel {
					row := x[(stride*r+i)*side+stride*c:][:kernel]
					for j, v := range row {
						sum += v * w[i*kernel+j]
					}
				}
				p.y[(m*mapSide+r)*mapSide+c] = sum
			}
		}
	}
}

func (p *part) pool(x []float64) {
	for o := range p.out {
		m, r, c := o/(pooledSide*pooledSide), o/pooledSide%pooledSide, o%pooledSide
		first := (m*mapSide+2*r)*mapSide + 2*c
		p.arg[o] = first
		for _, at := range [...]int{first + 1, first + mapSide, first + mapSide + 1} {
			if x[at] > x[p.arg[o]] {
				p.arg[o] = at
			}
		}
		p.y[o] = x[p.arg[o]]
	}
}

// backward adds to the parameters' gradients those of the image'th image of a mini-batch,
// and returns the gradient with respect to the layer's input. dy is that of its output.
func (p *part) backward(dy []float64, image int) []float64 {
	switch p.kind {
	case Conv:
		p.backConvolve(dy, image)
	case ReLU:
		for i, d := range dy {
			through := p.x[i] > 0
			if p.mistake == Sign {
				through = d > 0
			}
			p.dx[i] = 0
			if through {
				p.dx[i] = d
			}
		}
	case Pool:
		clear(p.dx)
		for o, d := range dy {
			if p.mistake == Spread {
				m, r, c := o/(pooledSide*pooledSide), o/pooledSide%pooledSide, o%pooledSide
				first := (m*mapSide+2*r)*mapSide + 2*c
				for _, at := range [...]int{first, first + 1, first + mapSide, first + mapSide + 1} {
					p.dx[at] = d
				}
			} else {
				p.dx[p.arg[o]] = d
			}
		}
	case Dense:
		p.backDense(dy, image)
	}
	return p.dx
}

func (p *part) backDense(dy []float64, image int) {
	for j, d := range dy {
		if p.mistake != Unsummed || image == 0 {
			p.db[j] += d
		}
	}
	for i, v := range p.x {
		row := p.w[i*p.out : (i+1)*p.out]
		sum := 0.0
		for j, d := range dy {
			if p.mistake == Transpose {
				sum += d * p.w[j*p.out+i]
			} else {
				sum += d * row[j]
			}
		}
		p.dx[i] = sum
		if v != 0 && (p.mistake != FirstRow || i == 0) {
			for j, d := range dy {
				p.dw[i*p.out+j] += v * d
			}
		}
	}
}

// backConvolve has no gradient with respect to the ink: nobody asks for it.
func (p *part) backConvolve(dy []float64, image int) {
	for m := range maps {
		dw := p.dw[m*kernel*kernel:]
		for r := range mapSide {
			for c := range mapSide {
				d := dy[(m*mapSide+r)*mapSide+c]
				if d == 0 {
					continue
				}
				if p.mistake != Unsummed || image == 0 {
					p.db[m] += d
				}
				for i := range kernel {
					row := p.x[(stride*r+i)*side+stride*c:][:kernel]
					for j, v := range row {
						dw[i*kernel+j] += d * v
					}
				}
			}
		}
	}
}

// forward returns the probabilities for an image, from a layer on whose input is x.
func (n *net) forward(from int, x []float64) []float64 {
	for i := from; i < len(n.parts); i++ {
		x = n.parts[i].forward(x)
	}
	return x
}

// backward goes back through the image that went forward last, the image'th of a
// mini-batch of size images.
func (n *net) backward(label, image, size int) {
	last := &n.parts[lossLayer]
	scale := 1 / float64(size)
	if last.mistake == NoMean {
		scale = 1
	}
	for i, p := range last.y {
		t := 0.0
		if i == label {
			t = 1
		}
		last.dx[i] = scale * (p - t)
	}
	dy := last.dx
	for i := lossLayer - 1; i >= 0; i-- {
		dy = n.parts[i].backward(dy, image)
	}
}

// clear forgets the gradients.
func (n *net) clear() {
	for i := range n.parts {
		clear(n.parts[i].dw)
		clear(n.parts[i].db)
	}
}

// step goes down the gradient.
func (n *net) step(rate float64) {
	for i := range n.parts {
		p := &n.parts[i]
		for j, d := range p.dw {
			p.w[j] -= rate * d
		}
		for j, d := range p.db {
			p.b[j] -= rate * d
		}
	}
}

// loss is that of probabilities, for a label.
func loss(p []float64, label int) float64 { return -math.Log(max(p[label], 1e-300)) }

// best returns the most probable class.
func best(p []float64) (digit int) {
	for i, v := range p {
		if v > p[digit] {
			digit = i
		}
	}
	return digit
}
