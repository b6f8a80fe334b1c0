package book

import (
	"errors"
	"fmt"
	"image/color"
	"math"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"gonum.org/v1/plot"
)

// batchNorm trains 5 hidden layers of 100 on 1,000 images from 16 scales of initial
// values, with batch normalisation and without (section 6.3.2). It normalises over
// the whole mini-batch of 100, as the book does.
func batchNorm(s *session) error {
	set, _, err := s.data()
	if err != nil {
		return err
	}
	if set, err = set.Subset(0, 1000); err != nil {
		return err
	}
	scales, epochs := s.pick(16, 16, 3), s.pick(20, 8, 4)
	var plots []*plot.Plot
	rows := []string{"initial std\twithout\twith batch norm"}
	for i := range scales {
		std := math.Pow(10, -4*float64(i)/float64(scales-1))
		p := newPlot(fmt.Sprintf("std %.4f", std), "", "")
		row := fmt.Sprintf("%.6f", std)
		for j, layers := range [][]layer.Spec{
			recipe.MLP(recipe.ReLU(), recipe.MultiLayer(5)...),
			recipe.MLPBatchNorm(recipe.ReLU(), recipe.MultiLayer(5)...),
		} {
			r := on("batchnorm", layers)
			r.Init = recipe.Init{Kind: recipe.InitNormal, Std: std}
			r.Optimizer, r.LearningRate, r.Epochs = recipe.SGD(), 0.01, epochs
			c, err := trainingCurve(r, set)
			if err != nil {
				return err
			}
			if len(c.train) == 0 {
				row += "\tdiverged"
				continue
			}
			row += fmt.Sprintf("\t%.3f", c.train[len(c.train)-1].Y)
			if err := line(p, "", c.train, []color.Color{grey, indigo}[j], 1-j); err != nil {
				return err
			}
		}
		p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 1, float64(epochs), 0, 1
		rows = append(rows, row)
		plots = append(plots, p)
	}
	s.printf("training accuracy after %d epochs of %d images\n", epochs, set.Len())
	if err := s.table(rows...); err != nil {
		return err
	}
	s.printf("in the plots: solid with batch normalisation, dashed without; accuracy by epoch\n")
	return s.save("batchnorm", 26, 24, inRows(plots, 4)...)
}

// trainingCurve trains a network and returns its accuracy on the training set by
// epoch, up to where the run diverges.
func trainingCurve(r recipe.Recipe, set *data.Set) (curve, error) {
	_, c, err := epochCurve(r, set, set, set.Len())
	if errors.Is(err, train.ErrDiverged) {
		err = nil
	}
	return c, err
}
