//go:build js

package inside

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Ask   func()        // to send the model's question
	Input func() []byte // the network's input, 28x28 bytes
}

// View is the section of the layers.
type View struct {
	model    *state.Model
	in       *state.Inside
	words    *words.Words
	commands Commands
	paper    *state.Paper // nil before the first
	papers   int          // counts them

	lead, note, home *dom.Element
	rows             dom.List[int, *row]
	shown            []*row // in order
	given            *row   // the image
	answers          *row   // the prediction
	glossary         dom.List[int, *entry]
	close            closeUp

	frame    *dom.Frame
	width    int    // of a line of tiles, 0 if it is to be measured
	built    uint32 // the model's, that the rows are of
	replaced uint32 // likewise
	revised  uint32 // likewise, that a frame was asked for
	stale    bool   // the language has changed
	input    []byte // RGBA
}

// entry is a kind of layer and its explanation, or the button that opens it.
type entry struct{ name, text *dom.Element }

// New fills the section.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, in: &model.Inside, words: words, commands: commands, stale: true,
		lead: dom.ByID("params"), note: dom.ByID("inside-note"), home: dom.ByID("anatomy"),
	}
	v.frame = dom.NewFrame(v.draw)
	layers := dom.ByID("layers").OnResize(func() {
		v.width = 0
		v.frame.Ask()
	})
	v.rows = dom.List[int, *row]{Parent: layers, Make: v.makeRow}
	v.glossary = dom.List[int, *entry]{Parent: dom.ByID("glossary"), Make: func(int) (*dom.Element, *entry) {
		e := &entry{dom.New("dt", ""), dom.New("dd", "")}
		return dom.New("div", "", e.name, e.text), e
	}}
	v.buildCloseUp()
	dom.OnPageVisible(func(on bool) {
		v.in.SetAway(!on)
		v.commands.Ask()
	})
	dom.OnMedia("(max-width: 920px)", func(matches bool) {
		v.close.narrow = matches
		v.frame.Ask()
	})
	return v
}

// SetPaper shows everything anew, in the colours of another theme.
func (v *View) SetPaper(p *state.Paper) {
	v.paper = p
	v.papers++
	v.frame.Ask()
}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() {
	v.stale = true
	v.Show()
}

// changed is called after what the visitor did.
func (v *View) changed() {
	v.commands.Ask()
	v.Show()
}

// Show shows the model, if it has changed: rows at once, so that nothing moves later,
// what is in them in the next frame.
func (v *View) Show() {
	if v.answers != nil {
		v.answers.said.Text(v.model.InsidePrediction(v.words))
	}
	if v.built != v.in.Built || v.stale {
		v.build()
	}
	if v.revised != v.in.Rev {
		v.revised = v.in.Rev
		v.frame.Ask()
	}
}

// build makes the rows of a network.
func (v *View) build() {
	v.built, v.stale = v.in.Built, false
	v.lead.Text(v.model.InsideLead(v.words))
	if len(v.in.Layers) == 0 {
		return
	}
	v.close.moveTo(v.home) // not to go with its row
	if v.replaced != v.in.Replaced {
		v.replaced = v.in.Replaced
		v.rows.Show(nil, nil) // another network's rows are not these, moved
	}
	keys := []int{inputKey}
	for _, r := range v.in.Rows() {
		keys = append(keys, r.Key)
	}
	v.shown = v.shown[:0]
	v.rows.Show(append(keys, answersKey), func(_ int, r *row) { v.showRow(r) })
	names, texts := v.in.Glossary(v.words)
	v.glossary.Show(upTo(len(names)), func(i int, e *entry) {
		e.name.Text(names[i])
		e.text.Text(texts[i])
	})
	v.answers.said.Text(v.model.InsidePrediction(v.words))
	v.layout()
	v.placeCloseUp()
	v.frame.Ask()
}

// layout gives the rows' pictures their sizes.
func (v *View) layout() {
	if v.given == nil {
		return
	}
	if v.width == 0 {
		v.width = v.given.tilesElement.Width() // all rows are alike
	}
	for _, r := range v.shown {
		r.layout(v)
	}
}

// draw shows in a frame what is new.
func (v *View) draw() {
	if v.paper == nil {
		return
	}
	v.layout()
	for _, r := range v.shown {
		r.draw(v)
	}
	v.note.Text(v.in.Note(v.words))
	if v.given != nil {
		grey := v.commands.Input()
		if len(v.input) == 0 {
			v.input = make([]byte, 4*ink.Pixels)
		}
		v.paper.PaintGrey(v.input, grey, nil)
		v.given.canvas.Put(ink.Side, ink.Side, v.input)
		v.showCloseUp(grey)
	}
}

func px(n int) string { return strconv.Itoa(n) + "px" }
