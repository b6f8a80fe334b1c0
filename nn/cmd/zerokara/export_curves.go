package main

import (
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// curves trains a recipe, or a model file's up to the file's step, and writes its
// curves: each step's mini-batch, and all test images after each epoch and at the end. A
// run is the same each time, so they are the model's if the weights are.
func (e *exporting) curves(out io.Writer) error {
	var model *train.Trainer
	var r recipe.Recipe
	var err error
	if e.weights == "" {
		if e.recipe == "" {
			return errors.New("curves: give the run with -recipe, or a model file with -weights")
		}
		r, err = readRecipe(e.recipe)
	} else if model, err = readWeights(e.recipe, e.weights); err == nil {
		r = model.Recipe()
		if model.StepCount() == 0 {
			return fmt.Errorf("curves: %s does not say how long it was trained: give a model file of a run", e.weights)
		}
	}
	if err != nil {
		return err
	}
	set, test, err := shard.ReadDir(e.data)
	if err != nil {
		return err
	}
	t, err := train.New(r, set, test)
	if err != nil {
		return err
	}
	parallel, err := newParallel(t, e.workers)
	if err != nil {
		return err
	}
	defer parallel.Close()
	steps := t.Steps()
	if model != nil {
		steps = min(steps, model.StepCount())
	}
	b, err := curves(parallel, steps, out)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "step %d, engine %d, weights %016x\n", t.StepCount(), recipe.Engine, t.Fingerprint())
	if model != nil && t.Fingerprint() != model.Fingerprint() {
		return fmt.Errorf("curves: %s has other weights, %016x: trained by another engine, with other images, taught drawings, or from weights of elsewhere; its curves cannot be made anew",
			e.weights, model.Fingerprint())
	}
	if model != nil {
		fmt.Fprintf(out, "the same weights, bit for bit, as in %s\n", e.weights)
	}
	return e.write(out, r.Name, b)
}

// curves trains up to a step and returns the curves as CSV.
func curves(t *train.Parallel, steps int, out io.Writer) ([]byte, error) {
	bar := newBar(out, steps)
	defer bar.end()
	b := []byte(export.CurvesHead)
	for t.StepCount() < steps {
		stats, err := t.Step()
		if err != nil {
			return nil, err
		}
		bar.step(stats)
		values := [4]float64{stats.Loss, stats.Accuracy, math.NaN(), math.NaN()}
		if stats.EpochDone || t.StepCount() == steps {
			report, err := t.Evaluate(t.Test())
			if err != nil {
				return nil, err
			}
			values[2], values[3] = report.Loss, report.Accuracy
		}
		b = export.AppendCurves(b, float64(stats.Step), values)
	}
	return b, nil
}
