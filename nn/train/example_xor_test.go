package train_test

import (
	"fmt"
	"log"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// XOR, which one neuron cannot learn, by a network of 2, 3 and 1.
func ExampleNew() {
	inputs := []float32{0, 0, 0, 1, 1, 0, 1, 1}
	set, err := data.New(tensor.Vec(2), inputs, []int{0, 1, 1, 0}, 2)
	if err != nil {
		log.Fatal(err)
	}
	r := recipe.Of(tensor.Vec(2), layer.Dense{Units: 3}, layer.Tanh{}, layer.Dense{Units: 1})
	r.Loss, r.LearningRate, r.Epochs = loss.Logistic{}, 0.05, 300
	t, err := train.New(r, set, nil)
	if err != nil {
		log.Fatal(err)
	}
	for !t.Finished() {
		if _, err := t.Step(); err != nil {
			log.Fatal(err)
		}
	}
	for i := range 4 {
		var p [2]float32
		x := inputs[2*i : 2*i+2]
		t.Predict(p[:], x)
		fmt.Println(x, "is 1 with a probability above 1/2:", p[1] > 0.5)
	}
	// Output:
	// [0 0] is 1 with a probability above 1/2: false
	// [0 1] is 1 with a probability above 1/2: true
	// [1 0] is 1 with a probability above 1/2: true
	// [1 1] is 1 with a probability above 1/2: false
}
