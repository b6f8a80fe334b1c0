package ch2

// Pixels is the length of an image, 28 by 28 grey values.
const Pixels = 28 * 28

// Pair is two digits that a neuron is to tell apart: it fires for the first.
type Pair struct{ Fires, Rests int }

// Mask is the pair as the bits of labels that LabImages takes.
func (p Pair) Mask() uint16 { return 1<<p.Fires | 1<<p.Rests }

// Images is a set of images of a pair, as many of one digit as of the other, in turn:
// an even number is of the digit for which the neuron is to fire.
type Images struct{ grey []byte }

// each is the most images of a digit that a set takes.
const each = 500

// NewImages makes the set of the first images of both digits.
func NewImages(p Pair, labels, grey []byte) *Images {
	var first [2][]int
	for i, label := range labels[:min(len(labels), len(grey)/Pixels)] {
		switch int(label) {
		case p.Fires:
			first[0] = append(first[0], i)
		case p.Rests:
			first[1] = append(first[1], i)
		}
	}
	n := min(each, len(first[0]), len(first[1]))
	m := &Images{grey: make([]byte, 0, 2*n*Pixels)}
	for i := range n {
		for _, of := range first {
			m.grey = append(m.grey, grey[of[i]*Pixels:(of[i]+1)*Pixels]...)
		}
	}
	return m
}

// Len returns the number of images; of none there are 0.
func (m *Images) Len() int {
	if m == nil {
		return 0
	}
	return len(m.grey) / Pixels
}

// Grey returns the i-th image.
func (m *Images) Grey(i int) []byte { return m.grey[i*Pixels : (i+1)*Pixels] }

// Target returns 1 if the neuron is to fire for the i-th image, else 0.
func (m *Images) Target(i int) float64 { return float64(1 - i%2) }

// inputs turns grey values into inputs from 0 to 1.
func inputs(x []float64, grey []byte) []float64 {
	for i, g := range grey {
		x[i] = float64(g) / 255
	}
	return x
}
