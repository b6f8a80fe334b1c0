package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestPack packs a small site for this platform, unpacks the server and fetches the site
// from it. With the flags of the tests themselves, most of it is built already.
func TestPack(t *testing.T) {
	dist, out := t.TempDir(), t.TempDir()
	site := map[string]string{"index.html": "<title>page</title>", "app.wasm": strings.Repeat("wasm", 1000), "mnist/a.bin.gz": "\x1f\x8b", "LICENSE": "MIT"}
	for name, content := range site {
		name = filepath.Join(dist, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := pack(dist, out, []string{runtime.GOOS + "/" + runtime.GOARCH}, builder{}); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(filepath.Join(out, "zerokara-classroom.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(f.Name, "zerokara-classroom/")
		files[name] = b
		if executable := f.Mode()&0o100 != 0; executable != strings.HasPrefix(name, "zerokara-") {
			t.Errorf("%s: mode %v", f.Name, f.Mode())
		}
	}
	server := named(runtime.GOOS, runtime.GOARCH)
	want := []string{"LICENSE", "README.txt", "app.wasm", "index.html", "mnist/a.bin.gz", server}
	for i, name := range want {
		if _, ok := site[name]; ok {
			want[i] = "dist/" + name
		}
	}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Errorf("in the zip file are %q, want %q", got, want)
	}

	program := filepath.Join(t.TempDir(), server)
	if err := os.WriteFile(program, files[server], 0o755); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-addr", "127.0.0.1:0", "-host", "127.0.0.1")
	said, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
	})
	var url string
	for lines := bufio.NewScanner(said); url == "" && lines.Scan(); {
		url = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(lines.Text())
	}
	for name, content := range site {
		r, err := http.Get(url + strings.TrimPrefix(name, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r.Body)
		if r.Body.Close(); err != nil || string(b) != content {
			t.Errorf("%s: %s, %v, %.40q", name, r.Status, err, b)
		}
	}
}

func TestPackNothing(t *testing.T) {
	if err := pack(t.TempDir(), t.TempDir(), nil, released); err == nil || !strings.Contains(err.Error(), "make site") {
		t.Errorf("an empty site: %v", err)
	}
}

// TestReadme checks that each platform's server is named, in both languages, and no other.
func TestReadme(t *testing.T) {
	for _, p := range strings.Fields(platforms) {
		system, arch, _ := strings.Cut(p, "/")
		if n := bytes.Count(readme, []byte("\n   "+named(system, arch)+" ")); n != 2 {
			t.Errorf("%s is listed %d times", named(system, arch), n)
		}
	}
	if n := len(regexp.MustCompile(`(?m)^   zerokara-`).FindAll(readme, -1)); n != 2*len(strings.Fields(platforms)) {
		t.Errorf("%d programs are listed", n)
	}
}
