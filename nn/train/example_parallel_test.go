package train_test

import (
	"fmt"
	"log"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// circle returns n random points of a square and whether they lie in a circle,
// some of them mislabelled.
func circle(n int, seed uint64, mislabelled float64) *data.Set {
	rng := rand.New(rand.NewPCG(seed, 0))
	inputs, labels := make([]float32, 2*n), make([]int, n)
	for i := range n {
		x, y := 2*rng.Float32()-1, 2*rng.Float32()-1
		inputs[2*i], inputs[2*i+1] = x, y
		if (x*x+y*y < 0.5) != (rng.Float64() < mislabelled) {
			labels[i] = 1
		}
	}
	set, err := data.New(tensor.Vec(2), inputs, labels, 2)
	if err != nil {
		log.Fatal(err)
	}
	return set
}

// Several workers share each mini-batch. Their number changes nothing but the
// time: the weights are the same, bit for bit.
func ExampleNewParallel() {
	set := circle(2000, 1, 0)
	r := recipe.Of(tensor.Vec(2), layer.Dense{Units: 32}, layer.ReLU{}, layer.Dense{Units: 2})
	r.LearningRate = 0.01
	var fingerprints []uint64
	for _, workers := range []int{1, 4} {
		t, err := train.New(r, set, nil)
		if err != nil {
			log.Fatal(err)
		}
		p, err := train.NewParallel(t, workers)
		if err != nil {
			log.Fatal(err)
		}
		for !p.Finished() {
			if _, err := p.Step(); err != nil {
				log.Fatal(err)
			}
		}
		p.Close()
		fingerprints = append(fingerprints, t.Fingerprint())
	}
	fmt.Println("the same weights:", fingerprints[0] == fingerprints[1])
	// Output:
	// the same weights: true
}
