package ch3

// Collapsed is what the network is without a bend: one matrix and one bias.
type Collapsed struct {
	Templates [10][]float32 // a 28x28 picture of weights per class
	Bias      [10]float32
}

// Collapse multiplies the three matrices: x W1 W2 W3 = x (W1 W2 W3).
func Collapse(n *Net) *Collapsed {
	c := &Collapsed{}
	for class := range c.Templates {
		row, bias := n.Row(Scores, class), float64(n.Biases[Scores][class])
		for l := Scores - 1; l >= 0; l-- {
			next := make([]float64, Sizes[l])
			for unit, w := range row {
				bias += float64(w) * float64(n.Biases[l][unit])
				for i, v := range n.Row(l, unit) {
					next[i] += float64(w) * float64(v)
				}
			}
			row = make([]float32, len(next))
			for i, v := range next {
				row[i] = float32(v)
			}
		}
		c.Templates[class], c.Bias[class] = row, float32(bias)
	}
	return c
}

// Scores returns the ten sums of template times ink, and bias.
func (c *Collapsed) Scores(x []float32) []float32 {
	s := make([]float32, len(c.Templates))
	for class, t := range c.Templates {
		s[class] = dot(t, x, OneByOne) + c.Bias[class]
	}
	return s
}

// Laid returns a class's template with the drawing laid on it: where there is ink, all
// of the weight, elsewhere a part of it.
func (c *Collapsed) Laid(class int, x []float32) []float32 {
	const bare = 0.35
	v := make([]float32, len(x))
	for i, w := range c.Templates[class] {
		v[i] = w * (bare + (1-bare)*x[i])
	}
	return v
}
