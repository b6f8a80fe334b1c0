package data

import "github.com/zerokara/zerokara/nn/internal/format"

// Batch is some samples: their inputs, in Bytes or Floats, and their targets, in
// Labels or Values, one sample after the other. Which, the Format says.
type Batch struct {
	Format Format
	N      int // samples
	Bytes  []byte
	Floats []float32
	Labels []int32   // classes, or NoClass
	Values []float32 // of regression
}

// Reset makes b a batch of n samples of a format, with what its arrays held. It
// allocates only if they are too short.
func (b *Batch) Reset(f Format, n int) {
	b.Format, b.N = f, n
	inputs, bytes, floats := n*f.Shape.Size(), 0, 0
	if f.Bytes {
		bytes = inputs
	} else {
		floats = inputs
	}
	b.Bytes = resize(b.Bytes, bytes)
	b.Floats = resize(b.Floats, floats)
	if f.Classes > 0 {
		b.Labels, b.Values = resize(b.Labels, n), resize(b.Values, 0)
	} else {
		b.Labels, b.Values = resize(b.Labels, 0), resize(b.Values, n*f.Values)
	}
}

// resize returns a slice of n elements, in a's memory if that is enough, nil
// for none.
func resize[T any](a []T, n int) []T {
	if n <= cap(a) {
		return a[:n]
	}
	return make([]T, n)
}

// Slice returns the samples [from, to), which share b's memory.
func (b *Batch) Slice(from, to int) Batch {
	part := Batch{Format: b.Format, N: to - from}
	size := b.Format.Shape.Size()
	if b.Format.Bytes {
		part.Bytes = b.Bytes[from*size : to*size : to*size]
	} else {
		part.Floats = b.Floats[from*size : to*size : to*size]
	}
	if b.Format.Classes > 0 {
		part.Labels = b.Labels[from:to:to]
	} else {
		part.Values = b.Values[from*b.Format.Values : to*b.Format.Values : to*b.Format.Values]
	}
	return part
}

// Input writes the input of sample i to dst, as long as one: bytes as v/255.
func (b *Batch) Input(dst []float32, i int) {
	size := b.Format.Shape.Size()
	if b.Format.Bytes {
		Input(dst[:size], b.Bytes[i*size:(i+1)*size])
	} else {
		copy(dst[:size], b.Floats[i*size:(i+1)*size])
	}
}

// Gather makes b a copy of the samples at some positions of a set. It allocates
// only if b's arrays are too short.
func (b *Batch) Gather(s *Set, positions []int) {
	b.Reset(s.all.Format, len(positions))
	for i, at := range positions {
		b.Copy(i, &s.all, at)
	}
}

// Copy overwrites sample i with sample j of another batch of the same
// format.
func (b *Batch) Copy(i int, from *Batch, j int) {
	size, values := b.Format.Shape.Size(), b.Format.Values
	if b.Format.Bytes {
		copy(b.Bytes[i*size:(i+1)*size], from.Bytes[j*size:])
	} else {
		copy(b.Floats[i*size:(i+1)*size], from.Floats[j*size:])
	}
	if b.Format.Classes > 0 {
		b.Labels[i] = from.Labels[j]
	} else {
		copy(b.Values[i*values:(i+1)*values], from.Values[j*values:])
	}
}

// Check returns an error that names the first thing wrong: an array's length, a
// label that is no class, a value that is not finite.
func (b *Batch) Check() error {
	if err := b.CheckTargets(); err != nil {
		return err
	}
	size := b.Format.Shape.Size()
	if i := notFinite(b.Floats); i >= 0 {
		return format.Errorf("value %d of input %d is %v: clean the data first", i%size, i/size, float64(b.Floats[i]))
	}
	if i := notFinite(b.Values); i >= 0 {
		return format.Errorf("target value %d of sample %d is %v: clean the data first", i%b.Format.Values, i/b.Format.Values, float64(b.Values[i]))
	}
	return nil
}

// CheckTargets is Check without a look at the values: of the arrays' lengths and
// the labels.
func (b *Batch) CheckTargets() error {
	size := b.Format.Shape.Size()
	inputs, floats := 0, b.N*size
	if b.Format.Bytes {
		inputs, floats = floats, inputs
	}
	labels, values := b.N, 0
	if b.Format.Classes == 0 {
		labels, values = 0, b.N*b.Format.Values
	}
	switch {
	case b.N < 0:
		return format.Errorf("%d samples", b.N)
	case len(b.Bytes) != inputs:
		return format.Errorf("%d bytes of inputs instead of %d: %d samples of %s", len(b.Bytes), inputs, b.N, b.Format.Shape)
	case len(b.Floats) != floats:
		return format.Errorf("%d float32 values of inputs instead of %d: %d samples of %s", len(b.Floats), floats, b.N, b.Format.Shape)
	case len(b.Labels) != labels:
		return format.Errorf("%d labels instead of %d: one per sample", len(b.Labels), labels)
	case len(b.Values) != values:
		return format.Errorf("%d target values instead of %d: %d per sample", len(b.Values), values, b.Format.Values)
	}
	for i, l := range b.Labels {
		if int(l) >= b.Format.Classes || l < NoClass {
			return format.Errorf("label %d of sample %d is no class: labels are 0 to %d, NoClass for none", int(l), i, b.Format.Classes-1)
		}
	}
	return nil
}

// notFinite returns the place of the first infinity or NaN, -1 if there is none.
func notFinite(v []float32) int {
	for i, x := range v {
		if x-x != 0 {
			return i
		}
	}
	return -1
}

// Input writes bytes to dst, as long as they are, as v/255: 0 is background, 1
// is ink.
func Input(dst []float32, bytes []byte) {
	dst = dst[:len(bytes)]
	for j, v := range bytes {
		dst[j] = float32(v) * (1.0 / 255)
	}
}
