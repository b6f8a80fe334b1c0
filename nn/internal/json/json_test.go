package json

import (
	"bytes"
	std "encoding/json"
	"reflect"
	"strings"
	"testing"
)

// plain turns a value into what encoding/json would give, numbers as text.
func plain(v *Value) any {
	switch v.kind {
	case isNumber:
		return std.Number(v.text)
	case isString:
		return v.text
	case isArray:
		out := []any{}
		for _, i := range v.items {
			out = append(out, plain(i))
		}
		return out
	case isObject:
		out := map[string]any{}
		(&Object{v}).Visit(func(key []byte, v *Value) { out[string(key)] = plain(v) })
		return out
	case isBool:
		return "bool"
	}
	return nil
}

// withoutBools replaces bools, whose value this package does not keep.
func withoutBools(v any) any {
	switch v := v.(type) {
	case bool:
		return "bool"
	case []any:
		for i := range v {
			v[i] = withoutBools(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = withoutBools(v[k])
		}
	}
	return v
}

var texts = []string{
	`{"a":1,"b":[true,false,null,"x\n\u30bc\ud83d\ude00\"\\\/"],"c":{"d":-0.5e-3}}`, ` [ ] `, `{}`, `"ゼロ"`, `0`, `-1E+2`, ` { "a" : [ 1 , 2 ] } `,
	``, ` `, `{`, `[1,]`, `{"a":1,}`, `{"a" 1}`, `{1:2}`, `[1 2]`, `01`, `1.`, `.5`, `-`, `1e`, `+1`, `nul`, `True`, `"a`, "\"\n\"", `"\x"`, `"\u12"`, `"\u12g4"`,
	`{}{}`, "[\"\\u0000\"]", "\x00", `[1]]`, "\"a\x00b\"", `"\ud83d\u0041"`, `"\ud83dx"`, `"\u+123"`,
}

func FuzzAsEncodingJSON(f *testing.F) {
	for _, s := range texts {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d := std.NewDecoder(bytes.NewReader(b))
		d.UseNumber()
		var want any
		valid := std.Valid(b) && d.Decode(&want) == nil
		v, err := ParseBytes(b)
		if depth := strings.Count(string(b), "[") + strings.Count(string(b), "{"); depth > maxDepth {
			return
		}
		if strings.ToValidUTF8(string(b), "?") != string(b) || strings.Contains(string(b), `\ud`) || strings.Contains(string(b), `\uD`) {
			return // the other replaces what is not text; half pairs differ
		}
		if (err == nil) != valid {
			t.Fatalf("%q: %v, valid %v", b, err, valid)
		}
		if err == nil && !reflect.DeepEqual(plain(v), withoutBools(want)) {
			t.Errorf("%q: %#v, want %#v", b, plain(v), want)
		}
	})
}

func TestValues(t *testing.T) {
	v, err := ParseBytes([]byte(texts[0]))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := v.Get("a").Int(); n != 1 || err != nil {
		t.Error(n, err)
	}
	list, err := v.Get("b").Array()
	if err != nil || len(list) != 4 {
		t.Fatal(list, err)
	}
	if s, err := list[3].StringBytes(); string(s) != "x\nゼ😀\"\\/" || err != nil {
		t.Errorf("%q %v", s, err)
	}
	if x, err := v.Get("c").Get("d").Float64(); x != -0.0005 || err != nil {
		t.Error(x, err)
	}
	if v.Get("z") != nil || list[0].Get("a") != nil {
		t.Error("fields that are not there")
	}
	for _, f := range []func() error{
		func() error { _, err := v.Int(); return err },
		func() error { _, err := v.Uint64(); return err },
		func() error { _, err := v.Float64(); return err },
		func() error { _, err := v.StringBytes(); return err },
		func() error { _, err := v.Array(); return err },
		func() error { _, err := list[0].Object(); return err },
		func() error { _, err := v.Get("c").Get("d").Int(); return err },
	} {
		if f() == nil {
			t.Error("a value of another type was returned")
		}
	}
}

func TestErrorsAndLimits(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":1,}`:                         "byte 7: there must be a string",
		`[1 2]`:                            "byte 3: there must be a comma or ]",
		`{} x`:                             "byte 3: there must be nothing more",
		strings.Repeat("[", 40):            "less nesting",
		strings.Repeat(`{"a":`, 1_000_000): "less nesting",
	} {
		if _, err := ParseBytes([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", text, err, want)
		}
	}
}
