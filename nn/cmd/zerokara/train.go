package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"

	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights"
	"gonum.org/v1/gonum/stat"
)

const (
	dataHelp    = "folder with MNIST's shards and MANIFEST.json"
	workersHelp = "goroutines that share the work, 0 for one per core; the result does not depend on it"
)

// newParallel returns a trainer with workers, 0 for one per core.
func newParallel(t *train.Trainer, workers int) (*train.Parallel, error) {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return train.NewParallel(t, workers)
}

// runTrain trains a network, once or over several seeds.
func runTrain(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	name := fs.String("recipe", "zerokara", "a preset's name or a recipe's JSON file")
	data := fs.String("data", "assets/mnist", dataHelp)
	epochs := fs.Int("epochs", 0, "passes over the training images (default: the recipe's)")
	batch := fs.Int("batch", 0, "images per step (default: the recipe's)")
	rate := fs.Float64("rate", 0, "learning rate (default: the recipe's)")
	seed := fs.Uint64("seed", 0, "seed (default: the recipe's)")
	seeds := fs.Int("seeds", 1, "train with this many seeds, counting up, and report the mean")
	decay := fs.Float64("decay", 0, "weight decay (default: the recipe's)")
	steps := fs.Int("steps", 0, "end after this many optimiser steps (default: the recipe's, or those of its epochs)")
	images := fs.Int("images", 0, "train on this many images, the first ones (default: all)")
	validate := fs.Int("validate", 0, "hold this many training images out, the last ones, and report on them instead of the test images")
	patience := fs.Int("patience", 0, "stop when validation has not improved for this many epochs, and keep the best weights (needs -validate)")
	by := fs.String("by", "accuracy", "accuracy or loss: -patience waits for a higher validation accuracy, or a lower loss")
	curve := fs.String("curve", "", "write accuracy and loss over the run to this CSV file")
	every := fs.Int("every", 0, "steps between two points of the curve (default: an epoch)")
	workers := fs.Int("workers", 0, workersHelp)
	model := fs.String("o", "", "write the trained model to this file (the last seed's): a model file, or arrays alone if its name ends in .npz or .safetensors")
	snapshots := fs.Bool("snapshots", false, "write a model for each seed and each cycle of a cosine schedule, numbered: model-1.bin, model-2.bin, ...")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	r, err := readRecipe(*name)
	if err != nil {
		return err
	}
	fs.Visit(func(f *flag.Flag) { // the given ones only: a given 0 is 0
		switch f.Name {
		case "epochs":
			r.Epochs = *epochs
		case "batch":
			r.BatchSize = *batch
		case "rate":
			r.LearningRate = *rate
		case "seed":
			r.Seed = *seed
		case "decay":
			r.WeightDecay = *decay
		case "steps":
			r.Steps = *steps
		}
	})
	if err := r.Validate(); err != nil {
		return err
	}
	switch {
	case *seeds < 1:
		return fmt.Errorf("train: -seeds is %d, must be at least 1", *seeds)
	case *images < 0 || *validate < 0 || *patience < 0 || *every < 0:
		return errors.New("train: -images, -validate, -patience and -every must not be negative")
	case *patience > 0 && *validate == 0:
		return errors.New("train: -patience needs -validate: images that decide when to stop must not be the test images")
	case *by != "accuracy" && *by != "loss":
		return fmt.Errorf("train: -by is %q, must be accuracy or loss", *by)
	case *by != "accuracy" && *patience == 0:
		return errors.New("train: -by has no effect without -patience")
	case *snapshots && *patience > 0:
		return errors.New("train: -snapshots and -patience exclude each other: the best weights are one snapshot")
	case *snapshots && *model == "":
		return errors.New("train: -snapshots needs -o FILE, whose name it numbers")
	}
	if *workers < 0 {
		return fmt.Errorf("train: -workers is %d, must be at least 0", *workers)
	}
	if *model != "" {
		// An error now is better than after minutes of training.
		if err := checkModel(*model, r); err != nil {
			return fmt.Errorf("train: %w", err)
		}
		f, err := os.OpenFile(*model, os.O_WRONLY|os.O_CREATE, 0o666)
		if err != nil {
			return fmt.Errorf("train: cannot write the model: %w", err)
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	run := training{out: out, held: "test", patience: *patience, byLoss: *by == "loss", every: *every}
	if *snapshots {
		run.snapshots = *model
	}
	if err := checkExtension("curve", *curve, ".csv"); err != nil {
		return fmt.Errorf("train: %w", err)
	}
	if *curve != "" {
		f, err := os.Create(*curve)
		if err != nil {
			return fmt.Errorf("train: cannot write the curve: %w", err)
		}
		defer f.Close()
		run.curve = csv.NewWriter(f)
	}
	set, test, err := shard.ReadDir(*data)
	if err != nil {
		return err
	}
	if *validate > 0 {
		run.held = "validation"
		if set, test, err = set.Split(*validate); err != nil {
			return err
		}
	}
	if *images > 0 {
		if set, err = set.Subset(0, *images); err != nil {
			return fmt.Errorf("train: -images %d: %w", *images, err)
		}
	}

	var accuracies []float64
	for range *seeds {
		t, err := train.New(r, set, test)
		if err != nil {
			return err
		}
		parallel, err := newParallel(t, *workers)
		if err != nil {
			return err
		}
		t, report, err := run.once(parallel)
		parallel.Close()
		if err != nil {
			return err
		}
		printReport(out, run.held, report)
		if *validate > 0 {
			fitted, err := t.Model().FitTemperature(test)
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "temperature %.3f fits the validation images best\n", fitted)
		}
		fmt.Fprintf(out, "seed %d, engine %d, weights %016x\n", r.Seed, recipe.Engine, t.Fingerprint())
		accuracies = append(accuracies, report.Accuracy)
		if *model != "" {
			if err := writeWeights(*model, t, t.Recipe()); err != nil {
				return fmt.Errorf("train: cannot write the model: %w", err)
			}
		}
		r.Seed++
	}
	if n := len(accuracies); n > 1 {
		mean, std := stat.MeanStdDev(accuracies, nil)
		fmt.Fprintf(out, "%s accuracy over %d seeds: mean %.4f, standard error %.4f\n", run.held, n, mean, std/math.Sqrt(float64(n)))
	}
	return run.finish()
}

// checkModel returns an error unless a network of the recipe can be written to a
// file of the given name.
func checkModel(path string, r recipe.Recipe) error {
	ext, err := weightsExt(path)
	if err != nil || ext == extModel {
		return err
	}
	t, err := train.New(r, nil, nil)
	if err != nil {
		return err
	}
	_, err = weights.Save(t.Network(), r)
	return err
}
