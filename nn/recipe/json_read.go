package recipe

import (
	"encoding/json/jsontext"
	"slices"
	"strconv"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/jsonvalue"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// MaxJSON is the largest recipe that Parse reads, in bytes.
const MaxJSON = 64 << 10

// Parse reads a recipe from JSON and validates it. Unknown and repeated fields
// are errors, and so are fields of the wrong type; all are *FieldError. A
// "preset" field names a Preset whose values stand where b says nothing.
func Parse(b []byte) (Recipe, error) {
	r := Recipe{Loss: CrossEntropy()} // recipes older than the field
	err := parse(b, func(v *reader) {
		var name string
		if v.Text("preset", &name, MaxName); v.has("preset") {
			preset, ok := Preset(name)
			if !ok {
				v.fail("preset", "preset", name, append(Presets(), BookPresets()...))
			}
			r = preset
		}
		r.visit(v)
	})
	if err == nil {
		err = r.ValidateKinds()
	}
	if err != nil {
		return Recipe{}, err
	}
	return r, nil
}

// ParseGAN reads a GAN from JSON and validates it, as Parse does a Recipe.
// Fields that b does not give are DCGAN's.
func ParseGAN(b []byte) (GAN, error) {
	g := DCGAN()
	err := parse(b, func(v *reader) { g.visit(v) })
	if err == nil {
		err = g.validate(layer.PlanKind)
	}
	if err != nil {
		return GAN{}, err
	}
	return g, nil
}

func parse(b []byte, visit func(*reader)) error {
	b, err := utf8Text(b)
	if err != nil {
		return err
	}
	if len(b) > MaxJSON {
		return wrong("recipe", "size", len(b), MaxJSON)
	}
	value, err := jsonvalue.Read(b)
	if err != nil {
		return wrong("recipe", "json", err)
	}
	var first *fields.Error
	v := &reader{first: &first}
	v.object(value)
	if first == nil {
		visit(v)
	}
	v.unknown()
	if first != nil {
		return located("", first)
	}
	return nil
}

// reader is the Visitor that reads the fields of one JSON object. It keeps the
// first error, so that reading a field needs no check.
type reader struct {
	jsonvalue.Object
	at    string   // the part that it is
	known []string // names visited
	first **fields.Error
}

func (r *reader) fail(field, code string, values ...any) {
	if *r.first == nil {
		*r.first = fields.Wrong(fields.Join(r.at, field), code, values...)
	}
}

// object takes an object's members.
func (r *reader) object(value jsontext.Value) {
	var ok bool
	if r.Object, ok = jsonvalue.Members(value); !ok {
		at := r.at
		if at == "" {
			at = "recipe"
		}
		if *r.first == nil {
			*r.first = fields.Wrong(at, "object")
		}
		return
	}
	for i, name := range r.Names {
		if slices.Contains(r.Names[:i], name) {
			r.fail(name, "twice")
		}
	}
}

// unknown refuses what was not visited.
func (r *reader) unknown() {
	for _, name := range r.Names {
		if !slices.Contains(r.known, name) {
			r.fail(name, "noField", r.known)
		}
	}
}

func (r *reader) has(name string) bool { return slices.Contains(r.Names, name) }

// value returns a field's value and whether it is given and of a kind: '"' for
// text, '0' for a number, '[' for a list. code is the refusal of another kind.
func (r *reader) value(name string, kind jsontext.Kind, code string) (jsontext.Value, bool) {
	r.known = append(r.known, name)
	v := r.Get(name)
	if v == nil {
		return nil, false
	}
	if v.Kind() != kind {
		r.fail(name, code)
		return nil, false
	}
	return v, true
}

func (r *reader) Reading() bool { return true }

func (r *reader) Choice(name string, v *string, what string, options []string) {
	r.Text(name, v, 0)
	if !slices.Contains(options, *v) && *r.first == nil {
		*r.first = fields.Unknown(fields.Join(r.at, name), *v, what, options)
	}
}

func (r *reader) Text(name string, v *string, _ int) {
	if value, ok := r.value(name, '"', "text"); ok {
		if *v, ok = jsonvalue.Text(value); !ok {
			r.fail(name, "utf8")
		}
	}
}

func (r *reader) Int(name string, v *int, _, _ int) {
	const code = "whole"
	if value, ok := r.value(name, '0', code); ok {
		n, err := strconv.Atoi(string(value))
		if err != nil {
			r.fail(name, code)
		}
		*v = n
	}
}

func (r *reader) Uint(name string, v *uint64, _ uint64) {
	const code = "natural"
	if value, ok := r.value(name, '0', code); ok {
		n, err := strconv.ParseUint(string(value), 10, 64)
		if err != nil {
			r.fail(name, code)
		}
		*v = n
	}
}

func (r *reader) Float(name string, v *float64, _ fields.Range) {
	const code = "number"
	if value, ok := r.value(name, '0', code); ok {
		x, err := strconv.ParseFloat(string(value), 64)
		if err != nil {
			r.fail(name, code)
		}
		*v = x
	}
}

func (r *reader) Shape(name string, v *tensor.Shape, _ int) {
	const code = "shape"
	value, ok := r.value(name, '[', code)
	if !ok {
		return
	}
	items, _ := jsonvalue.Items(value)
	if len(items) != 3 {
		r.fail(name, code)
		return
	}
	sub := &reader{at: r.at, first: r.first}
	for i, n := range []*int{&v.C, &v.H, &v.W} {
		item := fields.Index(name, i)
		sub.Names, sub.Values = append(sub.Names, item), append(sub.Values, items[i])
		sub.Int(item, n, 0, 0)
	}
}

func (r *reader) Part(name string, _ bool, visit func(fields.Visitor)) {
	r.known = append(r.known, name)
	if value := r.Get(name); value != nil {
		r.part(name, value, visit)
	}
}

// part reads a value that is an object of its own.
func (r *reader) part(name string, value jsontext.Value, visit func(fields.Visitor)) {
	sub := &reader{at: fields.Join(r.at, name), first: r.first}
	if sub.object(value); *r.first != nil {
		return
	}
	if visit(sub); *r.first == nil {
		sub.unknown()
	}
}

func (r *reader) List(name string, _, max int, resize func(int), visit func(int, fields.Visitor)) {
	value, ok := r.value(name, '[', "list")
	if !ok {
		return
	}
	items, _ := jsonvalue.Items(value)
	if len(items) > max {
		r.fail(name, "listLong", max)
		return
	}
	resize(len(items))
	for i, item := range items {
		r.part(fields.Index(name, i), item, func(v fields.Visitor) { visit(i, v) })
	}
}
