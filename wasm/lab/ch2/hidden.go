package ch2

import (
	"math"
	"math/rand/v2"
)

// Hidden is a network of two layers, 784-8-1: eight neurons, whose outputs a ninth
// weighs. Instead of the step they have ReLU and, at the end, the sigmoid, so that
// they can be learned by gradient descent; the output is 1 where the last sum is > 0,
// as the step's. Ink goes from -1 to 1, which makes a negative -x.
type Hidden struct {
	images *Images
	w      [units][]float32
	b, v   [units]float32
	c      float32
	rng    *rand.Rand
	order  []int
	at     int // in order
	seen   int // examples

	x, a []float32
}

const (
	units      = 8
	hiddenRate = 0.02
)

// NewHidden returns the network with initial weights (He et al. 2015), the same ones
// each time.
func NewHidden(images *Images) *Hidden {
	h := &Hidden{images: images, rng: rand.New(rand.NewPCG(1, 2)), x: make([]float32, Pixels), a: make([]float32, units)}
	for i := range h.w {
		h.w[i] = make([]float32, Pixels)
		for j := range h.w[i] {
			h.w[i][j] = float32(h.rng.NormFloat64() * math.Sqrt(2.0/Pixels))
		}
		h.v[i] = float32(h.rng.NormFloat64() * math.Sqrt(2.0/units))
	}
	h.order = h.rng.Perm(2 * images.Len())
	return h
}

// Sums returns the last sum for an image and for its negative.
func (h *Hidden) Sums(grey []byte) (image, negative float64) {
	h.input(grey, 1)
	image = float64(h.forward())
	for j, x := range h.x {
		h.x[j] = -x
	}
	return image, float64(h.forward())
}

func (h *Hidden) input(grey []byte, sign float32) {
	for j, g := range grey {
		h.x[j] = sign * (float32(g)/127.5 - 1)
	}
}

// forward computes z = v·relu(Wx+b) + c.
func (h *Hidden) forward() float32 {
	z := h.c
	for i := range h.w {
		s := h.b[i]
		w := h.w[i][:len(h.x)]
		for j, x := range h.x {
			s += w[j] * x
		}
		h.a[i] = max(s, 0)
		z += h.v[i] * h.a[i]
	}
	return z
}

// Learn takes n steps of gradient descent on the cross-entropy, an image or a negative
// a step.
func (h *Hidden) Learn(n int) {
	for range n {
		if h.at == len(h.order) {
			h.at = 0
			h.rng.Shuffle(len(h.order), func(i, j int) { h.order[i], h.order[j] = h.order[j], h.order[i] })
		}
		i := h.order[h.at]
		h.at++
		h.seen++
		sign := float32(1 - 2*(i%2))
		h.input(h.images.Grey(i/2), sign)
		y := 1 / (1 + math.Exp(-float64(h.forward())))
		h.backward(hiddenRate * float32(y-h.images.Target(i/2)))
	}
}

// backward moves the weights by -d times the gradient of the last sum.
func (h *Hidden) backward(d float32) {
	h.c -= d
	for i := range h.w {
		if h.a[i] == 0 {
			continue
		}
		g := d * h.v[i]
		h.v[i] -= d * h.a[i]
		h.b[i] -= g
		w := h.w[i][:len(h.x)]
		for j, x := range h.x {
			w[j] -= g * x
		}
	}
}

// Seen returns how many examples it has learned from, and how many it is to.
func (h *Hidden) Seen() (n, of int) { return h.seen, hiddenPasses * len(h.order) }

const hiddenPasses = 3

// Done reports whether it has learned all that it is to.
func (h *Hidden) Done() bool {
	n, of := h.Seen()
	return n >= of
}
