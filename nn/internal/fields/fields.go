// Package fields lets one list of a configuration's fields serve for checking
// its bounds, for reading and writing it, and for naming what is wrong with it.
// The layers, optimisers and schedules that a recipe is made of show their
// fields to a Visitor; a Visitor does with them what it is for.
package fields

import (
	"strings"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Visitor is shown the fields of a configuration, each with its name in JSON, a
// pointer to its value and the values that it may have.
type Visitor interface {
	// Reading reports whether the visitor overwrites the fields. What is read
	// begins from its zero value or its kind's usual one.
	Reading() bool
	// Choice is one of the options; what says what they are, as in "a layer".
	// Where its name is "kind" the fields that follow depend on it.
	Choice(name string, v *string, what string, options []string)
	// Text is at most max bytes of text without control characters.
	Text(name string, v *string, max int)
	Int(name string, v *int, min, max int)
	Uint(name string, v *uint64, max uint64)
	Float(name string, v *float64, r Range)
	// Shape has extents of 1 to max.
	Shape(name string, v *tensor.Shape, max int)
	// Part is a field that has fields of its own; one that is not present is
	// left out when it is written.
	Part(name string, present bool, visit func(Visitor))
	// List is a field of 1 to max parts, n of them now. resize is called with
	// the number read.
	List(name string, n, max int, resize func(n int), visit func(i int, v Visitor))
}

// Config is a configuration that its kind names: a layer, an optimiser.
type Config interface {
	// Kind returns its name in a recipe.
	Kind() string
	// Visit shows its fields, but for the kind, and returns the configuration
	// with the values that the visitor has given them.
	Visit(v Visitor) Config
}

// OwnKind is the kind of a configuration that no table has: of a type that the
// program adds. It can be written, but not read.
const OwnKind = "own"

// Own reports whether a configuration is of a type that no table has. One that
// embeds a table's is as well: it may build something else.
func Own(now any) bool {
	if now == nil {
		return false
	}
	c, ok := now.(Config)
	if !ok {
		return true
	}
	var b blind
	return c.Visit(&b) != now && !b.nan // a NaN equals nothing, whatever the types
}

// KindOf returns a configuration's kind, OwnKind for one that is Own, "" for nil.
func KindOf(now any) string {
	if Own(now) {
		return OwnKind
	}
	if c, ok := now.(Config); ok {
		return c.Kind()
	}
	return ""
}

// Choose visits a configuration that is one of a table's: its kind, then the
// fields of that kind, and returns it as the visitor has changed it. now is nil
// for none; so is the result, if the table has none of the kind. Of one that is
// Own only the kind is visited.
func Choose(v Visitor, what string, table []Config, now any) any {
	kind := KindOf(now)
	if v.Reading() {
		kind = ""
	}
	v.Choice("kind", &kind, what, Kinds(table))
	c, _ := now.(Config)
	if v.Reading() {
		if c = Find(table, kind); c == nil {
			return nil
		}
	}
	if c == nil || kind == OwnKind {
		return now
	}
	return c.Visit(v)
}

// Kinds returns the names of a table's kinds.
func Kinds(table []Config) []string {
	names := make([]string, len(table))
	for i, c := range table {
		names[i] = c.Kind()
	}
	return names
}

// Find returns the table's configuration of a kind, nil if it has none.
func Find(table []Config, kind string) Config {
	for _, c := range table {
		if c.Kind() == kind {
			return c
		}
	}
	return nil
}

// Error says which field is wrong and why.
type Error struct {
	Field  string // as in JSON: "layers[2].filters"; empty where that is not known yet
	Reason Reason
}

// Error implements error.
func (e *Error) Error() string {
	if e.Field == "" {
		return e.Reason.String()
	}
	return e.Field + " " + e.Reason.String()
}

// Wrong returns an Error; values are as in Because.
func Wrong(field, code string, values ...any) *Error {
	return &Error{Field: field, Reason: Because(code, values...)}
}

// In returns e with the part that its field belongs to: "layers[2]" and
// "filters" give "layers[2].filters".
func (e *Error) In(part string) *Error { return &Error{Join(part, e.Field), e.Reason} }

// Join returns the name of a part's field.
func Join(part, field string) string {
	if part == "" || field == "" {
		return part + field
	}
	return part + "." + field
}

// Index returns the name of a list's item: "layers[2]".
func Index(list string, i int) string { return format.Sprintf("%s[%d]", list, i) }

// Unknown returns the Error of a choice that there is not.
func Unknown(field, choice, what string, options []string) *Error {
	if field == "kind" || strings.HasSuffix(field, ".kind") {
		if choice == OwnKind {
			return Wrong(field, "own")
		}
	}
	list := ""
	for _, o := range options {
		if list != "" {
			list += ", "
		}
		list += o
	}
	return Wrong(field, "unknown", choice, what, list)
}

// blind is a Visitor that changes nothing.
type blind struct{ nan bool }

func (b *blind) Float(_ string, v *float64, _ Range) { b.nan = b.nan || *v != *v }

func (*blind) Reading() bool                                        { return false }
func (*blind) Choice(string, *string, string, []string)             {}
func (*blind) Text(string, *string, int)                            {}
func (*blind) Int(string, *int, int, int)                           {}
func (*blind) Uint(string, *uint64, uint64)                         {}
func (*blind) Shape(string, *tensor.Shape, int)                     {}
func (*blind) Part(string, bool, func(Visitor))                     {}
func (*blind) List(string, int, int, func(int), func(int, Visitor)) {}
