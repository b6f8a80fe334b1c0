package recipe

import "github.com/zerokara/zerokara/nn/layer"

// MLP returns the layers of a network of dense layers with the given numbers of
// outputs, an activation after each but the last.
func MLP(activation layer.Spec, units ...int) []layer.Spec {
	var layers []layer.Spec
	for i, n := range units {
		if i > 0 {
			layers = append(layers, activation)
		}
		layers = append(layers, Dense(n))
	}
	return layers
}

// MLPBatchNorm returns an MLP with batch normalisation before every activation,
// as in the book's section 6.3.2.
func MLPBatchNorm(activation layer.Spec, units ...int) []layer.Spec {
	var layers []layer.Spec
	for i, n := range units {
		if i > 0 {
			layers = append(layers, BatchNorm(), activation)
		}
		layers = append(layers, Dense(n))
	}
	return layers
}

// MultiLayer returns the numbers of units of the multi-layer networks of the
// book's chapter 6: hidden layers of 100 units and 10 outputs. The comparison of
// optimisers (section 6.1.8) has 4 hidden layers, those of initial values (6.2)
// and of batch normalisation (6.3) 5, those of overfitting (6.4) 6:
//
//	r.Layers = recipe.MLP(recipe.ReLU(), recipe.MultiLayer(4)...)
func MultiLayer(hidden int) []int {
	units := make([]int, hidden+1)
	for i := range units {
		units[i] = 100
	}
	units[hidden] = Classes
	return units
}

// SimpleConvNet returns the layers of the book's section 7.5.
func SimpleConvNet() []layer.Spec {
	return []layer.Spec{Conv(30, 5), ReLU(), Pool(2), Dense(100), ReLU(), Dense(Classes)}
}

// DeepConvNet returns the layers of the book's section 8.1.1: six convolutions
// of 3x3, of which the fourth pads by 2, and dropout after both dense layers.
func DeepConvNet() []layer.Spec {
	return []layer.Spec{
		ConvPad(16, 3, 1), ReLU(), ConvPad(16, 3, 1), ReLU(), Pool(2),
		ConvPad(32, 3, 1), ReLU(), ConvPad(32, 3, 2), ReLU(), Pool(2),
		ConvPad(64, 3, 1), ReLU(), ConvPad(64, 3, 1), ReLU(), Pool(2),
		Dense(50), ReLU(), Dropout(0.5), Dense(Classes), Dropout(0.5),
	}
}

// DeepConvNetBatchNorm returns DeepConvNet's layers with batch normalisation
// after every convolution, half the dropout after the first dense layer and none
// of the logits.
func DeepConvNetBatchNorm() []layer.Spec {
	var layers []layer.Spec
	for _, l := range DeepConvNet() {
		switch l.(type) {
		case layer.Conv2D:
			layers = append(layers, l, BatchNorm())
		case layer.Dropout:
			layers = append(layers, Dropout(0.25))
		default:
			layers = append(layers, l)
		}
	}
	return layers[:len(layers)-1]
}
