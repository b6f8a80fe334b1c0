package optim_test

import (
	"fmt"
	"log"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// Lion is an optimiser of one's own (Chen et al. 2023): it steps by the sign of a
// mean of gradients. As a Spec it has no options.
type Lion struct{ mean []float32 }

func (Lion) New(n int) (optim.Optimizer, error) { return Lion{make([]float32, n)}, nil }

// State returns what a checkpoint saves.
func (o Lion) State() [][]float32 { return [][]float32{o.mean} }

func (o Lion) Step(w, g []float32, lr float32) {
	for i, g := range g {
		switch step := 0.9*o.mean[i] + 0.1*g; {
		case step > 0:
			w[i] -= lr
		case step < 0:
			w[i] += lr
		}
		o.mean[i] = 0.99*o.mean[i] + 0.01*g
	}
}

func ExampleSpec() {
	inputs := []float32{0, 0, 0, 1, 1, 0, 1, 1}
	set, err := data.New(tensor.Vec(2), inputs, []int{0, 0, 0, 1}, 2) // AND
	if err != nil {
		log.Fatal(err)
	}
	r := recipe.Of(tensor.Vec(2), layer.Dense{Units: 2})
	r.Optimizer, r.LearningRate, r.Epochs = Lion{}, 0.01, 300
	t, err := train.New(r, set, nil)
	if err != nil {
		log.Fatal(err)
	}
	for !t.Finished() {
		if _, err := t.Step(); err != nil {
			log.Fatal(err)
		}
	}
	report, err := t.Evaluate(set)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("accuracy", report.Accuracy)
	// Output:
	// accuracy 1
}
