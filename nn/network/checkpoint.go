package network

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"slices"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/wire"
)

// Checkpoint is a network's weights together with what it takes to go on
// training: the format of snapshots in the page and of the CLI's model files.
//
// Encoded it is the magic "ZKARA\x00\x00\x01", the recipe as JSON, the
// arrays, the four counters, and the CRC-32 (IEEE) of all that; numbers are
// little-endian, lengths 32 bits.
type Checkpoint struct {
	Recipe    recipe.Recipe // of a decoded one, after ParseRecipe or For
	Values    []float32     // Network.Values
	Stats     []float32     // Network.Stats
	Optimizer [][]float32   // Optimizer.State
	// Where training stands: optimiser steps done, images used, and the place
	// in the order of samples (data.Loader).
	Step, ImagesSeen, Epoch, Offset uint64

	json []byte // the recipe, as it was decoded
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
	c.json = c.Recipe.AppendJSON(nil)
	w := wire.Writer(append(dst, magic...))
	c.fields(&w)
	sum := crc32.ChecksumIEEE(w.Buffer()[len(dst):])
	w.U32(&sum)
	return w.Buffer()
}

// fields moves what stands between magic and checksum.
func (c *Checkpoint) fields(w *wire.Codec) {
	w.Bytes(&c.json)
	w.F32s(&c.Values)
	w.F32s(&c.Stats)
	arrays := len(c.Optimizer)
	w.Length(&arrays, 4)
	if w.Reading() {
		c.Optimizer = make([][]float32, min(arrays, maxArrays+1))
	}
	for i := range c.Optimizer {
		w.F32s(&c.Optimizer[i])
	}
	w.U64(&c.Step, &c.ImagesSeen, &c.Epoch, &c.Offset)
}

// IsCheckpoint reports whether a file starts as an encoded checkpoint does.
func IsCheckpoint(b []byte) bool { return bytes.HasPrefix(b, []byte(magic)) }

// DecodeCheckpoint reads a checkpoint, but for its recipe. It allocates no more
// than b holds, and refuses torn files, unknown formats and values that are not
// finite. Whether the arrays fit the recipe's network is for Load to say.
func DecodeCheckpoint(b []byte) (*Checkpoint, error) {
	if len(b) < len(magic)+4 || !IsCheckpoint(b) {
		return nil, format.Errorf("%w: it does not start like one", ErrCheckpoint)
	}
	body, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, format.Errorf("%w: it is torn or damaged (checksum differs); save it again", ErrCheckpoint)
	}
	c := &Checkpoint{}
	r := wire.Reader(body[len(magic):])
	c.fields(&r)
	if len(c.Optimizer) > maxArrays {
		return nil, format.Errorf("%w: it has more than %d optimiser arrays", ErrCheckpoint, maxArrays)
	}
	if r.End() != nil {
		return nil, format.Errorf("%w: its parts do not add up to its length", ErrCheckpoint)
	}
	for _, a := range append(c.Optimizer, c.Values, c.Stats) {
		if !finite(a) {
			return nil, format.Errorf("%w: it has values that are not finite", ErrCheckpoint)
		}
	}
	return c, nil
}

// ParseRecipe sets Recipe to the decoded checkpoint's own, or says why that is
// impossible.
func (c *Checkpoint) ParseRecipe() (err error) {
	if c.Recipe, err = recipe.Parse(c.json); err != nil {
		return format.Errorf("%w: %w", ErrCheckpoint, err)
	}
	return nil
}

// For sets Recipe to r, of which the decoded checkpoint must be. A program that
// knows the recipe needs no JSON parser for it.
func (c *Checkpoint) For(r recipe.Recipe) error {
	if !bytes.Equal(r.AppendJSON(nil), c.json) {
		return format.Errorf("%w: it is of another recipe", ErrCheckpoint)
	}
	c.Recipe = r
	return nil
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

func finite(a []float32) bool {
	return !slices.ContainsFunc(a, func(v float32) bool { return math.Float32bits(v)&exponent == exponent })
}
