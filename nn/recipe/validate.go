package recipe

import (
	"errors"
	"iter"
	"slices"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Classes is how many digits there are.
const Classes = 10

// Limits that keep a hostile or mistyped recipe from exhausting a browser.
const (
	MaxName      = 64   // bytes
	MaxNames     = 8192 // bytes of all arrays' names in files
	MaxLayers    = 64
	MaxInput     = 1024    // channels, height, width of a sample
	MaxParams    = 4 << 20 // trainable values of a network, 16 MiB as float32
	MaxValues    = 1 << 20 // activations of one sample, all layers together
	MaxProducts  = 1 << 30 // multiplications for one sample, of a layer
	MaxWork      = 1 << 36 // multiplications without a pause: some seconds, in which nobody is answered
	MaxUnfolded  = 1 << 23 // pixels under all places of a convolution's window, 32 MiB
	MaxBatchSize = 1024
	MaxEpochs    = 1000
	MaxSteps     = 1 << 30
	MaxSeed      = 1<<53 - 1 // the largest integer that JavaScript holds exactly
)

// FieldError says which field of a recipe is wrong and why: in English, and as a
// code with values, of which a program makes a sentence in another language.
type FieldError struct {
	Field  string   // as in the JSON: "layers[2].filters"
	Reason string   // what follows the field's name: "is 0, must be 1 to 4096"
	Code   string   // one of Reasons: "range"
	Values []string // names and values in turn: "value", "0", "min", "1", "max", "4096"
}

// Refuse returns a *FieldError with the sentence that Reasons has for a code. values
// are in the order in which it names them first.
func Refuse(field, code string, values ...any) *FieldError {
	return refusal(field, fields.Because(code, values...))
}

func refusal(field string, r fields.Reason) *FieldError {
	return &FieldError{Field: field, Reason: r.String(), Code: r.Code, Values: r.Values}
}

// Reasons returns the codes of all refusals, each with its English sentence, in
// which a value's name stands in braces.
func Reasons() iter.Seq2[string, string] {
	return func(yield func(code, sentence string) bool) {
		for _, s := range fields.English {
			if !yield(s[0], s[1]) {
				return
			}
		}
	}
}

// Error implements error.
func (e *FieldError) Error() string { return "recipe: " + e.Field + ": " + e.Reason }

func wrong(field, code string, values ...any) error { return Refuse(field, code, values...) }

// located returns err, of the given part of a recipe, as a *FieldError if it
// names a field.
func located(part string, err error) error {
	if e, ok := errors.AsType[*fields.Error](err); ok {
		return refusal(fields.Join(part, e.Field), e.Reason)
	}
	return err
}

// check reports the first field that is not allowed on its own.
func check(visit func(fields.Visitor)) error {
	if err := fields.Check(visit); err != nil {
		return located("", err)
	}
	return nil
}

// Validate reports the first field that makes no sense, as a *FieldError. Whether
// the recipe fits a set of data is for Fits to say.
func (r Recipe) Validate() error { return r.validate(layer.PlanFor) }

// ValidateKinds is Validate for a recipe whose layers are all of package layer. A
// program that calls only this links none of their code.
func (r Recipe) ValidateKinds() error { return r.validate(layer.PlanKind) }

func (r Recipe) validate(plan planning) error {
	if err := check(r.visit); err != nil {
		return err
	}
	shapes, products, err := chain("layers", r.Input, r.Layers, plan)
	if err != nil {
		return err
	}
	if err := r.validateGroups(shapes); err != nil {
		return err
	}
	if err := r.validateWork(products); err != nil {
		return err
	}
	if err := r.validateLoss(shapes[len(shapes)-1].Size()); err != nil {
		return err
	}
	if err := r.Init.validate(); err != nil {
		return err
	}
	if err := r.Augment.validate(); err != nil {
		return err
	}
	if t := r.Temperature; t != 0 && t < minTemperature {
		return wrong("temperature", "temperature", t, minTemperature, maxTemperature)
	}
	return r.Weights.validate(r.Layers)
}

// The temperatures that are allowed.
const minTemperature, maxTemperature = 0.05, 20

// Fits reports whether the recipe is for samples of shape input and a network
// with the given number of outputs, one per class or target: a *FieldError that
// names the input or the last layer and says what to change.
func (r Recipe) Fits(input tensor.Shape, outputs int) error {
	if r.Input != input {
		return wrong("input", "input", list(r.Input), list(input))
	}
	shapes, err := r.Shapes()
	if err != nil {
		return err
	}
	last := len(shapes) - 1
	if n := shapes[last].Size(); n != outputs {
		return wrong(fields.Index("layers", last), "outputs", n, outputs)
	}
	return nil
}

// list returns a shape as JSON has it.
func list(s tensor.Shape) string { return format.Sprintf("[%d,%d,%d]", s.C, s.H, s.W) }

// validateWork checks the multiplications for one sample.
func (r Recipe) validateWork(products int) error {
	switch most := MaxWork / passes / max(products, 1) * r.MicroBatches(); {
	case r.work(products) <= MaxWork:
		return nil
	case products*evaluated > MaxWork || most < 1:
		return wrong("layers", "workLayers", products, MaxWork/evaluated)
	default:
		return wrong("batchSize", "work", r.BatchSize, products, most)
	}
}

// validateLoss checks the loss against the number of the network's outputs.
func (r Recipe) validateLoss(outputs int) error {
	if r.Loss == nil {
		return wrong("loss", "missing")
	}
	if last := len(r.Layers) - 1; r.Layers[last] == layer.Spec(layer.Softmax{}) && strings.HasPrefix(loss.KindOf(r.Loss), "softmax-") {
		return wrong(fields.Index("layers", last)+".kind", "softmax")
	}
	if _, err := r.Loss.Classes(outputs); err != nil {
		e := Refuse("loss.kind", "loss", err)
		if why, ok := errors.AsType[*fields.Error](err); ok {
			e.Code, e.Values = why.Reason.Code, why.Reason.Values
		}
		return e
	}
	return nil
}

func (i Init) validate() error {
	if i.Kind != InitNormal && i.Std != 0 {
		return wrong("init.std", "std", i.Kind)
	}
	return nil
}

func (w Weights) validate(layers []layer.Spec) error {
	seen := map[string]bool{}
	for _, name := range w.List() {
		if seen[name] {
			return wrong("weights.names", "names", name)
		}
		seen[name] = true
	}
	isDropout := func(l layer.Spec) bool { _, ok := l.(layer.Dropout); return ok }
	if w.Dropout != "" && !slices.ContainsFunc(layers, isDropout) {
		return wrong("weights.dropout", "noDropout")
	}
	return nil
}
