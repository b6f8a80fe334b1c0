//go:build !js

package nn_test

import (
	"fmt"
	"log"

	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// A convolutional network for MNIST, trained for two epochs.
func Example() {
	images, test, err := shard.ReadDir("../assets/mnist")
	if err != nil {
		log.Fatal(err)
	}
	r := recipe.Of(images.Format().Shape,
		recipe.Conv(8, 5), recipe.ReLU(), recipe.Pool(2),
		recipe.Conv(16, 5), recipe.ReLU(), recipe.Pool(2),
		recipe.Dense(10))
	r.Epochs = 2
	t, err := train.New(r, images, test)
	if err != nil {
		log.Fatal(err)
	}
	for !t.Finished() {
		if _, err := t.Step(); err != nil {
			log.Fatal(err)
		}
	}
	report, err := t.Evaluate(test) // report.Accuracy
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("test accuracy above 97%:", report.Accuracy > 0.97)
	// Output:
	// test accuracy above 97%: true
}
