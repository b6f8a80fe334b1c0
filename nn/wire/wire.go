// Package wire encodes records as bytes, field by field. A record states its
// fields once, in one function over a Codec, for both directions: with a Writer
// every call appends a field, with a Reader the same call takes it back.
//
// Numbers are little-endian. A bool is a byte, 0 or 1. Strings, byte blocks and
// lists start with their length, a 32-bit count. There are no tags and no
// padding: writer and reader agree on the record beforehand.
package wire

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// ErrTorn is the error of End for bytes that are too few, too many, or contain a
// value that a Writer never writes.
var ErrTorn = errors.New("wire: the record is torn")

// A Codec moves fields in one direction, to or from a buffer. After the first
// field that is missing it is torn: it takes no more bytes and leaves further
// variables as they are.
type Codec struct {
	buf     []byte
	reading bool
	torn    bool
}

// Writer returns a Codec that appends fields to dst. It allocates only when dst
// is full.
func Writer(dst []byte) Codec { return Codec{buf: dst} }

// Reader returns a Codec that takes fields from src. What it reads is copied, so
// src may be reused, except by Block.
func Reader(src []byte) Codec { return Codec{buf: src, reading: true} }

// Reading reports whether fields are read.
func (c *Codec) Reading() bool { return c.reading }

// Buffer returns what was written, dst included, or what is left to read.
func (c *Codec) Buffer() []byte { return c.buf }

// Tear marks the record as torn: for a value that was read but cannot be.
func (c *Codec) Tear() { c.torn = true }

// Torn reports whether a field was missing or impossible.
func (c *Codec) Torn() bool { return c.torn }

// End returns ErrTorn if the record was torn, or, when reading, if bytes are
// left over.
func (c *Codec) End() error {
	if c.torn || c.reading && len(c.buf) != 0 {
		return ErrTorn
	}
	return nil
}

// take consumes n bytes, or tears the record and returns nil.
func (c *Codec) take(n uint64) []byte {
	if c.torn || n > uint64(len(c.buf)) {
		c.torn = true
		return nil
	}
	b := c.buf[:n]
	c.buf = c.buf[n:]
	return b
}

// U8 moves a byte. Inlined, it would add 2 KB to the worker's download.
//
//go:noinline
func (c *Codec) U8(v *uint8) {
	if !c.reading {
		c.buf = append(c.buf, *v)
	} else if b := c.take(1); b != nil {
		*v = b[0]
	}
}

// Bool moves a truth value.
func (c *Codec) Bool(v *bool) {
	var b uint8
	if *v {
		b = 1
	}
	c.U8(&b)
	if c.reading {
		c.torn = c.torn || b > 1
		*v = b == 1
	}
}

// U32 moves 32-bit unsigned integers.
func (c *Codec) U32(vs ...*uint32) {
	for _, v := range vs {
		if !c.reading {
			c.buf = binary.LittleEndian.AppendUint32(c.buf, *v)
		} else if b := c.take(4); b != nil {
			*v = binary.LittleEndian.Uint32(b)
		}
	}
}

// U64 moves 64-bit unsigned integers.
func (c *Codec) U64(vs ...*uint64) {
	for _, v := range vs {
		if !c.reading {
			c.buf = binary.LittleEndian.AppendUint64(c.buf, *v)
		} else if b := c.take(8); b != nil {
			*v = binary.LittleEndian.Uint64(b)
		}
	}
}

// Int moves integers as 64 bits in two's complement.
func (c *Codec) Int(vs ...*int) {
	for _, v := range vs {
		u := uint64(*v)
		c.U64(&u)
		if !c.reading || c.torn {
			continue
		}
		if int64(int(u)) != int64(u) {
			c.torn = true // on a 32-bit platform
			return
		}
		*v = int(u)
	}
}

// F32 moves 32-bit floating-point numbers, NaNs bit for bit.
func (c *Codec) F32(vs ...*float32) {
	for _, v := range vs {
		u := math.Float32bits(*v)
		c.U32(&u)
		if c.reading {
			*v = math.Float32frombits(u)
		}
	}
}

// F64 moves 64-bit floating-point numbers, NaNs bit for bit.
func (c *Codec) F64(vs ...*float64) {
	for _, v := range vs {
		u := math.Float64bits(*v)
		c.U64(&u)
		if c.reading {
			*v = math.Float64frombits(u)
		}
	}
}

// Length moves a count of items that take at least size bytes each. Reading, a
// count of more items than there are bytes for tears the record and *n is 0: what
// is allocated for a record is bounded by the record's length.
func (c *Codec) Length(n *int, size int) {
	u := uint32(*n)
	c.U32(&u)
	if !c.reading {
		return
	}
	if c.torn || uint64(u)*uint64(size) > uint64(len(c.buf)) {
		c.torn = true
		u = 0
	}
	*n = int(u)
}

// Block reads a length and that many bytes. They are not copied: they are good
// for as long as the Reader's buffer is. It must not be called on a Writer.
func (c *Codec) Block() []byte {
	var n int
	c.Length(&n, 1)
	return c.take(uint64(n))
}

// Bytes moves a block of bytes, read into *v's own memory where that is enough.
func (c *Codec) Bytes(v *[]byte) {
	if c.reading {
		*v = append((*v)[:0], c.Block()...)
		return
	}
	n := len(*v)
	c.Length(&n, 1)
	c.buf = append(c.buf, *v...)
}

// String moves a string.
func (c *Codec) String(v *string) {
	if c.reading {
		*v = string(c.Block())
		return
	}
	n := len(*v)
	c.Length(&n, 1)
	c.buf = append(c.buf, *v...)
}

// Strings moves a list of strings.
func (c *Codec) Strings(v *[]string) {
	n := len(*v)
	c.Length(&n, 4) // of a string, at least its length
	if c.reading {
		*v = slices.Grow((*v)[:0], n)[:n]
	}
	for i := range *v {
		c.String(&(*v)[i])
	}
}

// U32s moves a list of 32-bit unsigned integers.
func (c *Codec) U32s(v *[]uint32) {
	n := len(*v)
	c.Length(&n, 4)
	if c.reading {
		*v = slices.Grow((*v)[:0], n)[:n]
	}
	for i := range *v {
		c.U32(&(*v)[i])
	}
}

// F32s moves a list of 32-bit floating-point numbers.
func (c *Codec) F32s(v *[]float32) {
	n := len(*v)
	c.Length(&n, 4)
	if c.reading {
		*v = slices.Grow((*v)[:0], n)[:n]
	}
	if !c.reading { // all at once: they are a snapshot's megabytes, several times a second
		from := len(c.buf)
		c.buf = slices.Grow(c.buf, 4*n)[:from+4*n]
		for i, x := range *v {
			binary.LittleEndian.PutUint32(c.buf[from+4*i:], math.Float32bits(x))
		}
		return
	}
	if b := c.take(4 * uint64(n)); b != nil {
		for i := range *v {
			(*v)[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		}
	}
}
