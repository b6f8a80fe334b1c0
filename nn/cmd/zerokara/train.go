package main

import (
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"

	"github.com/zerokara/zerokara/nn/dataset/shard"
	"github.com/zerokara/zerokara/nn/train"
	"gonum.org/v1/gonum/stat"
)

const (
	dataHelp    = "folder with MNIST's shards and MANIFEST.json"
	workersHelp = "goroutines that share the work, 0 for one on every core; the result does not depend on it"
)

// newTeam returns a trainer's team with as many workers as the flag says.
func newTeam(t *train.Trainer, workers int) (*train.Team, error) {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return train.NewTeam(t, workers)
}

// runTrain trains a network, once or over several seeds.
func runTrain(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	name := fs.String("recipe", "zerokara", "a preset's name or a recipe's JSON file")
	data := fs.String("data", "assets/mnist", dataHelp)
	epochs := fs.Int("epochs", 0, "passes over the training images (default: the recipe's)")
	batch := fs.Int("batch", 0, "images a step (default: the recipe's)")
	rate := fs.Float64("rate", 0, "learning rate (default: the recipe's)")
	seed := fs.Uint64("seed", 0, "seed (default: the recipe's)")
	seeds := fs.Int("seeds", 1, "train with this many seeds, counting up, and report the mean")
	validate := fs.Int("validate", 0, "hold this many training images out and report on them instead of the test images")
	workers := fs.Int("workers", 0, workersHelp)
	model := fs.String("o", "", "write the trained model to this file (the last seed's)")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	r, err := readRecipe(*name)
	if err != nil {
		return err
	}
	fs.Visit(func(f *flag.Flag) { // only what was given: zero means zero
		switch f.Name {
		case "epochs":
			r.Epochs = *epochs
		case "batch":
			r.BatchSize = *batch
		case "rate":
			r.LearningRate = *rate
		case "seed":
			r.Seed = *seed
		}
	})
	if err := r.Validate(); err != nil {
		return err
	}
	if *seeds < 1 {
		return fmt.Errorf("train: -seeds is %d, must be at least 1", *seeds)
	}
	if *workers < 0 {
		return fmt.Errorf("train: -workers is %d, must be at least 0", *workers)
	}
	if *model != "" {
		// Find out now, not after minutes of training.
		f, err := os.OpenFile(*model, os.O_WRONLY|os.O_CREATE, 0o666)
		if err != nil {
			return fmt.Errorf("train: cannot write the model: %w", err)
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	set, test, err := shard.ReadDir(*data)
	if err != nil {
		return err
	}
	held := "test"
	if *validate > 0 {
		held = "validation"
		if set, test, err = set.Split(*validate); err != nil {
			return err
		}
	}

	var accuracies []float64
	for range *seeds {
		t, err := train.New(r, set, test)
		if err != nil {
			return err
		}
		team, err := newTeam(t, *workers)
		if err != nil {
			return err
		}
		report, err := trainOnce(team, out)
		team.Close()
		if err != nil {
			return err
		}
		printReport(out, held, report)
		fmt.Fprintf(out, "seed %d, weights %016x\n", r.Seed, t.Fingerprint())
		accuracies = append(accuracies, report.Accuracy)
		if *model != "" {
			if err := os.WriteFile(*model, t.Snapshot(nil), 0o666); err != nil {
				return fmt.Errorf("train: cannot write the model: %w", err)
			}
		}
		r.Seed++
	}
	if n := len(accuracies); n > 1 {
		mean, std := stat.MeanStdDev(accuracies, nil)
		fmt.Fprintf(out, "%s accuracy over %d seeds: mean %.4f, standard error %.4f\n", held, n, mean, std/math.Sqrt(float64(n)))
	}
	return nil
}

// trainOnce trains to the end with a progress bar.
func trainOnce(t *train.Team, out io.Writer) (train.Report, error) {
	bar := newBar(out, t.Steps())
	for !t.Finished() {
		stats, err := t.Step()
		if err != nil {
			bar.end()
			return train.Report{}, err
		}
		bar.step(stats)
	}
	bar.end()
	return t.Evaluate(t.Test())
}
