package weights

import (
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// Model returns the model of a safetensors file that has its recipe with it: one from the
// page or from zerokara export -kind safetensors. Without one Decode and Load are left.
func Model(file []byte) (*evaluate.Model, error) {
	arrays, metadata, err := safetensors.Decode(file)
	if err != nil {
		return nil, err
	}
	text, ok := metadata[export.MetaRecipe]
	if !ok {
		return nil, safetensors.Errorf(safetensors.Other, "it does not say what network it is of: its metadata has no %s", export.MetaRecipe)
	}
	r, err := recipe.Parse([]byte(text))
	if err != nil {
		return nil, err
	}
	net, err := network.New(r, 1)
	if err != nil {
		return nil, err
	}
	if err := Load(net, r, arrays); err != nil {
		return nil, err
	}
	return evaluate.New(net, r.Loss, r.Temperature)
}
