//go:build js

package main

import (
	"syscall/js"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/wire"
)

// replicate makes this worker a replica: it does the tasks of the worker that
// started it, forever. An error ends it.
func replicate(b []byte) {
	var r recipe.Recipe
	c := wire.Reader(b)
	if r.Wire(&c); c.End() != nil {
		panic(c.End())
	}
	w, err := train.NewReplica(r)
	if err != nil {
		panic(err)
	}
	h := head{params: uint32(len(w.Weights())), stats: uint32(len(w.Part().Stats))}
	frame := h.bytes(r.BatchSize)
	var samples data.Batch
	state := 0 // arrays that came
	piece := make([]float32, min(len(w.Weights()), 8192))
	work := js.FuncOf(func(_ js.Value, args []js.Value) any {
		if args[0].Int() != int(frame) {
			readFloats(parent, 0, w.State()[state])
			state++
			return nil
		}
		state = 0
		readHead(parent, &h)
		switch h.holds {
		case weights:
			readFloats(parent, headSize, w.Weights())
		case gradient:
			for at := 0; at < int(h.params); at += len(piece) {
				piece := piece[:min(len(piece), int(h.params)-at)]
				readFloats(parent, headSize+4*int32(at), piece)
				w.Gain(at, piece)
			}
			w.Step(h.rate)
		}
		if h.size > 0 {
			compute(w, &h, &samples)
		} else {
			h.from, h.to = 0, 0
		}
		writeHead(parent, &h)
		send(parent)
		return nil
	})
	js.Global().Get("zerokaraWorker").Call("replica", work, frame)
	writeHead(parent, &h)
	send(parent)
	select {}
}

// compute does the task of a frame and writes what comes of it.
func compute(w *train.Replica, h *head, samples *data.Batch) {
	t := train.Task{From: int(h.from), To: int(h.to), Step: int(h.step), Size: int(h.size)}
	first, end := w.Samples(t.Size, t.From, t.To)
	samples.Reset(mnist.Format, end-first)
	readBytes(parent, h.imagesAt(), samples.Bytes)
	readLabels(parent, h.imagesAt()+int32(len(samples.Bytes)), samples.Labels)
	t.Samples = *samples
	if err := w.Begin(t); err != nil {
		panic(err)
	}
	for !w.Advance() {
	}
	p := w.Part()
	h.loss, h.check = p.Loss, p.Check
	for i, n := range p.Correct {
		h.correct[i] = uint32(n)
	}
	writeFloats(parent, headSize, p.Gradient)
	writeFloats(parent, h.statsAt(), p.Stats)
}
