package main

import (
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/zerokara/zerokara/nn/weights"
)

// runExport converts weights between our model files and other programs' formats.
func runExport(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("export", flag.ContinueOnError)
	path := fs.String("weights", "", weightsHelp)
	name := fs.String("recipe", "", "the layout of the weights: a preset's name or a recipe's JSON file (default: the model file's)")
	to := fs.String("o", "", "file to write: .npz, .safetensors, or .bin for a model file that the page opens too")
	if err := parse(fs, args, out); err != nil {
		return err
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
