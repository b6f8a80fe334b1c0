package nntest

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Configuration returns a visitor that reads a golden case's kind and its
// arguments by the names of fields: of a shape c, h and w.
func (g Golden) Configuration() fields.Visitor { return configuration{g} }

type configuration struct{ g Golden }

func (c configuration) Reading() bool { return true }

func (c configuration) Choice(_ string, v *string, _ string, _ []string) { *v = c.g.Kind }

func (c configuration) Int(name string, v *int, _, _ int) {
	if x, ok := c.g.Args[name]; ok {
		*v = int(x)
	}
}

func (c configuration) Float(name string, v *float64, _ fields.Range) {
	if x, ok := c.g.Args[name]; ok {
		*v = x
	}
}

func (c configuration) Shape(_ string, v *tensor.Shape, _ int) {
	*v = tensor.Shape{C: c.g.Int("c"), H: c.g.Int("h"), W: c.g.Int("w")}
}

// No golden case has fields of these types.
func (configuration) Text(string, *string, int)                                   {}
func (configuration) Uint(string, *uint64, uint64)                                {}
func (configuration) Part(string, bool, func(fields.Visitor))                     {}
func (configuration) List(string, int, int, func(int), func(int, fields.Visitor)) {}
