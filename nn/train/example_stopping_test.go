package train_test

import (
	"fmt"
	"log"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// A large network that memorises a few mislabelled points: validation says when
// to stop, and the best weights on the way are kept.
func ExampleEarlyStopping() {
	set, validation := circle(100, 1, 0.2), circle(1000, 2, 0)
	r := recipe.Of(tensor.Vec(2), layer.Dense{Units: 200}, layer.ReLU{}, layer.Dense{Units: 2})
	r.LearningRate, r.Epochs = 0.01, 500
	t, err := train.New(r, set, validation)
	if err != nil {
		log.Fatal(err)
	}
	stopping := train.EarlyStopping{Patience: 20, ByLoss: true}
	var last float64
	for stop := false; !stop && !t.Finished(); {
		stats, err := t.Step()
		if err != nil {
			log.Fatal(err)
		}
		if !stats.EpochDone {
			continue
		}
		report, err := t.Evaluate(validation)
		if err != nil {
			log.Fatal(err)
		}
		last, stop = report.Loss, stopping.Add(t, report)
	}
	snapshot, best := stopping.Best()
	kept, err := train.Restore(snapshot, set, validation)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("stopped before the last epoch:", t.Epoch() < r.Epochs)
	fmt.Println("the weights kept are older and better:", kept.Epoch() < t.Epoch(), best.Loss < last)
	// Output:
	// stopped before the last epoch: true
	// the weights kept are older and better: true true
}
