// Package netcode writes a network's layers as an address has them, and reads them:
// "conv30,5-relu-pool2-dense10". It lists the kinds of layers and their numbers.
package netcode

import (
	"math"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Field is a number of a layer.
type Field struct {
	Name      string // of its word
	Low, High float64
	usual     float64 // what an address leaves out; asBefore is the value of the field before
	open      bool    // not low, nor high themselves
	Fraction  bool    // not only whole numbers
	Quiet     bool    // kept, but not shown
}

const asBefore = -1

// Kind is a kind of layer: how its layer is made from numbers, and which they are.
type Kind struct {
	Token   string // in an address
	Offered bool   // to be added
	First   []float64
	least   int // numbers that an address has at least
	Fields  []Field
	Make    func(v []float64) layer.Spec
	Numbers func(s layer.Spec) ([]float64, bool) // false: of another kind
}

// plainKind is a kind without numbers.
func plainKind(token string, offered bool, spec layer.Spec) Kind {
	return Kind{
		Token: token, Offered: offered,
		Make:    func([]float64) layer.Spec { return spec },
		Numbers: func(s layer.Spec) ([]float64, bool) { return nil, s == spec },
	}
}

func sides(name string, low, usual float64) Field {
	return Field{Name: name, Low: low, High: layer.MaxSide, usual: usual}
}

var poolFields = []Field{sides("window", 1, 2), sides("stride", 1, asBefore), {Name: "pad", High: layer.MaxSide / 2}}

// All are all kinds, in the order in which they are offered.
var All = [...]Kind{
	{
		Token: "conv", Offered: true, least: 2, First: []float64{8, 3, 1, 0, 1},
		Fields: []Field{
			{Name: "filters", Low: 1, High: layer.MaxUnits, usual: 8}, sides("kernel", 1, 3), sides("stride", 1, 1),
			{Name: "pad", High: layer.MaxPad}, {Name: "dilation", Low: 1, High: layer.MaxDilation, usual: 1, Quiet: true},
		},
		Make: func(v []float64) layer.Spec {
			return layer.Conv2D{Filters: int(v[0]), Kernel: int(v[1]), Stride: int(v[2]), Pad: int(v[3]), Dilation: int(v[4])}
		},
		Numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.Conv2D)
			return floats(l.Filters, l.Kernel, l.Stride, l.Pad, l.Dilation), ok
		},
	},
	{
		Token: "pool", Offered: true, least: 1, First: []float64{2, 2, 0}, Fields: poolFields,
		Make: func(v []float64) layer.Spec {
			return layer.MaxPool2D{Kernel: int(v[0]), Stride: int(v[1]), Pad: int(v[2])}
		},
		Numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.MaxPool2D)
			return floats(l.Kernel, l.Stride, l.Pad), ok
		},
	},
	{
		Token: "avg", Offered: true, least: 1, First: []float64{2, 2, 0}, Fields: poolFields,
		Make: func(v []float64) layer.Spec {
			return layer.AvgPool2D{Kernel: int(v[0]), Stride: int(v[1]), Pad: int(v[2])}
		},
		Numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.AvgPool2D)
			return floats(l.Kernel, l.Stride, l.Pad), ok
		},
	},
	{
		Token: "dense", Offered: true, least: 1, First: []float64{50},
		Fields: []Field{{Name: "units", Low: 1, High: layer.MaxUnits, usual: recipe.Classes}},
		Make:   func(v []float64) layer.Spec { return recipe.Dense(int(v[0])) },
		Numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.Dense)
			return floats(l.Units), ok
		},
	},
	{
		Token: "norm", Offered: true, First: []float64{0, 1e-5, 0.9},
		Fields: []Field{
			{Name: "group", High: layer.MaxGroup, Quiet: true},
			{Name: "epsilon", High: 1, usual: 1e-5, open: true, Fraction: true, Quiet: true},
			{Name: "decay", High: 1, usual: 0.9, open: true, Fraction: true, Quiet: true},
		},
		Make: func(v []float64) layer.Spec {
			return layer.BatchNorm{Group: int(v[0]), Epsilon: v[1], Decay: v[2]}
		},
		Numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.BatchNorm)
			return []float64{float64(l.Group), l.Epsilon, l.Decay}, ok
		},
	},
	plainKind("relu", true, layer.ReLU{}),
	{
		Token: "leaky", Offered: true, least: 1, First: []float64{0.01},
		Fields: []Field{{Name: "slope", High: 1, usual: 0.01, open: true, Fraction: true}},
		Make:   func(v []float64) layer.Spec { return recipe.LeakyReLU(v[0]) },
		Numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.LeakyReLU)
			return []float64{l.Slope}, ok
		},
	},
	plainKind("sigmoid", true, layer.Sigmoid{}),
	plainKind("tanh", true, layer.Tanh{}),
	{
		Token: "drop", Offered: true, least: 1, First: []float64{0.5},
		Fields: []Field{{Name: "ratio", High: 0.99, usual: 0.5, Fraction: true}},
		Make:   func(v []float64) layer.Spec { return recipe.Dropout(v[0]) },
		Numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.Dropout)
			return []float64{l.Ratio}, ok
		},
	},
	plainKind("softmax", false, layer.Softmax{}),
	plainKind("identity", false, layer.Identity{}),
	plainKind("step", false, layer.Step{}),
	plainKind("flatten", false, layer.Flatten{}),
	{
		Token: "convt", least: 2,
		Fields: []Field{
			{Name: "filters", Low: 1, High: layer.MaxUnits, usual: 8}, {Name: "kernel", Low: 1, High: layer.MaxUpscale, usual: 4},
			{Name: "stride", Low: 1, High: layer.MaxUpscale, usual: 2}, {Name: "pad", High: layer.MaxPad, usual: 1},
		},
		Make: func(v []float64) layer.Spec {
			return recipe.ConvTranspose(int(v[0]), int(v[1]), int(v[2]), int(v[3]))
		},
		Numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.ConvTranspose2D)
			return floats(l.Filters, l.Kernel, l.Stride, l.Pad), ok
		},
	},
	{
		Token: "reshape", least: 3,
		Fields: []Field{
			{Name: "channels", Low: 1, High: layer.MaxExtent, usual: 1, Quiet: true}, {Name: "height", Low: 1, High: layer.MaxExtent, usual: 1, Quiet: true},
			{Name: "width", Low: 1, High: layer.MaxExtent, usual: 1, Quiet: true},
		},
		Make: func(v []float64) layer.Spec { return recipe.Reshape(int(v[0]), int(v[1]), int(v[2])) },
		Numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.Reshape)
			return floats(l.Shape.C, l.Shape.H, l.Shape.W), ok
		},
	},
}

// Offered is the number of kinds at the beginning of All that are offered.
const Offered = 10

func floats(all ...int) (v []float64) {
	for _, n := range all {
		v = append(v, float64(n))
	}
	return v
}

// Of returns a layer's kind and its numbers; nil for a layer of another program.
func Of(s layer.Spec) (*Kind, []float64) {
	for i := range All {
		if v, ok := All[i].Numbers(s); ok {
			return &All[i], v
		}
	}
	return nil, nil
}

// Allows reports whether a number may stand in the field.
func (f *Field) Allows(v float64) bool {
	switch {
	case !f.Fraction && v != math.Trunc(v), f.open && (v == f.Low || v == f.High):
		return false
	}
	return v >= f.Low && v <= f.High
}

// isUsual reports whether the i-th number is what an address leaves out.
func (k *Kind) isUsual(v []float64, i int) bool { return v[i] == k.usual(v, i) }

func (k *Kind) usual(v []float64, i int) float64 {
	if u := k.Fields[i].usual; u != asBefore {
		return u
	}
	return v[i-1]
}

// AsBefore reports whether the number is usually that before it.
func (f *Field) AsBefore() bool { return f.usual == asBefore }
