package recipe

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Shapes returns every layer's output shape, or a *FieldError that names the
// first layer that does not fit.
func (r Recipe) Shapes() ([]tensor.Shape, error) {
	shapes, _, err := chain("layers", r.Input, r.Layers, layer.PlanFor)
	return shapes, err
}

// Work returns the multiplications of the largest piece of work that a worker does
// without a pause, a micro-batch forward and backward or a batch of images that is
// evaluated; 0 for a recipe that is not valid.
func (r Recipe) Work() int {
	_, products, err := chain("layers", r.Input, r.Layers, layer.PlanKind)
	if err != nil {
		return 0
	}
	return r.work(products)
}

// work is Work, given the multiplications for one sample.
func (r Recipe) work(products int) int {
	n := max(r.MicroBatches(), 1)
	return products * max(passes*((r.BatchSize+n-1)/n), evaluated)
}

const (
	passes    = 3  // through a layer that learns: forward, and two backward
	evaluated = 50 // samples at a time: evaluate.MaxBatch
)

// planning is layer.PlanFor, or layer.PlanKind where all layers are of that
// package.
type planning func(layer.Spec, tensor.Shape) (layer.Plan, error)

// chain returns every layer's output shape, the first's input being of shape in, and
// the multiplications of all layers for one sample.
func chain(name string, in tensor.Shape, layers []layer.Spec, plan planning) (shapes []tensor.Shape, products int, err error) {
	if n := len(layers); n < 1 || n > MaxLayers {
		return nil, 0, wrong(name, "layers", n, MaxLayers)
	}
	shape := in
	values, params := shape.Size(), 0
	shapes = make([]tensor.Shape, 0, len(layers))
	for i, l := range layers {
		field := fields.Index(name, i)
		if l == nil {
			return nil, 0, wrong(field, "missing")
		}
		p, err := plan(l, shape)
		if err != nil {
			return nil, 0, located(field, err)
		}
		values += p.Out.Size()
		params += p.Params
		if values > MaxValues {
			return nil, 0, wrong(field, "activations", MaxValues)
		}
		if params > MaxParams {
			return nil, 0, wrong(field, "parameters", MaxParams)
		}
		if p.Products > MaxProducts || p.Unfolded > MaxUnfolded {
			return nil, 0, wrong(field, "products", p.Products, p.Unfolded, MaxProducts, MaxUnfolded)
		}
		products += p.Products
		shape = p.Out
		shapes = append(shapes, p.Out)
	}
	if params == 0 {
		return nil, 0, wrong(name, "untrainable")
	}
	return shapes, products, nil
}
