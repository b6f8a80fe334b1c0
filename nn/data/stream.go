package data

import (
	"errors"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// Stream is samples without end that are made as they are needed: simulated,
// generated or read from somewhere. It has no epochs, so that a recipe says in
// Steps how long to train.
type Stream struct {
	format Format
	fill   func(b *Batch, first int) error
}

// NewStream returns a stream of samples. fill writes the samples number first to
// first+b.N-1, counted from 0, to b's arrays, which have the right lengths. A run
// is reproducible, and a checkpoint of it can go on, if what fill writes depends
// on the samples' numbers alone. An error of fill's ends the training step
// without a trace; ErrPending says that it may be tried again.
func NewStream(f Format, fill func(b *Batch, first int) error) (*Stream, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	if fill == nil {
		return nil, errors.New("data: a stream needs a function that fills batches")
	}
	return &Stream{format: f, fill: fill}, nil
}

// Format implements Data.
func (s *Stream) Format() Format { return s.format }

// Source implements Data. The order is fill's: seed has no effect.
func (s *Stream) Source(seed uint64) Source { return &reader{stream: s} }

// reader is a place in a stream.
type reader struct {
	stream *Stream
	next   int
}

func (r *reader) Draw(b *Batch, n int) error {
	b.Reset(r.stream.format, n)
	if err := r.stream.fill(b, r.next); err != nil {
		return err
	}
	if err := b.Check(); err != nil {
		return format.Errorf("data: stream: batch from sample %d: %w", r.next, err)
	}
	r.next += n
	return nil
}

func (r *reader) Len() int { return -1 }

func (r *reader) Epoch() int { return 1 }

func (r *reader) EpochDone() bool { return false }

func (r *reader) Position() (epoch, offset int) { return 1, r.next }

func (r *reader) Seek(epoch, offset int) error {
	if epoch != 1 || offset < 0 {
		return format.Errorf("data: cannot go to sample %d of epoch %d of a stream, which has one epoch; the checkpoint is of a data set or damaged", offset, epoch)
	}
	r.next = offset
	return nil
}
