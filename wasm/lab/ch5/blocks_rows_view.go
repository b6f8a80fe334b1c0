//go:build js

package ch5

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/wasm/dom"
)

// blockRow is a block of the chain, or the image before it.
type blockRow struct{ root, brick, name, slot, shape, params, products *dom.Element }

// blockNumber is a field for a number of a block.
type blockNumber struct {
	label, name, input *dom.Element
	block              int // whose number it shows
}

// drag is a block on its way.
type drag struct {
	on      bool
	middles []float64 // of the blocks, before
	from    float64
	gap     int
}

// makeTools makes what stands at one block only.
func (v *blocksView) makeTools() {
	v.tools = dom.Markup(blockTools)
	v.up, v.down = v.tools.Part("up"), v.tools.Part("down")
	v.again, v.remove = v.tools.Part("again"), v.tools.Part("remove")
	v.up.OnClick(func() { v.change(func() { v.model.Shift(-1) }) })
	v.down.OnClick(func() { v.change(func() { v.model.Shift(1) }) })
	v.again.OnClick(func() { v.change(v.model.Duplicate) })
	v.remove.OnClick(func() { v.change(v.model.Remove) })
	v.numbers = dom.New("div", "block-numbers")
	for i := range v.fields {
		n := &v.fields[i]
		n.name, n.input = dom.New("span", ""), dom.New("input", "").Attr("type", "number").Attr("inputmode", "decimal")
		n.label = dom.New("label", "", n.name, n.input)
		n.input.OnInput(func() { v.change(func() { v.set(n, i) }) }).OnBlur(func() {
			n.block, v.stale = -1, true
			v.frame.Ask() // the row may be going just now
		})
		v.numbers.Append(n.label)
	}
	v.mend = dom.Markup(blockMend)
	v.reason = v.mend.Part("reason")
	for i := range v.mends {
		v.mends[i] = v.mend.Part("mend" + strconv.Itoa(i)).OnClick(func() {
			v.change(func() {
				v.model.Mend(v.ways[i])
			})
			v.focus()
		})
	}
}

// row makes the row of a block; of the image, if the ID is 0.
func (v *blocksView) row(id int) (*dom.Element, *blockRow) {
	e := dom.Markup(blockItem)
	r := &blockRow{root: e, brick: e.Part("brick"), name: e.Part("name"), slot: e.Part("slot"), shape: e.Part("shape"), params: e.Part("params"), products: e.Part("products")}
	r.name.OnClick(func() { v.change(func() { v.model.Choose(id) }) })
	if id > 0 {
		e.Part("grip").OnDrag(dom.Drag{
			Area: v.list.Parent,
			To:   func(_, y float64) { v.drags(id, r, y) },
			By:   func(_, dy int, _ bool) { v.change(func() { v.model.Choose(id); v.model.Shift(dy) }) },
			End:  func(kept bool) { v.drops(id, r, kept) },
		}).Attr("tabindex", "-1")
	}
	return e, r
}

// drags moves a block along with the pointer.
func (v *blocksView) drags(id int, r *blockRow, y float64) {
	_, _, height := r.brick.Over(v.list.Parent)
	if !v.drag.on {
		v.drag = drag{on: true, from: y, gap: -1}
		for _, row := range v.rows[1:] {
			_, at, _ := row.brick.Over(v.list.Parent)
			v.drag.middles = append(v.drag.middles, at)
		}
		v.model.Choose(id)
		r.root.Class("dragged")
	}
	r.root.Style("transform", "translateY("+strconv.Itoa(int((y-v.drag.from)*height))+"px)")
	if gap := GapAt(v.drag.middles, y); gap != v.drag.gap {
		v.drag.gap = gap
		v.showGap()
		v.rows[min(gap+1, len(v.rows)-1)].root.Reveal()
	}
}

// showGap marks where the block would go.
func (v *blocksView) showGap() {
	for i, row := range v.rows {
		side := ""
		switch {
		case !v.drag.on:
		case i == v.drag.gap+1:
			side = "before"
		case i == v.drag.gap && i == len(v.rows)-1:
			side = "after"
		}
		row.root.Attr("data-gap", side)
	}
}

// drops puts the block where it was let go.
func (v *blocksView) drops(id int, r *blockRow, kept bool) {
	if !v.drag.on {
		return
	}
	gap := v.drag.gap
	v.drag.on = false
	v.showGap()
	r.root.Style("transform", "")
	v.change(func() {
		if kept {
			v.model.Drop(id, gap)
		}
	})
	v.focus()
}

// chord does what the keys of a chain do.
func (v *blocksView) chord(chord string) bool {
	m := v.model
	switch chord {
	case "Ctrl+z":
		v.change(m.Undo)
		return true
	case "Ctrl+y", "Ctrl+Shift+Z", "Ctrl+Shift+z":
		v.change(m.Redo)
		return true
	}
	if !v.list.Parent.HasFocus() {
		return false
	}
	switch chord {
	case "ArrowUp":
		v.change(func() { m.Choose(m.Beside(-1)) })
	case "ArrowDown":
		v.change(func() { m.Choose(m.Beside(1)) })
	case "Alt+ArrowUp":
		v.change(func() { m.Shift(-1) })
	case "Alt+ArrowDown":
		v.change(func() { m.Shift(1) })
	case "Delete", "Backspace":
		v.change(m.Remove)
	default:
		return false
	}
	v.focus()
	return true
}

// focus gives the chosen block the focus.
func (v *blocksView) focus() {
	for i, r := range v.rows {
		if v.id(i) == v.model.Chosen() {
			r.name.Focus()
		}
	}
}

// id is that of the i-th row's block, 0 of the image.
func (v *blocksView) id(i int) int {
	if i == 0 {
		return 0
	}
	return v.model.Chain()[i-1].ID
}

// set takes a number that was typed.
func (v *blocksView) set(n *blockNumber, i int) {
	numbers := Numbers(v.f.Words, v.spec())
	x, err := strconv.ParseFloat(n.input.Value(), 64)
	refused := err != nil || i >= len(numbers) || !v.model.SetNumber(numbers[i].Field, x)
	invalid := ""
	if refused {
		invalid = "true"
	}
	n.input.Attr("aria-invalid", invalid)
}

// spec is the chosen block's layer, nil for the image.
func (v *blocksView) spec() layer.Spec {
	for _, b := range v.model.Chain() {
		if b.ID == v.model.Chosen() {
			return b.Spec
		}
	}
	return nil
}
