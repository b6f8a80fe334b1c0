package book

import (
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
)

// losses compares two answers by both losses (section 4.2): the right one is 2,
// the first answer is sure of that, the second thinks it a 7.
func losses(s *session) error {
	t := []float32{0, 0, 1, 0, 0, 0, 0, 0, 0, 0}
	right := []float32{0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0}
	wrong := []float32{0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0}
	rows := []string{"answer\tsum of squares\tcross-entropy"}
	for _, c := range []struct {
		name string
		y    []float32
	}{{"2 with 0.6", right}, {"7 with 0.6", wrong}} {
		one := func(x []float32) tensor.Tensor { return tensor.Tensor{N: 1, Shape: tensor.Vec(len(x)), Data: x} }
		squares, _ := loss.Squares{}.Compute(tensor.Tensor{}, one(c.y), loss.Values(t...), 1)
		rows = append(rows, c.name+"\t"+six(squares)+"\t"+six(loss.CrossEntropy(c.y, t)))
	}
	return s.table(rows...)
}
