//go:build js

package ch3

import (
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// netView is the part that labs on the chapter's network have in common: it has the
// network trained and test images fetched, and shows a lab where something has changed.
type netView struct {
	frame   *lab.Frame
	nets    *Nets
	trainer *trainer
	others  *others // nil if the lab takes no other images
	paper   *state.Paper

	model interface {
		Rev() uint32
		Address() string
		SetAddress(address string)
	}
	act    func() Activation // that the button trains with
	show   func(image []byte, own bool)
	seen   seen
	pixels [4 * ink.Pixels]byte // of a picture
}

// seen is what a view has shown last.
type seen struct {
	model, nets uint32
	rev         int
	on          bool
}

func newNetView(f *lab.Frame, nets *Nets) *netView {
	v := &netView{frame: f, nets: nets, act: func() Activation { return Sigmoid }}
	v.trainer = newTrainer(f, nets, v.Show)
	return v
}

// change does what the visitor wants.
func (v *netView) change(f func()) {
	f()
	v.Show()
	v.frame.Changed()
}

// over shows values over a drawing; of none, the drawing.
func (v *netView) over(c *dom.Canvas, grey []byte, values []float32) {
	switch {
	case v.paper == nil:
		return
	case values == nil:
		v.paper.PaintGrey(v.pixels[:], grey, nil)
	default:
		v.paper.PaintOver(v.pixels[:], grey, values, state.MaxMagnitude(values))
	}
	c.Put(ink.Side, ink.Side, v.pixels[:])
}

// Hear implements lab.Listener.
func (v *netView) Hear(m protocol.Message) {
	v.trainer.hear(m)
	if v.others != nil && v.others.hear(m) {
		v.Redraw()
	}
}

// Lost implements lab.Listener.
func (v *netView) Lost() {
	v.trainer.lost()
	if v.others != nil {
		v.others.lost()
	}
}

// Redraw implements lab.View.
func (v *netView) Redraw() {
	v.seen.on = false
	v.Show()
}

// SetPaper implements lab.View.
func (v *netView) SetPaper(p *state.Paper) {
	v.paper = p
	v.Redraw()
}

// Address implements lab.Addressed.
func (v *netView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *netView) SetAddress(address string) { v.model.SetAddress(address) }

// Show implements lab.View.
func (v *netView) Show() {
	if v.others != nil {
		v.others.ask()
	}
	v.trainer.Show(v.act())
	image, own, rev := v.frame.Image()
	now := seen{v.model.Rev(), v.nets.Rev(), rev, true}
	if v.seen != now {
		v.seen = now
		v.show(image, own)
	}
}
