package book

import (
	"fmt"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"gonum.org/v1/plot"
)

// simpleConv returns SimpleConvNet, which several sections use.
func (s *session) simpleConv() (*model, error) {
	r := preset("simpleconv")
	r.Epochs, r.Steps = 20, s.pick(0, 900, 60)
	return s.model(r)
}

// deepConv returns DeepConvNet, which several sections use.
func (s *session) deepConv() (*model, error) {
	r := preset("deepconv")
	r.Epochs, r.Steps = 20, s.pick(0, 450, 60)
	if s.Test {
		r.Layers = recipe.MLP(recipe.ReLU(), 50, recipe.Classes)
	}
	return s.model(r)
}

// simpleConv trains conv - relu - pool - dense - relu - dense.
func simpleConv(s *session) error {
	m, err := s.simpleConv()
	if err != nil {
		return err
	}
	return s.convnet(m, "SimpleConvNet", "0.9890 with its published weights, about 0.9896 in print")
}

// deepConv trains the deep network with its dropout.
func deepConv(s *session) error {
	m, err := s.deepConv()
	if err != nil {
		return err
	}
	return s.convnet(m, "DeepConvNet", "0.9935 with its published weights, about 0.9938 in print")
}

func (s *session) convnet(m *model, name, book string) error {
	s.printf("%s after %d steps: test accuracy %.4f, loss %.4f (the book: %s)\n", name, m.trainer.StepCount(), m.report.Accuracy, m.report.Loss, book)
	if len(m.curve.train) == 0 {
		return nil // trained in an earlier run
	}
	for i, a := range m.curve.train {
		s.printf("epoch %g: training accuracy %.4f, test %.4f\n", a.X, a.Y, m.curve.test[i].Y)
	}
	p, err := accuracyPlot(name, m.curve)
	if err != nil {
		return err
	}
	return s.save(s.section.Name, 14, 10, []*plot.Plot{p})
}

// misread draws the first 20 test images that DeepConvNet predicts wrongly.
func misread(s *session) error {
	m, err := s.deepConv()
	if err != nil {
		return err
	}
	_, test, err := s.data()
	if err != nil {
		return err
	}
	const shown, batch = 20, 50
	var plots []*plot.Plot
	for at := 0; at < test.Len() && len(plots) < shown; at += batch {
		images := test.Samples(at, min(at+batch, test.Len()))
		m.trainer.Model().PredictBatch(images, func(i int, p []float32) {
			predicted := tensor.ArgMax(p)
			if label := test.Label(at + i); predicted != label && len(plots) < shown {
				s.printf("test image %d: a %d predicted as %d with %.2f\n", at+i, label, predicted, p[predicted])
				plots = append(plots, digit(fmt.Sprintf("%d as %d", label, predicted), test, at+i))
			}
		})
	}
	s.printf("%d of %d test images are predicted wrongly (the book's weights: image 445, a 6 as 0, comes first)\n", wrong(m), test.Len())
	return s.save("misread", 20, 18, inRows(plots, 5)...)
}

// wrong returns the number of a model's wrong predictions of the test images.
func wrong(m *model) (n int) {
	for label, row := range m.report.Confusion {
		for predicted, count := range row {
			if predicted != label {
				n += count
			}
		}
	}
	return n
}

// float16 evaluates DeepConvNet in half precision by the eval command.
func float16(s *session) error {
	if _, err := s.deepConv(); err != nil {
		return err
	}

	s.printf("zerokara eval -float16 -weights deepconv.bin (the book: 0.9935 by float64 and by float16)\n")
	return s.Command([]string{"eval", "-float16", "-weights", s.path("deepconv.bin"), "-data", s.Data}, s.Out)
}
