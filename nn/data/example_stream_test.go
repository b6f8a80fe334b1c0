package data_test

import (
	"fmt"
	"log"
	"math"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// A stream of samples that are made as they are needed: points of a sine with
// noise. What sample number first+i is depends on its number alone, so that the
// run is reproducible.
func ExampleNewStream() {
	points := data.Format{Shape: tensor.Vec(1), Values: 1}
	stream, err := data.NewStream(points, func(b *data.Batch, first int) error {
		for i := range b.N {
			rng := rand.New(rand.NewPCG(1, uint64(first+i)))
			x := math.Pi * (2*rng.Float64() - 1)
			b.Floats[i] = float32(x)
			b.Values[i] = float32(math.Sin(x) + 0.1*rng.NormFloat64())
		}
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	r := recipe.Of(tensor.Vec(1), layer.Dense{Units: 30}, layer.Tanh{}, layer.Dense{Units: 1})
	r.Loss, r.LearningRate, r.Steps = loss.Squares{}, 0.01, 1000 // a stream has no epochs
	t, err := train.New(r, stream, nil)
	if err != nil {
		log.Fatal(err)
	}
	for !t.Finished() {
		if _, err := t.Step(); err != nil {
			log.Fatal(err)
		}
	}
	var y [1]float32
	t.Predict(y[:], []float32{math.Pi / 2})
	fmt.Println("sin(pi/2) within 0.1:", math.Abs(float64(y[0])-1) < 0.1)
	// Output:
	// sin(pi/2) within 0.1: true
}
