package recipe

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/json"
)

// MaxJSON is the largest recipe that Parse reads, in bytes.
const MaxJSON = 64 << 10

// Parse reads a recipe from JSON and validates it. Unknown and repeated fields
// are errors, and so are fields of the wrong type; all are *FieldError. A
// "preset" field names a Preset whose values stand where b says nothing.
func Parse(b []byte) (Recipe, error) {
	b, err := utf8Text(b)
	if err != nil {
		return Recipe{}, err
	}
	if len(b) > MaxJSON {
		return Recipe{}, wrong("recipe", "is %d bytes long, at most %d", len(b), MaxJSON)
	}
	v, err := json.ParseBytes(b)
	if err != nil {
		return Recipe{}, wrong("recipe", "is not JSON: %v", err)
	}
	r := Recipe{Loss: CrossEntropy()}
	var p parser
	var name string
	if named := v.Get("preset"); named != nil {
		if p.value("preset", named, &name); p.err == nil {
			var ok bool
			if r, ok = Preset(name); !ok {
				p.fail("preset", "there is none called %q; there are %v", name, append(Presets(), BookPresets()...))
			}
		}
	}
	p.object("", v, func(visit visitor) {
		visit("preset", "", &name)
		r.fields(visit)
	})
	if p.err == nil {
		p.err = r.Validate()
	}
	if p.err != nil {
		return Recipe{}, p.err
	}
	return r, nil
}

// parser keeps the first error, so that reading a field needs no check.
type parser struct{ err error }

func (p *parser) fail(field, layout string, args ...any) {
	if p.err == nil {
		p.err = wrong(field, layout, args...)
	}
}

// object reads the fields that an object is given.
func (p *parser) object(at string, v *json.Value, fields func(visitor)) {
	o, err := v.Object()
	if err != nil {
		if at == "" {
			at = "recipe"
		}
		p.fail(at, "must be an object")
		return
	}
	known := map[string]any{}
	fields(func(name, _ string, value any) { known[name] = value })
	seen := map[string]bool{}
	o.Visit(func(key []byte, v *json.Value) {
		name := string(key)
		field := name
		if at != "" {
			field = at + "." + name
		}
		switch value, ok := known[name]; {
		case !ok:
			p.fail(field, "is not a field of a recipe")
		case seen[name]:
			p.fail(field, "is given twice")
		default:
			seen[name] = true
			p.value(field, v, value)
		}
	})
}

// value reads one value into what dst points to.
func (p *parser) value(field string, v *json.Value, dst any) {
	var err error
	must := "must be a number"
	switch dst := dst.(type) {
	case *string:
		var b []byte
		b, err = v.StringBytes()
		*dst, must = string(b), "must be a string"
	case *int:
		*dst, err = v.Int()
		must = "must be a whole number"
	case *uint64:
		*dst, err = v.Uint64()
		must = "must be a whole number, not negative"
	case *float64:
		*dst, err = v.Float64()
	case *[3]int:
		vs, _ := v.Array()
		if len(vs) != len(dst) {
			p.fail(field, "must be [channels, height, width]")
			return
		}
		for i := range dst {
			p.value(index(field, i), vs[i], &dst[i])
		}
	case *[]Layer:
		vs, err := v.Array()
		if err != nil || len(vs) > MaxLayers {
			p.fail(field, "must be a list of at most %d layers", MaxLayers)
			return
		}
		*dst = make([]Layer, len(vs))
		for i, v := range vs {
			l := &(*dst)[i]
			p.object(index(field, i), v, l.fields)
			if l.Kind == KindConv2D && v.Get("dilation") == nil {
				l.Dilation = 1 // recipes older than the field
			}
		}
	case *Init:
		*dst = Init{}
		p.object(field, v, dst.fields)
	case *Loss:
		*dst = Loss{}
		p.object(field, v, dst.fields)
	case *Optimizer:
		*dst = Optimizer{}
		p.object(field, v, dst.fields)
	case *Schedule:
		*dst = Schedule{}
		p.object(field, v, dst.fields)
	case *Weights:
		*dst = Weights{}
		p.object(field, v, dst.fields)
	case *Augment:
		*dst = Augment{}
		p.object(field, v, dst.fields)
	}
	if err != nil {
		p.fail(field, "%s", must)
	}
}

func index(field string, i int) string { return format.Sprintf("%s[%d]", field, i) }

// AppendJSON appends a valid recipe as JSON that Parse reads back to the same
// recipe.
func (r Recipe) AppendJSON(dst []byte) []byte { return appendObject(dst, "", &r) }

// appendObject appends the fields that kind uses.
func appendObject(dst []byte, kind string, p part) []byte {
	next := byte('{')
	p.fields(func(name, kinds string, value any) {
		if w, ok := value.(*Weights); ok && *w == (Weights{}) {
			return // nothing said
		}
		if uses(kinds, kind) {
			dst = append(dst, next)
			dst = append(appendString(dst, name), ':')
			dst = appendValue(dst, value)
			next = ','
		}
	})
	return append(dst, '}')
}

func appendValue(dst []byte, value any) []byte {
	switch v := value.(type) {
	case *string:
		return appendString(dst, *v)
	case *int:
		return strconv.AppendInt(dst, int64(*v), 10)
	case *uint64:
		return strconv.AppendUint(dst, *v, 10)
	case *float64:
		return strconv.AppendFloat(dst, *v, 'g', -1, 64)
	case *[3]int:
		return format.Appendf(dst, "[%d,%d,%d]", v[0], v[1], v[2])
	case *[]Layer:
		next := byte('[')
		for i := range *v {
			l := &(*v)[i]
			dst = appendObject(append(dst, next), l.Kind, l)
			next = ','
		}
		return append(dst, ']')
	case *Init:
		return appendObject(dst, v.Kind, v)
	case *Loss:
		return appendObject(dst, v.Kind, v)
	case *Optimizer:
		return appendObject(dst, v.Kind, v)
	case *Schedule:
		return appendObject(dst, v.Kind, v)
	case *Weights:
		return appendObject(dst, "", v)
	case *Augment:
		return appendObject(dst, "", v)
	}
	return dst
}

// appendString quotes s, which has no control characters (Validate sees to
// it).
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '"')
}
