package book

import (
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
)

// losses computes both losses of two predictions for a 2 (section 4.2): the first
// gives the 2 a probability of 0.6, the second gives a 7 that.
func losses(s *session) error {
	t := []float32{0, 0, 1, 0, 0, 0, 0, 0, 0, 0}
	correct := []float32{0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0}
	wrong := []float32{0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0}
	rows := []string{"prediction\tsum of squares\tcross-entropy"}
	for _, c := range []struct {
		name string
		y    []float32
	}{{"2 with 0.6", correct}, {"7 with 0.6", wrong}} {
		one := func(x []float32) tensor.Tensor { return tensor.Tensor{N: 1, Shape: tensor.Vec(len(x)), Data: x} }
		squares, _ := loss.Squares{}.Compute(tensor.Tensor{}, one(c.y), loss.Values(t...), 1)
		rows = append(rows, c.name+"\t"+six(squares)+"\t"+six(loss.CrossEntropy(c.y, t)))
	}
	return s.table(rows...)
}
