package data

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/tensor"
)

// counter returns a stream of vectors (n, -n) with the label n%3.
func counter(t testing.TB) *Stream {
	t.Helper()
	s, err := NewStream(Format{Shape: tensor.Vec(2), Classes: 3}, func(b *Batch, first int) error {
		for i := range b.N {
			n := first + i
			b.Floats[2*i], b.Floats[2*i+1], b.Labels[i] = float32(n), -float32(n), int32(n%3)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStream(t *testing.T) {
	src := counter(t).Source(7)
	var b Batch
	for _, want := range []int{0, 4} {
		if err := src.Draw(&b, 4); err != nil {
			t.Fatal(err)
		}
		if b.N != 4 || b.Floats[0] != float32(want) || b.Labels[3] != int32((want+3)%3) {
			t.Errorf("from %d: %+v", want, b)
		}
	}
	epoch, offset := src.Position()
	if epoch != 1 || offset != 8 || src.Epoch() != 1 || src.EpochDone() || src.Len() >= 0 {
		t.Errorf("stands at %d of epoch %d, done %t, of %d", offset, epoch, src.EpochDone(), src.Len())
	}
	if n := testing.AllocsPerRun(10, func() { src.Draw(&b, 4) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if err := src.Seek(epoch, offset); err != nil {
		t.Fatal(err)
	}
	src.Draw(&b, 1)
	if b.Floats[0] != 8 {
		t.Errorf("goes on with %v", b.Floats)
	}
	nntest.WantError(t, src.Seek(2, 0), "one epoch")
}

func TestStreamErrors(t *testing.T) {
	broken := errors.New("broken")
	var b Batch
	for _, c := range []struct {
		fill func(b *Batch, first int) error
		want string
	}{
		{func(*Batch, int) error { return broken }, "broken"},
		{func(b *Batch, _ int) error { b.Labels[1] = 3; return nil }, "label 3 of sample 1 is no class"},
		{func(b *Batch, _ int) error { b.Floats[3] = float32(math.NaN()); return nil }, "value 1 of input 1 is NaN"},
		{func(b *Batch, _ int) error { b.Labels = b.Labels[:1]; return nil }, "1 labels instead of 2"},
	} {
		s, err := NewStream(Format{Shape: tensor.Vec(2), Classes: 3}, c.fill)
		if err != nil {
			t.Fatal(err)
		}
		b = Batch{}
		src := s.Source(1)
		nntest.WantError(t, src.Draw(&b, 2), c.want)
		if _, at := src.Position(); at != 0 {
			t.Errorf("%s: something was consumed", c.want)
		}
	}
	_, err := NewStream(Format{Shape: tensor.Vec(2)}, nil)
	nntest.WantError(t, err, "how many classes")
	_, err = NewStream(Format{Shape: tensor.Vec(2), Classes: 2}, nil)
	nntest.WantError(t, err, "needs a function")
}

// TestWholeSets checks sets given at once, of all kinds of input and target, and
// what a loader draws from them.
func TestWholeSets(t *testing.T) {
	square := tensor.Shape{C: 1, H: 2, W: 2}
	floats := []float32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	bytes := []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255}
	classes, err := New(square, floats, []int{2, NoClass, 0}, 3)
	if err != nil {
		t.Fatal(err)
	}
	grey, err := NewBytes(square, bytes, []int{2, 1, 0}, 3)
	if err != nil {
		t.Fatal(err)
	}
	values, err := NewValues(square, floats, []float32{1, 2, 3, 4, 5, 6})
	if err != nil {
		t.Fatal(err)
	}
	if values.Format().Values != 2 || classes.Label(0) != 2 || classes.Label(1) != NoClass || grey.Bytes(2)[3] != 255 {
		t.Errorf("formats %+v", values.Format())
	}
	for _, s := range []*Set{classes, grey, values} {
		if s.Len() != 3 || s.Loaded() != 3 || len(s.Positions(0)) != 3 || len(s.Positions(2)) != 2 {
			t.Errorf("%d samples, %d loaded, at %v", s.Len(), s.Loaded(), s.Positions(0))
		}
		src, l := s.Source(3), NewLoader(s, 3)
		var b Batch
		at := make([]int, 2)
		x, want := make([]float32, 4), make([]float32, 4)
		for {
			n, _ := l.Next(at)
			if err := src.Draw(&b, 2); err != nil || b.N != n {
				t.Fatal(b.N, err)
			}
			if err := b.Check(); err != nil {
				t.Error(err)
			}
			for i, at := range at[:n] {
				b.Input(x, i)
				s.Input(want, at)
				one := s.Samples(at, at+1)
				if !slices.Equal(x, want) || len(b.Labels) > 0 && b.Labels[i] != one.Labels[0] ||
					len(b.Values) > 0 && !slices.Equal(b.Values[2*i:2*i+2], one.Values) {
					t.Errorf("drew %v %+v, sample %d is %v %+v", x, b, at, want, one)
				}
			}
			if src.EpochDone() {
				break
			}
		}
		if n := testing.AllocsPerRun(10, func() { src.Draw(&b, 2) }); n != 0 {
			t.Errorf("%v allocations", n)
		}
		sub, err := s.Subset(1, 3)
		if err != nil {
			t.Fatal(err)
		}
		s.Input(want, 2)
		if sub.Input(x, 1); !slices.Equal(x, want) {
			t.Errorf("the subset's sample 1 is %v, must be %v", x, want)
		}
	}
}

func TestWholeSetErrors(t *testing.T) {
	two := tensor.Vec(2)
	nan := float32(math.NaN())
	set := func(_ *Set, err error) error { return err }
	for _, c := range []struct {
		err  error
		want string
	}{
		{set(New(two, make([]float32, 4), []int{0, 1, 0}, 2)), "4 float32 values of inputs instead of 6: 3 samples of 2"},
		{set(New(two, make([]float32, 4), []int{0, 2}, 2)), "label 2 of sample 1 is no class: labels are 0 to 1"},
		{set(New(two, make([]float32, 4), []int{0, -2}, 2)), "label -2"},
		{set(New(two, make([]float32, 4), []int{1 << 40, 0}, 2)), "of sample 0 is no class"},
		{set(New(two, []float32{0, 0, 0, nan}, []int{0, 1}, 2)), "value 1 of input 1 is NaN"},
		{set(New(two, nil, nil, 2)), "at least one sample"},
		{set(New(two, nil, nil, 1)), "at least 2"},
		{set(New(tensor.Shape{C: 2}, nil, nil, 2)), "tensor.Vec"},
		{set(NewBytes(two, make([]byte, 5), []int{0, 1}, 2)), "5 bytes of inputs instead of 4"},
		{set(NewValues(two, make([]float32, 4), make([]float32, 3))), "3 target values instead of 2"},
		{set(NewValues(two, make([]float32, 4), nil)), "at least one"},
		{set(NewValues(two, make([]float32, 5), make([]float32, 2))), "5 float32 values"},
		{set(NewValues(two, make([]float32, 4), []float32{0, -1 / nan})), "target value 0 of sample 1"},
	} {
		nntest.WantError(t, c.err, "data: ", c.want)
	}
}
