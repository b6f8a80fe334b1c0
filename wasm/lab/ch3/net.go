package ch3

import "math"

// Sizes are the numbers of values before, between and after the layers of the
// chapter's network, the book's 784-50-100-10.
var Sizes = [...]int{784, 50, 100, 10}

// Layers is how many layers it has; Scores is the last.
const (
	Layers = 3
	Scores = Layers - 1
)

// Net is the chapter's network. What bends the hidden layers' sums is not part of it.
type Net struct {
	Weights [Layers][]float32 // Sizes[l+1] rows of Sizes[l]: a row has the weights of a unit
	Biases  [Layers][]float32
	Trained bool
}

// NumWeights and NumBiases are how many the network has.
var NumWeights, NumBiases = count()

func count() (weights, biases int) {
	for l := range Layers {
		weights += Sizes[l] * Sizes[l+1]
		biases += Sizes[l+1]
	}
	return weights, biases
}

// NewNet returns the network with values in the engine's order: all weights, then all
// biases. ok is false if they are not so many.
func NewNet(values []float32) (n *Net, ok bool) {
	if len(values) != NumWeights+NumBiases {
		return nil, false
	}
	n = &Net{}
	for l := range Layers {
		size := Sizes[l] * Sizes[l+1]
		n.Weights[l], values = values[:size], values[size:]
	}
	for l := range Layers {
		n.Biases[l], values = values[:Sizes[l+1]], values[Sizes[l+1]:]
	}
	return n, true
}

// Untrained returns the network with weights drawn evenly within Glorot's limits, and
// biases of 0.
func Untrained(seed uint64) *Net {
	values := make([]float32, NumWeights+NumBiases)
	i := 0
	for l := range Layers {
		limit := math.Sqrt(6 / float64(Sizes[l]+Sizes[l+1]))
		for range Sizes[l] * Sizes[l+1] {
			seed += 0x9e3779b97f4a7c15 // SplitMix64
			z := seed
			z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
			z = (z ^ z>>27) * 0x94d049bb133111eb
			values[i] = float32(limit * (2*float64((z^z>>31)>>11)/(1<<53) - 1))
			i++
		}
	}
	n, _ := NewNet(values)
	return n
}

// Activation is what becomes of a hidden layer's sums.
type Activation int

// The activations.
const (
	Sigmoid Activation = iota
	Step
	ReLU
	Tanh
	Identity
	NumActivations = 5
)

// String returns the activation's name in addresses and keys.
func (a Activation) String() string {
	return [...]string{"sigmoid", "step", "relu", "tanh", "identity"}[a]
}

// Of returns the activation of a sum.
func (a Activation) Of(z float32) float32 {
	switch a {
	case Sigmoid:
		return float32(1 / (1 + math.Exp(-float64(z))))
	case Step:
		if z > 0 {
			return 1
		}
		return 0
	case ReLU:
		return max(z, 0)
	case Tanh:
		return float32(math.Tanh(float64(z)))
	}
	return z
}

// Slope returns the activation's derivative.
func (a Activation) Slope(z float32) float64 {
	y := float64(a.Of(z))
	switch a {
	case Sigmoid:
		return y * (1 - y)
	case Step:
		return 0
	case ReLU:
		if z > 0 {
			return 1
		}
		return 0
	case Tanh:
		return 1 - y*y
	}
	return 1
}

// Order is in which order the products of a sum are added.
type Order int

// Both orders.
const (
	OneByOne    Order = iota
	FourStrands       // four partial sums, as four lanes of a processor would: other roundings
)

// Pass is one image's way through the network.
type Pass struct {
	In   []float32         // that the first layer sees
	Sums [Layers][]float32 // w·x + b
	Out  [Layers][]float32 // and after the activation; the last layer has none
}

// Forward sends an image through the network.
func (n *Net) Forward(x []float32, a Activation, order Order) *Pass {
	p := &Pass{In: x}
	for l := range Layers {
		units := Sizes[l+1]
		sums := make([]float32, units)
		u := 0
		if order == OneByOne {
			for ; u+4 <= units; u += 4 {
				dots(sums[u:u+4], n.Row(l, u), n.Row(l, u+1), n.Row(l, u+2), n.Row(l, u+3), x)
			}
		}
		for ; u < units; u++ {
			sums[u] = dot(n.Row(l, u), x, order)
		}
		for u, b := range n.Biases[l] {
			sums[u] += b
		}
		p.Sums[l], p.Out[l] = sums, sums
		if l < Scores {
			x = make([]float32, units)
			for u, z := range sums {
				x[u] = a.Of(z)
			}
			p.Out[l] = x
		}
	}
	return p
}

// Row returns the weights of a unit.
func (n *Net) Row(l, unit int) []float32 { return n.Weights[l][unit*Sizes[l]:][:Sizes[l]] }

// Scores returns the last layer's sums.
func (p *Pass) Scores() []float32 { return p.Sums[Scores] }

// Before returns what a layer is given.
func (p *Pass) Before(l int) []float32 {
	if l == 0 {
		return p.In
	}
	return p.Out[l-1]
}

// dots computes four sums at once, each one by one: a single sum would wait for each of
// its additions.
func dots(sums, w0, w1, w2, w3, x []float32) {
	w0, w1, w2, w3 = w0[:len(x)], w1[:len(x)], w2[:len(x)], w3[:len(x)]
	var s0, s1, s2, s3 float32
	for i, v := range x {
		s0 += w0[i] * v
		s1 += w1[i] * v
		s2 += w2[i] * v
		s3 += w3[i] * v
	}
	sums[0], sums[1], sums[2], sums[3] = s0, s1, s2, s3
}

func dot(w, x []float32, order Order) (s float32) {
	if order == OneByOne {
		for i, v := range x {
			s += w[i] * v
		}
		return s
	}
	var s1, s2, s3 float32
	i := 0
	for ; i+4 <= len(x); i += 4 {
		s += w[i] * x[i]
		s1 += w[i+1] * x[i+1]
		s2 += w[i+2] * x[i+2]
		s3 += w[i+3] * x[i+3]
	}
	for ; i < len(x); i++ {
		s += w[i] * x[i]
	}
	return s + s1 + (s2 + s3)
}

// Scaled returns grey values as inputs from 0 to top.
func Scaled(grey []byte, top float64) []float32 {
	x := make([]float32, len(grey))
	for i, g := range grey {
		x[i] = float32(float64(g) / 255 * top)
	}
	return x
}

// Argmax returns the index of the largest value.
func Argmax(v []float32) (at int) {
	for i := range v {
		if v[i] > v[at] {
			at = i
		}
	}
	return at
}
