package book

import (
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"gonum.org/v1/plot"
)

// regularised is a network to overfit, with its regularisation.
type regularised struct {
	name   string
	book   string // the book's accuracies
	layers []layer.Spec
	decay  float64
}

// weightDecay overfits 300 images with weight decay and without (section 6.4.2).
func weightDecay(s *session) error {
	layers := recipe.MLP(recipe.ReLU(), recipe.MultiLayer(6)...)
	return s.overfit("weight-decay", s.pick(201, 201, 10),
		regularised{"no weight decay", "", layers, 0},
		regularised{"weight decay 0.1", ".927, .721", layers, 0.1})
}

// dropout overfits 300 images with dropout after every activation and without
// (section 6.4.3).
func dropout(s *session) error {
	var dropped []layer.Spec
	layers := recipe.MLP(recipe.ReLU(), recipe.MultiLayer(6)...)
	for _, l := range layers {
		dropped = append(dropped, l)
		if l == recipe.ReLU() {
			dropped = append(dropped, recipe.Dropout(0.2))
		}
	}
	return s.overfit("dropout", s.pick(301, 301, 10),
		regularised{"no dropout", "", layers, 0},
		regularised{"dropout 0.2", ".67, .548", dropped, 0})
}

// overfit trains networks on the first 300 training images for many epochs, by SGD
// at 0.01.
func (s *session) overfit(name string, epochs int, networks ...regularised) error {
	set, test, err := s.data()
	if err != nil {
		return err
	}
	if set, err = set.Subset(0, 300); err != nil {
		return err
	}
	if s.Quick && !s.Test { // evaluation would take longer than training
		if test, err = test.Subset(0, 2000); err != nil {
			return err
		}
	}
	var plots []*plot.Plot
	rows := []string{"\ttraining accuracy\ttest accuracy\tdifference\tthe book"}
	for _, n := range networks {
		r := on(n.name, n.layers)
		r.Optimizer, r.LearningRate, r.Epochs, r.WeightDecay = recipe.SGD(), 0.01, epochs, n.decay
		_, c, err := epochCurve(r, set, test, set.Len())
		if err != nil {
			return err
		}
		a, b := c.last()
		rows = append(rows, n.name+"\t"+six(a)+"\t"+six(b)+"\t"+six(a-b)+"\t"+n.book)
		p, err := accuracyPlot(n.name+", 300 images", c)
		if err != nil {
			return err
		}
		p.Y.Min = 0
		plots = append(plots, p)
	}
	s.printf("after %d epochs of 300 images\n", epochs)
	if err := s.table(rows...); err != nil {
		return err
	}
	return s.save(name, 26, 11, plots)
}
