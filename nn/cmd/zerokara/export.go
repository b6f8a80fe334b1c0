package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

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
	if err := checkExport(*to); err != nil && filepath.Ext(*to) != ".bin" {
		return fmt.Errorf("export: say which file to write with -o: its name ends in .npz, .safetensors or .bin")
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
	if filepath.Ext(*to) == ".bin" {
		err = writeFile(*to, func(w io.Writer) error {
			_, err := w.Write(t.Snapshot(nil))
			return err
		})
	} else {
		err = writeArrays(*to, arrays)
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for _, a := range arrays {
		fmt.Fprintf(out, "%-20s %v\n", a.Name, a.Dims)
	}
	return nil
}

// checkExport says whether arrays can be written to a file of the given name.
func checkExport(path string) error {
	switch filepath.Ext(path) {
	case ".npz", ".safetensors":
		return nil
	}
	return fmt.Errorf("cannot write %q: its name must end in .npz or .safetensors", path)
}

// writeArrays writes arrays to a file whose name checkExport accepts.
func writeArrays(path string, arrays []weights.Array) error {
	return writeFile(path, func(w io.Writer) error {
		if filepath.Ext(path) == ".npz" {
			return weights.WriteNPZ(w, arrays)
		}
		return weights.WriteSafetensors(w, arrays)
	})
}

// writeFile writes a file whole, or says that it could not.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = errors.Join(write(w), w.Flush(), f.Close())
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	return nil
}
