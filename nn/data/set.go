// Package data holds the samples that a network learns from: a Set in memory,
// which may be filled while it is already in use, or a Stream that is made as it
// is needed, of inputs of any shape with class labels or target values. A Source
// decides the order in which a trainer gets them.
package data

import (
	"errors"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/tensor"
)

var (
	// ErrPending says that the next batch needs a block that has not arrived.
	ErrPending = errors.New("data: the next samples have not arrived yet: fill the pending blocks and ask again")
	// ErrNoData says that every block is lost.
	ErrNoData = errors.New("data: no samples: every block is lost; load the page again or check the shards")
)

// BlockState says whether a block's samples can be used.
type BlockState uint8

// The states of a block.
const (
	BlockPending BlockState = iota // not here yet
	BlockLoaded                    // its samples can be used
	BlockLost                      // will never come; its samples are skipped
)

// Block is a range of samples that arrive together: one file.
type Block struct {
	Name       string
	Start, End int // positions [Start, End) in the set
	State      BlockState
}

// Set is a fixed number of samples, given whole or block by block. A sample's
// position never changes, whatever arrives or is lost. A Set is for one
// goroutine as long as it is being filled.
type Set struct {
	all    Batch
	blocks []Block
	len    int // samples in blocks not lost
	loaded int // samples in loaded blocks
}

// New returns a set of float32 inputs, one sample after the other, and the class
// of each, 0 to classes-1 or NoClass. It keeps a copy of the labels and the
// inputs themselves.
func New(shape tensor.Shape, inputs []float32, labels []int, classes int) (*Set, error) {
	return whole(Batch{Format: Format{Shape: shape, Classes: classes}, N: len(labels), Floats: inputs, Labels: int32s(labels)})
}

// NewBytes is New for inputs of bytes v, which stand for v/255.
func NewBytes(shape tensor.Shape, inputs []byte, labels []int, classes int) (*Set, error) {
	return whole(Batch{Format: Format{Shape: shape, Bytes: true, Classes: classes}, N: len(labels), Bytes: inputs, Labels: int32s(labels)})
}

// NewValues returns a set for regression: inputs and, equally many for each, the
// values wanted.
func NewValues(shape tensor.Shape, inputs, targets []float32) (*Set, error) {
	f := Format{Shape: shape, Values: 1}
	if err := f.Validate(); err != nil {
		return nil, err
	}
	n := len(inputs) / shape.Size()
	if n > 0 {
		f.Values = len(targets) / n
	}
	if f.Values == 0 {
		return nil, format.Errorf("data: %d target values for %d samples of %s: give each at least one", len(targets), n, shape)
	}
	return whole(Batch{Format: f, N: n, Floats: inputs, Values: targets})
}

func int32s(labels []int) []int32 {
	out := make([]int32, len(labels))
	for i, l := range labels {
		out[i] = int32(max(min(l, 1<<30), -1<<30))
	}
	return out
}

// whole returns a set of one loaded block.
func whole(b Batch) (*Set, error) {
	if err := b.Format.Validate(); err != nil {
		return nil, err
	}
	if err := b.Check(); err != nil {
		return nil, format.Errorf("data: %w", err)
	}
	if b.N == 0 {
		return nil, errors.New("data: a set needs at least one sample")
	}
	return &Set{all: b, blocks: []Block{{End: b.N, State: BlockLoaded}}, len: b.N, loaded: b.N}, nil
}

// NewBlocks returns a set of len(names) pending blocks; block i is called
// names[i] and holds counts[i] samples. Fill gives them their content.
func NewBlocks(f Format, names []string, counts []int) (*Set, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	if len(names) != len(counts) {
		return nil, format.Errorf("data: %d block names for %d counts: give each block a name and a count", len(names), len(counts))
	}
	if len(names) == 0 {
		return nil, errors.New("data: a set needs at least one block")
	}
	s := &Set{blocks: make([]Block, len(names))}
	for i, n := range counts {
		if most := maxValues / (f.Shape.Size() + f.Values); n < 1 || n > most-s.len {
			return nil, format.Errorf("data: block %s: %d samples: a block has at least 1, a set of %s at most %d", names[i], n, f.Shape, most)
		}
		s.blocks[i] = Block{Name: names[i], Start: s.len, End: s.len + n}
		s.len += n
	}
	s.all.Reset(f, s.len)
	return s, nil
}

// Fill copies a pending block's samples into the set and marks the block loaded.
// b's Format may be left out. On an error the block stays pending.
func (s *Set) Fill(block int, b Batch) error {
	if block < 0 || block >= len(s.blocks) {
		return format.Errorf("data: block %d: the set has blocks 0 to %d", block, len(s.blocks)-1)
	}
	to := &s.blocks[block]
	b.Format = s.all.Format
	switch {
	case to.State == BlockLoaded:
		return format.Errorf("data: block %s: is loaded already: fill each block once", to.Name)
	case to.State == BlockLost:
		return format.Errorf("data: block %s: was given up: fill it before it is lost", to.Name)
	case b.N != to.End-to.Start:
		return format.Errorf("data: block %s: %d samples instead of %d: fetch it again", to.Name, b.N, to.End-to.Start)
	}
	if err := b.Check(); err != nil {
		return format.Errorf("data: block %s: %w: fetch it again", to.Name, err)
	}
	into := s.all.Slice(to.Start, to.End)
	copy(into.Bytes, b.Bytes)
	copy(into.Floats, b.Floats)
	copy(into.Labels, b.Labels)
	copy(into.Values, b.Values)
	to.State = BlockLoaded
	s.loaded += b.N
	return nil
}

// Lose says that a pending block will never come. A loaded block stays loaded.
func (s *Set) Lose(block int) {
	if b := &s.blocks[block]; b.State == BlockPending {
		b.State = BlockLost
		s.len -= b.End - b.Start
	}
}

// Format says what the samples are.
func (s *Set) Format() Format { return s.all.Format }

// Len returns the number of samples in blocks that are not lost.
func (s *Set) Len() int { return s.len }

// Loaded returns the number of samples in loaded blocks.
func (s *Set) Loaded() int { return s.loaded }

// Cap returns the number of positions, those of lost blocks included.
func (s *Set) Cap() int { return s.all.N }

// Blocks returns the set's blocks in order of position. The slice is the
// set's own: read it, do not change it.
func (s *Set) Blocks() []Block { return s.blocks }

// Samples returns the samples at positions [from, to). They are the set's own,
// and all zero where their block is not loaded.
func (s *Set) Samples(from, to int) Batch { return s.all.Slice(from, to) }

// Bytes returns the input at position i of a set of bytes: an image, row-major.
// It is the set's own, and all zero unless i's block is loaded.
func (s *Set) Bytes(i int) []byte {
	size := s.all.Format.Shape.Size()
	return s.all.Bytes[i*size : (i+1)*size : (i+1)*size]
}

// Label returns the class of the sample at position i, 0 unless i's block is
// loaded.
func (s *Set) Label(i int) int { return int(s.all.Labels[i]) }

// Input writes the input at position i to dst, as long as one: bytes as v/255.
func (s *Set) Input(dst []float32, i int) { s.all.Input(dst, i) }

// Positions returns the positions of the loaded samples in order, the first
// limit ones unless limit is 0.
func (s *Set) Positions(limit int) []int {
	n := s.loaded
	if limit > 0 {
		n = min(n, limit)
	}
	at := make([]int, 0, n)
	for _, b := range s.blocks {
		if b.State == BlockLoaded {
			for i := b.Start; i < b.End && len(at) < n; i++ {
				at = append(at, i)
			}
		}
	}
	return at
}

// Subset returns the samples at positions [from, to) as a set of one loaded
// block, which shares its memory with s. Every one of them must be loaded.
func (s *Set) Subset(from, to int) (*Set, error) {
	if from < 0 || to > s.Cap() || from >= to {
		return nil, format.Errorf("data: subset [%d, %d) of %d samples: take at least one, within the set", from, to, s.Cap())
	}
	for _, b := range s.blocks {
		if b.State != BlockLoaded && b.Start < to && b.End > from {
			return nil, format.Errorf("data: subset [%d, %d): block %s is not loaded: wait for it or leave it out", from, to, b.Name)
		}
	}
	n := to - from
	return &Set{
		all:    s.all.Slice(from, to),
		blocks: []Block{{Name: format.Sprintf("[%d,%d)", from, to), End: n, State: BlockLoaded}},
		len:    n,
		loaded: n,
	}, nil
}

// Split holds the last validation samples of a fully loaded set out of
// training: Split(10000) of MNIST's 60,000 gives 50,000 and 10,000. Both parts
// share their memory with s.
func (s *Set) Split(validation int) (train, held *Set, err error) {
	if train, err = s.Subset(0, s.Cap()-validation); err != nil {
		return nil, nil, err
	}
	if held, err = s.Subset(s.Cap()-validation, s.Cap()); err != nil {
		return nil, nil, err
	}
	return train, held, nil
}
