package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestJoin(t *testing.T) {
	dir := t.TempDir()
	put := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("page.json", `{"b": "B", "a": "<ゼロ> & \"A\""}`)
	put("ch2.json", `{"c": "C"}`)
	joined, err := join(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal(joined, &got); err != nil || len(got) != 3 || got["a"] != `<ゼロ> & "A"` || got["c"] != "C" {
		t.Errorf("%s, %v", joined, err)
	}

	put("ch3.json", `{"b": "again"}`)
	if _, err := join(dir); err == nil || !strings.Contains(err.Error(), `"b", which`) {
		t.Errorf("a key in two files: %v", err)
	}
	put("ch3.json", `{"d": 1}`)
	if _, err := join(dir); err == nil || !strings.Contains(err.Error(), "ch3.json") {
		t.Errorf("a number for a string: %v", err)
	}
}

func TestWrite(t *testing.T) {
	name := filepath.Join(t.TempDir(), "en.json")
	for _, content := range []string{"one", "one", "two"} {
		if err := write(name, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != content {
			t.Errorf("%q, %v, want %q", got, err, content)
		}
	}
}
