//go:build js

package ch3

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/state"
)

// shapesView is the lab "Shapes" on the page.
type shapesView struct {
	net   *netView
	model *Shapes
	ahead *dom.Frame // computes the batch before it is asked for

	lead, reason *dom.Element
	rows         *lab.Slider
	matrices     [Matrices]matrixBox
	joints       [Layers]*dom.Element
	layer        *lab.Choice
	unit         *lab.Slider
	terms        [topTerms]*dom.Element
	sum, sums    *dom.Element
	picture      *dom.Canvas
	path         *dom.Element
	painted      [2]painted // weights, the others
}

// painted is what the pictures of the weights show, with rev and n 0, or those of the
// other matrices.
type painted struct {
	nets, others uint32
	rev, n       int
	turned       [1 + Layers]bool
	paper        *state.Paper
}

// matrixBox is a matrix of the chain: its values, its name and its shape.
type matrixBox struct {
	root, box, name, shape *dom.Element
	turn                   *dom.Element // nil where there is nothing to transpose
	row, pick              *dom.Element // the drawing's row, the open cell
	canvas                 *dom.Canvas
	buf                    []byte
}

func newShapesView(f *lab.Frame, nets *Nets) lab.View {
	v := &shapesView{net: newNetView(f, nets), model: NewShapes(), lead: dom.New("p", "lead"), reason: dom.New("p", "mm-reason").Attr("role", "status"), path: dom.New("p", ""), sum: dom.New("p", "mm-sum")}
	v.net.model, v.net.show = v.model, v.show
	v.ahead = dom.NewFrame(func() {
		if v.model.Rows.Ahead(MaxRows) {
			v.ahead.Ask()
		}
	})
	v.net.others = newOthers(f, &v.model.Rows, MaxRows-1)
	v.rows = lab.NewSlider(func(at int) { v.change(func() { v.model.SetN(at + 1) }) })
	chain := dom.New("div", "mm-chain")
	for i := range v.matrices {
		v.matrices[i] = v.buildMatrix(i)
		m := v.matrices[i].root
		switch {
		case i%2 == 1:
			v.joints[i/2] = dom.New("span", "mm-joint")
			chain.Append(v.joints[i/2], m)
		case i > 0:
			chain.Append(dom.New("span", "mm-arrow").Text("→"), m)
		default:
			chain.Append(m)
		}
	}
	v.layer = lab.NewChoice(Layers, func(i int) { v.change(func() { v.model.Open(Cell{i, 0}) }) })
	v.unit = lab.NewSlider(func(at int) { v.change(func() { v.model.Open(Cell{v.model.Cell().Layer, at}) }) })
	v.sums = dom.New("div", "mm-terms")
	for i := range v.terms {
		v.terms[i] = dom.Button("", func() { v.change(func() { v.model.Follow(i) }) })
		v.sums.Append(v.terms[i])
	}
	f.Try.Append(v.lead, dom.New("div", "mm-cell", v.net.trainer.Element, v.rows.Element), chain, v.reason,
		dom.New("div", "mm-cell", v.layer.Element, v.unit.Element), v.sum, v.sums)
	c := dom.New("canvas", "mm-products").Attr("role", "img")
	v.picture = dom.NewCanvas(c)
	f.Digit.Append(c, v.path)
	return v.net
}

func (v *shapesView) buildMatrix(i int) matrixBox {
	c := dom.New("canvas", "").Attr("aria-hidden", "true")
	m := matrixBox{
		name: dom.New("b", ""), shape: dom.New("span", ""), canvas: dom.NewLargeCanvas(c),
		row: dom.New("i", "mm-row"), pick: dom.New("i", "mm-pick"),
	}
	m.box = dom.New("div", "mm-box", c, m.row, m.pick)
	m.root = dom.New("div", "mm-matrix", m.box, m.name, m.shape)
	switch {
	case i == 0 || i%2 == 1:
		m.turn = dom.Button("mm-turn", func() { v.change(func() { v.model.Turn((i + 1) / 2) }) }).Text("ᵀ")
		m.root.Append(m.turn)
	default:
		c.OnPoint(func(x, _ float64) {
			if w := m.box.Width(); w > 0 && !v.model.anyTurned() {
				v.change(func() { v.model.Open(Cell{i/2 - 1, int(x / float64(w) * float64(Sizes[i/2]))}) })
			}
		})
	}
	return m
}

func (v *shapesView) change(f func()) {
	v.net.change(f)
	if v.model.Traced() {
		v.net.frame.Done()
	}
}

func (v *shapesView) show(image []byte, _ bool) {
	s, w := v.model, v.net.frame.Words
	s.Show(v.net.nets.Base(), image)
	v.lead.Text(w.T("lab.3.1.lead"))
	v.rows.Show(w.T("lab.3.1.rows"), s.N()-1, MaxRows-1, strconv.Itoa(s.N()))
	v.showChain()
	v.showCell(image)
	v.ahead.Ask()
	v.net.frame.Happened(s.Happened(w))
	if s.N() > 1 {
		v.net.frame.Truth(0)
	}
}

func (v *shapesView) showChain() {
	s, w := v.model, v.net.frame.Words
	weights := painted{v.net.nets.Rev(), 0, 0, 0, s.turned, v.net.paper}
	values := painted{v.net.nets.Rev(), v.net.others.rev, v.net.seen.rev, s.N(), s.turned, v.net.paper}
	paint := [...]bool{values != v.painted[1], weights != v.painted[0]}
	v.painted = [...]painted{weights, values}
	open := s.Cell()
	for i := range v.matrices {
		b := &v.matrices[i]
		m, ok := s.Shape(i)
		b.name.Text(s.MatrixName(i))
		class := "mm-matrix"
		shape := m.String()
		if !ok {
			class, shape = "mm-matrix unknown", "?"
			m, _ = NewShapes().Shape(i)
		}
		b.root.Class(class)
		b.shape.Text(shape)
		b.box.Style("width", Side(m.Columns)).Style("height", Side(m.Rows))
		if b.turn != nil {
			b.turn.Attr("aria-pressed", strconv.FormatBool(s.Turned((i+1)/2))).Attr("aria-label", w.T("lab.3.1.turn", "matrix", s.MatrixName(i)))
		}
		if paint[i%2] && v.net.paper != nil {
			rgba, columns, rows := s.Picture(b.buf, i, v.net.paper)
			b.canvas.Element().Hidden(rgba == nil)
			if rgba != nil {
				b.buf = rgba
				b.canvas.Put(columns, rows, rgba)
			}
		}
		lit := i%2 == 0 && (i == 0 || !s.anyTurned())
		b.row.Hidden(!lit)
		if i == 0 && s.Turned(0) {
			b.row.Style("width", share(1, s.N())).Style("height", "100%")
		} else {
			b.row.Style("width", "100%").Style("height", share(1, s.N()))
		}
		b.pick.Hidden(!lit || i == 0 || open.Layer != i/2-1)
		if i > 0 {
			b.pick.Style("left", share(open.Unit, Sizes[i/2])).Style("width", share(1, Sizes[i/2])).Style("height", share(1, s.N()))
		}
	}
	for l, j := range s.Joints() {
		class := "mm-joint"
		switch {
		case !j.Known:
			class = "mm-joint unknown"
		case !j.Fits:
			class = "mm-joint broken"
		case j.Chance:
			class = "mm-joint chance"
		}
		v.joints[l].Text(j.Text()).Class(class)
	}
	v.reason.Text(s.Reason(w))
}

// share is a part as CSS has it.
func share(n, of int) string {
	return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 2, 64) + "%"
}

func (v *shapesView) showCell(image []byte) {
	s, w := v.model, v.net.frame.Words
	c := s.Cell()
	v.layer.Show(w.T("lab.3.1.cell"), c.Layer, LayerName(w, 0), LayerName(w, 1), LayerName(w, Scores))
	v.unit.Element.Hidden(c.Layer == Pixels)
	if c.Layer != Pixels {
		v.unit.Show(w.T("lab.3.1.which"), c.Unit, Sizes[c.Layer+1]-1, ShortName(w, c))
	}
	v.sum.Text(s.SumText(w))
	terms := s.Sum().Terms
	for i, b := range v.terms {
		b.Hidden(i >= len(terms))
		if i >= len(terms) {
			continue
		}
		class := "plus"
		if terms[i].Product < 0 {
			class = "minus"
		}
		current := ""
		if s.Followed(terms[i]) {
			current = "true"
		}
		b.Text(s.TermText(w, terms[i])).Class(class).Attr("aria-current", current)
	}
	products := s.Products()
	v.net.over(v.picture, image, products)
	text := w.T("lab.3.1.row", "digit", Argmax(s.Rows.Pass(0).Scores()))
	switch {
	case c.Layer == Pixels:
		text = w.T("lab.3.1.here")
	case products != nil:
		text = w.T("lab.3.1.products", "cell", CellName(w, c))
	}
	v.picture.Element().Attr("aria-label", text)
	v.path.Text(text)
}
