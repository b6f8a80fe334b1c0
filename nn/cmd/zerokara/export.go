package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights"
)

// runExport writes weights for another program, or another's for us.
func runExport(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("export", flag.ContinueOnError)
	path := fs.String("weights", "", weightsHelp)
	name := fs.String("recipe", "", "a preset's name or a recipe's JSON file that says how weights are laid out (default: the model file's)")
	to := fs.String("o", "", "file to write: .npz, .safetensors, or .bin for a model file that the page opens too")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	write, err := exporter(*to)
	if err != nil {
		return fmt.Errorf("export: %w", err)
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
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	f, err := os.Create(*to)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	err = write(f, t, arrays)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("export: cannot write %s: %w", *to, err)
	}
	for _, a := range arrays {
		fmt.Fprintf(out, "%-20s %v\n", a.Name, a.Dims)
	}
	return nil
}

// exporter returns what writes files of the given name.
func exporter(name string) (func(io.Writer, *train.Trainer, []weights.Array) error, error) {
	switch filepath.Ext(name) {
	case ".npz":
		return func(w io.Writer, _ *train.Trainer, arrays []weights.Array) error { return weights.WriteNPZ(w, arrays) }, nil
	case ".safetensors":
		return func(w io.Writer, _ *train.Trainer, arrays []weights.Array) error {
			return weights.WriteSafetensors(w, arrays)
		}, nil
	case ".bin":
		return func(w io.Writer, t *train.Trainer, _ []weights.Array) error {
			_, err := w.Write(t.Snapshot(nil))
			return err
		}, nil
	}
	return nil, fmt.Errorf("say which file to write with -o: its name ends in .npz, .safetensors or .bin")
}
