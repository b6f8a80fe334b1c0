// Package export makes files of a trained network that other programs take: ONNX,
// safetensors, a Jupyter notebook, a Go program. It needs no network, only its recipe
// and arrays, so that the page makes the same files as the command line.
package export

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/onnx"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// The kinds of files.
const (
	ONNX        = "onnx"
	Safetensors = "safetensors"
	Model       = "model"  // network.Checkpoint
	Recipe      = "recipe" // JSON
	Curves      = "curves" // CSV
	Notebook    = "notebook"
	Go          = "go"
	Picture     = "picture" // PNG
)

// Kinds returns all kinds. Of those File makes what can be made of a network; the
// others are of a run or a page.
func Kinds() []string {
	return []string{ONNX, Safetensors, Model, Recipe, Curves, Notebook, Go, Picture}
}

// Name returns the name of a file of a kind for a network called name.
func Name(name, kind string) string {
	if name == "" {
		name = "zerokara"
	}
	var b []byte
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' {
			b = append(b, c)
		} else {
			b = append(b, '-') // no system minds it
		}
	}
	switch kind {
	case Model:
		kind = "bin"
	case Recipe:
		kind = "json"
	case Curves:
		kind = "csv"
	case Notebook:
		kind = "ipynb"
	case Picture:
		kind = "png"
	}
	return string(b) + "." + kind
}

// Network is a network as it is at a step.
type Network struct {
	Recipe      recipe.Recipe
	Arrays      []safetensors.Array // with the names and shapes of a recipe without Weights
	Fingerprint uint64
	Step        int
	Drawing     Drawing
}

// Drawing is what a notebook and a program predict first.
type Drawing struct {
	Strokes []ink.Stroke
	Grey    []byte // the network's input made of it, 784 grey values; nil for none
}

// File returns a file of a kind: ONNX, Safetensors, Recipe, Notebook or Go.
func (n *Network) File(kind string) ([]byte, error) {
	switch kind {
	case ONNX:
		return onnx.Append(nil, n.plain(), n.Arrays, onnx.About(n.plain(), n.Fingerprint, n.Step))
	case Safetensors:
		return n.safetensors()
	case Recipe:
		return n.Recipe.AppendJSON(nil), nil
	case Notebook:
		return n.notebook()
	case Go:
		return n.program()
	}
	return nil, format.Errorf("export: %q is not made of a network; kinds are %v", kind, Kinds())
}

// plain returns the recipe of the arrays as they are named here.
func (n *Network) plain() recipe.Recipe {
	r := n.Recipe
	r.Weights = recipe.Weights{}
	return r
}

// Metadata of safetensors files.
const (
	MetaRecipe      = "zerokara.recipe"
	MetaFingerprint = "zerokara.fingerprint"
	MetaStep        = "zerokara.step"
	MetaEngine      = "zerokara.engine"
)

func (n *Network) safetensors() ([]byte, error) {
	return safetensors.Append(nil, n.Arrays, map[string]string{
		MetaRecipe:      string(n.plain().AppendJSON(nil)),
		MetaFingerprint: onnx.Fingerprint(n.Fingerprint),
		MetaStep:        strconv.Itoa(n.Step),
		MetaEngine:      strconv.Itoa(recipe.Engine),
		"format":        "pt", // as Hugging Face's loaders ask for
	})
}

// digits are the first drawing's grey values, an empty one's without.
func (d *Drawing) digits() []byte {
	if len(d.Grey) == ink.Pixels {
		return d.Grey
	}
	return make([]byte, ink.Pixels)
}
