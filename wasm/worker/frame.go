//go:build js

package main

import (
	"unsafe"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/wire"
)

// What goes between a training worker and a replica is one ArrayBuffer, which
// they send each other in turn, so that nothing is allocated for a step: a
// head, then the weights or the gradient, the statistics, the images and the
// labels. Each side copies straight between it and its own arrays.

// head says what a frame holds.
type head struct {
	params, stats        uint32 // values in the frame
	from, to, size, step uint32 // the task, and of a part, what it is of
	loss                 [train.MicroBatches]float64
	right                [train.MicroBatches]uint32

	buf [headSize]byte
}

const (
	headSize = 6*4 + train.MicroBatches*(8+4)
	parent   = 0 // a replica's number for the worker that started it
)

func (h *head) fields(c *wire.Codec) {
	c.U32(&h.params, &h.stats, &h.from, &h.to, &h.size, &h.step)
	for i := range h.loss {
		c.F64(&h.loss[i])
		c.U32(&h.right[i])
	}
}

func (h *head) statsAt() int32  { return headSize + 4*int32(h.params) }
func (h *head) imagesAt() int32 { return h.statsAt() + 4*int32(h.stats) }

// bytes returns how long a frame for mini-batches of up to batch samples is.
func (h *head) bytes(batch int) int32 {
	return h.imagesAt() + int32(batch)*(ink.Pixels+4)
}

//go:wasmimport zerokara read
func read(peer, at int32, to unsafe.Pointer, n int32)

//go:wasmimport zerokara write
func write(peer, at int32, from unsafe.Pointer, n int32)

//go:wasmimport zerokara send
func send(peer int32)

func readHead(peer int32, h *head) {
	readBytes(peer, 0, h.buf[:])
	c := wire.Reader(h.buf[:])
	h.fields(&c)
}

func writeHead(peer int32, h *head) {
	c := wire.Writer(h.buf[:0])
	h.fields(&c)
	writeBytes(peer, 0, h.buf[:])
}

func readFloats(peer, at int32, to []float32) {
	read(peer, at, unsafe.Pointer(unsafe.SliceData(to)), 4*int32(len(to)))
}

func writeFloats(peer, at int32, from []float32) {
	write(peer, at, unsafe.Pointer(unsafe.SliceData(from)), 4*int32(len(from)))
}

func readBytes(peer, at int32, to []byte) {
	read(peer, at, unsafe.Pointer(unsafe.SliceData(to)), int32(len(to)))
}

func writeBytes(peer, at int32, from []byte) {
	write(peer, at, unsafe.Pointer(unsafe.SliceData(from)), int32(len(from)))
}

func readLabels(peer, at int32, to []int32) {
	read(peer, at, unsafe.Pointer(unsafe.SliceData(to)), 4*int32(len(to)))
}

func writeLabels(peer, at int32, from []int32) {
	write(peer, at, unsafe.Pointer(unsafe.SliceData(from)), 4*int32(len(from)))
}
