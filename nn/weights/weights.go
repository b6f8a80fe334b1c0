package weights

import (
	"fmt"
	"io"

	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/layout"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// ErrFile is wrapped by every error about a file's content.
var ErrFile = safetensors.ErrFile

// Array is one named array, row-major.
type Array = safetensors.Array

// reader collects a file's arrays.
type reader struct{ safetensors.Reader }

// wrong returns an error about a file's content.
func wrong(layout string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrFile, fmt.Errorf(layout, args...))
}

// Load copies arrays into a network built from the recipe r: layout.Load.
func Load(net *network.Network, r recipe.Recipe, arrays []Array) error {
	return layout.Load(net, r, arrays)
}

// Save returns copies of a network's arrays with the names and shapes of
// r.Weights, which Load takes.
func Save(net *network.Network, r recipe.Recipe) ([]Array, error) { return layout.Save(net, r) }

// WriteSafetensors writes arrays as a safetensors file of float32 with a checksum
// of their data in its metadata.
func WriteSafetensors(w io.Writer, arrays []Array) error {
	b, err := safetensors.Append(nil, arrays, nil)
	if err == nil {
		_, err = w.Write(b)
	}
	return err
}
