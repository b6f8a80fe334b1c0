//go:build js

package main

import (
	"unsafe"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/wire"
)

// A training worker and a replica send one ArrayBuffer, a frame, to and fro, so that
// nothing is allocated for a step: a head, then the weights or the gradient, the
// running statistics, the images and the labels. Each side copies straight between
// it and its own arrays.

// head describes the content of a frame.
type head struct {
	params, stats        uint32 // values in the frame
	from, to, size, step uint32 // the task, or that of the part
	loss                 [train.MicroBatches]float64
	correct              [train.MicroBatches]uint32

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
		c.U32(&h.correct[i])
	}
}

func (h *head) statsAt() int32  { return headSize + 4*int32(h.params) }
func (h *head) imagesAt() int32 { return h.statsAt() + 4*int32(h.stats) }

// bytes returns the length of a frame for mini-batches of up to batch samples.
func (h *head) bytes(batch int) int32 {
	return h.imagesAt() + int32(batch)*(ink.Pixels+4)
}

//go:wasmimport zerokara read
func read(link, at int32, to unsafe.Pointer, n int32)

//go:wasmimport zerokara write
func write(link, at int32, from unsafe.Pointer, n int32)

//go:wasmimport zerokara send
func send(link int32)

func readHead(link int32, h *head) {
	readBytes(link, 0, h.buf[:])
	c := wire.Reader(h.buf[:])
	h.fields(&c)
}

func writeHead(link int32, h *head) {
	c := wire.Writer(h.buf[:0])
	h.fields(&c)
	writeBytes(link, 0, h.buf[:])
}

func readFloats(link, at int32, to []float32) {
	read(link, at, unsafe.Pointer(unsafe.SliceData(to)), 4*int32(len(to)))
}

func writeFloats(link, at int32, from []float32) {
	write(link, at, unsafe.Pointer(unsafe.SliceData(from)), 4*int32(len(from)))
}

func readBytes(link, at int32, to []byte) {
	read(link, at, unsafe.Pointer(unsafe.SliceData(to)), int32(len(to)))
}

func writeBytes(link, at int32, from []byte) {
	write(link, at, unsafe.Pointer(unsafe.SliceData(from)), int32(len(from)))
}

func readLabels(link, at int32, to []int32) {
	read(link, at, unsafe.Pointer(unsafe.SliceData(to)), 4*int32(len(to)))
}

func writeLabels(link, at int32, from []int32) {
	write(link, at, unsafe.Pointer(unsafe.SliceData(from)), 4*int32(len(from)))
}
