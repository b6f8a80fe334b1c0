package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// sources is a small site in which each kind of file names another.
func sources() map[string]string {
	return map[string]string{
		"index.html":            `<html data-build="unreleased"><link href="styles/a.css"><script src="boot.js"></script><a href="bench/">"LICENSE"`,
		"boot.js":               `import "./i18n.js"; const build = "unreleased"; load("app.wasm.gz"), load("none.wasm");`,
		"i18n.js":               `fetch("i18n/en.json")`,
		"app.wasm":              "\x00asm\x01\x00\x00\x00",
		"styles/a.css":          `@import "b.css"; p { background: url("../mark.svg") }`,
		"styles/b.css":          `p { color: red }`,
		"mark.svg":              `<svg>"boot.js"</svg>`,
		"i18n/en.json":          `{"a": "A"}`,
		"mnist/MANIFEST.json":   `{"name": "train-00.bin.gz"}`,
		"mnist/train-00.bin.gz": "images",
		"bench/index.html":      `<script src="../boot.js"></script><script src="boot.js"></script>`,
		"LICENSE":               "MIT",
	}
}

// release makes a site of sources in a folder and returns what is in it by plain names,
// with the names it really has.
func release(t *testing.T, src map[string]string, out string) (contents, names map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range src {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.make(); err != nil {
		t.Fatal(err)
	}
	if err := s.write(out); err != nil {
		t.Fatal(err)
	}
	contents = map[string]string{}
	for plain, name := range s.names {
		b, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		contents[plain] = string(b)
	}
	return contents, s.names
}

func TestNames(t *testing.T) {
	contents, names := release(t, sources(), t.TempDir())
	for plain, name := range names {
		if keeps := plain == "LICENSE" || strings.HasSuffix(plain, ".html"); keeps != (name == plain) {
			t.Errorf("%s is released as %s", plain, name)
		}
	}
	if n := names["mnist/train-00.bin.gz"]; !strings.HasPrefix(n, "mnist/train-00.") || !strings.HasSuffix(n, ".bin.gz") {
		t.Errorf("a shard is released as %s", n)
	}
	for from, to := range map[string][]string{
		"index.html": {"styles/a.css", "boot.js"}, "boot.js": {"i18n.js", "app.wasm.gz"}, "i18n.js": {"i18n/en.json"},
	} {
		for _, other := range to {
			if !strings.Contains(contents[from], names[other]+`"`) || strings.Contains(contents[from], `"`+other+`"`) {
				t.Errorf("%s does not name %s: %s", from, names[other], contents[from])
			}
		}
	}
	for from, want := range map[string]string{
		"boot.js":             `import "./` + names["i18n.js"] + `"`,
		"styles/a.css":        `@import "` + filepath.Base(names["styles/b.css"]) + `"; p { background: url("../` + names["mark.svg"] + `")`,
		"mnist/MANIFEST.json": `{"name": "` + filepath.Base(names["mnist/train-00.bin.gz"]) + `"}`,
		"bench/index.html":    `<script src="../` + names["boot.js"] + `"></script><script src="boot.js">`,
		"mark.svg":            `<svg>"boot.js"</svg>`,
	} {
		if !strings.HasPrefix(contents[from], want) {
			t.Errorf("%s is %s, want %s", from, contents[from], want)
		}
	}
	if !strings.Contains(contents["boot.js"], `"none.wasm"`) || !strings.Contains(contents["index.html"], `"LICENSE"`) {
		t.Error("what is no file, or keeps its name, is renamed")
	}
}

// TestNamesFollow checks that a changed file changes the names of those that name it, and
// of no others.
func TestNamesFollow(t *testing.T) {
	_, before := release(t, sources(), t.TempDir())
	src := sources()
	src["styles/b.css"] += "a {}"
	_, after := release(t, src, t.TempDir())
	var changed []string
	for plain := range before {
		if before[plain] != after[plain] {
			changed = append(changed, plain)
		}
	}
	slices.Sort(changed)
	if !slices.Equal(changed, []string{"styles/a.css", "styles/b.css"}) {
		t.Errorf("%q have other names", changed)
	}
}

func TestCycle(t *testing.T) {
	s := &site{files: map[string][]byte{"a.js": []byte(`import "./b.js"`), "b.js": []byte(`import "./a.js"`)}}
	if err := s.name(); err == nil || !strings.Contains(err.Error(), "a.js") {
		t.Errorf("two files that name each other: %v", err)
	}
}

// TestBuildID checks that page, scripts and programs have one id, which any of them
// changes.
func TestBuildID(t *testing.T) {
	id := func(change string) string {
		src := sources()
		src[change] += " "
		contents, _ := release(t, src, t.TempDir())
		_, rest, _ := strings.Cut(contents["index.html"], `data-build="`)
		id, _, _ := strings.Cut(rest, `"`)
		if len(id) != 10 || !strings.Contains(contents["boot.js"], `build = "`+id+`"`) {
			t.Errorf("index.html has the id %q, boot.js is %s", id, contents["boot.js"])
		}
		if program := unpacked(t, contents["app.wasm.gz"]); !strings.HasSuffix(program, "\x00\x10\x05build"+id) {
			t.Errorf("app.wasm is %q, without %s", program, id)
		}
		return id
	}
	same := id("LICENSE")
	for _, f := range []string{"index.html", "boot.js", "i18n.js", "app.wasm"} {
		if id(f) == same {
			t.Errorf("another %s has the same id", f)
		}
	}
	for _, f := range []string{"styles/a.css", "i18n/en.json", "bench/index.html"} {
		if id(f) != same {
			t.Errorf("another %s has another id", f)
		}
	}
}

// TestWrite checks that what has not changed keeps its time, and that old files go.
func TestWrite(t *testing.T) {
	out := t.TempDir()
	_, names := release(t, sources(), out)
	old := time.Now().Add(-time.Hour)
	for _, name := range names {
		if err := os.Chtimes(filepath.Join(out, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	src := sources()
	src["styles/b.css"] += "a {}"
	_, names = release(t, src, out)
	written := map[string]bool{}
	err := filepath.WalkDir(out, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(out, path)
		info, err := d.Info()
		written[name] = err == nil && info.ModTime().Sub(old) > time.Minute
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(written) != len(names) {
		t.Errorf("%d files, want %d: %v", len(written), len(names), slices.Sorted(maps.Keys(written)))
	}
	for plain, name := range names {
		if want := plain == "index.html" || strings.HasPrefix(plain, "styles/"); written[name] != want {
			t.Errorf("%s: written anew is %v", name, written[name])
		}
	}
}

func TestSection(t *testing.T) {
	if got := section("build", "0123456789"); !bytes.Equal(got, append([]byte{0, 16, 5}, "build0123456789"...)) {
		t.Errorf("%q", got)
	}
}
