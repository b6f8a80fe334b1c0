//go:build js

package ch5

import (
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// backward is the part of the lab "Layers as blocks" that takes the visitor's digit
// forward and a label backward through a network.
type backward struct {
	f    *lab.Frame
	root *dom.Element
}

func newBackward(f *lab.Frame) *backward {
	return &backward{f: f, root: dom.New("div", "backward")}
}

// Root returns what is to be put into the frame's Digit.
func (v *backward) Root() *dom.Element { return v.root }

// Network takes the network that it is about: a LabTrain's, or the bench's if id is 0.
func (v *backward) Network(id uint32, layers []layer.Spec, input tensor.Shape) {}

// Show shows what has changed.
func (v *backward) Show() {}

// Redraw shows everything, in another language.
func (v *backward) Redraw() {}

// SetPaper shows everything, in another theme.
func (v *backward) SetPaper(p *state.Paper) {}

// Hear takes an event of the worker.
func (v *backward) Hear(m protocol.Message) {}

// Lost forgets what the worker was asked for.
func (v *backward) Lost() {}

// Leave has nothing to stop: a backward pass is short.
func (v *backward) Leave() {}

// Address is what differs from the beginning, "" or "back=1&label=3&at=2".
func (v *backward) Address() string { return "" }

// SetAddress takes its own fields of an address and passes over others.
func (v *backward) SetAddress(address string) {}
