//go:build js

package ch5

import (
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// blocksView is the lab "Layers as blocks" on the page.
type blocksView struct {
	f     *lab.Frame
	model *Blocks
	list  dom.List[int, *blockRow]
	back  *backward
	shown uint32
	stale bool
}

// blockRow is a block of the chain.
type blockRow struct{ name *dom.Element }

func newBlocksView(f *lab.Frame) lab.View {
	v := &blocksView{f: f, model: NewBlocks(), back: newBackward(f), stale: true}
	v.list.Parent = dom.New("ol", "blocks")
	v.list.Make = func(int) (*dom.Element, *blockRow) {
		r := &blockRow{name: dom.New("span", "")}
		return dom.New("li", "", r.name), r
	}
	f.Try.Append(v.list.Parent)
	f.Digit.Append(v.back.Root())
	return v
}

// Redraw implements lab.View.
func (v *blocksView) Redraw() {
	v.stale = true
	v.Show()
	v.back.Redraw()
}

// SetPaper implements lab.View.
func (v *blocksView) SetPaper(p *state.Paper) { v.back.SetPaper(p) }

// Hear implements lab.Listener.
func (v *blocksView) Hear(m protocol.Message) { v.back.Hear(m) }

// Lost implements lab.Listener.
func (v *blocksView) Lost() { v.back.Lost() }

// Leave implements lab.Leaver.
func (v *blocksView) Leave() { v.back.Leave() }

// Address implements lab.Addressed.
func (v *blocksView) Address() string { return v.back.Address() }

// SetAddress implements lab.Addressed.
func (v *blocksView) SetAddress(address string) { v.back.SetAddress(address) }

// Show implements lab.View.
func (v *blocksView) Show() {
	v.back.Show()
	if v.shown == v.model.Rev() && !v.stale {
		return
	}
	v.shown, v.stale = v.model.Rev(), false
	chain := v.model.Chain()
	var ids []int
	for _, b := range chain {
		ids = append(ids, b.ID)
	}
	v.list.Show(ids, func(i int, r *blockRow) {
		r.name.Text(v.f.Words.Name("layer", layer.KindOf(chain[i].Spec)))
	})
}
