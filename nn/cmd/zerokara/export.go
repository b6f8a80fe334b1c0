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
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights"
)

// exporting are the flags of export.
type exporting struct {
	recipe, weights, kind, to string

	data    string // of curves, and of a picture without in
	workers int
	in      string // the drawings of a picture
	image   int
}

// runExport writes networks as other programs' files, and what else the page lets one
// take away.
func runExport(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("export", flag.ContinueOnError)
	path := fs.String("weights", "", weightsHelp)
	name := fs.String("recipe", "", "the layout of the weights: a preset's name or a recipe's JSON file (default: the model file's)")
	to := fs.String("o", "", "file to write: .npz, .safetensors, or .bin for a model file that the page opens too; with -kind of any name (default: the network's)")
	kind := fs.String("kind", "", "what to write, as the page does: "+strings.Join(export.Kinds(), ", ")+" (default: what the name of the file says). curves trains anew: -recipe to its end, or a model file's run up to its step")
	data := fs.String("data", "assets/mnist", dataHelp+", for curves and picture")
	workers := fs.Int("workers", 0, workersHelp+"; for curves")
	in := fs.String("in", "", "drawings of which -kind picture shows one, as strokes reads them (default: the test images)")
	image := fs.Int("image", 0, "which drawing or test image -kind picture shows, counted from 0")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	if *kind != "" {
		e := exporting{recipe: *name, weights: *path, kind: *kind, to: *to, data: *data, workers: *workers, in: *in, image: *image}
		if err := e.run(out); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		return nil
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

// run writes a file as the page makes it.
func (e *exporting) run(out io.Writer) error {
	if !slices.Contains(export.Kinds(), e.kind) {
		return fmt.Errorf("-kind is %q, must be one of %s", e.kind, strings.Join(export.Kinds(), ", "))
	}
	if e.kind == export.Curves {
		return e.curves(out)
	}
	t, err := readWeights(e.recipe, e.weights)
	if err != nil {
		return err
	}
	b := t.Snapshot(nil)
	switch e.kind {
	case export.Model:
	case export.Picture:
		b, err = e.picture(t)
	default:
		r := t.Recipe()
		r.Weights = recipe.Weights{}
		var arrays []weights.Array
		if arrays, err = weights.Save(t.Network(), r); err != nil {
			return err
		}
		n := networkOf(t)
		n.Arrays = arrays
		b, err = n.File(e.kind)
	}
	if err != nil {
		return err
	}
	return e.write(out, t.Recipe().Name, b)
}

// networkOf returns a network without its arrays.
func networkOf(t *train.Trainer) export.Network {
	return export.Network{Recipe: t.Recipe(), Fingerprint: t.Fingerprint(), Step: t.StepCount()}
}

// write writes the file of a network called name, and says so.
func (e *exporting) write(out io.Writer, name string, b []byte) error {
	to := e.to
	if to == "" {
		to = export.Name(name, e.kind)
	}
	if err := os.WriteFile(to, b, 0o666); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s, %d bytes\n", to, len(b))
	return nil
}
