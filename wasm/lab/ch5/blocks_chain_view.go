//go:build js

package ch5

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
)

// showChain shows the blocks. What has the focus keeps it wherever it goes.
func (v *blocksView) showChain() {
	m, w := v.model, v.f.Words
	var held *dom.Element
	for _, e := range []*dom.Element{v.up, v.down, v.again, v.remove} {
		if e.HasFocus() {
			held = e
		}
	}
	named := false
	for _, r := range v.rows {
		named = named || r.name.HasFocus()
	}
	v.heads[0].Text(w.T("lab.5.3.head.shape"))
	v.heads[1].Text(w.T("lab.5.3.head.params"))
	v.heads[2].Text(w.T("lab.5.3.head.products"))
	v.list.Parent.Attr("aria-label", w.T("lab.5.3.chain"))
	ids := []int{0}
	for _, b := range m.Chain() {
		ids = append(ids, b.ID)
	}
	v.rows = v.rows[:0]
	v.list.Show(ids, v.showRow)
	v.showMend()
	v.total.Text(m.Total(w))
	switch {
	case held != nil && !held.HasFocus():
		held.FocusInPlace()
	case named && !v.list.Parent.HasFocus():
		v.focus()
	}
}

// showRow shows the i-th row.
func (v *blocksView) showRow(i int, r *blockRow) {
	v.rows = append(v.rows, r)
	m, w, p := v.model, v.f.Words, v.model.Plan()
	chosen := v.id(i) == m.Chosen()
	tab := "-1"
	if chosen {
		tab = "0"
	}
	r.name.Attr("aria-pressed", strconv.FormatBool(chosen)).Attr("tabindex", tab)
	if i == 0 {
		r.root.Class("image")
		r.name.Text(w.T("lab.5.3.input"))
		r.shape.Text(shapeText(inkShape))
	} else {
		b := m.Chain()[i-1]
		r.name.Text(BlockName(w, b.Spec))
		shape, params, products := m.JointText(w, i-1)
		r.shape.Text(shape)
		r.params.Text(params)
		r.products.Text(products)
		class, part := "plain", 0.0
		switch j := &p.Joints[i-1]; {
		case j.Behind:
			class = "behind"
		case p.Err != nil && p.At == i-1 && !p.AtEnd:
			class = "impossible"
		case j.Params > 0:
			class, part = "learned", p.Fraction(i-1)
		}
		r.root.Class(class)
		r.params.Style("--part", strconv.FormatFloat(part, 'f', 3, 64))
		r.name.Attr("aria-label", m.BlockSaid(w, i-1))
	}
	if chosen {
		if v.at != r { // what is moved loses the focus
			v.at = r
			r.brick.Append(v.tools)
			r.slot.Append(v.numbers)
		}
		v.showNumbers()
	}
	if p.Err != nil && p.At == i-1 && v.mendAt != r {
		v.mendAt = r
		r.root.Append(v.mend)
	}
}

// showNumbers shows the chosen block's tools and numbers.
func (v *blocksView) showNumbers() {
	m, w := v.model, v.f.Words
	id := m.Chosen()
	v.tools.Hidden(id == 0)
	v.up.Attr("aria-label", w.T("lab.5.3.up")).Attr("title", w.T("lab.5.3.up")).Enabled(m.Beside(-1) != 0)
	v.down.Attr("aria-label", w.T("lab.5.3.down")).Attr("title", w.T("lab.5.3.down")).Enabled(m.Beside(1) != id)
	v.again.Attr("aria-label", w.T("lab.5.3.again")).Attr("title", w.T("lab.5.3.again")).Enabled(!m.Full())
	v.remove.Attr("aria-label", w.T("lab.5.3.remove")).Attr("title", w.T("lab.5.3.remove"))
	var numbers []Number
	if s := v.spec(); s != nil {
		numbers = Numbers(w, s)
	}
	v.numbers.Hidden(len(numbers) == 0)
	for i := range v.fields {
		n := &v.fields[i]
		n.label.Hidden(i >= len(numbers))
		if i >= len(numbers) {
			continue
		}
		of, step := &numbers[i], "1"
		if !of.Whole {
			step = "any"
		}
		n.name.Text(of.Name)
		n.input.Attr("min", decimal(of.Low)).Attr("max", decimal(of.High)).Attr("step", step)
		if n.block != id || !n.input.HasFocus() {
			n.block = id
			n.input.SetValue(of.Value).Attr("aria-invalid", "")
		}
	}
}

// showMend shows why the chain is impossible and the ways out.
func (v *blocksView) showMend() {
	m, w := v.model, v.f.Words
	v.mend.Hidden(m.Plan().Err == nil)
	v.reason.Text(m.Reason(w))
	v.ways = m.Mends()
	for i, b := range v.mends {
		b.Hidden(i >= len(v.ways))
		if i < len(v.ways) {
			b.Text(v.ways[i].Text(w))
		}
	}
}
