package book

import (
	"fmt"
	"math"
	"strconv"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
)

// gradCheck compares all gradients of 784-50-10 for 3 images (section 5.7.3) by
// their mean difference, as the book does, and then by the gradcheck command. The
// book computes in float64 with a step of 1e-4; here the weights are float32.
func gradCheck(s *session) error {
	set, _, err := s.data()
	if err != nil {
		return err
	}
	const images = 3
	r := preset("twolayer")
	r.Layers = recipe.MLP(recipe.ReLU(), s.pick(50, 50, 3), recipe.Classes)
	net, err := network.New(r, images)
	if err != nil {
		return err
	}
	lossOf := meanLoss(net, set, images)
	lossOf()
	net.Backward(images)
	rows := []string{"array\tmean difference\tmean gradient\tthe book's difference"}
	book := []string{"1.8e-6", "2.4e-5", "6e-9", "1.4e-7"}
	for i, p := range net.Params() {
		g := make([]float32, len(p.Value))
		numeric.WeightGradient(g, p.Value, lossOf)
		var difference, size float64
		for j, v := range g {
			difference += math.Abs(float64(v - p.Grad[j]))
			size += math.Abs(float64(p.Grad[j]))
		}
		n := float64(len(g))
		rows = append(rows, fmt.Sprintf("%s%d\t%.1e\t%.1e\t%s", map[string]string{"weight": "W", "bias": "b"}[p.Name], i/2+1, difference/n, size/n, book[i]))
	}
	if err := s.table(rows...); err != nil {
		return err
	}
	return s.check("twolayer", s.pick(48, 48, 5))
}

// convGradCheck checks a convolutional network.
func convGradCheck(s *session) error { return s.check("simpleconv", s.pick(48, 48, 5)) }

// check runs the gradcheck command.
func (s *session) check(name string, elements int) error {
	s.printf("zerokara gradcheck -recipe %s -elements %d\n", name, elements)
	return s.Command([]string{"gradcheck", "-recipe", name, "-data", s.Data, "-elements", strconv.Itoa(elements)}, s.Out)
}
