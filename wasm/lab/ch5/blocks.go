package ch5

import (
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// inkShape is the shape of what the first block gets.
var inkShape = tensor.Shape{C: 1, H: 28, W: 28}

// Block is a layer in the chain. It keeps its ID wherever it goes.
type Block struct {
	ID   int
	Spec layer.Spec
}

// Blocks is the lab of that name: a chain of layers.
type Blocks struct {
	chain []Block
	ids   int
	rev   uint32
}

// NewBlocks returns the lab as it begins: with the book's SimpleConvNet.
func NewBlocks() *Blocks {
	b := &Blocks{rev: 1}
	b.Set(recipe.SimpleConvNet())
	return b
}

// Rev counts the changes.
func (b *Blocks) Rev() uint32 { return b.rev }

// Chain returns the blocks, the first layer first.
func (b *Blocks) Chain() []Block { return b.chain }

// Set makes the chain anew.
func (b *Blocks) Set(layers []layer.Spec) {
	b.chain = nil
	for _, l := range layers {
		b.ids++
		b.chain = append(b.chain, Block{b.ids, l})
	}
	b.rev++
}
