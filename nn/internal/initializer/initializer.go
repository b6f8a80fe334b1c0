// Package initializer gives weights their first values (section 6.2 of the
// book). Biases start at zero and are none of its business.
package initializer

import (
	"math"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Std returns the standard deviation of the normal distribution that a weight
// with fanIn inputs and fanOut outputs is drawn from:
//
//	normal  Std
//	xavier  sqrt(2/(fanIn+fanOut))   Glorot and Bengio 2010
//	he      sqrt(2/fanIn)            He et al. 2015, for layers before a ReLU
func Std(init recipe.Init, fanIn, fanOut int) (float64, error) {
	switch init.Kind {
	case recipe.InitNormal:
		return init.Std, nil
	case recipe.InitXavier:
		return math.Sqrt(2 / float64(fanIn+fanOut)), nil
	case recipe.InitHe:
		return math.Sqrt(2 / float64(fanIn)), nil
	}
	return 0, format.Errorf("initializer: %q is not an initialiser", init.Kind)
}

// Normal fills w from N(0, std²).
func Normal(w []float32, std float64, rng *rand.Rand) {
	for i := range w {
		w[i] = float32(std * rng.NormFloat64())
	}
}
