package ch5

import (
	"errors"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Joint is what stands between a block and the next: what comes through, and what the
// block costs.
type Joint struct {
	In, Out  tensor.Shape
	Params   int
	Products int  // multiplications for one image
	Behind   bool // something before it is impossible: nothing is known here
}

// Plan is what a chain comes to.
type Plan struct {
	Joints           []Joint
	Params, Products int // of all possible joints

	// Err says why there is no such network, nil if there is; At is the joint where
	// that shows, -1 before the first block. AtEnd says that all joints are possible,
	// only the whole is not.
	Err   *recipe.FieldError
	At    int
	AtEnd bool
}

// planOf returns what layers come to.
func planOf(layers []layer.Spec) (p Plan) {
	p.Joints = make([]Joint, len(layers))
	in, values := inkShape, inkShape.Size()
	for i, l := range layers {
		j := &p.Joints[i]
		j.In = in
		if p.Err != nil {
			j.Behind = true
			continue
		}
		plan, err := layer.PlanKind(l, in)
		values += plan.Out.Size()
		if err != nil || values > recipe.MaxValues || p.Params+plan.Params > recipe.MaxParams ||
			plan.Products > recipe.MaxProducts || plan.Unfolded > recipe.MaxUnfolded {
			p.At, p.Err = i, refusalOf(labRecipe(layers[:i+1]))
			continue
		}
		j.Out, j.Params, j.Products = plan.Out, plan.Params, plan.Products
		p.Params += plan.Params
		p.Products += plan.Products
		in = plan.Out
	}
	if p.Err != nil {
		return p
	}
	p.At, p.AtEnd = len(layers)-1, true
	r := labRecipe(layers)
	switch err := refusalOf(r); {
	case len(layers) > 0 && p.Params > 0 && in.Size() != recipe.Classes:
		p.Err = recipe.Refuse("layers", "outputs", in.Size(), recipe.Classes)
	case err != nil:
		p.Err = err
	}
	return p
}

// refusalOf returns why there is no network of a recipe, nil if there is.
func refusalOf(r recipe.Recipe) *recipe.FieldError {
	err := r.ValidateKinds()
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*recipe.FieldError](err); ok {
		return e
	}
	return recipe.Refuse("layers", "own")
}

// Fraction returns the fraction of the parameters that is a joint's.
func (p *Plan) Fraction(i int) float64 {
	return float64(p.Joints[i].Params) / float64(max(p.Params, 1))
}

// Largest returns the block with the most parameters, -1 if none has any.
func (p *Plan) Largest() (at int) {
	at = -1
	for i := range p.Joints {
		if n := p.Joints[i].Params; n > 0 && (at < 0 || n > p.Joints[at].Params) {
			at = i
		}
	}
	return at
}
