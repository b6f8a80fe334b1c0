package loss_test

import (
	"fmt"
	"log"
	"math"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// Huber is a loss of one's own for regression: e²/2 for small errors e, |e| - 1/2
// for those above 1, so that outliers pull less (Huber 1964).
type Huber struct{}

// Classes returns 0: the outputs are values.
func (Huber) Classes(int) (int, error) { return 0, nil }

func (Huber) Compute(dy, y tensor.Tensor, t loss.Targets, scale float32) (sum float64, _ int) {
	for i, v := range y.Values() {
		e := float64(v - t.Values[i])
		slope := max(-1, min(e, 1))
		sum += slope * (e - slope/2)
		if dy.Data != nil {
			dy.Data[i] = scale * float32(slope)
		}
	}
	return sum, 0
}

// The line y = 2x through points of which one in ten is far off.
func ExampleLoss() {
	var x, y []float32
	for i := range 100 {
		x = append(x, float32(i)/50-1)
		y = append(y, 2*x[i])
		if i%10 == 0 {
			y[i] += 20
		}
	}
	set, err := data.NewValues(tensor.Vec(1), x, y)
	if err != nil {
		log.Fatal(err)
	}
	for _, l := range []loss.Loss{loss.Squares{}, Huber{}} {
		r := recipe.Of(tensor.Vec(1), layer.Dense{Units: 1})
		r.Loss, r.LearningRate, r.Epochs = l, 0.05, 100
		t, err := train.New(r, set, nil)
		if err != nil {
			log.Fatal(err)
		}
		for !t.Finished() {
			if _, err := t.Step(); err != nil {
				log.Fatal(err)
			}
		}
		var p [1]float32
		t.Predict(p[:], []float32{0.5})
		fmt.Printf("%T: within 0.3 of 1 at 1/2: %t\n", l, math.Abs(float64(p[0])-1) < 0.3)
	}
	// Output:
	// loss.Squares: within 0.3 of 1 at 1/2: false
	// loss_test.Huber: within 0.3 of 1 at 1/2: true
}
