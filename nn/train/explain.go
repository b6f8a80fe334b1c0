package train

import (
	"math"

	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// predict writes the probabilities of the image x of 784 grey values 0 to 1.
func (t *Trainer) predict(p *[recipe.Classes]float32, x []float32) {
	copy(t.net.Input(1).Data, x)
	t.softmax(p[:], t.net.Forward(1, false).Values())
}

// InputGradient overwrites dx with the gradient of the log-odds of a class,
//
//	log p[class] / (1 - p[class]) = z[class] - log of the sum over the others of exp z
//
// z being the logits (a temperature would only scale them and is left out), by
// the 784 grey values of an image, 0 to 1. Unlike the probability's own gradient
// it does not vanish where the network is certain, and unlike the logit's it
// asks what tells this class from the others (Simonyan et al. 2014 explain
// images by gradients). It may be called between any two calls of Advance.
func (t *Trainer) InputGradient(dx, x []float32, class int) {
	copy(t.net.Input(1).Data, x)
	logOdds(t.net.OutputGrad(1).Values(), t.net.Forward(1, false).Values(), class)
	t.net.InputGradient(tensor.Tensor{N: 1, Shape: t.net.Input(1).Shape, Data: dx[:mnist.Pixels]})
}

// logOdds writes the gradient of the log-odds of a class by the logits z: 1 for
// the class's own, and for the others minus their softmax among themselves.
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

// Saliency overwrites effect with the gradient of the log-odds of a class times
// the ink, which says to first order what the log-odds would lose without each
// pixel's ink.
func (t *Trainer) Saliency(effect, x []float32, class int) {
	t.InputGradient(effect, x, class)
	for i := range effect {
		effect[i] *= x[i]
	}
}
