// Package data holds the samples that a network learns from: a Set that is
// filled while it is already in use, and the Loader that decides the order of
// samples. Pixels stay bytes until a batch is filled.
package data

import (
	"errors"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// The dimensions of MNIST.
const (
	Side    = 28          // an image's width and height
	Pixels  = Side * Side // an image's bytes, row-major, 0 background to 255 ink
	Classes = 10          // the digits 0 to 9
)

// maxSamples bounds what a file or manifest can make us allocate: 822 MB.
const maxSamples = 1 << 20

var (
	// ErrPending says that the next batch needs a block that has not arrived.
	ErrPending = errors.New("data: the next images have not arrived yet: fill the pending blocks and ask again")
	// ErrNoData says that every block is lost.
	ErrNoData = errors.New("data: no images: every block is lost; load the page again or check the shards")
)

// BlockState says whether a block's samples can be used.
type BlockState uint8

// The states of a block.
const (
	BlockPending BlockState = iota // not here yet
	BlockLoaded                    // its samples can be used
	BlockLost                      // will never come; its samples are skipped
)

// Block is a range of samples that arrive together: one shard.
type Block struct {
	Name       string
	Start, End int // positions [Start, End) in the set
	State      BlockState
}

// Set is a fixed number of images with their labels, filled block by block. A
// sample's position never changes, whatever arrives or is lost. A Set is for
// one goroutine.
type Set struct {
	images []byte // Pixels a sample
	labels []byte // one a sample
	blocks []Block
	len    int // samples in blocks not lost
	loaded int // samples in loaded blocks
}

// NewSet returns a set of len(names) pending blocks; block i is called
// names[i] and holds counts[i] samples.
func NewSet(names []string, counts []int) (*Set, error) {
	if len(names) != len(counts) {
		return nil, format.Errorf("data: %d block names for %d counts: give one name a count", len(names), len(counts))
	}
	if len(names) == 0 {
		return nil, errors.New("data: a set needs at least one block")
	}
	s := &Set{blocks: make([]Block, len(names))}
	for i, n := range counts {
		if n < 1 || n > maxSamples-s.len {
			return nil, format.Errorf("data: block %s: %d samples: a block has at least 1, a set at most %d", names[i], n, maxSamples)
		}
		s.blocks[i] = Block{Name: names[i], Start: s.len, End: s.len + n}
		s.len += n
	}
	s.images = make([]byte, s.len*Pixels)
	s.labels = make([]byte, s.len)
	return s, nil
}

// Fill copies a pending block's images (Pixels bytes each) and labels (one
// byte each, 0 to 9) into the set and marks the block loaded. On an error the
// block stays pending.
func (s *Set) Fill(block int, images, labels []byte) error {
	if block < 0 || block >= len(s.blocks) {
		return format.Errorf("data: block %d: the set has blocks 0 to %d", block, len(s.blocks)-1)
	}
	b := &s.blocks[block]
	n := b.End - b.Start
	switch {
	case b.State == BlockLoaded:
		return format.Errorf("data: block %s: is loaded already: fill each block once", b.Name)
	case b.State == BlockLost:
		return format.Errorf("data: block %s: was given up: fill it before it is lost", b.Name)
	case len(images) != n*Pixels:
		return format.Errorf("data: block %s: %d image bytes instead of %d: fetch it again", b.Name, len(images), n*Pixels)
	case len(labels) != n:
		return format.Errorf("data: block %s: %d labels instead of %d: fetch it again", b.Name, len(labels), n)
	}
	for i, v := range labels {
		if v >= Classes {
			return format.Errorf("data: block %s: label %d of sample %d is not a digit: fetch it again", b.Name, v, i)
		}
	}
	copy(s.images[b.Start*Pixels:], images)
	copy(s.labels[b.Start:], labels)
	b.State = BlockLoaded
	s.loaded += n
	return nil
}

// Lose says that a pending block will never come. A loaded block stays loaded.
func (s *Set) Lose(block int) {
	if b := &s.blocks[block]; b.State == BlockPending {
		b.State = BlockLost
		s.len -= b.End - b.Start
	}
}

// Len returns the number of samples in blocks that are not lost.
func (s *Set) Len() int { return s.len }

// Loaded returns the number of samples in loaded blocks.
func (s *Set) Loaded() int { return s.loaded }

// Cap returns the number of positions, those of lost blocks included.
func (s *Set) Cap() int { return len(s.labels) }

// Blocks returns the set's blocks in order of position. The slice is the
// set's own: read it, do not change it.
func (s *Set) Blocks() []Block { return s.blocks }

// Image returns the Pixels bytes of the image at position i, row-major. They
// are the set's own, and all zero unless i's block is loaded.
func (s *Set) Image(i int) []byte { return s.images[i*Pixels : (i+1)*Pixels : (i+1)*Pixels] }

// Label returns the digit of the image at position i, 0 unless i's block is
// loaded.
func (s *Set) Label(i int) uint8 { return s.labels[i] }

// Input writes the image at position i to dst[:Pixels] as grey/255.
func (s *Set) Input(dst []float32, i int) { Input(dst, s.Image(i)) }

// Input writes pixels, the Pixels bytes of one image, to dst[:Pixels] as
// grey/255: 0 is background, 1 is ink.
func Input(dst []float32, pixels []byte) {
	dst, pixels = dst[:Pixels], pixels[:Pixels]
	for j, v := range pixels {
		dst[j] = float32(v) * (1.0 / 255)
	}
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
		images: s.images[from*Pixels : to*Pixels : to*Pixels],
		labels: s.labels[from:to:to],
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
