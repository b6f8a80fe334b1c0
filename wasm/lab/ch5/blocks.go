package ch5

import (
	"slices"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/state/netcode"
)

// inkShape is the shape of what the first block gets.
var inkShape = tensor.Shape{C: 1, H: 28, W: 28}

// atFirst is the chain with which the lab begins, the book's SimpleConvNet, and
// chosenFirst the block that is chosen in it: the pooling.
const (
	atFirst     = "conv30,5-relu-pool2-dense100-relu-dense10"
	chosenFirst = 3
)

const keptChains = 200 // to go back to

// Block is a layer in the chain. It keeps its ID, above 0, wherever it goes.
type Block struct {
	ID   int
	Spec layer.Spec
}

// Blocks is the lab "Layers as blocks": a chain of layers from an image to ten outputs.
type Blocks struct {
	chain  []Block
	ids    int
	chosen int // the block's ID; 0 is the image before all blocks
	plan   Plan
	kept   [][]Block // the chains before and after, the present one at
	at     int
	last   Deed
	typed  [2]int // the block and its number that were changed last: they make one step back
	rev    uint32

	pooled bool // a pooling was seen to save parameters
	done   bool
	run    Run
}

// Deed is what was done last: to the chosen block, or to the whole chain.
type Deed int

// The deeds.
const (
	NoDeed Deed = iota
	Added
	Moved
	Changed
	Removed
	Opened
	Mended
	Undone
	Redone
	Refused // the chain is full
)

// NewBlocks returns the lab as it begins.
func NewBlocks() *Blocks {
	b := &Blocks{}
	chain, _ := parseChain(atFirst)
	b.begin(chain)
	b.chosen = b.chain[chosenFirst-1].ID
	return b
}

// begin shows a chain without anything before it.
func (b *Blocks) begin(layers []layer.Spec) {
	b.kept, b.at = nil, -1
	b.commit(b.made(layers), NoDeed)
	b.chosen = 0
	if n := len(b.chain); n > 0 {
		b.chosen = b.chain[n-1].ID
	}
}

// made gives layers IDs.
func (b *Blocks) made(layers []layer.Spec) (chain []Block) {
	for _, l := range layers {
		chain = append(chain, b.block(l))
	}
	return chain
}

func (b *Blocks) block(l layer.Spec) Block {
	b.ids++
	return Block{b.ids, l}
}

// commit makes a chain the present one. What was trained was another one.
func (b *Blocks) commit(chain []Block, d Deed) {
	b.kept = append(b.kept[:b.at+1], chain)
	if len(b.kept) > keptChains {
		b.kept = slices.Delete(b.kept, 0, 1)
	}
	b.at = len(b.kept) - 1
	b.show(chain, d)
}

func (b *Blocks) show(chain []Block, d Deed) {
	b.chain, b.last, b.plan = chain, d, planOf(specsOf(chain))
	if b.chosen != 0 && b.index(b.chosen) < 0 {
		b.chosen = 0
		if len(chain) > 0 {
			b.chosen = chain[len(chain)-1].ID
		}
	}
	b.run, b.typed = Run{}, [2]int{}
	b.rev++
}

// Rev counts the changes.
func (b *Blocks) Rev() uint32 { return b.rev }

// Chain returns the blocks, the first layer first.
func (b *Blocks) Chain() []Block { return b.chain }

// Layers returns their layers.
func (b *Blocks) Layers() []layer.Spec { return specsOf(b.chain) }

func specsOf(chain []Block) []layer.Spec {
	layers := make([]layer.Spec, len(chain))
	for i, c := range chain {
		layers[i] = c.Spec
	}
	return layers
}

// Plan returns what the chain comes to.
func (b *Blocks) Plan() *Plan { return &b.plan }

// Last returns what was done last.
func (b *Blocks) Last() Deed { return b.last }

// Chosen returns the ID of the chosen block, 0 for the image. What is added goes after
// it.
func (b *Blocks) Chosen() int { return b.chosen }

// Choose chooses a block, or the image.
func (b *Blocks) Choose(id int) {
	if id == 0 || b.index(id) >= 0 {
		b.chosen, b.typed = id, [2]int{}
		b.rev++
	}
}

// Beside returns the block before or after the chosen one, the image among them.
func (b *Blocks) Beside(by int) int {
	i := min(max(b.index(b.chosen)+by, -1), len(b.chain)-1)
	if i < 0 {
		return 0
	}
	return b.chain[i].ID
}

// index returns a block's place, -1 for the image and for what is not there.
func (b *Blocks) index(id int) int {
	return slices.IndexFunc(b.chain, func(c Block) bool { return c.ID == id })
}

// Full reports whether the chain is as long as a network may be.
func (b *Blocks) Full() bool { return len(b.chain) >= recipe.MaxLayers }

// Add puts a new block of the offered kind after the chosen one, and chooses it.
func (b *Blocks) Add(kind int) {
	k := &netcode.All[kind]
	v := slices.Clone(k.First)
	at := b.index(b.chosen) + 1
	if k.Token == "dense" && at == len(b.chain) {
		v[0] = recipe.Classes // it gives the outputs
	}
	b.insert(at, k.Make(v), Added)
}

// Duplicate puts a block like it after the chosen one.
func (b *Blocks) Duplicate() {
	if i := b.index(b.chosen); i >= 0 {
		b.insert(i+1, b.chain[i].Spec, Added)
	}
}

func (b *Blocks) insert(at int, l layer.Spec, d Deed) {
	if b.Full() {
		b.last = Refused
		b.rev++
		return
	}
	c := b.block(l)
	before := b.plan
	b.chosen = c.ID
	b.commit(slices.Insert(slices.Clone(b.chain), at, c), d)
	switch l.(type) {
	case layer.MaxPool2D, layer.AvgPool2D:
		b.pooled = b.pooled || before.Err == nil && b.plan.Err == nil && b.plan.Params < before.Params
	}
}

// Remove takes the chosen block out; the one before it is chosen then.
func (b *Blocks) Remove() {
	i := b.index(b.chosen)
	if i < 0 {
		return
	}
	b.chosen = b.Beside(-1)
	b.commit(slices.Delete(slices.Clone(b.chain), i, i+1), Removed)
}

// Move moves a block to a place, 0 being the first, and chooses it.
func (b *Blocks) Move(id, to int) {
	i := b.index(id)
	to = min(max(to, 0), len(b.chain)-1)
	if i < 0 {
		return
	}
	b.chosen = id
	if i == to {
		b.rev++
		return
	}
	chain := slices.Clone(b.chain)
	c := chain[i]
	b.commit(slices.Insert(slices.Delete(chain, i, i+1), to, c), Moved)
}

// Shift moves the chosen block by places.
func (b *Blocks) Shift(by int) {
	if i := b.index(b.chosen); i >= 0 {
		b.Move(b.chosen, i+by)
	}
}

// Drop moves a block to a gap: before the block that is gap-th now.
func (b *Blocks) Drop(id, gap int) {
	if gap > b.index(id) {
		gap--
	}
	b.Move(id, gap)
}

// GapAt returns the gap at a height, given those of the blocks' middles.
func GapAt(middles []float64, y float64) (gap int) {
	for _, m := range middles {
		if y > m {
			gap++
		}
	}
	return gap
}

// SetNumber sets a number of the chosen block, unless it cannot be.
func (b *Blocks) SetNumber(field int, v float64) (ok bool) {
	i := b.index(b.chosen)
	if i < 0 {
		return false
	}
	k, numbers := netcode.Of(b.chain[i].Spec)
	if k == nil || field >= len(numbers) || !k.Fields[field].Allows(v) {
		return false
	}
	if numbers[field] == v {
		return true
	}
	tied := field+1 < len(numbers) && k.Fields[field+1].AsBefore() && numbers[field+1] == numbers[field]
	numbers[field] = v
	if tied { // a pooling's windows go on not to overlap
		numbers[field+1] = v
	}
	chain := slices.Clone(b.chain)
	chain[i].Spec = k.Make(numbers)
	typed := [2]int{b.chosen, field + 1}
	if typed == b.typed {
		b.at--
	}
	b.commit(chain, Changed)
	b.typed = typed
	return true
}

// Open shows the layers of a network as blocks. Those of a kind that blocks do not have
// are refused.
func (b *Blocks) Open(layers []layer.Spec) (ok bool) {
	for _, l := range layers {
		if k, _ := netcode.Of(l); k == nil {
			return false
		}
	}
	b.chosen = 0
	b.commit(b.made(layers), Opened)
	b.chosen = 0
	if n := len(b.chain); n > 0 {
		b.chosen = b.chain[n-1].ID
	}
	return true
}

// CanUndo and CanRedo report whether there is a chain to go back to, or forth.
func (b *Blocks) CanUndo() bool { return b.at > 0 }
func (b *Blocks) CanRedo() bool { return b.at+1 < len(b.kept) }

// Undo and Redo go there.
func (b *Blocks) Undo() { b.walk(-1, Undone) }
func (b *Blocks) Redo() { b.walk(1, Redone) }

func (b *Blocks) walk(by int, d Deed) {
	if at := b.at + by; at >= 0 && at < len(b.kept) {
		b.at = at
		b.show(b.kept[at], d)
	}
}

// Pooled reports whether it was seen what a pooling does to the parameters that follow.
func (b *Blocks) Pooled() bool { return b.pooled }

// chainText writes layers as an address has them.
func chainText(layers []layer.Spec) string {
	text, _ := netcode.Text(layers)
	return text
}

// parseChain reads that; "" is a chain without blocks.
func parseChain(s string) (layers []layer.Spec, ok bool) {
	layers, _, ok = netcode.Parse(s)
	return layers, ok
}
