package layer

import (
	"errors"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

// kinds are the layers of this package, with the values of fields that recipes
// older than those do not give.
var kinds = []fields.Config{
	Dense{}, Conv2D{Dilation: 1}, ConvTranspose2D{}, MaxPool2D{}, AvgPool2D{}, BatchNorm{}, Dropout{},
	ReLU{}, LeakyReLU{}, Sigmoid{}, Tanh{}, Softmax{}, Identity{}, Step{},
	Flatten{}, Reshape{},
}

// Kinds returns the names that this package's layers have in recipes.
func Kinds() []string { return fields.Kinds(kinds) }

// KindOf returns the name of a layer's kind in recipes, "own" for one that is
// not of this package.
func KindOf(s Spec) string { return fields.KindOf(s) }

// Visit shows a layer's kind and its fields to a visitor of recipes and returns
// the layer as that leaves it.
func Visit(v fields.Visitor, s Spec) Spec {
	s, _ = fields.Choose(v, "a layer", kinds, s).(Spec)
	return s
}

// Plan is what can be said of a layer before it is built.
type Plan struct {
	Out      tensor.Shape
	Params   int // trainable values
	Products int // multiplications for one sample
	Unfolded int // pixels under all places of a convolution's window
}

// planner is a Spec of this package.
type planner interface {
	Spec
	fields.Config
	// plan returns a *fields.Error for a field that is not allowed or does not
	// fit the input.
	plan(in tensor.Shape) (Plan, error)
}

// PlanKind returns what a layer of this package will be for input samples of
// shape in. A program that only asks that links no kernels.
func PlanKind(s Spec, in tensor.Shape) (Plan, error) {
	if p, ok := s.(planner); ok && !fields.Own(s) {
		return p.plan(in)
	}
	return Plan{}, errors.New("layer: not a layer of this package: PlanFor builds it to find out")
}

// PlanFor returns what a layer will be for input samples of shape in. One that is
// not of this package is built to find out.
func PlanFor(s Spec, in tensor.Shape) (Plan, error) {
	if !fields.Own(s) {
		return PlanKind(s, in)
	}
	l, err := s.Build(in, 1)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Out: l.Out()}
	for _, param := range l.Params() {
		p.Params += param.Size()
	}
	p.Products = max(p.Params, p.Out.Size())
	return p, nil
}

// check returns an error if one of a layer's fields is not allowed.
func check(c fields.Config) error {
	if err := fields.CheckConfig(c); err != nil {
		return err
	}
	return nil
}

// same is the plan of a layer that changes every value on its own.
func same(c fields.Config, in tensor.Shape) (Plan, error) {
	return Plan{Out: in, Products: in.Size()}, check(c)
}
