//go:build !js

package nn_test

import (
	"fmt"
	"log"

	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// Train the page's default network for one epoch and predict a test image.
func Example() {
	images, test, err := shard.ReadDir("../assets/mnist")
	if err != nil {
		log.Fatal(err)
	}
	r, _ := recipe.Preset(recipe.Default)
	r.Epochs = 1
	t, err := train.New(r, images, test)
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
	fmt.Println("test accuracy above 97%:", report.Accuracy > 0.97)

	var p [10]float32
	var x [mnist.Pixels]float32
	test.Input(x[:], 0)
	t.Predict(p[:], x[:])
	fmt.Printf("the first test image is a %d, the network is sure of it: %t\n", test.Label(0), p[test.Label(0)] > 0.9)
	// Output:
	// test accuracy above 97%: true
	// the first test image is a 7, the network is sure of it: true
}
