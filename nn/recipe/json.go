package recipe

import (
	"fmt"
	"strconv"

	"github.com/valyala/fastjson"
)

// MaxJSON is the largest recipe that Parse reads, in bytes.
const MaxJSON = 64 << 10

// Parse reads a recipe from JSON and validates it. Unknown and repeated fields
// are errors, and so are fields of the wrong type; all are *FieldError. A
// "preset" field names a Preset whose values stand where b says nothing.
//
// It uses fastjson rather than encoding/json because the latter alone would
// add half a megabyte to the worker's download.
func Parse(b []byte) (Recipe, error) {
	if len(b) > MaxJSON {
		return Recipe{}, wrong("recipe", "is %d bytes long, at most %d", len(b), MaxJSON)
	}
	v, err := fastjson.ParseBytes(b)
	if err != nil {
		return Recipe{}, wrong("recipe", "is not JSON: %v", err)
	}
	var r Recipe
	var p parser
	if name := v.Get("preset"); name != nil {
		var preset string
		p.str("preset", name, &preset)
		var ok bool
		if r, ok = Preset(preset); !ok && p.err == nil {
			p.fail("preset", "there is none called %q; there are %v", preset, Presets())
		}
	}
	p.object("", v, fields{
		"preset":       func(string, *fastjson.Value) {},
		"version":      func(f string, v *fastjson.Value) { p.int(f, v, &r.Version) },
		"name":         func(f string, v *fastjson.Value) { p.str(f, v, &r.Name) },
		"input":        func(f string, v *fastjson.Value) { p.input(f, v, &r.Input) },
		"layers":       func(f string, v *fastjson.Value) { p.layers(f, v, &r.Layers) },
		"init":         func(f string, v *fastjson.Value) { r.Init = Init{}; p.init(f, v, &r.Init) },
		"optimizer":    func(f string, v *fastjson.Value) { r.Optimizer = Optimizer{}; p.optimizer(f, v, &r.Optimizer) },
		"schedule":     func(f string, v *fastjson.Value) { r.Schedule = Schedule{}; p.schedule(f, v, &r.Schedule) },
		"learningRate": func(f string, v *fastjson.Value) { p.float(f, v, &r.LearningRate) },
		"batchSize":    func(f string, v *fastjson.Value) { p.int(f, v, &r.BatchSize) },
		"epochs":       func(f string, v *fastjson.Value) { p.int(f, v, &r.Epochs) },
		"seed":         func(f string, v *fastjson.Value) { p.seed(f, v, &r.Seed) },
	})
	if p.err != nil {
		return Recipe{}, p.err
	}
	if err := r.Validate(); err != nil {
		return Recipe{}, err
	}
	return r, nil
}

// parser keeps the first error, so that reading a field needs no check.
type parser struct{ err error }

// fields maps an object's field names to what reads them.
type fields map[string]func(field string, v *fastjson.Value)

func (p *parser) fail(field, format string, args ...any) {
	if p.err == nil {
		p.err = wrong(field, format, args...)
	}
}

func (p *parser) object(at string, v *fastjson.Value, known fields) {
	o, err := v.Object()
	if err != nil {
		if at == "" {
			at = "recipe"
		}
		p.fail(at, "must be an object")
		return
	}
	seen := map[string]bool{}
	o.Visit(func(key []byte, v *fastjson.Value) {
		field := string(key)
		read, ok := known[field]
		if at != "" {
			field = at + "." + field
		}
		switch {
		case !ok:
			p.fail(field, "is not a field of a recipe")
		case seen[field]:
			p.fail(field, "is given twice")
		default:
			seen[field] = true
			read(field, v)
		}
	})
}

func (p *parser) array(field string, v *fastjson.Value) []*fastjson.Value {
	vs, err := v.Array()
	if err != nil {
		p.fail(field, "must be a list")
	}
	return vs
}

func (p *parser) str(field string, v *fastjson.Value, dst *string) {
	b, err := v.StringBytes()
	if err != nil {
		p.fail(field, "must be a string")
		return
	}
	*dst = string(b)
}

func (p *parser) int(field string, v *fastjson.Value, dst *int) {
	n, err := v.Int()
	if err != nil {
		p.fail(field, "must be a whole number")
		return
	}
	*dst = n
}

func (p *parser) seed(field string, v *fastjson.Value, dst *uint64) {
	n, err := v.Uint64()
	if err != nil {
		p.fail(field, "must be a whole number from 0 to %d", uint64(MaxSeed))
		return
	}
	*dst = n
}

func (p *parser) float(field string, v *fastjson.Value, dst *float64) {
	x, err := v.Float64()
	if err != nil {
		p.fail(field, "must be a number")
		return
	}
	*dst = x
}

func (p *parser) input(field string, v *fastjson.Value, dst *[3]int) {
	vs := p.array(field, v)
	if p.err == nil && len(vs) != 3 {
		p.fail(field, "must be [channels, height, width]")
	}
	for i := range min(len(vs), 3) {
		p.int(fmt.Sprintf("%s[%d]", field, i), vs[i], &dst[i])
	}
}

func (p *parser) layers(field string, v *fastjson.Value, dst *[]Layer) {
	vs := p.array(field, v)
	if len(vs) > MaxLayers {
		p.fail(field, "has %d layers, at most %d", len(vs), MaxLayers)
		return
	}
	*dst = make([]Layer, len(vs))
	for i, v := range vs {
		l := &(*dst)[i]
		p.object(fmt.Sprintf("%s[%d]", field, i), v, fields{
			"kind":    func(f string, v *fastjson.Value) { p.str(f, v, &l.Kind) },
			"units":   func(f string, v *fastjson.Value) { p.int(f, v, &l.Units) },
			"filters": func(f string, v *fastjson.Value) { p.int(f, v, &l.Filters) },
			"kernel":  func(f string, v *fastjson.Value) { p.int(f, v, &l.Kernel) },
			"stride":  func(f string, v *fastjson.Value) { p.int(f, v, &l.Stride) },
			"pad":     func(f string, v *fastjson.Value) { p.int(f, v, &l.Pad) },
			"epsilon": func(f string, v *fastjson.Value) { p.float(f, v, &l.Epsilon) },
			"decay":   func(f string, v *fastjson.Value) { p.float(f, v, &l.Decay) },
		})
	}
}

func (p *parser) init(field string, v *fastjson.Value, dst *Init) {
	p.object(field, v, fields{
		"kind": func(f string, v *fastjson.Value) { p.str(f, v, &dst.Kind) },
		"std":  func(f string, v *fastjson.Value) { p.float(f, v, &dst.Std) },
	})
}

func (p *parser) optimizer(field string, v *fastjson.Value, dst *Optimizer) {
	p.object(field, v, fields{
		"kind":     func(f string, v *fastjson.Value) { p.str(f, v, &dst.Kind) },
		"momentum": func(f string, v *fastjson.Value) { p.float(f, v, &dst.Momentum) },
		"beta1":    func(f string, v *fastjson.Value) { p.float(f, v, &dst.Beta1) },
		"beta2":    func(f string, v *fastjson.Value) { p.float(f, v, &dst.Beta2) },
		"epsilon":  func(f string, v *fastjson.Value) { p.float(f, v, &dst.Epsilon) },
	})
}

func (p *parser) schedule(field string, v *fastjson.Value, dst *Schedule) {
	p.object(field, v, fields{
		"kind":   func(f string, v *fastjson.Value) { p.str(f, v, &dst.Kind) },
		"warmUp": func(f string, v *fastjson.Value) { p.float(f, v, &dst.WarmUp) },
	})
}

// AppendJSON appends a valid recipe as JSON that Parse reads back to the same
// recipe.
func (r Recipe) AppendJSON(dst []byte) []byte {
	w := writer{dst}
	w.text(`{"version":`).int(r.Version).text(`,"name":`).str(r.Name)
	w.text(`,"input":[`).int(r.Input[0]).text(`,`).int(r.Input[1]).text(`,`).int(r.Input[2]).text(`],"layers":[`)
	for i, l := range r.Layers {
		if i > 0 {
			w.text(`,`)
		}
		w.text(`{"kind":`).str(l.Kind)
		switch l.Kind {
		case KindDense:
			w.text(`,"units":`).int(l.Units)
		case KindConv2D:
			w.text(`,"filters":`).int(l.Filters).text(`,"kernel":`).int(l.Kernel)
			w.text(`,"stride":`).int(l.Stride).text(`,"pad":`).int(l.Pad)
		case KindMaxPool2D:
			w.text(`,"kernel":`).int(l.Kernel).text(`,"stride":`).int(l.Stride)
		case KindBatchNorm:
			w.text(`,"epsilon":`).float(l.Epsilon).text(`,"decay":`).float(l.Decay)
		}
		w.text(`}`)
	}
	w.text(`],"init":{"kind":`).str(r.Init.Kind)
	if r.Init.Kind == InitNormal {
		w.text(`,"std":`).float(r.Init.Std)
	}
	w.text(`},"optimizer":{"kind":`).str(r.Optimizer.Kind)
	switch r.Optimizer.Kind {
	case OptimizerMomentum:
		w.text(`,"momentum":`).float(r.Optimizer.Momentum)
	case OptimizerAdam:
		w.text(`,"beta1":`).float(r.Optimizer.Beta1).text(`,"beta2":`).float(r.Optimizer.Beta2)
		w.text(`,"epsilon":`).float(r.Optimizer.Epsilon)
	}
	w.text(`},"schedule":{"kind":`).str(r.Schedule.Kind)
	if r.Schedule.Kind == ScheduleOneCycle {
		w.text(`,"warmUp":`).float(r.Schedule.WarmUp)
	}
	w.text(`},"learningRate":`).float(r.LearningRate).text(`,"batchSize":`).int(r.BatchSize)
	w.text(`,"epochs":`).int(r.Epochs).text(`,"seed":`)
	return append(strconv.AppendUint(w.b, r.Seed, 10), '}')
}

// writer appends JSON values, chained.
type writer struct{ b []byte }

func (w *writer) text(s string) *writer { w.b = append(w.b, s...); return w }

func (w *writer) int(n int) *writer { w.b = strconv.AppendInt(w.b, int64(n), 10); return w }

func (w *writer) float(x float64) *writer { w.b = strconv.AppendFloat(w.b, x, 'g', -1, 64); return w }

// str quotes s, which has no control characters (Validate sees to it).
func (w *writer) str(s string) *writer {
	w.b = append(w.b, '"')
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			w.b = append(w.b, '\\')
		}
		w.b = append(w.b, s[i])
	}
	w.b = append(w.b, '"')
	return w
}
