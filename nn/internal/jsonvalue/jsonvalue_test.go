package jsonvalue

import (
	"slices"
	"testing"
)

func TestRead(t *testing.T) {
	v, err := Read([]byte(" {\"a\":[1,\"x\",{}],\"b\":\"\\u00e9\",\"a\":2,\"c\":\"\xff\"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	o, ok := Members(v)
	if !ok || !slices.Equal(o.Names, []string{"a", "b", "a", "c"}) {
		t.Fatalf("members %v", o.Names)
	}
	items, ok := Items(o.Get("a"))
	if !ok || len(items) != 3 || string(items[0]) != "1" || string(items[2]) != "{}" {
		t.Errorf("items %v", items)
	}
	if text, ok := Text(o.Get("b")); !ok || text != "é" {
		t.Errorf("text %q", text)
	}
	if _, ok := Text(o.Get("c")); ok {
		t.Error("took a byte that is not UTF-8 for text")
	}
	if o.Get("d") != nil {
		t.Error("made a member up")
	}
	for _, f := range []bool{second(Members(items[0])), second(Items(v)), second(Text(v))} {
		if f {
			t.Error("took a value for one of another type")
		}
	}
}

func second[T any](_ T, ok bool) bool { return ok }

func TestReadRefuses(t *testing.T) {
	for _, b := range []string{"", "{", "[1,]", "1 2", "{} x", "nul", "'a'", "[NaN]"} {
		if v, err := Read([]byte(b)); err == nil {
			t.Errorf("read %q as %s", b, v)
		}
	}
}
