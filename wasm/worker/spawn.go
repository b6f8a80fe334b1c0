//go:build js

package main

import (
	"syscall/js"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/wire"
	"github.com/zerokara/zerokara/wasm/session"
)

// part is the content of the last frame from a replica.
type part struct {
	head head
	train.Part
}

// Cores implements session.Host.
func (h *host) Cores() int { return h.page.Get("cores").Int() }

// Spawn implements session.Host.
func (h *host) Spawn(id int, r recipe.Recipe) {
	h.parts[id] = new(part)
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
	delete(h.parts, id)
}

// Send implements session.Host.
func (h *host) Send(id int, task train.Task, weights []float32) {
	p, link := &h.parts[id].head, int32(id)
	p.from, p.to, p.size, p.step = uint32(task.From), uint32(task.To), uint32(task.Size), uint32(task.Step)
	writeHead(link, p)
	writeFloats(link, headSize, weights)
	writeBytes(link, p.imagesAt(), task.Samples.Bytes)
	writeLabels(link, p.imagesAt()+int32(len(task.Samples.Bytes)), task.Samples.Labels)
	send(link)
}

// receive takes a frame from a replica, unless that was stopped: the first reports
// that it is ready, the others are parts.
func (h *host) receive(s *session.Session, id int) {
	p, link := h.parts[id], int32(id)
	if p == nil {
		return
	}
	readHead(link, &p.head)
	if p.Gradient == nil {
		p.Gradient, p.Stats = make([]float32, p.head.params), make([]float32, p.head.stats)
		s.ReplicaReady(id)
		return
	}
	p.From, p.To, p.Loss = int(p.head.from), int(p.head.to), p.head.loss
	for i, n := range p.head.correct {
		p.Correct[i] = int(n)
	}
	p.Stats = p.Stats[:int(p.head.stats)*(p.To-p.From)/train.MicroBatches]
	readFloats(link, headSize, p.Gradient)
	readFloats(link, p.head.statsAt(), p.Stats)
	s.ReplicaPart(id, &p.Part)
}
