package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEdit(t *testing.T) {
	const text = "one two three two four"
	for _, c := range []struct {
		edit edit
		want string // or the start of the error
	}{
		{edit{from: "one", by: "1"}, "1 two three two four"},
		{edit{from: "one", to: "two"}, "two three two four"},
		{edit{from: "three", to: "four", by: "3 "}, "one two 3 four"},
		{edit{from: "three", to: endOfFile, by: "end"}, "one two end"},
		{edit{from: "five"}, "expected once, found 0 times:\nfive"},
		{edit{from: "two"}, "expected once, found 2 times:\ntwo"},
		{edit{from: "four", to: "one"}, "expected after \"four\", not found:\none"},
	} {
		got, err := c.edit.apply(text)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%+v: got %q, want %q", c.edit, got, c.want)
		}
	}
}

// TestApply checks that a changed file says so, and that an ebiten whose files read
// differently is refused by file and text.
func TestApply(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a.go", "package a\n\nvar x = 1\n")
	write("b.go", "package a\n")
	list := []change{
		{file: "a.go", what: "x is 2", edits: []edit{{from: "1", by: "2"}}},
		{file: "b.go"},
	}
	if err := apply(dir, list); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "a.go"))
	if want := "// Changed by Zerokara (wasm/slim): x is 2.\n\npackage a\n\nvar x = 2\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	if _, err := os.Stat(filepath.Join(dir, "b.go")); !os.IsNotExist(err) {
		t.Errorf("b.go is still there: %v", err)
	}

	write("a.go", "package a\n\nvar x = 3\n")
	err = apply(dir, list)
	if err == nil || !strings.Contains(err.Error(), "a.go: expected once, found 0 times:\n1\n") {
		t.Errorf("another a.go: %v", err)
	}
	write("a.go", "package a\n\nvar x = 1\n")
	if err = apply(dir, list); err == nil || !strings.Contains(err.Error(), "b.go") {
		t.Errorf("without b.go: %v", err)
	}
	write("b.go", "package a\n")
	list[0].edits[0].by = "="
	write("a.go", "package a\n\nvar x = 1\n")
	if err = apply(dir, list); err == nil || !strings.Contains(err.Error(), "a.go: after its edits: ") {
		t.Errorf("an edit that is no Go: %v", err)
	}
}
