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
	var samples data.Batch
	work := js.FuncOf(func(js.Value, []js.Value) any {
		readHead(parent, &h)
		t := train.Task{From: int(h.from), To: int(h.to), Step: int(h.step), Size: int(h.size)}
		first, end := w.Samples(t.Size, t.From, t.To)
		samples.Reset(mnist.Format, end-first)
		t.Samples = samples
		readFloats(parent, headSize, w.Weights())
		readBytes(parent, h.imagesAt(), samples.Bytes)
		readLabels(parent, h.imagesAt()+int32(len(samples.Bytes)), samples.Labels)
		if err := w.Begin(t); err != nil {
			panic(err)
		}
		for !w.Advance() {
		}
		p := w.Part()
		h.loss = p.Loss
		for i, n := range p.Correct {
			h.correct[i] = uint32(n)
		}
		writeHead(parent, &h)
		writeFloats(parent, headSize, p.Gradient)
		writeFloats(parent, h.statsAt(), p.Stats)
		send(parent)
		return nil
	})
	js.Global().Get("zerokaraWorker").Call("replica", work, h.bytes(r.BatchSize))
	writeHead(parent, &h)
	send(parent)
	select {}
}
