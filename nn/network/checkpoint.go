package network

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Checkpoint is a network's weights together with what it takes to go on
// training: the format of snapshots in the page and of the CLI's model files.
//
// Encoded it is the magic "ZKARA\x00\x00\x01", the recipe as JSON, the
// arrays, the four counters, and the CRC-32 (IEEE) of all that; numbers are
// little-endian, lengths 32 bits.
type Checkpoint struct {
	Recipe    recipe.Recipe
	Values    []float32   // Network.Values
	Stats     []float32   // Network.Stats
	Optimizer [][]float32 // Optimizer.State
	// Where training stands: optimiser steps done, images used, and the place
	// in the order of samples (data.Loader).
	Step, ImagesSeen, Epoch, Offset uint64
}

const magic = "ZKARA\x00\x00\x01"

// maxArrays bounds the optimiser's arrays in a file: Adam has the most, 3.
const maxArrays = 8

// exponent is a float32's exponent bits: all are set in infinities and NaNs.
const exponent = 0x7f800000

// ErrCheckpoint is wrapped by every error of DecodeCheckpoint.
var ErrCheckpoint = errors.New("not a usable Zerokara model file")

// Append appends the encoded checkpoint to dst.
func (c *Checkpoint) Append(dst []byte) []byte {
	start := len(dst)
	dst = append(dst, magic...)
	length := len(dst)
	dst = binary.LittleEndian.AppendUint32(dst, 0)
	dst = c.Recipe.AppendJSON(dst)
	binary.LittleEndian.PutUint32(dst[length:], uint32(len(dst)-length-4))
	dst = appendArray(dst, c.Values)
	dst = appendArray(dst, c.Stats)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(c.Optimizer)))
	for _, a := range c.Optimizer {
		dst = appendArray(dst, a)
	}
	for _, n := range []uint64{c.Step, c.ImagesSeen, c.Epoch, c.Offset} {
		dst = binary.LittleEndian.AppendUint64(dst, n)
	}
	return binary.LittleEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[start:]))
}

func appendArray(dst []byte, a []float32) []byte {
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(a)))
	for _, v := range a {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(v))
	}
	return dst
}

// IsCheckpoint reports whether a file starts as an encoded checkpoint does.
func IsCheckpoint(b []byte) bool { return bytes.HasPrefix(b, []byte(magic)) }

// DecodeCheckpoint reads a checkpoint. It allocates no more than b holds, and
// refuses torn files, unknown formats, impossible recipes and values that are
// not finite. Whether the arrays fit the recipe's network is for Load to say.
func DecodeCheckpoint(b []byte) (*Checkpoint, error) {
	if len(b) < len(magic)+4 || !IsCheckpoint(b) {
		return nil, format.Errorf("%w: it does not start like one", ErrCheckpoint)
	}
	body, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, format.Errorf("%w: it is torn or damaged (checksum differs); save it again", ErrCheckpoint)
	}
	r := reader{b: body[len(magic):]}
	c := &Checkpoint{}
	json := r.take(uint64(r.u32()))
	c.Values = r.array()
	c.Stats = r.array()
	arrays := r.u32()
	if arrays > maxArrays {
		return nil, format.Errorf("%w: it has %d optimiser arrays", ErrCheckpoint, arrays)
	}
	for range arrays {
		c.Optimizer = append(c.Optimizer, r.array())
	}
	for _, n := range []*uint64{&c.Step, &c.ImagesSeen, &c.Epoch, &c.Offset} {
		*n = r.u64()
	}
	if r.torn || len(r.b) != 0 {
		return nil, format.Errorf("%w: its parts do not add up to its length", ErrCheckpoint)
	}
	if r.notFinite {
		return nil, format.Errorf("%w: it has values that are not finite", ErrCheckpoint)
	}
	var err error
	if c.Recipe, err = recipe.ParseComplete(json); err != nil {
		return nil, format.Errorf("%w: %w", ErrCheckpoint, err)
	}
	return c, nil
}

// Load copies a checkpoint's weights and statistics into the network, which
// was made from the same recipe.
func (n *Network) Load(c *Checkpoint) error {
	if len(c.Values) != len(n.values) || len(c.Stats) != len(n.stats) {
		return format.Errorf("%w: it has %d parameters and %d statistics, its recipe's network has %d and %d",
			ErrCheckpoint, len(c.Values), len(c.Stats), len(n.values), len(n.stats))
	}
	copy(n.values, c.Values)
	copy(n.stats, c.Stats)
	return nil
}

// reader consumes a checkpoint's bytes; past their end it gives zeros and
// remembers that.
type reader struct {
	b               []byte
	torn, notFinite bool
}

func (r *reader) take(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.torn = true
		r.b = nil
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) u32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *reader) u64() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (r *reader) array() []float32 {
	b := r.take(4 * uint64(r.u32()))
	a := make([]float32, len(b)/4)
	for i := range a {
		bits := binary.LittleEndian.Uint32(b[4*i:])
		a[i] = math.Float32frombits(bits)
		if bits&exponent == exponent {
			r.notFinite = true
		}
	}
	return a
}
