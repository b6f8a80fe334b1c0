package protocol

import (
	"encoding/binary"
	"math"
)

// codec moves fields in one direction: it appends them to buf, or consumes buf
// when reading. After the first field that is not there it is torn and reads
// only zeros.
type codec struct {
	buf     []byte
	reading bool
	torn    bool
}

// take consumes n bytes, or marks the message torn and returns nil.
func (c *codec) take(n uint32) []byte {
	if c.torn || uint64(n) > uint64(len(c.buf)) {
		c.torn = true
		return nil
	}
	b := c.buf[:n]
	c.buf = c.buf[n:]
	return b
}

func (c *codec) u8(v *uint8) {
	if !c.reading {
		c.buf = append(c.buf, *v)
	} else if b := c.take(1); b != nil {
		*v = b[0]
	}
}

func (c *codec) bool(v *bool) {
	var b uint8
	if *v {
		b = 1
	}
	c.u8(&b)
	if c.reading {
		c.torn = c.torn || b > 1
		*v = b == 1
	}
}

func (c *codec) u32(vs ...*uint32) {
	for _, v := range vs {
		if !c.reading {
			c.buf = binary.LittleEndian.AppendUint32(c.buf, *v)
		} else if b := c.take(4); b != nil {
			*v = binary.LittleEndian.Uint32(b)
		}
	}
}

func (c *codec) u64(v *uint64) {
	if !c.reading {
		c.buf = binary.LittleEndian.AppendUint64(c.buf, *v)
	} else if b := c.take(8); b != nil {
		*v = binary.LittleEndian.Uint64(b)
	}
}

func (c *codec) f32(vs ...*float32) {
	for _, v := range vs {
		u := math.Float32bits(*v)
		c.u32(&u)
		if c.reading {
			*v = math.Float32frombits(u)
		}
	}
}

// block reads a length and that many bytes of buf, not copied.
func (c *codec) block() []byte {
	var n uint32
	c.u32(&n)
	return c.take(n)
}

func (c *codec) length(n int) {
	c.buf = binary.LittleEndian.AppendUint32(c.buf, uint32(n))
}

func (c *codec) bytes(v *[]byte) {
	if c.reading {
		*v = append((*v)[:0], c.block()...)
		return
	}
	c.length(len(*v))
	c.buf = append(c.buf, *v...)
}

func (c *codec) string(v *string) {
	if c.reading {
		*v = string(c.block())
		return
	}
	c.length(len(*v))
	c.buf = append(c.buf, *v...)
}

func (c *codec) strings(v *[]string) {
	if !c.reading {
		c.length(len(*v))
		for i := range *v {
			c.string(&(*v)[i])
		}
		return
	}
	var n uint32
	for c.u32(&n); n > 0 && !c.torn; n-- {
		var s string
		if c.string(&s); !c.torn {
			*v = append(*v, s)
		}
	}
}

func (c *codec) u32s(v *[]uint32) {
	if !c.reading {
		c.length(len(*v))
		for _, u := range *v {
			c.buf = binary.LittleEndian.AppendUint32(c.buf, u)
		}
		return
	}
	b := c.words()
	for ; len(b) > 0; b = b[4:] {
		*v = append(*v, binary.LittleEndian.Uint32(b))
	}
}

func (c *codec) f32s(v *[]float32) {
	if !c.reading {
		c.length(len(*v))
		for _, f := range *v {
			c.buf = binary.LittleEndian.AppendUint32(c.buf, math.Float32bits(f))
		}
		return
	}
	b := c.words()
	for ; len(b) > 0; b = b[4:] {
		*v = append(*v, math.Float32frombits(binary.LittleEndian.Uint32(b)))
	}
}

// words reads a number of 32-bit words and those, not copied.
func (c *codec) words() []byte {
	var n uint32
	c.u32(&n)
	if uint64(n)*4 > uint64(len(c.buf)) {
		c.torn = true
		return nil
	}
	return c.take(4 * n)
}
