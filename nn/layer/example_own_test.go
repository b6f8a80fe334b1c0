package layer_test

import (
	"fmt"
	"log"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// Square is a layer of one's own: y = x * x, without parameters. It is both the
// Spec and the Layer.
type Square struct{ shape tensor.Shape }

func (Square) Build(in tensor.Shape, _ int) (layer.Layer, error) { return Square{in}, nil }

func (l Square) Out() tensor.Shape { return l.shape }

func (Square) Params() []*layer.Param { return nil }

func (Square) Forward(y, x tensor.Tensor, _ bool) {
	for i, v := range x.Values() {
		y.Data[i] = v * v
	}
}

func (Square) Backward(dx, dy, x, _ tensor.Tensor) {
	if dx.Data == nil {
		return // nobody wants it: this layer is the first
	}
	for i, d := range dy.Values() {
		dx.Data[i] = 2 * x.Data[i] * d
	}
}

// With a layer of one's own that squares, two dense layers learn a circle: whether
// x*x + y*y is below 1/2.
func ExampleSpec() {
	var inputs []float32
	var labels []int
	for i := range 400 {
		x, y := float32(i%20)/10-0.95, float32(i/20)/10-0.95
		inside := 0
		if x*x+y*y < 0.5 {
			inside = 1
		}
		inputs, labels = append(inputs, x, y), append(labels, inside)
	}
	set, err := data.New(tensor.Vec(2), inputs, labels, 2)
	if err != nil {
		log.Fatal(err)
	}
	r := recipe.Of(tensor.Vec(2), layer.Dense{Units: 4}, Square{}, layer.Dense{Units: 2})
	r.LearningRate, r.Epochs = 0.05, 30
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
	fmt.Println("accuracy above 0.97:", report.Accuracy > 0.97)
	// Output:
	// accuracy above 0.97: true
}
