package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"
)

// unpacked returns what gzip made of a content.
func unpacked(t *testing.T, content string) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestPack checks that the page's programs are packed, the same each time, and no others.
func TestPack(t *testing.T) {
	pack := func() *site {
		s := &site{files: map[string][]byte{"app.wasm": []byte("program"), "bench/gemm.wasm": []byte("bench"), "a.js": nil}}
		if err := s.pack(); err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := pack()
	if _, ok := s.files["app.wasm"]; ok || len(s.files) != 3 || string(s.files["bench/gemm.wasm"]) != "bench" {
		t.Errorf("the files are %q", s.files)
	}
	if got := unpacked(t, string(s.files["app.wasm.gz"])); got != "program" {
		t.Errorf("the program is %q", got)
	}
	if !bytes.Equal(pack().files["app.wasm.gz"], s.files["app.wasm.gz"]) {
		t.Error("it is packed otherwise the next time")
	}
}

// TestJoin checks that a page has one style sheet, in the order of its own.
func TestJoin(t *testing.T) {
	link := func(name, more string) string {
		return `<link rel="stylesheet" href="styles/` + name + `"` + more + ">\n"
	}
	s := &site{files: map[string][]byte{
		"index.html":       []byte("<head>\n" + link("b.css", "") + link("a.css", "") + link("print.css", ` media="print"`)),
		"bench/index.html": []byte(`<link rel="stylesheet" href="../styles/a.css">`),
		"styles/a.css":     []byte("a {}"), "styles/b.css": []byte("b {}"), "styles/print.css": []byte("p {}"),
	}}
	if err := s.join(); err != nil {
		t.Fatal(err)
	}
	if got, want := string(s.files["index.html"]), "<head>\n"+link("page.css", "")+link("print.css", ` media="print"`); got != want {
		t.Errorf("the page has %s, want %s", got, want)
	}
	if got := string(s.files["styles/page.css"]); got != "b {}\na {}\n" {
		t.Errorf("joined they are %s", got)
	}
	if _, ok := s.files["styles/b.css"]; ok || s.files["styles/a.css"] == nil || s.files["styles/print.css"] == nil {
		t.Errorf("the files are %q", s.files)
	}
	delete(s.files, "styles/a.css")
	s.files["index.html"] = []byte(link("a.css", "") + link("a.css", ""))
	if err := s.join(); err == nil || !strings.Contains(err.Error(), "styles/a.css") {
		t.Errorf("a style sheet that is no file: %v", err)
	}
}
