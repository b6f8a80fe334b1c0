package format

import (
	"errors"
	"fmt"
	"io"
	"math"
	"testing"
)

type stringer int

func (stringer) String() string { return "30x24x24" }

func TestAsFmt(t *testing.T) {
	for _, c := range []struct {
		format string
		args   []any
	}{
		{"plain", nil}, {"100%%", nil},
		{"%d and %d, %d, %d, %d", []any{0, -7, uint8(255), uint32(9), uint64(1 << 60)}},
		{"%v %v %v %v", []any{3, "text", true, stringer(1)}},
		{"%s|%s|%s", []any{"a", stringer(2), errors.New("b")}},
		{"%q %q", []any{"a \"b\"\n", "ゼロ"}},
		{"%08x %x %x", []any{uint32(0xbeef), uint64(10), 255}},
		{"%g %g %v %v", []any{0.1, 1e-8, 1e300, float32(0.1)}},
		{"%v %v %v %v %v %v %v", []any{0.0, 1e-4, 9e-5, 1e6, 123456.0, math.Inf(1), math.NaN()}},
		{"%v", []any{[]string{"a", "b c"}}}, {"%v", []any{[]string{}}},
		{"%s[%d].%s", []any{"layers", 3, "kernel"}},
	} {
		if got, want := Sprintf(c.format, c.args...), fmt.Sprintf(c.format, c.args...); got != want {
			t.Errorf("%s: %q, want %q", c.format, got, want)
		}
	}
	if got := string(Appendf([]byte("n="), "%d", 5)); got != "n=5" {
		t.Errorf("got %s", got)
	}
	if got := Sprint(-12); got != "-12" {
		t.Errorf("got %s", got)
	}
	if got := Sprintf("%#08x", uint32(0x803)); got != "0x00000803" {
		t.Errorf("got %s", got)
	}
}

func TestErrorf(t *testing.T) {
	other := errors.New("other")
	err := Errorf("%w: reading %s: %w", other, "x", io.EOF)
	if !errors.Is(err, other) || !errors.Is(err, io.EOF) || err.Error() != "other: reading x: EOF" {
		t.Errorf("got %v", err)
	}
	if err := Errorf("%v", io.EOF); errors.Is(err, io.EOF) || err.Error() != "EOF" {
		t.Errorf("%%v wraps: %v", err)
	}
}

func TestMisuseShows(t *testing.T) {
	for _, c := range []struct {
		layout string // not a constant where it is used: vet would refuse it
		args   []any
		want   string
	}{
		{"%d", nil, "%!(MISSING)"},
		{"a%", nil, "a%!(MISSING)"},
		{"a", []any{1}, "a%!(EXTRA)"},
		{"%v", []any{struct{}{}}, "%!(UNKNOWN TYPE)"},
	} {
		if got := Sprintf(c.layout, c.args...); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
