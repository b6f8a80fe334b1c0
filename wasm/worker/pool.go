//go:build js

package main

import (
	"syscall/js"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/wire"
	"github.com/zerokara/zerokara/wasm/session"
)

// part is what the last frame from a replica held.
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
	p, peer := &h.parts[id].head, int32(id)
	p.from, p.to, p.size, p.step = uint32(task.From), uint32(task.To), uint32(task.Size), uint32(task.Step)
	writeHead(peer, p)
	writeFloats(peer, headSize, weights)
	writeBytes(peer, p.imagesAt(), task.Samples.Bytes)
	writeLabels(peer, p.imagesAt()+int32(len(task.Samples.Bytes)), task.Samples.Labels)
	send(peer)
}

// receive takes a frame from a replica, unless that was stopped: the first says
// that it is ready, the others are parts.
func (h *host) receive(s *session.Session, id int) {
	p, peer := h.parts[id], int32(id)
	if p == nil {
		return
	}
	readHead(peer, &p.head)
	if p.Gradient == nil {
		p.Gradient, p.Stats = make([]float32, p.head.params), make([]float32, p.head.stats)
		s.ReplicaReady(id)
		return
	}
	p.From, p.To, p.Loss = int(p.head.from), int(p.head.to), p.head.loss
	for i, n := range p.head.right {
		p.Correct[i] = int(n)
	}
	p.Stats = p.Stats[:int(p.head.stats)*(p.To-p.From)/train.MicroBatches]
	readFloats(peer, headSize, p.Gradient)
	readFloats(peer, p.head.statsAt(), p.Stats)
	s.ReplicaPart(id, &p.Part)
}
