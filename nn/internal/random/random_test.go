package random_test

import (
	"math/bits"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/random"
)

func TestKey(t *testing.T) {
	// The published first outputs of SplitMix64 with seed 0: a chain of zeros
	// starts as it does.
	if got := random.Key(0); got != 0xe220a8397b1dcdaf {
		t.Errorf("Key(0) = %x", got)
	}
	seen := map[uint64][]uint64{}
	ones := 0
	for seed := range uint64(20) {
		for layer := range uint64(20) {
			for step := range uint64(50) {
				words := []uint64{seed, random.Dropout + layer, step}
				k := random.Key(words...)
				if other, ok := seen[k]; ok {
					t.Fatalf("%v and %v have the same key", words, other)
				}
				seen[k] = words
				ones += bits.OnesCount64(k)
			}
		}
	}
	if mean := float64(ones) / float64(len(seen)); mean < 31.8 || mean > 32.2 {
		t.Errorf("%v of 64 bits are set on average", mean)
	}
	if random.Key(1, 2) == random.Key(2, 1) || random.Key(0, 0) == random.Key(0) {
		t.Error("order or number of words does not matter")
	}
	if n := testing.AllocsPerRun(10, func() { random.Key(1, 2, 3) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
