package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights"
)

// The formats of weights, by the file name's extension.
const (
	extModel       = ".bin" // a model file; no extension means it too
	extNPZ         = ".npz"
	extSafetensors = ".safetensors"
)

// weightsExt returns the format that a file's name asks for.
func weightsExt(path string) (string, error) {
	switch ext := extension(path); ext {
	case "", extModel:
		return extModel, nil
	case extNPZ, extSafetensors:
		return ext, nil
	}
	return "", fmt.Errorf("cannot write %q: its name must end in .npz, .safetensors, or .bin for a model file", path)
}

// extension returns a file name's extension in lower case.
func extension(path string) string { return strings.ToLower(filepath.Ext(path)) }

// checkExtension returns an error for an extension of another format than the
// flag's file has. A name without extension is accepted.
func checkExtension(flag, path string, exts ...string) error {
	if ext := extension(path); ext != "" && !slices.Contains(exts, ext) {
		return fmt.Errorf("-%s %q would not have the format of its name: let it end in %s", flag, path, strings.Join(exts, " or "))
	}
	return nil
}

// checkArrays returns an error unless arrays can be written to a file of the given
// name.
func checkArrays(path string) error {
	switch extension(path) {
	case extNPZ, extSafetensors:
		return nil
	}
	return fmt.Errorf("cannot write %q: its name must end in .npz or .safetensors", path)
}

// writeArrays writes arrays to a file whose name checkArrays accepts.
func writeArrays(path string, arrays []weights.Array) error {
	return writeFile(path, func(w io.Writer) error {
		if extension(path) == extNPZ {
			return weights.WriteNPZ(w, arrays)
		}
		return weights.WriteSafetensors(w, arrays)
	})
}

// writeWeights writes a trained network in the format of the file's name: a model
// file, or arrays in the recipe's layout.
func writeWeights(path string, t *train.Trainer, r recipe.Recipe) error {
	ext, err := weightsExt(path)
	if err != nil {
		return err
	}
	if ext == extModel {
		return writeFile(path, func(w io.Writer) error {
			_, err := w.Write(t.Snapshot(nil))
			return err
		})
	}
	arrays, err := weights.Save(t.Network(), r)
	if err != nil {
		return err
	}
	return writeArrays(path, arrays)
}

// writeFile creates a file and writes it through a buffer.
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

// readRecipeFile returns the bytes of a recipe's JSON file, which may be a pipe.
func readRecipeFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(bounded(f, path, recipe.MaxJSON, `no recipe is: "zerokara recipes -print mlp" shows one`))
}

// bounded returns a reader of r that fails after limit bytes with an error about
// the limit that ends with advice.
func bounded(r io.Reader, path string, limit int64, advice string) io.Reader {
	return &boundedReader{r, limit, fmt.Errorf("%s is larger than %d bytes; %s", path, limit, advice)}
}

type boundedReader struct {
	r    io.Reader
	left int64
	err  error // after left bytes
}

// Read implements io.Reader.
func (b *boundedReader) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return n, b.err
	}
	return n, err
}
