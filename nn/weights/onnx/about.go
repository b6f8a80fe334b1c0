package onnx

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Preparation says what a model of digits takes.
const Preparation = "Prepare a drawing as MNIST was made: crop the ink, scale it to fit 20x20 pixels with its proportions kept, " +
	"put its centre of mass at the centre of 28x28 pixels. Values are grey from 0 (paper) to 1 (ink), row by row from the top left."

// About returns what a model's metadata says of a network: how its input is prepared,
// the temperature, the recipe as JSON, and the weights' fingerprint after a number of
// steps, with the version of the engine that made them.
func About(r recipe.Recipe, fingerprint uint64, step int) []Entry {
	var about []Entry
	if r.Input.C == 1 && r.Input.H == 28 && r.Input.W == 28 {
		about = append(about, Entry{"preprocessing", Preparation})
	}
	temperature := r.Temperature
	if temperature == 0 {
		temperature = 1
	}
	return append(about,
		Entry{"temperature", strconv.FormatFloat(temperature, 'g', -1, 64)},
		Entry{"recipe", string(r.AppendJSON(nil))},
		Entry{"fingerprint", Fingerprint(fingerprint)},
		Entry{"engine", strconv.Itoa(recipe.Engine)},
		Entry{"step", strconv.Itoa(step)},
	)
}

// Fingerprint returns a fingerprint in words, 16 hexadecimal digits.
func Fingerprint(v uint64) string { return format.Sprintf("%016x", v) }
