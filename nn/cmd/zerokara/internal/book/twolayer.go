package book

import "gonum.org/v1/plot"

// twoLayer and reluNet train 784-50-10 as sections 4.5.2 and 5.7.4 do.
func twoLayer(s *session) error {
	return s.twoLayers("twolayer-sigmoid", "sigmoid", "0.9470", "0.9465")
}
func reluNet(s *session) error { return s.twoLayers("twolayer", "ReLU", "0.978", "0.969") }

func (s *session) twoLayers(name, activation, bookTrain, bookTest string) error {
	r := preset(name)
	r.Steps = s.pick(10000, 2400, 600)
	train, test, err := s.data()
	if err != nil {
		return err
	}
	_, c, err := epochCurve(r, train, test, train.Len())
	if err != nil {
		return err
	}
	a, b := c.last()
	s.printf("784-50-10, %s, %d steps of 100 images at rate %g: training accuracy %.4f, test %.4f (the book: %s, %s)\n",
		activation, r.Steps, r.LearningRate, a, b, bookTrain, bookTest)
	p, err := accuracyPlot("784-50-10 with "+activation, c)
	if err != nil {
		return err
	}
	return s.save(s.section.Name, 14, 10, []*plot.Plot{p})
}

// accuracyPlot draws accuracy by epoch.
func accuracyPlot(title string, c curve) (*plot.Plot, error) {
	p := newPlot(title, "epoch", "accuracy")
	if err := line(p, "training", c.train, indigo, 0); err != nil {
		return nil, err
	}
	if err := line(p, "test", c.test, green, 1); err != nil {
		return nil, err
	}
	p.Legend.Top = false
	p.Y.Max = 1
	return p, nil
}
