//go:build js

package lab

import (
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab/table"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// View is what a lab itself shows, inside its Frame.
type View interface {
	Show()                   // what has changed: of the lab, of the drawing, of the network
	Redraw()                 // everything, in another language
	SetPaper(p *state.Paper) // everything, in another theme; before the first Show, too
}

// Listener is a View that asks the worker for something.
type Listener interface {
	Hear(m protocol.Message) // an event for labs, of any lab: its ID says whose
	Lost()                   // the worker was replaced: what it was asked for does not come
}

// Addressed is a View whose state the address carries.
type Addressed interface {
	Address() string           // "gate=xor&w1=0.5"; what is as at first is left out
	SetAddress(address string) // what it does not know, or cannot be, it passes over
}

// Leaver is a View that has something to stop when the visitor goes elsewhere.
type Leaver interface{ Leave() }

// Build makes a lab's view in its frame.
type Build func(f *Frame) View

// Page is what all labs share of the page.
type Page struct {
	Model    *state.Model
	Words    *words.Words
	Input    func() []byte // the network's input: 784 grey values
	Commands Commands

	record  table.Record
	image   [Pixels]byte // that labs work on
	own     bool         // it is the visitor's
	rev     int          // counts its changes
	example []byte
	ids     uint32
	paper   *state.Paper
}

// Commands is what labs ask of the page.
type Commands struct {
	Post func(protocol.Message)
	Say  func(kind, sentence string)    // aloud
	Use  func(r recipe.Recipe)          // as the bench's network, untrained
	Here func()                         // what an address says of the labs may have changed
	Went func()                         // to another lab: the page has other sizes now
	Fail func(reason string) (s string) // what a visitor reads where a lab broke
	Copy func(text string, copied func(bool))
}

// Pixels is the length of an image, 28 by 28 grey values.
const Pixels = 28 * 28

const remembered = "zerokara.labs"

// NewPage returns what labs share, with what the visitor has done before.
func NewPage(model *state.Model, words *words.Words, input func() []byte, commands Commands) *Page {
	p := &Page{Model: model, Words: words, Input: input, Commands: commands}
	p.record = table.ParseRecord(dom.Remembered(remembered))
	return p
}

// Standing returns how far the visitor has come in a lab.
func (p *Page) Standing(id string) table.Standing { return p.record.Of(id) }

// raise records that, and keeps it.
func (p *Page) raise(id string, to table.Standing) bool {
	news := p.record.Raise(id, to)
	if news {
		dom.Remember(remembered, p.record.String())
	}
	return news
}

// look takes the drawing, or the example in its place while the pad is empty.
func (p *Page) look() {
	image, own := p.Input(), !p.Model.Drawing.Empty()
	if !own {
		if p.example == nil {
			p.example = make([]byte, Pixels)
			p.Model.Steps.Render(p.example, state.Example(exampleDigit))
		}
		image = p.example
	}
	if p.rev > 0 && own == p.own && string(image) == string(p.image[:]) {
		return
	}
	copy(p.image[:], image)
	p.own = own
	p.rev++
}

// exampleDigit is what labs show while the pad is empty.
const exampleDigit = 7
