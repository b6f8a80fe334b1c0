package recipe

import (
	"slices"
	"unicode/utf8"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// Classes is how many logits a network ends in.
const Classes = 10

// Limits that keep a hostile or mistyped recipe from exhausting a browser.
const (
	MaxName      = 64      // bytes
	MaxNames     = 8192    // bytes of all arrays' names in files
	MaxLayers    = 64      //
	MaxUnits     = 4096    // of a dense layer, filters of a conv2d
	MaxParams    = 4 << 20 // trainable values of a network, 16 MiB as float32
	MaxValues    = 1 << 20 // activations of one sample, all layers together
	MaxProducts  = 1 << 30 // multiplications for one sample, a layer
	MaxUnfolded  = 1 << 23 // pixels under all places of a convolution's window, 32 MiB
	MaxBatchSize = 1024
	MaxEpochs    = 1000
	MaxSteps     = 1 << 30
	MaxSeed      = 1<<53 - 1 // the largest integer that JavaScript holds exactly
)

// FieldError says which field of a recipe is wrong and why.
type FieldError struct {
	Field  string // as in the JSON: "layers[2].filters"
	Reason string
}

// Error implements error.
func (e *FieldError) Error() string { return "recipe: " + e.Field + ": " + e.Reason }

func wrong(field, layout string, args ...any) error {
	return &FieldError{Field: field, Reason: format.Sprintf(layout, args...)}
}

// Validate reports the first field that makes no sense, as a *FieldError.
func (r Recipe) Validate() error {
	if r.Version != Version {
		return wrong("version", "is %d, must be %d", r.Version, Version)
	}
	if len(r.Name) > MaxName {
		return wrong("name", "is %d bytes long, at most %d", len(r.Name), MaxName)
	}
	if !isText(r.Name) {
		return wrong("name", "must be text without control characters")
	}
	shapes, err := r.Shapes()
	if err != nil {
		return err
	}
	if err := r.Init.validate(); err != nil {
		return err
	}
	if err := r.Loss.validate(); err != nil {
		return err
	}
	if err := r.Optimizer.validate(); err != nil {
		return err
	}
	if err := r.Schedule.validate(); err != nil {
		return err
	}
	if !(r.LearningRate > 0 && r.LearningRate <= 100) {
		return wrong("learningRate", "is %v, must be above 0 and at most 100", r.LearningRate)
	}
	if !(r.WeightDecay >= 0 && r.WeightDecay <= 100) {
		return wrong("weightDecay", "is %v, must be 0 to 100", r.WeightDecay)
	}
	if err := within("batchSize", r.BatchSize, 1, MaxBatchSize); err != nil {
		return err
	}
	if err := r.validateGroups(shapes); err != nil {
		return err
	}
	if err := within("epochs", r.Epochs, 1, MaxEpochs); err != nil {
		return err
	}
	if err := within("steps", r.Steps, 0, MaxSteps); err != nil {
		return err
	}
	if err := r.Augment.validate(); err != nil {
		return err
	}
	if t := r.Temperature; !(t == 0 || t >= 0.05 && t <= 20) {
		return wrong("temperature", "is %v, must be 0.05 to 20, or 0 for none", t)
	}
	if r.Seed > MaxSeed {
		return wrong("seed", "is %d, at most %d", r.Seed, uint64(MaxSeed))
	}
	return r.Weights.validate(r.Layers)
}

// Shapes returns every layer's output shape, or a *FieldError that names the
// first layer that does not fit.
func (r Recipe) Shapes() ([][3]int, error) {
	for i, n := range r.Input {
		if err := within(index("input", i), n, 1, 1024); err != nil {
			return nil, err
		}
	}
	shapes, err := chain("layers", r.Input, r.Layers)
	if err != nil {
		return nil, err
	}
	if last := size(shapes[len(shapes)-1]); last != Classes {
		return nil, wrong("layers", "the last layer gives %d values, must be %d, one a digit", last, Classes)
	}
	if last := len(r.Layers) - 1; r.Layers[last].Kind == KindSoftmax {
		return nil, wrong(index("layers", last)+".kind", "is softmax, which every loss takes of the last layer; leave the layer out")
	}
	return shapes, nil
}

// chain returns every layer's output shape, the first's input being of shape
// in.
func chain(name string, in [3]int, layers []Layer) ([][3]int, error) {
	if err := within(name, len(layers), 1, MaxLayers); err != nil {
		return nil, err
	}
	shape := in
	values, params := size(shape), 0
	shapes := make([][3]int, 0, len(layers))
	for i, l := range layers {
		field := index(name, i)
		out, n, err := l.shape(field, shape)
		if err != nil {
			return nil, err
		}
		values += size(out)
		params += n
		if values > MaxValues {
			return nil, wrong(field, "the network's activations for one image pass %d values", MaxValues)
		}
		if params > MaxParams {
			return nil, wrong(field, "the network's parameters pass %d", MaxParams)
		}
		if products, unfolded := l.work(shape, out); products > MaxProducts || unfolded > MaxUnfolded {
			return nil, wrong(field, "takes %d multiplications over %d pixels for one image, at most %d over %d; use a smaller kernel or fewer channels",
				products, unfolded, MaxProducts, MaxUnfolded)
		}
		shape = out
		shapes = append(shapes, out)
	}
	if params == 0 {
		return nil, wrong(name, "nothing to train: add a dense or conv2d layer")
	}
	return shapes, nil
}

func (i Init) validate() error {
	switch i.Kind {
	case InitNormal:
		if !(i.Std > 0 && i.Std <= 100) {
			return wrong("init.std", "is %v, must be above 0 and at most 100", i.Std)
		}
	case InitXavier, InitHe:
	default:
		return unknown("init.kind", i.Kind, "an initialiser", InitNormal, InitXavier, InitHe)
	}
	return unused("init", i.Kind, &i)
}

func (w Weights) validate(layers []Layer) error {
	if w == (Weights{}) {
		return nil
	}
	if w.Dense != DenseOutIn && w.Dense != DenseInOut {
		return unknown("weights.dense", w.Dense, "a shape of dense weights", DenseOutIn, DenseInOut)
	}
	if len(w.Names) > MaxNames {
		return wrong("weights.names", "are %d bytes long, at most %d", len(w.Names), MaxNames)
	}
	if !isText(w.Names) {
		return wrong("weights.names", "must be text without control characters")
	}
	seen := map[string]bool{}
	for _, name := range w.List() {
		if seen[name] {
			return wrong("weights.names", "have %q twice", name)
		}
		seen[name] = true
	}
	switch w.Dropout {
	case "":
	case DropoutInverted, DropoutScaled:
		if !slices.ContainsFunc(layers, func(l Layer) bool { return l.Kind == KindDropout }) {
			return wrong("weights.dropout", "has no effect without dropout layers; leave it out")
		}
	default:
		return unknown("weights.dropout", w.Dropout, "a kind of dropout", DropoutInverted, DropoutScaled)
	}
	return nil
}

func within(field string, n, least, most int) error {
	if n < least || n > most {
		return wrong(field, "is %d, must be %d to %d", n, least, most)
	}
	return nil
}

func fraction(field string, x float64) error {
	if !(x >= 0 && x < 1) {
		return wrong(field, "is %v, must be at least 0 and below 1", x)
	}
	return nil
}

// isText reports whether s is valid UTF-8 without control characters.
func isText(s string) bool {
	for _, c := range s {
		if c < ' ' || 0x7f <= c && c < 0xa0 {
			return false
		}
	}
	return utf8.ValidString(s)
}

// unknown refuses a kind that there is not.
func unknown(field, kind, what string, kinds ...string) error {
	list := kinds[0]
	for _, k := range kinds[1:] {
		list += ", " + k
	}
	return wrong(field, "%q is not %s; there are %s", kind, what, list)
}

func size(s [3]int) int { return s[0] * s[1] * s[2] }
