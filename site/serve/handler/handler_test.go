package handler

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var text = strings.Repeat("words that shrink ", 200)

// site makes a small built site and serves it under prefix.
func site(t *testing.T, prefix string) (dir string, h http.Handler) {
	t.Helper()
	dir = t.TempDir()
	for name, body := range map[string]string{
		"index.html": text, "style.css": text, "boot.js": text, "app.wasm": text, "logo.svg": text,
		"i18n/en.json": text, "mnist/MANIFEST.json": text, "mnist/train-00.bin.gz": text,
		"LICENSE": text, "data.bin": text, "tiny.js": "1", ".secret": "s", "sub/.secret": "s",
	} {
		put(t, dir, name, body)
	}
	h, err := New(dir, prefix)
	if err != nil {
		t.Fatal(err)
	}
	return dir, h
}

func put(t *testing.T, dir, name, body string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

// ask sends a request with headers of the form "Name: value".
func ask(h http.Handler, method, path string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if r.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if b, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	return string(b)
}

func TestTypesAndEncodings(t *testing.T) {
	_, h := site(t, "/")
	for _, c := range []struct {
		path, kind string
		gzip       bool
	}{
		{"/", "text/html; charset=utf-8", true},
		{"/index.html", "text/html; charset=utf-8", true},
		{"/style.css", "text/css; charset=utf-8", true},
		{"/boot.js", "text/javascript; charset=utf-8", true},
		{"/app.wasm", "application/wasm", true},
		{"/logo.svg", "image/svg+xml", true},
		{"/i18n/en.json", "application/json", true},
		{"/mnist/MANIFEST.json", "application/json", true},
		{"/mnist/train-00.bin.gz", "application/gzip", false},
		{"/LICENSE", "text/plain; charset=utf-8", true},
		{"/data.bin", "application/octet-stream", false},
		{"/tiny.js", "text/javascript; charset=utf-8", false}, // grows when gzipped
	} {
		want := text
		if c.path == "/tiny.js" {
			want = "1"
		}
		r := ask(h, "GET", c.path, "Accept-Encoding: br, gzip, deflate")
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != c.kind || (r.Header.Get("Content-Encoding") == "gzip") != c.gzip {
			t.Errorf("%s: %s, headers %v", c.path, r.Status, r.Header)
		}
		if r.Header.Get("Cache-Control") != "no-cache" || r.Header.Get("ETag") == "" || r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", c.path, r.Header)
		}
		if has := r.Header.Get("Content-Security-Policy") != ""; has != strings.HasSuffix(c.path, ".js") {
			t.Errorf("%s: has a policy of its own: %v", c.path, has)
		}
		if body(t, r) != want {
			t.Errorf("%s: another content", c.path)
		}
		plain := ask(h, "GET", c.path)
		if plain.Header.Get("Content-Encoding") != "" || body(t, plain) != want {
			t.Errorf("%s: encoded for who does not accept it", c.path)
		}
		if same := plain.Header.Get("ETag") == r.Header.Get("ETag"); same == c.gzip {
			t.Errorf("%s: ETag %s plain, %s gzipped", c.path, plain.Header.Get("ETag"), r.Header.Get("ETag"))
		}
		if c.gzip && plain.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: no Vary", c.path)
		}
	}
}

// TestImmutable checks that files whose names have a hash of their content are kept without
// a question, and others are not.
func TestImmutable(t *testing.T) {
	dir, h := site(t, "/")
	for name, want := range map[string]string{
		"boot.0123456789.js": "immutable", "mnist/train-00.0123456789.bin.gz": "immutable",
		"boot.js": "no-cache", "index.html": "no-cache", "a.0123456789": "no-cache", "a.012345678x.js": "no-cache",
	} {
		put(t, dir, name, text)
		if got := ask(h, "GET", "/"+name).Header.Get("Cache-Control"); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %s", name, got, want)
		}
	}
}

func TestAcceptsGzip(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "br": false, "gzip": true, "GZIP": true, "deflate, gzip;q=0.5": true, "*": true,
		"gzip;q=0": false, "gzip; q=0.0, br": false, "gzip;q=x": false, "xgzip": false, "br;q=1, *;q=0": false,
	} {
		if acceptsGzip(accept) != want {
			t.Errorf("Accept-Encoding %q: want %v", accept, want)
		}
	}
}

func TestRevalidation(t *testing.T) {
	dir, h := site(t, "/")
	const gz = "Accept-Encoding: gzip"
	first := ask(h, "GET", "/app.wasm", gz)
	tag := first.Header.Get("ETag")
	if r := ask(h, "GET", "/app.wasm", gz, "If-None-Match: "+tag); r.StatusCode != 304 || body(t, &http.Response{Body: r.Body}) != "" || r.Header.Get("ETag") != tag {
		t.Errorf("unchanged: %s, %v", r.Status, r.Header)
	}
	// A rebuild with equal content at another time transfers nothing.
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "app.wasm"), later, later); err != nil {
		t.Fatal(err)
	}
	if r := ask(h, "GET", "/app.wasm", gz, "If-None-Match: "+tag); r.StatusCode != 304 {
		t.Errorf("touched: %s", r.Status)
	}
	// A rebuild with other content, of equal length, is served at once, also from a
	// new folder.
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	rebuilt := strings.Replace(text, "words", "bytes", 1)
	put(t, dir, "app.wasm", rebuilt)
	if r := ask(h, "GET", "/app.wasm", gz, "If-None-Match: "+tag); r.StatusCode != 200 || body(t, r) != rebuilt {
		t.Errorf("rebuilt: %s", r.Status)
	}
	if r := ask(h, "GET", "/style.css"); r.StatusCode != 404 {
		t.Errorf("removed: %s", r.Status)
	}
}

func TestHeadAndRange(t *testing.T) {
	_, h := site(t, "/")
	get, head := ask(h, "GET", "/boot.js", "Accept-Encoding: gzip"), ask(h, "HEAD", "/boot.js", "Accept-Encoding: gzip")
	for _, name := range []string{"Content-Length", "Content-Type", "Content-Encoding", "ETag"} {
		if get.Header.Get(name) == "" || get.Header.Get(name) != head.Header.Get(name) {
			t.Errorf("%s: GET %q, HEAD %q", name, get.Header.Get(name), head.Header.Get(name))
		}
	}
	if b, _ := io.ReadAll(head.Body); len(b) != 0 {
		t.Error("HEAD has a body")
	}
	r := ask(h, "GET", "/boot.js", "Accept-Encoding: gzip", "Range: bytes=6-9")
	if r.StatusCode != 206 || r.Header.Get("Content-Encoding") != "" || body(t, r) != text[6:10] {
		t.Errorf("range: %s, %v", r.Status, r.Header)
	}
	if r := ask(h, "GET", "/boot.js", "Range: bytes=99999-"); r.StatusCode != 416 {
		t.Errorf("range past the end: %s", r.Status)
	}
}

func TestPrefix(t *testing.T) {
	for _, prefix := range []string{"/some/sub", "some/sub/", "/some/sub/"} {
		_, h := site(t, prefix)
		if r := ask(h, "GET", "/some/sub/"); r.StatusCode != 200 || body(t, r) != text {
			t.Errorf("%s: %s", prefix, r.Status)
		}
		if r := ask(h, "GET", "/some/sub/mnist/MANIFEST.json"); r.StatusCode != 200 {
			t.Errorf("%s: %s", prefix, r.Status)
		}
		if r := ask(h, "GET", "/some/sub"); r.StatusCode != 301 || r.Header.Get("Location") != "/some/sub/" {
			t.Errorf("%s: %s to %s", prefix, r.Status, r.Header.Get("Location"))
		}
		for _, outside := range []string{"/", "/index.html", "/boot.js", "/some/", "/some/subboot.js"} {
			if r := ask(h, "GET", outside); r.StatusCode != 404 {
				t.Errorf("%s: %s outside gives %s", prefix, outside, r.Status)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	dir, h := site(t, "/")
	put(t, filepath.Dir(dir), "outside.txt", "s")
	if err := os.Symlink("../outside.txt", filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/none", "/mnist", "/mnist/", "/.secret", "/sub/.secret", "/../outside.txt", "/mnist/../boot.js", "//boot.js", "/mnist//MANIFEST.json", `/..\outside.txt`, "/boot.js%00", "/boot.js/"} {
		if r := ask(h, "GET", path); r.StatusCode != 404 {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
	if r := ask(h, "GET", "/link.txt"); r.StatusCode == 200 {
		t.Error("followed a link out of the folder")
	}
	if r := ask(h, "POST", "/"); r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %s", r.Status)
	}
	if _, err := New(t.TempDir(), "/"); err == nil || !strings.Contains(err.Error(), "make site") {
		t.Errorf("empty folder: %v", err)
	}
	if _, err := New(dir, "/a/../b/"); err == nil || !strings.Contains(err.Error(), "prefix") {
		t.Errorf("odd prefix: %v", err)
	}
}
