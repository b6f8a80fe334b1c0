//go:build js

package inside

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/glossary"
)

// closeUp is one map or unit in large, and the arithmetic of its value.
type closeUp struct {
	panel, title, text, formula, max *dom.Element
	at                               *dom.Element // what the panel is in
	narrow                           bool         // the window: the panel follows its row
	layers                           dom.List[int, *dom.Element]
	mapSlider                        *dom.Element
	mapPart, weight, input, patch    part
	weightText, weightTerm           *dom.Element
	windowTerms                      [2]*dom.Element // stride, padding
	sum, sumText, channel, channelOf *dom.Element
	terms                            dom.List[int, *term]
	lines                            dom.List[int, *line]
}

// part is a picture of the close-up.
type part struct {
	figure, outline *dom.Element
	canvas          *dom.Canvas
	pixels          []byte
}

// term is a product, number by number; line one of the things that are added up.
type (
	term struct{ item, x, weight, product *dom.Element }
	line struct{ name, term, value *dom.Element }
)

func newPart(name string, outlined bool) part {
	p := part{figure: dom.ByID(name), canvas: dom.NewLargeCanvas(dom.ByID(name + "-picture"))}
	if outlined {
		p.outline = dom.ByID(name + "-frame")
	}
	return p
}

func (v *View) buildCloseUp() {
	c := &v.close
	*c = closeUp{
		panel: dom.ByID("closeup"), title: dom.ByID("closeup-title"), text: dom.ByID("closeup-text"), formula: dom.ByID("closeup-formula"),
		max: dom.ByID("closeup-max"), at: v.home, mapSlider: dom.ByID("closeup-map-picture"),
		mapPart: newPart("closeup-map", true), weight: newPart("closeup-weight", true), input: newPart("closeup-input", true), patch: newPart("closeup-patch", false),
		weightText: dom.ByID("closeup-weight-text"), weightTerm: dom.ByID("closeup-filter"),
		windowTerms: [2]*dom.Element{dom.ByID("closeup-stride"), dom.ByID("closeup-padding")},
		sum:         dom.ByID("closeup-sum"), sumText: dom.ByID("sum-text"), channel: dom.ByID("sum-channel"), channelOf: dom.ByID("sum-channel-text"),
	}
	c.panel.Attr("data-state", "empty").OnKey(func(key string) bool {
		if key != "Escape" || !v.in.Focus.On {
			return false
		}
		v.shut()
		return true
	})
	act := func(id string, f func()) {
		dom.ByID(id).OnClick(func() {
			f()
			v.changed()
		})
	}
	act("closeup-back", func() { v.in.StepUnit(-1) })
	act("closeup-next", func() { v.in.StepUnit(1) })
	act("sum-back", func() { v.in.StepChannel(-1) })
	act("sum-next", func() { v.in.StepChannel(1) })
	act("closeup-max", func() {
		v.in.ChooseStrongest()
		c.mapSlider.FocusInPlace() // the button is disabled now
	})
	dom.ByID("closeup-close").OnClick(v.shut)
	c.mapSlider.OnKey(func(key string) bool {
		taken := v.in.MovePlace(key)
		if taken {
			v.changed()
		}
		return taken
	}).OnPoint(func(x, y float64) {
		v.in.PickPlace(x, y, float64(c.mapSlider.Width()))
		v.changed()
	})
	weight := c.weight.canvas.Element()
	weight.OnPoint(func(x, y float64) {
		v.in.PickChannel(x, y, float64(weight.Width()))
		v.changed()
	})
	c.layers = dom.List[int, *dom.Element]{Parent: dom.ByID("closeup-layers"), Make: func(layer int) (*dom.Element, *dom.Element) {
		b := dom.Button("", func() {
			v.in.LookAt(layer, v.in.Focus.Unit)
			v.changed()
		})
		return b, b
	}}
	c.terms = dom.List[int, *term]{Parent: dom.ByID("sum-terms"), Make: func(int) (*dom.Element, *term) {
		t := &term{x: dom.New("span", ""), weight: dom.New("span", ""), product: dom.New("span", "")}
		t.item = dom.New("li", "", t.x, t.weight, dom.New("span", "hidden").Text("= "), t.product)
		return t.item, t
	}}
	c.lines = dom.List[int, *line]{Parent: dom.ByID("sum-lines"), Make: func(int) (*dom.Element, *line) {
		l := &line{dom.New("span", ""), glossary.NewButton(), dom.New("td", "")}
		return dom.New("tr", "", dom.New("th", "", l.name, l.term).Attr("scope", "row"), l.value), l
	}}
}

// shut ends the close-up; the keyboard goes back to its row.
func (v *View) shut() {
	key, ok := v.in.FocusRow()
	v.in.LookAway()
	v.changed()
	for _, r := range v.shown {
		if ok && r.key == key {
			r.slider.FocusInPlace()
		}
	}
}

func (c *closeUp) moveTo(e *dom.Element) {
	if c.at != e {
		c.at = e
		c.panel.MoveTo(e)
	}
}

// placeCloseUp puts the panel beside the rows or, in a narrow window, into the row that
// it is about.
func (v *View) placeCloseUp() {
	to := v.home
	if key, ok := v.in.FocusRow(); ok && v.close.narrow {
		for _, r := range v.shown {
			if r.key == key {
				to = r.item
			}
		}
	}
	v.close.moveTo(to)
}

func (p *part) show(w, h int, rgba []byte) {
	p.figure.Hidden(rgba == nil)
	if rgba != nil {
		p.pixels = rgba
		p.canvas.Put(w, h, rgba)
	}
}

// outlineArea outlines an area of a picture of rows and columns.
func (p *part) outlineArea(on bool, a state.Area, rows, columns int) {
	p.outline.Hidden(!on)
	if on {
		o := a.Outline(rows, columns)
		p.outline.Style("left", o[0]).Style("top", o[1]).Style("width", o[2]).Style("height", o[3])
	}
}

func (v *View) showCloseUp(grey []byte) {
	c, f := &v.close, &v.in.Focus
	v.placeCloseUp()
	c.title.Text(v.in.CloseUpTitle(v.words))
	c.text.Text(v.in.CloseUpText(v.words))
	if !f.On {
		c.panel.Attr("data-state", "empty")
		return
	}
	c.panel.Attr("data-state", "open")
	v.showBlock()
	at := v.in.CloseUp()
	rgba, w, h := v.in.MapPicture(c.mapPart.pixels, v.paper)
	c.mapPart.show(w, h, rgba)
	if rgba != nil {
		place := state.Area{Row: at.Place / at.Columns, Column: at.Place % at.Columns, Rows: 1, Columns: 1}
		c.mapPart.outlineArea(at.Known, place, at.Rows, at.Columns)
		c.mapSlider.Attr("aria-valuemax", strconv.Itoa(at.Rows*at.Columns)).Attr("aria-valuenow", strconv.Itoa(at.Place+1)).Attr("aria-valuetext", v.in.PlaceText(v.words))
	}
	for _, e := range c.windowTerms {
		e.Hidden(!v.in.Slides())
	}
	c.max.Hidden(rgba == nil)
	c.max.Disabled(!f.Chosen)
	rgba, w, h = v.in.WeightPicture(c.weight.pixels, v.paper)
	c.weight.show(w, h, rgba)
	if rgba != nil {
		c.weightText.Text(v.in.WeightText(v.words))
		glossary.Explain(c.weightTerm, v.words, v.in.WeightTerm())
	}
	if !at.Known {
		grey = nil
	}
	c.input.figure.Hidden(grey == nil)
	c.patch.figure.Hidden(true)
	if grey != nil {
		c.input.canvas.Put(ink.Side, ink.Side, v.input)
		c.input.outlineArea(true, at.Field, ink.Side, ink.Side)
		c.patch.show(at.Field.Columns, at.Field.Rows, at.Field.PatchPicture(c.patch.pixels, grey, v.paper))
	}
	formula := v.in.Formula()
	c.formula.Text(formula).Hidden(formula == "")
	v.showSum()
}

// showBlock shows the layers of the block, to choose from.
func (v *View) showBlock() {
	first, last := v.in.FocusBlock()
	var keys []int
	for i := first; i <= last && first < last; i++ {
		keys = append(keys, i)
	}
	v.close.layers.Parent.Hidden(first == last)
	v.close.layers.Show(keys, func(i int, b *dom.Element) {
		b.Text(state.KindName(v.words, v.in.Layers[keys[i]].Kind)).Attr("aria-pressed", strconv.FormatBool(keys[i] == v.in.Focus.Layer))
	})
}

// showSum shows how the value comes about.
func (v *View) showSum() {
	c := &v.close
	s, ok := v.in.Sum()
	c.sum.Hidden(!ok)
	several := ok && s.Channels > 1
	class := ""
	if several {
		class = "chooses"
		c.channelOf.Text(s.ChannelText(v.words))
		a, m := v.in.ChannelArea(s.Channel)
		c.weight.outlineArea(true, a, m.Height, m.Width)
	} else {
		c.weight.outline.Hidden(true)
	}
	c.weight.canvas.Element().Class(class)
	c.channel.Hidden(!several)
	if !ok {
		return
	}
	c.sumText.Text(s.Text(v.words))
	c.terms.Parent.Hidden(s.Columns == 0).Style("--columns", strconv.Itoa(s.Columns))
	c.terms.Show(upTo(len(s.Terms)), func(i int, t *term) {
		x, weight, product := s.Terms[i].Numbers()
		t.x.Text(x + " ")
		t.weight.Text(weight + " ")
		t.product.Text(product)
		class := ""
		if s.Terms[i].Product() == 0 {
			class = "nought"
		}
		t.item.Class(class)
	})
	c.lines.Show(upTo(len(s.Lines)), func(i int, l *line) {
		l.name.Text(v.in.LineText(v.words, &s.Lines[i]))
		glossary.Explain(l.term, v.words, s.Lines[i].Explained())
		l.value.Text(s.Lines[i].Text())
	})
}

func upTo(n int) []int {
	keys := make([]int, n)
	for i := range keys {
		keys[i] = i
	}
	return keys
}
