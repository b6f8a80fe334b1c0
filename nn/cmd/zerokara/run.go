package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/train"
)

// curveImages bounds the training images on which a curve's accuracy is
// measured.
const curveImages = 10000

// training holds what the runs of one train command share.
type training struct {
	out       io.Writer
	held      string // the name of the held-out images: test, validation
	patience  int    // epochs, 0 for no early stopping
	byLoss    bool   // early stopping waits for a lower loss
	every     int    // steps between two points of the curve, 0 for an epoch
	curve     *csv.Writer
	began     bool   // the curve has its heading
	snapshots string // file name to number, "" for none
	written   int    // number of snapshots
}

// once trains to the end with a progress bar. It returns the trainer, or one with
// the best earlier weights after early stopping, and its evaluation.
func (run *training) once(t *train.Parallel) (*train.Trainer, evaluate.Report, error) {
	bar := newBar(run.out, t.Steps())
	defer bar.end()
	stopping := train.EarlyStopping{Patience: run.patience, ByLoss: run.byLoss}
	var loss float64 // sum over the steps since the last point of the curve
	var steps int
	for stop := false; !t.Finished() && !stop; {
		stats, err := t.Step()
		if err != nil {
			return nil, evaluate.Report{}, err
		}
		bar.step(stats)
		loss += stats.Loss
		steps++
		point := stats.EpochDone
		if run.every > 0 {
			point = stats.Step%run.every == 0
		}
		if run.curve != nil && (point || t.Finished()) {
			if err := run.point(t, stats, loss/float64(steps)); err != nil {
				return nil, evaluate.Report{}, err
			}
			loss, steps = 0, 0
		}
		if run.snapshots != "" && optim.CycleEnd(t.Recipe().Schedule, stats.Step-1, t.Steps()) {
			if err := run.snapshot(t.Trainer); err != nil {
				return nil, evaluate.Report{}, err
			}
		}
		if run.patience > 0 && (stats.EpochDone || t.Finished()) {
			report, err := t.Evaluate(t.Test())
			if err != nil {
				return nil, evaluate.Report{}, err
			}
			stop = stopping.Add(t.Trainer, report)
		}
	}
	bar.end()
	best, report := stopping.Best()
	if best == nil {
		report, err := t.Evaluate(t.Test())
		return t.Trainer, report, err
	}
	kept, err := train.Restore(best, t.Train(), t.Test())
	if err == nil {
		fmt.Fprintf(run.out, "stopped after epoch %d; the best weights are epoch %d's\n", t.Epoch(), kept.Epoch())
	}
	return kept, report, err
}

// point adds a row to the curve.
func (run *training) point(t *train.Parallel, stats train.StepStats, loss float64) error {
	if !run.began {
		run.began = true
		heading := []string{
			"seed", "epoch", "step", "learning_rate", "training_loss", "training_accuracy",
			run.held + "_loss", run.held + "_accuracy",
		}
		if err := run.curve.Write(heading); err != nil {
			return err
		}
	}
	training, err := t.Model().NewEvaluation(t.Train(), curveImages)
	if err != nil {
		return err
	}
	for !training.Advance() {
	}
	report, err := t.Evaluate(t.Test())
	if err != nil {
		return err
	}
	f := func(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }
	return run.curve.Write([]string{
		strconv.FormatUint(t.Recipe().Seed, 10), strconv.Itoa(stats.Epoch), strconv.Itoa(stats.Step), f(stats.LearningRate),
		f(loss), f(training.Report().Accuracy), f(report.Loss), f(report.Accuracy),
	})
}

// snapshot writes the model to the next numbered file.
func (run *training) snapshot(t *train.Trainer) error {
	run.written++
	ext := filepath.Ext(run.snapshots)
	name := fmt.Sprintf("%s-%d%s", strings.TrimSuffix(run.snapshots, ext), run.written, ext)
	if err := writeWeights(name, t, t.Recipe()); err != nil {
		return fmt.Errorf("train: cannot write the model: %w", err)
	}
	return nil
}

// finish completes the curve's file.
func (run *training) finish() error {
	if run.curve == nil {
		return nil
	}
	run.curve.Flush()
	if err := run.curve.Error(); err != nil {
		return fmt.Errorf("train: cannot write the curve: %w", err)
	}
	return nil
}
