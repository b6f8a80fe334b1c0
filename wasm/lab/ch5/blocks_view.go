//go:build js

package ch5

import (
	"slices"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

const (
	blocksLab = `<div class="build"><div class="chain"><p class="joint head" aria-hidden="true"><span data-part="head0"></span><span data-part="head1"></span><span data-part="head2"></span></p>
<ol class="blocks" data-part="blocks"></ol><p class="total" data-part="total"></p><p class="note" data-part="keys"></p></div>
<div class="workshop"><p class="note where" data-part="where"></p><div role="group" class="palette" data-part="palette"></div>
<p class="buttons history"><select data-part="open"></select><button type="button" data-part="undo">↶</button><button type="button" data-part="redo">↷</button></p>
<p class="buttons"><button type="button" class="primary" data-part="train"></button><button type="button" data-part="use"></button></p>
<p class="note" data-part="standing"></p><div data-part="plot"></div></div></div>`
	blockItem = `<li><div class="brick" data-part="brick"><span class="grip" data-part="grip" aria-hidden="true"></span><button type="button" data-part="name"></button></div>
<div data-part="slot"></div><p class="joint"><span data-part="shape"></span><span data-part="params"></span><span data-part="products"></span></p></li>`
	blockTools = `<span class="brick-tools"><button type="button" data-part="up">↑</button><button type="button" data-part="down">↓</button><button type="button" data-part="again">＋</button><button type="button" data-part="remove">×</button></span>`
	blockMend  = `<div class="mend"><p data-part="reason"></p><p class="buttons"><button type="button" data-part="mend0"></button><button type="button" data-part="mend1"></button></p></div>`
)

const shownNumbers = 4

// blocksView is the lab "Layers as blocks" on the page.
type blocksView struct {
	f     *lab.Frame
	model *Blocks
	frame *dom.Frame

	list       dom.List[int, *blockRow]
	rows       []*blockRow // as shown, the image first
	heads      [3]*dom.Element
	total      *dom.Element
	palette    *dom.Element
	kinds      [offeredKinds]*dom.Element
	where      *dom.Element
	open       *dom.Element
	networks   []*dom.Element // in open
	undo, redo *dom.Element
	train, use *dom.Element
	standing   *dom.Element
	keys       *dom.Element
	plot       *lab.Plot
	curve      *lab.Line
	digit      *dom.Element
	back       *backward

	// What stands at one block only, and goes with it.
	at, mendAt              *blockRow // where
	tools                   *dom.Element
	up, down, again, remove *dom.Element
	numbers                 *dom.Element
	fields                  [shownNumbers]blockNumber
	mend, reason            *dom.Element
	mends                   [offeredMends]*dom.Element
	ways                    []Mend

	drag  drag
	run   uint32 // the command whose network the worker keeps
	shown uint32
	image int // of which the training was
	said  Deed
	onto  bool // the chain is the bench's
	stale bool
}

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

func newBlocksView(f *lab.Frame) lab.View {
	v := &blocksView{f: f, model: NewBlocks(), stale: true}
	root := dom.Markup(blocksLab)
	v.list.Parent, v.total, v.palette, v.where = root.Part("blocks"), root.Part("total"), root.Part("palette"), root.Part("where")
	v.standing, v.keys = root.Part("standing").Attr("role", "status"), root.Part("keys")
	v.list.Make = v.row
	v.frame = dom.NewFrame(v.Show)
	for i := range v.heads {
		v.heads[i] = root.Part("head" + strconv.Itoa(i))
	}
	for i := range v.kinds {
		v.kinds[i] = dom.Button("", func() { v.change(func() { v.model.Add(i) }) })
		v.palette.Append(v.kinds[i])
	}
	v.open = root.Part("open").OnChange(v.opens)
	for _, name := range append([]string{"", "bench"}, recipe.Presets()...) {
		o := dom.New("option", "").Attr("value", name)
		v.networks = append(v.networks, o)
		v.open.Append(o)
	}
	v.undo = root.Part("undo").OnClick(func() { v.change(v.model.Undo) })
	v.redo = root.Part("redo").OnClick(func() { v.change(v.model.Redo) })
	v.train = root.Part("train").OnClick(func() { v.change(v.toggle) })
	v.use = root.Part("use").OnClick(v.toBench)
	v.plot = lab.NewPlot("")
	v.curve = v.plot.Line("training")
	root.Part("plot").Append(v.plot.Element)
	v.makeTools()
	root.OnChord(v.chord)
	f.Try.Append(root)
	v.digit = dom.New("p", "")
	v.back = newBackward(f, v.Redraw)
	f.Digit.Append(v.digit, v.back.Root())
	return v
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

// opens shows a network as blocks.
func (v *blocksView) opens() {
	name := v.open.Value()
	layers := v.f.Model.Form.Recipe().Layers
	if r, ok := recipe.Preset(name); ok {
		layers = r.Layers
	}
	v.open.SetValue("")
	if name != "" {
		v.change(func() { v.model.Open(layers) })
	}
}

// toBench makes the chain the bench's network.
func (v *blocksView) toBench() {
	if v.model.Plan().Err == nil && !v.onto {
		v.f.Use(v.model.ForBench(v.f.Model.Form.Recipe().Seed))
		v.f.Say(v.f.Words.T("lab.5.3.onto"))
		v.change(func() {})
	}
}

// toggle begins the training, or ends it.
func (v *blocksView) toggle() {
	if v.model.Run().Going() {
		v.model.Stop()
		return
	}
	pixels, _, rev := v.f.Image()
	v.stop()
	if m := v.model.Train(v.f.NewID(), pixels); m != nil {
		v.run, v.image = m.ID, rev
		v.f.Post(m)
	}
}

// stop has the worker forget a network.
func (v *blocksView) stop() {
	if v.run != 0 {
		v.f.Post(&protocol.StopLab{ID: v.run})
		v.run = 0
	}
}

// change changes the model and shows it.
func (v *blocksView) change(do func()) {
	do()
	if v.model.Run().ID != v.run { // the chain that was trained is gone
		v.stop()
	}
	v.f.Changed()
	v.Show()
}

// Hear implements lab.Listener.
func (v *blocksView) Hear(m protocol.Message) {
	v.back.Hear(m)
	if e, ok := m.(*protocol.LabStep); ok && v.model.Apply(e) {
		if v.model.Run().Done {
			v.f.Say(v.model.Standing(v.f.Words))
		}
		v.Show()
	}
}

// Lost implements lab.Listener: what is in training does not go on.
func (v *blocksView) Lost() {
	v.run = 0
	v.back.Lost()
	if v.model.Run().Going() {
		v.model.Stop()
	}
	v.Show()
}

// Leave implements lab.Leaver.
func (v *blocksView) Leave() {
	v.back.Leave()
	v.stop()
	if v.model.Run().Going() {
		v.model.Stop()
	}
}

// Address implements lab.Addressed.
func (v *blocksView) Address() string {
	return strings.Trim(v.model.Address()+"&"+v.back.Address(), "&")
}

// SetAddress implements lab.Addressed.
func (v *blocksView) SetAddress(address string) {
	v.model.SetAddress(address)
	v.back.SetAddress(address)
}

// Redraw implements lab.View.
func (v *blocksView) Redraw() {
	v.stale = true
	v.Show()
	v.back.Redraw()
}

// SetPaper implements lab.View: the blocks have no colours of their own.
func (v *blocksView) SetPaper(p *state.Paper) { v.back.SetPaper(p) }

// Show implements lab.View.
func (v *blocksView) Show() {
	m, w := v.model, v.f.Words
	if v.run != 0 {
		v.back.Network(v.run, m.Layers(), inkShape)
	} else {
		v.back.Network(0, v.f.Model.Recipe.Layers, v.f.Model.Recipe.Input)
	}
	v.back.Show()
	onto := slices.Equal(v.f.Model.Form.Recipe().Layers, m.Layers())
	_, _, image := v.f.Image()
	v.digit.Hidden(v.back.Open())
	trained := image == v.image && m.Run().Trained()
	if trained || m.Run().Going() {
		v.digit.Text(m.Digit(w))
	} else {
		v.digit.Text(w.T("lab.5.3.digit.none"))
	}
	if v.shown == m.Rev() && onto == v.onto && !v.stale || v.drag.on {
		return
	}
	news := v.shown != m.Rev() && m.Last() != NoDeed
	v.shown, v.onto = m.Rev(), onto
	v.showChain()
	v.showSide()
	if !v.back.Open() {
		v.f.Happened(m.Happened(w))
	}
	if m.Pooled() {
		v.f.Truth(2)
	}
	if m.Done() {
		v.f.Done()
	}
	if news && m.Plan().Err != nil {
		v.mend.Reveal()
	}
	if news && !v.stale {
		if said := m.Take(w); said != "" {
			v.f.Say(said)
		}
	}
	v.stale = false
}

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

// showSide shows what stands beside the chain.
func (v *blocksView) showSide() {
	m, w := v.model, v.f.Words
	v.palette.Attr("aria-label", w.T("lab.5.3.add"))
	for i, b := range v.kinds {
		b.Text(KindName(w, i)).Enabled(!m.Full())
	}
	name := w.T("lab.5.3.input")
	if s := v.spec(); s != nil {
		name = BlockName(w, s)
	}
	v.where.Text(w.T("lab.5.3.where", "name", name))
	v.open.Attr("aria-label", w.T("lab.5.3.open"))
	for i, o := range v.networks {
		switch i {
		case 0:
			o.Text(w.T("lab.5.3.opens"))
		case 1:
			o.Text(w.T("lab.5.3.frombench"))
		default:
			o.Text(w.Name("network", recipe.Presets()[i-2]))
		}
	}
	v.undo.Attr("aria-label", w.T("lab.5.3.undo")).Attr("title", w.T("lab.5.3.undo")).Enabled(m.CanUndo())
	v.redo.Attr("aria-label", w.T("lab.5.3.redo")).Attr("title", w.T("lab.5.3.redo")).Enabled(m.CanRedo())
	possible := m.Plan().Err == nil
	if m.Run().Going() {
		v.train.Text(w.T("lab.5.3.stop")).Enabled(true)
	} else {
		v.train.Text(w.T("lab.5.3.train")).Enabled(possible)
	}
	v.use.Text(w.T("lab.5.3.use")).Enabled(possible && !v.onto)
	standing := m.Standing(w)
	if v.onto {
		standing += " " + w.T("lab.5.3.onto")
	}
	v.standing.Text(standing)
	v.keys.Text(w.T("lab.5.3.keys"))
	v.plot.Axes(lab.Axis{From: 0, To: blocksSteps, Label: w.T("lab.5.3.steps")}, lab.Axis{From: 0, To: 2.5, Label: w.T("lab.5.3.loss"), Ticks: 4})
	v.curve.Show(m.Run().At, m.Run().Losses)
	v.plot.Describe(m.Curve(w))
}
