package recipe

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Shapes returns every layer's output shape, or a *FieldError that names the
// first layer that does not fit.
func (r Recipe) Shapes() ([]tensor.Shape, error) {
	return chain("layers", r.Input, r.Layers, layer.PlanFor)
}

// planning is layer.PlanFor, or layer.PlanKind where all layers are of that
// package.
type planning func(layer.Spec, tensor.Shape) (layer.Plan, error)

// chain returns every layer's output shape, the first's input being of shape
// in.
func chain(name string, in tensor.Shape, layers []layer.Spec, plan planning) ([]tensor.Shape, error) {
	if n := len(layers); n < 1 || n > MaxLayers {
		return nil, wrong(name, "layers", n, MaxLayers)
	}
	shape := in
	values, params := shape.Size(), 0
	shapes := make([]tensor.Shape, 0, len(layers))
	for i, l := range layers {
		field := fields.Index(name, i)
		if l == nil {
			return nil, wrong(field, "missing")
		}
		p, err := plan(l, shape)
		if err != nil {
			return nil, located(field, err)
		}
		values += p.Out.Size()
		params += p.Params
		if values > MaxValues {
			return nil, wrong(field, "activations", MaxValues)
		}
		if params > MaxParams {
			return nil, wrong(field, "parameters", MaxParams)
		}
		if p.Products > MaxProducts || p.Unfolded > MaxUnfolded {
			return nil, wrong(field, "products", p.Products, p.Unfolded, MaxProducts, MaxUnfolded)
		}
		shape = p.Out
		shapes = append(shapes, p.Out)
	}
	if params == 0 {
		return nil, wrong(name, "untrainable")
	}
	return shapes, nil
}
