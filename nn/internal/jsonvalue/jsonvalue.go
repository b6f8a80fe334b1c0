// Package jsonvalue takes JSON values apart with encoding/json/jsontext, for
// readers that say themselves what is wrong with a value and where it stands:
// repeated names and text that is not UTF-8 are left to them.
package jsonvalue

import (
	"bytes"
	"encoding/json/jsontext"
	"errors"
	"io"
)

// errMore is the error of Read for more than one value.
var errMore = errors.New("there is more after the end of the value")

func decoder(b []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(b), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// Read returns the one value that b holds, or says why it is not JSON.
func Read(b []byte) (jsontext.Value, error) {
	d := decoder(b)
	v, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	v = within(b, d, v)
	switch _, err := d.ReadToken(); err {
	case io.EOF:
		return v, nil
	case nil:
		return nil, errMore
	default:
		return nil, err
	}
}

// Object is the members of an object, in their order.
type Object struct {
	Names  []string
	Values []jsontext.Value
}

// Get returns the first member of a name, nil for none.
func (o Object) Get(name string) jsontext.Value {
	for i, n := range o.Names {
		if n == name {
			return o.Values[i]
		}
	}
	return nil
}

// Members returns the members of a value that Read has read, and whether it is
// an object.
func Members(v jsontext.Value) (o Object, ok bool) {
	if v.Kind() != '{' {
		return o, false
	}
	d := decoder(v)
	must(d.ReadToken())
	for d.PeekKind() != '}' {
		name := must(d.ReadToken()).String()
		o.Names = append(o.Names, name)
		o.Values = append(o.Values, within(v, d, must(d.ReadValue())))
	}
	return o, true
}

// Items returns the items of a value that Read has read, and whether it is an
// array.
func Items(v jsontext.Value) (items []jsontext.Value, ok bool) {
	if v.Kind() != '[' {
		return nil, false
	}
	d := decoder(v)
	must(d.ReadToken())
	for d.PeekKind() != ']' {
		items = append(items, within(v, d, must(d.ReadValue())))
	}
	return items, true
}

// within returns the part of b that is the value which d, a decoder of b, read
// last: that is good only until the next read.
func within(b []byte, d *jsontext.Decoder, v jsontext.Value) jsontext.Value {
	end := int(d.InputOffset())
	return b[end-len(v) : end : end]
}

// must returns v: what is part of a value that was read is JSON.
func must[T any](v T, err error) T {
	if err != nil {
		panic("jsonvalue: " + err.Error())
	}
	return v
}

// Text returns the text of a string. It fails for other values and for text that
// is not UTF-8.
func Text(v jsontext.Value) (string, bool) {
	if v.Kind() != '"' {
		return "", false
	}
	b, err := jsontext.AppendUnquote(nil, v)
	return string(b), err == nil
}
