package e2e

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/zerokara/zerokara/site/serve/handler"
)

// What site/release puts into the files.
var (
	idOf   = regexp.MustCompile(`data-build="([0-9a-f]{10})" data-release="([0-9a-f]{10})"`)
	listed = regexp.MustCompile(`const files = \{.*\};`)
)

// unreleased writes the files of the built site as site/release was given them into a
// folder, each as change returns it.
func unreleased(t *testing.T, change func(name string, content []byte) []byte) (dir string) {
	t.Helper()
	index, err := os.ReadFile(filepath.Join(*dist, "index.html"))
	ids := idOf.FindSubmatch(index)
	if err != nil || ids == nil {
		t.Fatalf("the page has no ids: %v", err)
	}
	dir = t.TempDir()
	err = filepath.WalkDir(*dist, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(*dist, path)
		name := plain(filepath.ToSlash(rel))
		if program, ok := strings.CutSuffix(name, ".wasm.gz"); ok {
			name = program + ".wasm"
			if b, err = unpack(b); err != nil {
				return err
			}
		}
		switch filepath.Ext(name) {
		case ".wasm":
			b = bytes.TrimSuffix(b, append([]byte("\x00\x10\x05build"), ids[1]...))
		case ".html", ".js", ".css", ".json", ".webmanifest":
			b = bytes.ReplaceAll(b, ids[1], []byte("unreleased"))
			b = bytes.ReplaceAll(b, ids[2], []byte("unlisted"))
			b = listed.ReplaceAll(b, []byte("const files = {};"))
			b = hashed.ReplaceAll(b, []byte("$1"))
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, change(name, b), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// unpack inflates, and pack gzips.
func unpack(b []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func pack(b []byte) []byte {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(b) // a bytes.Buffer takes all
	z.Close()
	return packed.Bytes()
}

// twoReleases returns a site of the built release; next puts another in its place, whose
// scripts and words differ: as GitHub Pages does, with none of the files that are no more,
// and letting a browser keep what it has for ten minutes. The line is metered by then.
func twoReleases(t *testing.T) (s *site, next func()) {
	t.Helper()
	dir := unreleased(t, func(name string, content []byte) []byte {
		switch name {
		case "boot.js":
			return append(content, "// next\n"...)
		case "i18n/en.json":
			return bytes.Replace(content, []byte(`"place.watch":"Watch"`), []byte(`"place.watch":"Watch next"`), 1)
		case "i18n/ja.json":
			return bytes.Replace(content, []byte(`"place.watch":"学習を見る"`), []byte(`"place.watch":"次の学習を見る"`), 1)
		}
		return content
	})
	out := t.TempDir()
	if b, err := exec.Command("go", "run", "../release", "-src", dir, "-out", out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	after, err := handler.New(out, "/")
	if err != nil {
		t.Fatal(err)
	}
	old := serve(t, "/")
	var now atomic.Pointer[http.Handler]
	now.Store(&old.server.Config.Handler)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		good := httptest.NewRecorder()
		r.Header.Del("Accept-Encoding")
		(*now.Load()).ServeHTTP(good, r)
		if r.URL.Path == "/" || r.URL.Path == "/sw.js" { // the names that stay
			good.Header().Set("Cache-Control", "max-age=600")
		}
		if r.URL.Path == "/sw.js" && *now.Load() == after {
			with(metered+good.Body.String())(w, good)
			return
		}
		pass(w, good)
	}))
	t.Cleanup(server.Close)
	return &site{url: server.URL + "/", server: server, faults: old.faults}, func() { now.Store(&after) }
}

// metered makes the service worker's line one.
const metered = `Object.defineProperty(navigator, "connection", { value: { saveData: true } });`

// keeper returns the site's service worker with a script ahead of it.
func keeper(t *testing.T, script string) func(http.ResponseWriter, *httptest.ResponseRecorder) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(*dist, "sw.js"))
	if err != nil {
		t.Fatal(err)
	}
	return with(strings.ReplaceAll(script, "\n", " ") + "\n" + string(b))
}
