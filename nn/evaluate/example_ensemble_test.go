package evaluate_test

import (
	"fmt"
	"log"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// Networks from different seeds err on different samples: their mean prediction
// is better than theirs.
func ExampleEnsemble() {
	rng := rand.New(rand.NewPCG(1, 1))
	points := func(n int) *data.Set { // inside a circle or not
		inputs, labels := make([]float32, 2*n), make([]int, n)
		for i := range n {
			x, y := 2*rng.Float32()-1, 2*rng.Float32()-1
			inputs[2*i], inputs[2*i+1] = x, y
			if x*x+y*y < 0.5 {
				labels[i] = 1
			}
		}
		set, err := data.New(tensor.Vec(2), inputs, labels, 2)
		if err != nil {
			log.Fatal(err)
		}
		return set
	}
	set, test := points(100), points(5000)
	var members evaluate.Ensemble
	mean := 0.0
	for seed := range uint64(5) {
		r := recipe.Of(tensor.Vec(2), layer.Dense{Units: 16}, layer.ReLU{}, layer.Dense{Units: 2})
		r.LearningRate, r.Epochs, r.Seed = 0.02, 40, seed
		t, err := train.New(r, set, test)
		if err != nil {
			log.Fatal(err)
		}
		for !t.Finished() {
			if _, err := t.Step(); err != nil {
				log.Fatal(err)
			}
		}
		report, err := t.Evaluate(test)
		if err != nil {
			log.Fatal(err)
		}
		mean += report.Accuracy / 5
		members = append(members, t.Model())
	}
	report, err := members.Evaluate(test)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("better together than on average:", report.Accuracy > mean)
	// Output:
	// better together than on average: true
}
