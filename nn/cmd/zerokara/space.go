package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/random"
	"github.com/zerokara/zerokara/nn/recipe"
	"gonum.org/v1/gonum/stat/distuv"
)

// span is the range from which a search draws one number of a recipe.
type span struct {
	Field string  `json:"field"` // as in the recipe's JSON: "optimizer.beta1", "layers[2].units"
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Scale string  `json:"scale"` // log, linear or whole
}

// The scales of a span.
const (
	scaleLog    = "log"    // the logarithm is uniform: all powers of ten are equally probable
	scaleLinear = "linear" // uniform
	scaleWhole  = "whole"  // as log, rounded to a whole number
)

// parseSpan parses "field=low:high" or "field=low:high:scale".
func parseSpan(text string) (span, error) {
	refuse := func(why string) (span, error) {
		return span{}, fmt.Errorf("range %q %s; write it as learningRate=1e-6:1e-2, or with :linear or :whole after it", text, why)
	}
	field, rest, ok := strings.Cut(text, "=")
	parts := strings.Split(rest, ":")
	if !ok || field == "" || len(parts) < 2 || len(parts) > 3 {
		return refuse("is not a range")
	}
	low, errLow := strconv.ParseFloat(parts[0], 64)
	high, errHigh := strconv.ParseFloat(parts[1], 64)
	if errLow != nil || errHigh != nil || !(low < high) || math.IsInf(low, 0) || math.IsInf(high, 0) {
		return refuse("must go from a number to a larger one")
	}
	s := span{Field: field, Low: low, High: high, Scale: scaleLog}
	if len(parts) == 3 {
		s.Scale = parts[2]
	}
	switch s.Scale {
	case scaleLinear:
	case scaleLog, scaleWhole:
		if low <= 0 {
			return refuse("must begin above 0, for its logarithm")
		}
	default:
		return refuse("has an unknown scale")
	}
	return s, nil
}

// draw returns one value.
func (s span) draw(src rand.Source) float64 {
	u := distuv.Uniform{Min: s.Low, Max: s.High, Src: src}
	if s.Scale == scaleLinear {
		return u.Rand()
	}
	u.Min, u.Max = math.Log(s.Low), math.Log(s.High)
	v := math.Exp(u.Rand())
	if s.Scale == scaleWhole {
		v = math.Round(v)
	}
	return v
}

// drawTrial returns the values of trial number i. They depend on the seed and i
// only, so that a search can be resumed and lengthened.
func drawTrial(spans []span, seed uint64, i int) []float64 {
	src := random.Search(seed, i)
	values := make([]float64, len(spans))
	for k, s := range spans {
		values[k] = s.draw(src)
	}
	return values
}

// apply returns r with the values in the spans' fields.
func apply(r recipe.Recipe, spans []span, values []float64) (recipe.Recipe, error) {
	var tree any
	d := json.NewDecoder(bytes.NewReader(r.AppendJSON(nil)))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return r, err
	}
	for k, s := range spans {
		if err := setNumber(tree, s.Field, values[k]); err != nil {
			return r, fmt.Errorf("range of %q: %w", s.Field, err)
		}
	}
	b, err := json.Marshal(tree)
	if err != nil {
		return r, err
	}
	return recipe.Parse(b)
}

var errNoNumber = errors.New("the recipe has no such number (a field of another kind of layer or optimiser?); recipes -print shows what it has")

// setNumber sets the number at a path such as "layers[2].units" of a JSON tree.
func setNumber(tree any, path string, value float64) error {
	steps := strings.FieldsFunc(path, func(c rune) bool { return c == '.' || c == '[' || c == ']' })
	for i, step := range steps {
		last := i == len(steps)-1
		number := json.Number(strconv.FormatFloat(value, 'g', -1, 64))
		switch t := tree.(type) {
		case map[string]any:
			if _, ok := t[step].(json.Number); ok && last {
				t[step] = number
				return nil
			}
			tree = t[step]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n < 0 || n >= len(t) {
				return errNoNumber
			}
			if _, ok := t[n].(json.Number); ok && last {
				t[n] = number
				return nil
			}
			tree = t[n]
		default:
			return errNoNumber
		}
	}
	return errNoNumber
}
