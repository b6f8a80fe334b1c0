package fields

import (
	"slices"
	"unicode/utf8"

	"github.com/zerokara/zerokara/nn/tensor"
)

// Check returns the first field whose value is not allowed, nil if there is
// none.
func Check(visit func(Visitor)) *Error {
	var first *Error
	visit(&checker{first: &first})
	return first
}

// CheckConfig is Check of a configuration's fields.
func CheckConfig(c Config) *Error { return Check(func(v Visitor) { c.Visit(v) }) }

// checker is the Visitor of Check.
type checker struct {
	at    string // the part that it is in
	first **Error
}

func (c *checker) fail(field, code string, values ...any) {
	if *c.first == nil {
		*c.first = Wrong(Join(c.at, field), code, values...)
	}
}

func (c *checker) Reading() bool { return false }

func (c *checker) Choice(name string, v *string, what string, options []string) {
	if *v == OwnKind && name == "kind" || slices.Contains(options, *v) {
		return
	}
	if *c.first == nil {
		*c.first = Unknown(Join(c.at, name), *v, what, options)
	}
}

func (c *checker) Text(name string, v *string, max int) {
	if len(*v) > max {
		c.fail(name, "long", len(*v), max)
	}
	if !isText(*v) {
		c.fail(name, "control")
	}
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

func (c *checker) Int(name string, v *int, min, max int) {
	if *v < min || *v > max {
		c.fail(name, "range", *v, min, max)
	}
}

func (c *checker) Uint(name string, v *uint64, max uint64) {
	if *v > max {
		c.fail(name, "max", *v, max)
	}
}

func (c *checker) Float(name string, v *float64, r Range) {
	if !r.Has(*v) {
		c.fail(name, r.code(), *v, r.Min, r.Max)
	}
}

func (c *checker) Shape(name string, v *tensor.Shape, max int) {
	for i, n := range []*int{&v.C, &v.H, &v.W} {
		c.Int(Index(name, i), n, 1, max)
	}
}

func (c *checker) Part(name string, present bool, visit func(Visitor)) {
	if present {
		visit(&checker{Join(c.at, name), c.first})
	}
}

func (c *checker) List(name string, n, max int, _ func(int), visit func(int, Visitor)) {
	c.Int(name, &n, 1, max)
	for i := range min(n, max) {
		visit(i, &checker{Join(c.at, Index(name, i)), c.first})
	}
}
