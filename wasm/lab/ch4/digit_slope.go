//go:build js

package ch4

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// digitSlope measures the slope of the loss of the visitor's digit along one direction
// through the network's weights, over smaller and smaller steps.
type digitSlope struct {
	f     *lab.Frame
	probe Probe
	ask   *dom.Element
	text  *dom.Element
	plot  *lab.Plot
	two   [2]*lab.Line // forward, central
	shown uint32
	stale bool
}

func newDigitSlope(f *lab.Frame) *digitSlope {
	d := &digitSlope{f: f, plot: lab.NewPlot("own"), text: dom.New("p", "note").Attr("role", "status"), stale: true}
	d.two[Forward], d.two[Central] = d.plot.Line("network"), d.plot.Line("test")
	d.ask = dom.Button("", func() {
		if d.probe.Running() {
			d.stop()
		} else {
			pixels, own, _ := f.Image()
			d.probe.Begin(pixels, f.Model.Sloped(own), alongOne())
			d.next()
		}
		f.Changed()
		d.Show()
	})
	f.Digit.Append(dom.New("p", "buttons", d.ask), d.plot.Element, d.text)
	return d
}

func (d *digitSlope) next() {
	if c := d.probe.Next(d.f.NewID); c != nil {
		d.f.Post(c)
	}
}

func (d *digitSlope) stop() {
	if id := d.probe.Stop(); id != 0 {
		d.f.Post(&protocol.StopLab{ID: id})
	}
}

// hear takes an event of the worker.
func (d *digitSlope) hear(m protocol.Message) {
	if e, ok := m.(*protocol.LabLosses); ok && d.probe.Apply(e) {
		d.next()
		d.Show()
	}
}

// Show shows what has changed.
func (d *digitSlope) Show() {
	w := d.f.Words
	d.ask.Enabled(d.f.Model.Prepared)
	if d.shown == d.probe.Rev() && !d.stale {
		return
	}
	d.shown, d.stale = d.probe.Rev(), false
	if d.probe.Running() {
		d.ask.Text(w.T("lab.4.1.own.stop"))
	} else {
		d.ask.Text(w.T("lab.4.1.own"))
	}
	text := d.probe.ErrorsText(w)
	d.text.Text(text)
	hs, forward, central := d.probe.Errors()
	d.plot.Element.Hidden(len(hs) == 0)
	d.plot.Axes(lab.Axis{From: 1, To: 1e-7, Log: true, Ticks: 4, Label: "h"}, lab.Axis{From: minOwnError, To: maxOwnError, Log: true, Ticks: 4})
	d.two[Forward].Show(hs, forward)
	d.two[Central].Show(hs, central)
	d.plot.Describe(text)
}
