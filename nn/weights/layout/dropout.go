package layout

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
)

// dropoutScale returns the factors of the parameters of a file made with scaled
// dropout, with which the network predicts as the file's program would: dropout
// of probability p multiplies by 1-p at inference there, and does nothing here.
// The factor goes into the weight of the next layer that has one, past homogeneous
// layers only, or else into weight and bias of the last one before.
func dropoutScale(net *network.Network, r recipe.Recipe) (map[*layer.Param]float32, error) {
	scale := map[*layer.Param]float32{}
	if r.Weights.Dropout != recipe.DropoutScaled {
		return scale, nil
	}
	// reach returns the first layer from i on that has a weight.
	reach := func(i, step int) (at int, ok bool) {
		for ; i >= 0 && i < len(r.Layers); i += step {
			if _, ok := r.Layers[i].(layer.Affine); ok {
				return i, true
			}
			if _, ok := r.Layers[i].(layer.Homogeneous); !ok {
				return i, false
			}
		}
		return i, false
	}
	for i, l := range r.Layers {
		drop, ok := l.(layer.Dropout)
		if !ok {
			continue
		}
		params := 1
		at, ok := reach(i+1, 1)
		if !ok {
			params = 2
			at, ok = reach(i-1, -1)
		}
		if !ok {
			return nil, format.Errorf("dropout of layer %d: its factor of %g at inference cannot be moved into a dense or convolution layer; say \"dropout\":%q if the file's weights are for it", i, 1-drop.Ratio, recipe.DropoutInverted)
		}
		for _, p := range net.Layers()[at].Params()[:params] {
			if scale[p] == 0 {
				scale[p] = 1
			}
			scale[p] *= float32(1 - drop.Ratio)
		}
	}
	return scale, nil
}
