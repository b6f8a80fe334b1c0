package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
)

// runExport converts weights between our model files and other programs' formats.
func runExport(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("export", flag.ContinueOnError)
	path := fs.String("weights", "", weightsHelp)
	name := fs.String("recipe", "", "the layout of the weights: a preset's name or a recipe's JSON file (default: the model file's)")
	to := fs.String("o", "", "file to write: .npz, .safetensors, or .bin for a model file that the page opens too; with -kind of any name (default: the network's)")
	kind := fs.String("kind", "", "what to write, as the page does: onnx, safetensors, model, recipe, notebook or go (default: what the name of the file says)")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	if *kind != "" {
		return exportKind(*kind, *name, *path, *to, out)
	}
	if _, err := weightsExt(*to); err != nil || extension(*to) == "" {
		return errors.New("export: give the file to write with -o: its name ends in .npz, .safetensors or .bin")
	}
	t, err := readWeights(*name, *path)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	r := t.Recipe()
	if *name != "" {
		given, err := readRecipe(*name)
		if err != nil {
			return err
		}
		r.Weights = given.Weights
	}
	arrays, err := weights.Save(t.Network(), r)
	if err == nil {
		err = writeWeights(*to, t, r)
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for _, a := range arrays {
		fmt.Fprintf(out, "%-20s %v\n", a.Name, a.Dims)
	}
	return nil
}

// exportKind writes a file as the page makes it.
func exportKind(kind, name, path, to string, out io.Writer) error {
	switch {
	case kind == export.Curves:
		return errors.New("export: a model has no curves: train with -curve FILE.csv writes them")
	case kind == export.Picture:
		return errors.New("export: the picture shows the page's bench, and is made there")
	case !slices.Contains(export.Kinds(), kind):
		return fmt.Errorf("export: -kind is %q, must be one of %s", kind, strings.Join(export.Kinds(), ", "))
	}
	t, err := readWeights(name, path)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if to == "" {
		to = export.Name(t.Recipe().Name, kind)
	}
	b := t.Snapshot(nil)
	if kind != export.Model {
		r := t.Recipe()
		r.Weights = recipe.Weights{}
		arrays, err := weights.Save(t.Network(), r)
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		n := export.Network{Recipe: t.Recipe(), Arrays: arrays, Fingerprint: t.Fingerprint(), Step: t.StepCount()}
		if b, err = n.File(kind); err != nil {
			return err
		}
	}
	if err := os.WriteFile(to, b, 0o666); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	fmt.Fprintf(out, "%s, %d bytes\n", to, len(b))
	return nil
}
