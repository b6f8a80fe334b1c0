package book

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"runtime"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights"
	"gonum.org/v1/plot/plotter"
)

// on returns a recipe of the layers with the mlp preset's other values, among them
// batches of 100.
func on(name string, layers []layer.Spec) recipe.Recipe {
	r, _ := recipe.Preset("mlp")
	r.Name, r.Layers = name, layers
	return r
}

// preset returns a preset, which must exist.
func preset(name string) recipe.Recipe {
	r, ok := recipe.Preset(name)
	if !ok {
		panic("book: no preset " + name)
	}
	return r
}

// fit trains a new network to the end on all cores. It calls each, unless nil,
// after every step.
func fit(r recipe.Recipe, train_, test *data.Set, each func(*train.Parallel, train.StepStats) error) (*train.Trainer, error) {
	t, err := train.New(r, train_, test)
	if err != nil {
		return nil, err
	}
	parallel, err := train.NewParallel(t, runtime.GOMAXPROCS(0))
	if err != nil {
		return nil, err
	}
	defer parallel.Close()
	for !t.Finished() {
		stats, err := parallel.Step()
		if err != nil {
			return nil, err
		}
		if each != nil {
			if err := each(parallel, stats); err != nil {
				return nil, err
			}
		}
	}
	return t, nil
}

// lossCurve trains a network and returns the training loss of every step.
func lossCurve(r recipe.Recipe, set *data.Set) (loss []float64, err error) {
	_, err = fit(r, set, nil, func(_ *train.Parallel, stats train.StepStats) error {
		loss = append(loss, stats.Loss)
		return nil
	})
	return loss, err
}

// smooth averages a run's losses over 11 steps, for plots as smooth as the book's.
func smooth(loss []float64) plotter.XYs {
	const radius = 5
	xy := make(plotter.XYs, len(loss))
	for i := range loss {
		from, to := max(0, i-radius), min(len(loss), i+radius+1)
		var sum float64
		for _, v := range loss[from:to] {
			sum += v
		}
		xy[i] = plotter.XY{X: float64(i), Y: sum / float64(to-from)}
	}
	return xy
}

// meanAround returns the mean training loss of the 100 steps around a step, which
// varies less than that of the one batch that the book prints.
func meanAround(loss []float64, step int) float64 {
	from, to := max(0, step-50), min(len(loss), step+50)
	if from >= to {
		return math.NaN()
	}
	var sum float64
	for _, v := range loss[from:to] {
		sum += v
	}
	return sum / float64(to-from)
}

// curve is a run's accuracy by epoch.
type curve struct{ train, test plotter.XYs }

// last returns the accuracies after the last epoch.
func (c curve) last() (train, test float64) {
	return c.train[len(c.train)-1].Y, c.test[len(c.test)-1].Y
}

// epochCurve trains a network and measures its accuracy after every epoch: on the
// test images, and on the training images or the first limit of them.
func epochCurve(r recipe.Recipe, train_, test *data.Set, limit int) (*train.Trainer, curve, error) {
	measured := train_
	if train_.Len() > limit {
		var err error
		if measured, err = train_.Subset(0, limit); err != nil {
			return nil, curve{}, err
		}
	}
	var c curve
	t, err := fit(r, train_, test, func(t *train.Parallel, stats train.StepStats) error {
		if !stats.EpochDone && !t.Finished() {
			return nil
		}
		a, err := t.Evaluate(measured)
		if err != nil {
			return err
		}
		b, err := t.Evaluate(test)
		if err != nil {
			return err
		}
		x := float64(stats.Epoch)
		c.train = append(c.train, plotter.XY{X: x, Y: a.Accuracy})
		c.test = append(c.test, plotter.XY{X: x, Y: b.Accuracy})
		return nil
	})
	return t, c, err
}

// model is a trained network that several sections use.
type model struct {
	trainer *train.Trainer
	curve   curve // empty if an earlier run trained it
	report  evaluate.Report
}

// model returns the trained network of a recipe. It trains it, unless this run or
// an earlier one, which left it in the folder, has: a recipe and the data determine
// the weights.
func (s *session) model(r recipe.Recipe) (*model, error) {
	if m := s.models[r.Name]; m != nil {
		return m, nil
	}
	set, test, err := s.data()
	if err != nil {
		return nil, err
	}
	m := &model{}
	file := s.path(r.Name + ".bin")
	if m.trainer, err = restore(file, r, set, test); err != nil {
		return nil, err
	}
	if m.trainer != nil {
		s.printf("%s was trained before: %s\n", r.Name, file)
	} else {
		s.printf("training %s for %d epochs%s\n", r.Name, r.Epochs, upTo(r.Steps))
		if m.trainer, m.curve, err = epochCurve(r, set, test, 10000); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, m.trainer.Snapshot(nil), 0o666); err != nil {
			return nil, err
		}
	}
	if m.report, err = train.EvaluateOn(m.trainer, test, runtime.GOMAXPROCS(0)); err != nil {
		return nil, err
	}
	s.models[r.Name] = m
	return m, nil
}

func upTo(steps int) string {
	if steps == 0 {
		return ""
	}
	return fmt.Sprintf(", at most %d steps", steps)
}

// restore returns the trainer of a file if it is finished and of this recipe, and
// nil otherwise or without a file.
func restore(file string, r recipe.Recipe, set, test *data.Set) (*train.Trainer, error) {
	b, err := weights.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	t, err := train.Restore(b, set, test)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; delete it to train anew", file, err)
	}
	if string(t.Recipe().AppendJSON(nil)) != string(r.AppendJSON(nil)) || !t.Finished() {
		return nil, nil
	}
	return t, nil
}
