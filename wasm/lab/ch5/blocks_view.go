//go:build js

package ch5

import (
	"slices"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/netcode"
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
	kinds      [netcode.Offered]*dom.Element
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
	image int  // of which the training was
	onto  bool // the chain is the bench's
	stale bool
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
