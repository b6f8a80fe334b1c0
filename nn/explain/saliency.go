// Package explain asks why a network predicts what it does: which pixels the
// prediction rests on, and what would change it.
package explain

import (
	"math"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/tensor"
)

const gradientSize = "explain: dx and x must be one input long and the output one that the network has"

// InputGradient overwrites dx with the gradient with respect to one input x of
// the log-odds of a class,
//
//	log p[class] / (1 - p[class]) = z[class] - log of the sum over the others of exp z
//
// z being the logits (a temperature would only scale them and is left out).
// Unlike the probability's own gradient it does not vanish where the network is
// certain, and unlike the logit's it asks what tells this class from the others
// (Simonyan et al. 2014 explain images by gradients). Of a network that predicts
// values it is the gradient of that output. It may be called between any two
// calls of a trainer's Advance.
func InputGradient(m *evaluate.Model, dx, x []float32, class int) {
	net := m.Network()
	in := net.Input(1)
	if len(x) != in.Len() || len(dx) != in.Len() || class < 0 || class >= m.Size() {
		panic(gradientSize)
	}
	copy(in.Data, x)
	z, dz := net.Forward(1, false).Values(), net.OutputGrad(1).Values()
	switch {
	case m.Classes() == 0:
		clear(dz)
		dz[class] = 1
	case m.Classes() == len(z):
		logOdds(dz, z, class)
	default: // one logit: the log-odds of class 1
		dz[0] = float32(2*class - 1)
	}
	net.InputGradient(tensor.Tensor{N: 1, Shape: in.Shape, Data: dx})
}

// logOdds writes the gradient of the log-odds of a class with respect to the
// logits z: 1 for the class's own, and for the others minus their softmax among
// themselves.
func logOdds(dz, z []float32, class int) {
	peak := float32(math.Inf(-1))
	for k, v := range z {
		if k != class {
			peak = max(peak, v)
		}
	}
	var sum float64
	for k, v := range z {
		if k != class {
			e := math.Exp(float64(v - peak))
			sum += e
			dz[k] = float32(e)
		}
	}
	for k := range dz {
		dz[k] = float32(-float64(dz[k]) / sum)
	}
	dz[class] = 1
}

// Saliency overwrites effect with InputGradient times the input, which says to
// first order what the log-odds of the class would lose without each pixel's
// ink.
func Saliency(m *evaluate.Model, effect, x []float32, class int) {
	InputGradient(m, effect, x, class)
	for i := range effect {
		effect[i] *= x[i]
	}
}

// check returns an error unless x is an input of a classifier and class one of
// its classes; a negative one stands for the predicted.
func check(m *evaluate.Model, x []float32, class, lowest int) error {
	switch n := m.Shape().Size(); {
	case m.Classes() == 0:
		return format.Errorf("explain: the network predicts values, not classes: use InputGradient")
	case len(x) != n:
		return format.Errorf("explain: an input of %d values, the network takes %d", len(x), n)
	case class < lowest || class >= m.Classes():
		return format.Errorf("explain: there is no class %d of %d", class, m.Classes())
	}
	return nil
}
