package session

import (
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// backward answers a LabBackward.
func (s *Session) backward(m *protocol.LabBackward) {
	t := s.labs.network(s, m.Network)
	out := protocol.LabBackprop{ID: m.ID}
	if t == nil || len(m.Digit) != ink.Pixels || m.Label >= recipe.Classes {
		out.Refused = true
		s.host.Post(&out)
		return
	}
	net := t.Network()
	out.Step, out.Gradients = uint32(t.StepCount()), make([]float32, len(net.Values()))
	kept := net.SwapGradients(out.Gradients) // those of a mini-batch that is under way
	in := net.Input(1)
	data.Input(in.Data, m.Digit)
	out.Loss = float32(crossEntropy(net, net.OutputGrad(1), t.Recipe().Temperature, 1, int32(m.Label)))
	size := 0
	for i, l := range net.Layers() {
		shape := l.Out()
		out.Shapes = append(out.Shapes, uint32(shape.C), uint32(shape.H), uint32(shape.W))
		out.Outputs = append(out.Outputs, net.Activations(i, 1).Data...)
		size += shape.Size()
	}
	out.Deltas = make([]float32, size)
	dx := newGradient(in)
	net.BackwardInference(dx, func(_ int, dy tensor.Tensor) { // the last layer comes first
		size -= dy.Len()
		copy(out.Deltas[size:], dy.Data)
	})
	net.SwapGradients(kept)
	out.Input, out.Weights = dx.Data, net.Values()
	s.host.Post(&out)
}

// check is a LabCheck in work.
type check struct {
	command           protocol.LabCheck
	about             *surface // the losses and gradients of the images
	ready             bool     // the gradients are known
	next              int      // weight
	forward, backprop time.Duration
}

// newCheck begins, or refuses what cannot be.
func newCheck(s *Session, m *protocol.LabCheck) *check {
	t := s.labs.network(s, m.Network)
	ok := t != nil && m.Of.Count > 0 && m.Of.Count <= labBatch && len(m.Steps) > 0
	for _, i := range m.Index {
		ok = ok && t != nil && int64(i) < int64(t.Params())
	}
	if !ok {
		s.host.Post(&protocol.LabChecked{ID: m.ID, Refused: true})
		return nil
	}
	c := &check{command: *m, about: around(t)}
	c.about.command.Of = m.Of
	return c
}

// advance does the backward pass, or all steps of one weight, and posts that.
func (c *check) advance(s *Session) (done, ready bool) {
	if c.about.images == nil {
		list, all := s.positions(&c.command.Of, labBatch)
		if all && len(list) == 0 {
			s.host.Post(&protocol.LabChecked{ID: c.command.ID, Refused: true})
		}
		c.about.images = list
		return all && len(list) == 0, all
	}
	if !c.ready {
		c.forward, c.backprop = c.timed(s, false), c.timed(s, true)
		c.ready = true
	}
	net, m := c.about.net, &c.command
	out := protocol.LabChecked{ID: m.ID, Step: c.about.step, From: uint32(c.next), Params: uint32(len(c.about.net.Values()))}
	if c.next < len(m.Index) {
		at := m.Index[c.next]
		w := &net.Values()[at]
		out.Slope = append(out.Slope, net.Gradients()[at])
		old := *w
		for _, h := range m.Steps {
			*w = old - h
			c.pass(s, false)
			out.Below = append(out.Below, c.mean())
			*w = old + h
			c.pass(s, false)
			out.Above = append(out.Above, c.mean())
		}
		*w = old
	}
	c.pass(s, false)
	out.Base, out.Forward, out.Backprop = c.mean(), float32(c.forward.Seconds()), float32(c.backprop.Seconds())
	s.host.Post(&out)
	c.next++
	return c.next >= len(m.Index), true
}

// pass computes the sum of the losses, and with back the gradients.
func (c *check) pass(s *Session, back bool) {
	if back {
		clear(c.about.net.Gradients())
	}
	c.about.at = 0
	c.about.sum = c.about.some(s, back)
}

// timed returns what a pass takes: the mean of as many as take ten milliseconds, since
// browsers' clocks tick only every 0.1 or 1 ms.
func (c *check) timed(s *Session, back bool) time.Duration {
	const least, most = 10 * time.Millisecond, 1 << 10 // passes, if the clock stands
	for n := 1; ; n *= 2 {
		start := s.host.Now()
		for range n {
			c.pass(s, back)
		}
		if took := s.host.Now() - start; took >= least || n >= most {
			return took / time.Duration(n)
		}
	}
}

// mean is the mean of the losses that timed has added up.
func (c *check) mean() float32 { return float32(c.about.sum / float64(len(c.about.images))) }
