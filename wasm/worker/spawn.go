//go:build js

package main

import (
	"syscall/js"
	"unsafe"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/wire"
	"github.com/zerokara/zerokara/wasm/session"
)

// link is what this worker knows of a replica.
type link struct {
	head      head
	sent, got int                            // frames
	parts     [session.MaxErrands]train.Part // the content of the last ones
}

// Cores implements session.Host.
func (h *host) Cores() int { return h.page.Get("cores").Int() }

// Spawn implements session.Host.
func (h *host) Spawn(id int, r recipe.Recipe) {
	h.links[id] = new(link)
	c := wire.Writer(nil)
	r.Wire(&c)
	b := c.Buffer()
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	h.page.Call("spawn", id, array)
}

// Stop implements session.Host.
func (h *host) Stop(id int) {
	h.page.Call("stop", id)
	delete(h.links, id)
}

// Send implements session.Host.
func (h *host) Send(id int, e session.Errand) {
	l, task := h.links[id], &e.Task
	l.sent++
	to, p := linkTo(id, l.sent), &l.head
	for _, a := range e.State {
		carry(to, unsafe.Pointer(unsafe.SliceData(a)), 4*int32(len(a)))
	}
	p.from, p.to, p.size, p.step = uint32(task.From), uint32(task.To), uint32(task.Size), uint32(task.Step)
	p.rate, p.holds = e.Rate, nothing
	switch {
	case e.Weights != nil:
		p.holds = weights
		writeFloats(to, headSize, e.Weights)
	case e.Gradient != nil:
		p.holds = gradient
		writeFloats(to, headSize, e.Gradient)
	}
	writeHead(to, p)
	writeBytes(to, p.imagesAt(), task.Samples.Bytes)
	writeLabels(to, p.imagesAt()+int32(len(task.Samples.Bytes)), task.Samples.Labels)
	send(to)
}

// receive takes a frame from a replica, unless that was stopped: the first reports
// that it is ready, the others are answers.
func (h *host) receive(s *session.Session, id int) {
	l := h.links[id]
	if l == nil {
		return
	}
	from, f := linkTo(id, l.got), &l.head
	readHead(from, f)
	if l.got++; l.got == 1 {
		s.ReplicaReady(id)
		return
	}
	p := &l.parts[l.got%session.MaxErrands]
	p.From, p.To, p.Loss, p.Check = int(f.from), int(f.to), f.loss, f.check
	if p.From == p.To { // it was given no task
		s.ReplicaPart(id, p)
		return
	}
	if p.Gradient == nil {
		p.Gradient, p.Stats = make([]float32, f.params), make([]float32, f.stats)
	}
	for i, n := range f.correct {
		p.Correct[i] = int(n)
	}
	p.Stats = p.Stats[:int(f.stats)*(p.To-p.From)/train.MicroBatches]
	readFloats(from, headSize, p.Gradient)
	readFloats(from, f.statsAt(), p.Stats)
	s.ReplicaPart(id, p)
}
