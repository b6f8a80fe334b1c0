package main

import (
	"fmt"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// describeAll says what each layer is: "conv2d filters 8 kernel 5 stride 1".
func describeAll(layers []layer.Spec) string {
	texts := make([]string, len(layers))
	for i, l := range layers {
		var d describer
		layer.Visit(&d, l)
		texts[i] = strings.Join(d.words, " ")
	}
	return strings.Join(texts, ", ")
}

// describer is a visitor that puts a layer's kind and those of its fields that are
// not zero into words.
type describer struct{ words []string }

func (d *describer) Reading() bool { return false }

func (d *describer) Choice(_ string, v *string, _ string, _ []string) { d.words = append(d.words, *v) }

func (d *describer) Int(name string, v *int, _, _ int) {
	if *v != 0 {
		d.words = append(d.words, fmt.Sprintf("%s %d", name, *v))
	}
}

func (d *describer) Float(name string, v *float64, _ fields.Range) {
	if *v != 0 {
		d.words = append(d.words, fmt.Sprintf("%s %g", name, *v))
	}
}

func (d *describer) Shape(_ string, v *tensor.Shape, _ int) {
	d.words = append(d.words, fmt.Sprintf("%dx%dx%d", v.C, v.H, v.W))
}

// A layer has no fields of these types.
func (d *describer) Text(string, *string, int)                                   {}
func (d *describer) Uint(string, *uint64, uint64)                                {}
func (d *describer) Part(string, bool, func(fields.Visitor))                     {}
func (d *describer) List(string, int, int, func(int), func(int, fields.Visitor)) {}
