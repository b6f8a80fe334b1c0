package data

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
)

// epochOrder reads the next epoch in batches of the given size and checks that
// only its last batch is short and is announced as its end.
func epochOrder(t *testing.T, l *Loader, batch int) []int {
	t.Helper()
	var order []int
	idx := make([]int, batch)
	for {
		n, err := l.Next(idx)
		if err != nil {
			t.Fatal(err)
		}
		order = append(order, idx[:n]...)
		if l.EpochDone() {
			return order
		}
		if n != batch {
			t.Fatalf("batch of %d instead of %d inside an epoch", n, batch)
		}
	}
}

func checkVisits(t *testing.T, s *Set, order []int) {
	t.Helper()
	seen := make([]int, s.Cap())
	for _, i := range order {
		seen[i]++
	}
	for _, b := range s.Blocks() {
		for i := b.Start; i < b.End; i++ {
			if want := map[BlockState]int{BlockLoaded: 1}[b.State]; seen[i] != want {
				t.Fatalf("sample %d (block %s, state %d) visited %d times, want %d", i, b.Name, b.State, seen[i], want)
			}
		}
	}
}

var layouts = [][]int{{1}, {5}, {1, 1, 1}, {3, 7}, {10, 20, 30}, {2, 100, 1, 57}, {200, 1000, 800}}

func TestEpochVisitsEverySampleOnce(t *testing.T) {
	for _, layout := range layouts {
		for _, batch := range []int{1, 2, 3, 7, 64, 100, 101, 5000} {
			t.Run(fmt.Sprint(layout, batch), func(t *testing.T) {
				s := fakeSet(t, layout...)
				for k := range layout {
					fill(t, s, k)
				}
				l := NewLoader(s, 5)
				if l.Epoch() != 1 || l.EpochDone() {
					t.Fatalf("before any batch: epoch %d, done %v", l.Epoch(), l.EpochDone())
				}
				for epoch := 1; epoch <= 4; epoch++ {
					order := epochOrder(t, l, batch)
					checkVisits(t, s, order)
					if l.Epoch() != epoch {
						t.Fatalf("epoch %d, want %d", l.Epoch(), epoch)
					}
				}
			})
		}
	}
}

func TestFirstEpochGoesBlockByBlock(t *testing.T) {
	s := fakeSet(t, 50, 300, 20)
	fill(t, s, 0, 1, 2)
	l := NewLoader(s, 1)
	first, second := epochOrder(t, l, 7), epochOrder(t, l, 7)
	for _, b := range s.Blocks() {
		part := slices.Clone(first[b.Start:b.End])
		if slices.IsSorted(part) {
			t.Errorf("block %s is not shuffled", b.Name)
		}
		slices.Sort(part)
		if part[0] != b.Start || part[len(part)-1] != b.End-1 {
			t.Errorf("epoch 1 mixes block %s with others", b.Name)
		}
	}
	if lo := slices.Max(second[:50]); lo < 50 {
		t.Error("epoch 2 still goes block by block")
	}
	if slices.Equal(first, second) {
		t.Error("two epochs in the same order")
	}
}

// The order must never change: a seed stands for one run, bit for bit.
func TestOrderIsPinned(t *testing.T) {
	s := fakeSet(t, 4, 8)
	fill(t, s, 0, 1)
	l := NewLoader(s, 42)
	got := [][]int{epochOrder(t, l, 5), epochOrder(t, l, 5)}
	want := [][]int{{3, 2, 1, 0, 5, 7, 8, 6, 11, 4, 10, 9}, {3, 4, 11, 2, 7, 6, 5, 9, 8, 0, 10, 1}}
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("epoch %d: %v, want %v", i+1, got[i], want[i])
		}
	}
	if other := epochOrder(t, NewLoader(s, 43), 5); slices.Equal(other, want[0]) {
		t.Error("the seed does not matter")
	}
}

// Every sample should be equally likely at every place: chi-squared over many
// seeds, 99 degrees of freedom, whose 0.9999 quantile is 161.
func TestShuffleIsUniform(t *testing.T) {
	const n, runs = 10, 20000
	s := fakeSet(t, n)
	fill(t, s, 0)
	var count [n][n]float64
	idx := make([]int, n)
	for seed := range uint64(runs) {
		l := NewLoader(s, seed)
		l.Next(idx)
		for place, i := range idx {
			count[place][i]++
		}
	}
	chi := 0.0
	for _, row := range count {
		for _, c := range row {
			chi += (c - runs/n) * (c - runs/n) / (runs / n)
		}
	}
	if chi > 161 {
		t.Errorf("chi-squared %.0f: samples and places are not independent", chi)
	}
}

func TestOrderIgnoresArrivalTimes(t *testing.T) {
	layout := []int{20, 101, 1, 60}
	all := fakeSet(t, layout...)
	fill(t, all, 0, 1, 2, 3)
	ref := NewLoader(all, 9)
	want := slices.Concat(epochOrder(t, ref, 16), epochOrder(t, ref, 16))

	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		s := fakeSet(t, layout...)
		l := NewLoader(s, 9)
		arrivals := r.Perm(len(layout))
		var got []int
		idx := make([]int, 16)
		for len(got) < len(want) {
			epoch, offset := l.Position()
			n, err := l.Next(idx)
			if err == nil {
				got = append(got, idx[:n]...)
				for _, i := range idx[:n] {
					if s.state(i) != BlockLoaded {
						t.Fatalf("sample %d was given out before it arrived", i)
					}
				}
			} else {
				if n != 0 || !errors.Is(err, ErrPending) {
					t.Fatal(n, err)
				}
				if e, o := l.Position(); e != epoch || o != offset {
					t.Fatalf("ErrPending moved from %d/%d to %d/%d", epoch, offset, e, o)
				}
			}
			if (err != nil || r.IntN(8) == 0) && len(arrivals) > 0 {
				fill(t, s, arrivals[0])
				arrivals = arrivals[1:]
			}
		}
		if !slices.Equal(got, want) {
			t.Fatal("order depends on arrivals")
		}
	}
}

func TestStartsWithTheFirstBlockAlone(t *testing.T) {
	s := fakeSet(t, 20, 100)
	l := NewLoader(s, 1)
	idx := make([]int, 8)
	if n, err := l.Next(idx); n != 0 || err != ErrPending {
		t.Fatal(n, err)
	}
	fill(t, s, 0)
	for want := 2; want > 0; want-- {
		if n, err := l.Next(idx); n != 8 || err != nil {
			t.Fatal(n, err)
		}
	}
	// 4 samples are left of the block, too few for a batch.
	if n, err := l.Next(idx); n != 0 || err != ErrPending {
		t.Fatal(n, err)
	}
}

func TestLostBlocksAreSkipped(t *testing.T) {
	for _, lost := range [][]int{{0}, {1}, {2}, {0, 1}, {1, 2}, {0, 2}} {
		s := fakeSet(t, 11, 50, 30)
		for k := range 3 {
			if slices.Contains(lost, k) {
				s.Lose(k)
			} else {
				fill(t, s, k)
			}
		}
		l := NewLoader(s, 3)
		for range 3 {
			checkVisits(t, s, epochOrder(t, l, 9))
		}
	}
}

// A block that is lost in the middle of an epoch neither repeats nor drops
// samples of the others.
func TestLossInMidEpoch(t *testing.T) {
	s := fakeSet(t, 10, 40, 25)
	fill(t, s, 0, 2)
	l := NewLoader(s, 3)
	idx := make([]int, 10)
	n, err := l.Next(idx)
	if n != 10 || err != nil {
		t.Fatal(n, err)
	}
	got := slices.Clone(idx)
	if _, err := l.Next(idx); err != ErrPending {
		t.Fatal(err)
	}
	s.Lose(1)
	got = append(got, epochOrder(t, l, 10)...)
	checkVisits(t, s, got)
	checkVisits(t, s, epochOrder(t, l, 10))
}

func TestLossOfTheLastBlockEndsTheEpoch(t *testing.T) {
	s := fakeSet(t, 10, 40)
	fill(t, s, 0)
	l := NewLoader(s, 3)
	idx := make([]int, 10)
	if n, err := l.Next(idx); n != 10 || err != nil || l.EpochDone() {
		t.Fatal(n, err, l.EpochDone())
	}
	s.Lose(1)
	if !l.EpochDone() {
		t.Error("nothing is left of the epoch, yet it is not done")
	}
	if n, err := l.Next(idx); n != 10 || err != nil || l.Epoch() != 2 {
		t.Error(n, err, l.Epoch())
	}
}

func TestAllLost(t *testing.T) {
	s := fakeSet(t, 3, 4)
	s.Lose(0)
	s.Lose(1)
	l := NewLoader(s, 1)
	if n, err := l.Next(make([]int, 2)); n != 0 || err != ErrNoData {
		t.Error(n, err)
	}
	if l.EpochDone() {
		t.Error("an epoch without a batch is done")
	}
}

func TestSeekResumes(t *testing.T) {
	for _, layout := range layouts {
		s := fakeSet(t, layout...)
		for k := range layout {
			fill(t, s, k)
		}
		a := NewLoader(s, 77)
		x, y := make([]int, 13), make([]int, 13)
		for step := range 40 {
			epoch, offset := a.Position()
			b := NewLoader(s, 77)
			if err := b.Seek(epoch, offset); err != nil {
				t.Fatal(err)
			}
			if a.Epoch() != b.Epoch() || a.EpochDone() != b.EpochDone() {
				t.Fatalf("step %d: epoch %d done %v, restored %d %v", step, a.Epoch(), a.EpochDone(), b.Epoch(), b.EpochDone())
			}
			n, _ := a.Next(x)
			if m, err := b.Next(y); m != n || err != nil || !slices.Equal(x[:n], y[:n]) {
				t.Fatalf("%v, step %d: %v after Seek, want %v (%v)", layout, step, y[:m], x[:n], err)
			}
		}
	}
}

func TestSeekRefuses(t *testing.T) {
	l := NewLoader(fakeSet(t, 10), 1)
	for _, p := range [][2]int{{0, 0}, {-1, 0}, {1, -1}, {1, 11}} {
		nntest.WantError(t, l.Seek(p[0], p[1]), "cannot go to", "10 samples")
	}
	if e, o := l.Position(); e != 1 || o != 0 {
		t.Error("a refused Seek moved the loader")
	}
}

func TestNextAllocatesNothing(t *testing.T) {
	s := fakeSet(t, 100, 333)
	fill(t, s, 0, 1)
	l := NewLoader(s, 1)
	idx := make([]int, 100)
	if n := testing.AllocsPerRun(50, func() { l.Next(idx); l.EpochDone() }); n != 0 {
		t.Errorf("%v allocations a batch, epoch changes included", n)
	}
}

func TestEmptyBatchPanics(t *testing.T) {
	defer func() {
		if recover() != errEmptyBatch {
			t.Error("no panic, or another one")
		}
	}()
	NewLoader(fakeSet(t, 1), 1).Next(nil)
}

func BenchmarkNext(b *testing.B) {
	s := fakeSet(b, 2000, 58000)
	fill(b, s, 0, 1)
	l := NewLoader(s, 1)
	idx := make([]int, 100)
	for b.Loop() {
		l.Next(idx)
	}
}
