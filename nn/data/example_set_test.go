package data_test

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

// A data set of one's own: 8x8 images with an upright, a level or a slanted
// stroke, three classes.
func ExampleNew() {
	const n, side = 600, 8
	rng := rand.New(rand.NewPCG(1, 2))
	inputs, labels := make([]float32, n*side*side), make([]int, n)
	for i := range n {
		image := inputs[i*side*side:][:side*side]
		for j := range image {
			image[j] = 0.5 * rng.Float32() // noise
		}
		labels[i] = rng.IntN(3)
		for k := range side {
			upright, level, slanted := k*side+3, 3*side+k, k*side+k
			image[[]int{upright, level, slanted}[labels[i]]] = 1
		}
	}
	shape := tensor.Shape{C: 1, H: side, W: side}
	all, err := data.New(shape, inputs, labels, 3)
	if err != nil {
		log.Fatal(err)
	}
	set, test, err := all.Split(100)
	if err != nil {
		log.Fatal(err)
	}
	t, err := train.New(recipe.Of(shape, recipe.Conv(4, 3), layer.ReLU{}, layer.Dense{Units: 3}), set, test)
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
	fmt.Println("test accuracy above 0.98:", report.Accuracy > 0.98)
	// Output:
	// test accuracy above 0.98: true
}
