package random_test

import (
	"math/bits"
	"math/rand/v2"
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

// TestStreams pins the first number of every stream: another one is another run.
func TestStreams(t *testing.T) {
	var p rand.PCG
	at := func(seed func(*rand.PCG)) uint64 {
		seed(&p)
		return p.Uint64()
	}
	pcg := func(a, b uint64) uint64 { return rand.NewPCG(a, b).Uint64() }
	for name, c := range map[string][2]uint64{
		"weights":         {random.Weights(3, random.Init).Uint64(), pcg(3, 0x696e6974)},
		"generator":       {random.Weights(3, random.Generator).Uint64(), pcg(3, 0x67656e72)},
		"discriminator":   {random.Weights(3, random.Discriminator).Uint64(), pcg(3, 0x64697363)},
		"gradient check":  {random.Weights(3, random.Gradcheck).Uint64(), pcg(3, 0x67726164)},
		"order":           {at(func(p *rand.PCG) { random.Order(p, 3, 5) }), pcg(3, 5)},
		"augmentation":    {at(func(p *rand.PCG) { random.Augment(p, 3, 5, 7) }), pcg(3^0x6175676d<<32, 5<<16|7)},
		"elastic":         {random.Elastic(3).Uint64(), pcg(3, 0x6175676d)},
		"drawn":           {at(func(p *rand.PCG) { random.Drawn(p, 3, 9, 5) }), pcg(3^0x68616e64<<32, 5<<8|9)},
		"fine-tune":       {random.FineTune(3, 5, 7).Uint64(), pcg(3, 0x7475<<48^5<<32^7)},
		"search":          {random.Search(3, 5).Uint64(), pcg(3, 0x73656172636800+5)},
		"keys of dropout": {random.Key(random.Dropout), random.Key(0x64726f70)},
		"keys of latent":  {random.Key(random.Latent), random.Key(0x6c61746e)},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %#x instead of %#x", name, c[0], c[1])
		}
	}
}
