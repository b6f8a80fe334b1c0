// Package json reads JSON into a tree of values, strictly by RFC 8259, but that
// it leaves it to the caller whether a string is valid UTF-8. It is
// for small texts: recipes and manifests. Package encoding/json would add half
// a megabyte to the worker's download.
package json

import (
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth bounds how deep arrays and objects may nest.
const maxDepth = 32

type kind uint8

const (
	isNull kind = iota
	isBool
	isNumber
	isString
	isArray
	isObject
)

// Value is one JSON value. Its methods return an error when it is of another
// type.
type Value struct {
	kind  kind
	text  string   // of a number, as it stands; of a string, without escapes
	keys  []string // of an object, one for each of items; repeats are kept
	items []*Value
}

var errType = errors.New("json: value is of another type")

// Object is a Value that is known to be an object.
type Object struct{ v *Value }

// Object returns the value as an object.
func (v *Value) Object() (*Object, error) {
	if v.kind != isObject {
		return nil, errType
	}
	return &Object{v}, nil
}

// Visit calls f with the fields in their order; a repeated name is passed as
// often as it is there.
func (o *Object) Visit(f func(key []byte, v *Value)) {
	for i, key := range o.v.keys {
		f([]byte(key), o.v.items[i])
	}
}

// Get returns the first field of that name, nil if v is no object or has none.
func (v *Value) Get(key string) *Value {
	for i, k := range v.keys {
		if k == key {
			return v.items[i]
		}
	}
	return nil
}

// Array returns an array's items.
func (v *Value) Array() ([]*Value, error) {
	if v.kind != isArray {
		return nil, errType
	}
	return v.items, nil
}

// StringBytes returns a string's bytes.
func (v *Value) StringBytes() ([]byte, error) {
	if v.kind != isString {
		return nil, errType
	}
	return []byte(v.text), nil
}

// Float64 returns a number.
func (v *Value) Float64() (float64, error) {
	if v.kind != isNumber {
		return 0, errType
	}
	return strconv.ParseFloat(v.text, 64)
}

// Int returns a number that is written without fraction and exponent.
func (v *Value) Int() (int, error) {
	if v.kind != isNumber {
		return 0, errType
	}
	return strconv.Atoi(v.text)
}

// Uint64 returns a number that is written without sign, fraction and exponent.
func (v *Value) Uint64() (uint64, error) {
	if v.kind != isNumber {
		return 0, errType
	}
	return strconv.ParseUint(v.text, 10, 64)
}

// ParseBytes reads one value that fills b. Errors say at which byte.
func ParseBytes(b []byte) (*Value, error) {
	p := parser{b: b}
	v := p.value(0)
	p.space()
	if p.at < len(b) {
		p.fail("nothing more")
	}
	if p.want != "" {
		return nil, errors.New("json: byte " + strconv.Itoa(p.at) + ": there must be " + p.want)
	}
	return v, nil
}

// parser stops at the first error: want is set, and at stays there.
type parser struct {
	b    []byte
	at   int
	want string
}

func (p *parser) fail(want string) {
	if p.want == "" {
		p.want = want
	}
}

func (p *parser) peek() byte {
	if p.want != "" || p.at >= len(p.b) {
		return 0
	}
	return p.b[p.at]
}

// accept consumes c if it is next.
func (p *parser) accept(c byte) bool {
	if p.peek() != c || c == 0 {
		return false
	}
	p.at++
	return true
}

func (p *parser) space() {
	for c := p.peek(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = p.peek() {
		p.at++
	}
}

func (p *parser) value(depth int) *Value {
	v := &Value{}
	p.space()
	switch c := p.peek(); {
	case depth > maxDepth:
		p.fail("less nesting")
	case c == '{':
		v.kind = isObject
		p.list('}', func() {
			v.keys = append(v.keys, p.str())
			p.space()
			if !p.accept(':') {
				p.fail("a colon")
			}
			v.items = append(v.items, p.value(depth+1))
		})
	case c == '[':
		v.kind = isArray
		p.list(']', func() { v.items = append(v.items, p.value(depth+1)) })
	case c == '"':
		v.kind, v.text = isString, p.str()
	case c == '-' || '0' <= c && c <= '9':
		v.kind, v.text = isNumber, p.number()
	default:
		v.kind = p.word()
	}
	return v
}

// list reads items between commas up to the closing bracket.
func (p *parser) list(end byte, item func()) {
	p.at++
	p.space()
	if p.accept(end) {
		return
	}
	for p.want == "" {
		p.space()
		item()
		p.space()
		if p.accept(end) {
			return
		}
		if !p.accept(',') {
			p.fail("a comma or " + string(rune(end)))
		}
	}
}

func (p *parser) word() kind {
	for _, w := range [...]struct {
		text string
		kind kind
	}{{"null", isNull}, {"true", isBool}, {"false", isBool}} {
		if n := p.at + len(w.text); n <= len(p.b) && string(p.b[p.at:n]) == w.text {
			p.at = n
			return w.kind
		}
	}
	p.fail("a value")
	return isNull
}

func (p *parser) number() string {
	from := p.at
	p.accept('-')
	if !p.accept('0') {
		p.digits()
	}
	if p.accept('.') {
		p.digits()
	}
	if p.accept('e') || p.accept('E') {
		if !p.accept('+') {
			p.accept('-')
		}
		p.digits()
	}
	return string(p.b[from:p.at])
}

func (p *parser) digits() {
	from := p.at
	for c := p.peek(); '0' <= c && c <= '9'; c = p.peek() {
		p.at++
	}
	if p.at == from {
		p.fail("a digit")
	}
}

func (p *parser) str() string {
	if !p.accept('"') {
		p.fail("a string")
		return ""
	}
	var s []byte
	for !p.accept('"') {
		switch c := p.peek(); {
		case c == '\\':
			p.at++
			s = p.escape(s)
		case c < ' ':
			p.fail("the end of the string")
			return ""
		default:
			s = append(s, c)
			p.at++
		}
	}
	return string(s)
}

func (p *parser) escape(s []byte) []byte {
	const from, to = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	c := p.peek()
	for i := range len(from) {
		if c == from[i] {
			p.at++
			return append(s, to[i])
		}
	}
	if c != 'u' {
		p.fail("an escape that JSON has")
		return s
	}
	r := p.hex4()
	if utf16.IsSurrogate(r) && p.accept('\\') {
		r = utf16.DecodeRune(r, p.hex4())
	}
	return utf8.AppendRune(s, r) // half a pair becomes U+FFFD
}

// hex4 reads u and four hexadecimal digits.
func (p *parser) hex4() rune {
	if p.at+5 <= len(p.b) && p.accept('u') {
		if n, err := strconv.ParseUint(string(p.b[p.at:p.at+4]), 16, 16); err == nil {
			p.at += 4
			return rune(n)
		}
	}
	p.fail("u and four hexadecimal digits")
	return 0
}
