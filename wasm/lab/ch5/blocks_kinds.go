package ch5

import (
	"math"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
)

// blockField is a number of a block.
type blockField struct {
	name      string // of its word
	low, high float64
	usual     float64 // what an address leaves out; asBefore is the value of the field before
	open      bool    // not low, nor high themselves
	fraction  bool    // not only whole numbers
	quiet     bool    // kept, but not shown
}

const asBefore = -1

// blockKind is a kind of block: how its layer is made from numbers, and which they are.
type blockKind struct {
	token   string // in an address
	offered bool   // to be added
	first   []float64
	least   int // numbers that an address has at least
	fields  []blockField
	make    func(v []float64) layer.Spec
	numbers func(s layer.Spec) ([]float64, bool) // false: of another kind
}

// plainKind is a kind without numbers.
func plainKind(token string, offered bool, spec layer.Spec) blockKind {
	return blockKind{
		token: token, offered: offered,
		make:    func([]float64) layer.Spec { return spec },
		numbers: func(s layer.Spec) ([]float64, bool) { return nil, s == spec },
	}
}

func sides(name string, low, usual float64) blockField {
	return blockField{name: name, low: low, high: layer.MaxSide, usual: usual}
}

var poolFields = []blockField{sides("window", 1, 2), sides("stride", 1, asBefore), {name: "pad", high: layer.MaxSide / 2}}

// blockKinds are all kinds, in the order in which they are offered.
var blockKinds = [...]blockKind{
	{
		token: "conv", offered: true, least: 2, first: []float64{8, 3, 1, 0, 1},
		fields: []blockField{
			{name: "filters", low: 1, high: layer.MaxUnits, usual: 8}, sides("kernel", 1, 3), sides("stride", 1, 1),
			{name: "pad", high: layer.MaxPad}, {name: "dilation", low: 1, high: layer.MaxDilation, usual: 1, quiet: true},
		},
		make: func(v []float64) layer.Spec {
			return layer.Conv2D{Filters: int(v[0]), Kernel: int(v[1]), Stride: int(v[2]), Pad: int(v[3]), Dilation: int(v[4])}
		},
		numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.Conv2D)
			return floats(l.Filters, l.Kernel, l.Stride, l.Pad, l.Dilation), ok
		},
	},
	{
		token: "pool", offered: true, least: 1, first: []float64{2, 2, 0}, fields: poolFields,
		make: func(v []float64) layer.Spec {
			return layer.MaxPool2D{Kernel: int(v[0]), Stride: int(v[1]), Pad: int(v[2])}
		},
		numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.MaxPool2D)
			return floats(l.Kernel, l.Stride, l.Pad), ok
		},
	},
	{
		token: "avg", offered: true, least: 1, first: []float64{2, 2, 0}, fields: poolFields,
		make: func(v []float64) layer.Spec {
			return layer.AvgPool2D{Kernel: int(v[0]), Stride: int(v[1]), Pad: int(v[2])}
		},
		numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.AvgPool2D)
			return floats(l.Kernel, l.Stride, l.Pad), ok
		},
	},
	{
		token: "dense", offered: true, least: 1, first: []float64{50},
		fields: []blockField{{name: "units", low: 1, high: layer.MaxUnits, usual: recipe.Classes}},
		make:   func(v []float64) layer.Spec { return recipe.Dense(int(v[0])) },
		numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.Dense)
			return floats(l.Units), ok
		},
	},
	{
		token: "norm", offered: true, first: []float64{0, 1e-5, 0.9},
		fields: []blockField{
			{name: "group", high: layer.MaxGroup, quiet: true},
			{name: "epsilon", high: 1, usual: 1e-5, open: true, fraction: true, quiet: true},
			{name: "decay", high: 1, usual: 0.9, open: true, fraction: true, quiet: true},
		},
		make: func(v []float64) layer.Spec {
			return layer.BatchNorm{Group: int(v[0]), Epsilon: v[1], Decay: v[2]}
		},
		numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.BatchNorm)
			return []float64{float64(l.Group), l.Epsilon, l.Decay}, ok
		},
	},
	plainKind("relu", true, layer.ReLU{}),
	{
		token: "leaky", offered: true, least: 1, first: []float64{0.01},
		fields: []blockField{{name: "slope", high: 1, usual: 0.01, open: true, fraction: true}},
		make:   func(v []float64) layer.Spec { return recipe.LeakyReLU(v[0]) },
		numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.LeakyReLU)
			return []float64{l.Slope}, ok
		},
	},
	plainKind("sigmoid", true, layer.Sigmoid{}),
	plainKind("tanh", true, layer.Tanh{}),
	{
		token: "drop", offered: true, least: 1, first: []float64{0.5},
		fields: []blockField{{name: "ratio", high: 0.99, usual: 0.5, fraction: true}},
		make:   func(v []float64) layer.Spec { return recipe.Dropout(v[0]) },
		numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.Dropout)
			return []float64{l.Ratio}, ok
		},
	},
	plainKind("softmax", false, layer.Softmax{}),
	plainKind("identity", false, layer.Identity{}),
	plainKind("step", false, layer.Step{}),
	plainKind("flatten", false, layer.Flatten{}),
	{
		token: "convt", least: 2,
		fields: []blockField{
			{name: "filters", low: 1, high: layer.MaxUnits, usual: 8}, {name: "kernel", low: 1, high: layer.MaxUpscale, usual: 4},
			{name: "stride", low: 1, high: layer.MaxUpscale, usual: 2}, {name: "pad", high: layer.MaxPad, usual: 1},
		},
		make: func(v []float64) layer.Spec {
			return recipe.ConvTranspose(int(v[0]), int(v[1]), int(v[2]), int(v[3]))
		},
		numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.ConvTranspose2D)
			return floats(l.Filters, l.Kernel, l.Stride, l.Pad), ok
		},
	},
	{
		token: "reshape", least: 3,
		fields: []blockField{
			{name: "channels", low: 1, high: layer.MaxExtent, usual: 1, quiet: true}, {name: "height", low: 1, high: layer.MaxExtent, usual: 1, quiet: true},
			{name: "width", low: 1, high: layer.MaxExtent, usual: 1, quiet: true},
		},
		make: func(v []float64) layer.Spec { return recipe.Reshape(int(v[0]), int(v[1]), int(v[2])) },
		numbers: func(s layer.Spec) ([]float64, bool) {
			l, ok := s.(layer.Reshape)
			return floats(l.Shape.C, l.Shape.H, l.Shape.W), ok
		},
	},
}

// offeredKinds is the number of kinds at the beginning of blockKinds that are offered.
const offeredKinds = 10

func floats(all ...int) (v []float64) {
	for _, n := range all {
		v = append(v, float64(n))
	}
	return v
}

// kindOf returns a layer's kind and its numbers; nil for a layer of another program.
func kindOf(s layer.Spec) (*blockKind, []float64) {
	for i := range blockKinds {
		if v, ok := blockKinds[i].numbers(s); ok {
			return &blockKinds[i], v
		}
	}
	return nil, nil
}

// allows reports whether a number may stand in the field.
func (f *blockField) allows(v float64) bool {
	switch {
	case !f.fraction && v != math.Trunc(v), f.open && (v == f.low || v == f.high):
		return false
	}
	return v >= f.low && v <= f.high
}

// isUsual reports whether the i-th number is what an address leaves out.
func (k *blockKind) isUsual(v []float64, i int) bool { return v[i] == k.usual(v, i) }

func (k *blockKind) usual(v []float64, i int) float64 {
	if u := k.fields[i].usual; u != asBefore {
		return u
	}
	return v[i-1]
}

// appendToken writes a layer as an address has it: "conv30,5", "relu".
func appendToken(to []byte, s layer.Spec) []byte {
	k, v := kindOf(s)
	if k == nil {
		return to
	}
	to = append(to, k.token...)
	last := len(v)
	for last > k.least && k.isUsual(v, last-1) {
		last--
	}
	for i, x := range v[:last] {
		if i > 0 {
			to = append(to, ',')
		}
		to = strconv.AppendFloat(to, x, 'f', -1, 64)
	}
	return to
}

// parseToken reads that.
func parseToken(token string) (s layer.Spec, ok bool) {
	name := strings.TrimRight(token, "0123456789.,")
	for i := range blockKinds {
		k := &blockKinds[i]
		if k.token != name {
			continue
		}
		var parts []string
		if numbers := token[len(name):]; numbers != "" {
			parts = strings.Split(numbers, ",")
		}
		if len(parts) > len(k.fields) {
			return nil, false
		}
		v := make([]float64, len(k.fields))
		for i := range v {
			v[i] = k.usual(v, i)
			if i < len(parts) {
				var err error
				if v[i], err = strconv.ParseFloat(parts[i], 64); err != nil {
					return nil, false
				}
			}
			if !k.fields[i].allows(v[i]) {
				return nil, false
			}
		}
		return k.make(v), true
	}
	return nil, false
}
