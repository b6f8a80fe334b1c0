package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zerokara/zerokara/site/serve/handler"
)

// site is a running server of the built page.
type site struct {
	url    string
	server *httptest.Server
	faults *faults
}

// faults spoils responses, to test the page's handling of failures.
type faults struct {
	mu    sync.Mutex
	rules []*rule
	seen  map[string]int // requests by plain path
	bytes map[string]int // body bytes sent by plain path, after compression
}

// hashed is what site/release puts into a file's name.
var hashed = regexp.MustCompile(`\.[0-9a-f]{10}(\.)`)

// plain is a path without the hash of the file's content.
func plain(path string) string { return hashed.ReplaceAllString(path, "$1") }

// named returns the released name of a file, as "boot.js".
func named(t testing.TB, name string) string {
	t.Helper()
	first, rest, _ := strings.Cut(name, ".")
	found, err := filepath.Glob(filepath.Join(*dist, first+".*."+rest))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s is released as %q, %v", name, found, err)
	}
	name, err = filepath.Rel(*dist, found[0])
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}

// released returns the content of a file by its plain name.
func released(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(*dist, named(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// rule spoils the first requests, as many as times, whose plain path contains match.
type rule struct {
	match string
	times int
	spoil func(w http.ResponseWriter, good *httptest.ResponseRecorder)
}

// always is more than any page's number of requests.
const always = 1 << 30

// spoil adds a rule.
func (s *site) spoil(match string, times int, spoil func(http.ResponseWriter, *httptest.ResponseRecorder)) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.rules = append(s.faults.rules, &rule{match, times, spoil})
}

// mend removes all rules.
func (s *site) mend() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.rules = nil
}

// asked returns the number of requests for plain paths that contain match.
func (s *site) asked(match string) int {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	n := 0
	for path, times := range s.faults.seen {
		if strings.Contains(path, match) {
			n += times
		}
	}
	return n
}

// sent returns the body bytes sent so far, by plain path.
func (s *site) sent() map[string]int {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	sent := map[string]int{}
	for path, n := range s.faults.bytes {
		sent[path] = n
	}
	return sent
}

func missing(w http.ResponseWriter, _ *httptest.ResponseRecorder) {
	http.Error(w, "no such file", http.StatusNotFound)
}

// torn sends the first half of the file as if it were the whole.
func torn(w http.ResponseWriter, good *httptest.ResponseRecorder) {
	body := good.Body.Bytes()
	w.Header().Set("Content-Type", good.Header().Get("Content-Type"))
	w.Write(body[:len(body)/2])
}

// flipped sends the file with one bit in its middle changed.
func flipped(w http.ResponseWriter, good *httptest.ResponseRecorder) {
	body := bytes.Clone(good.Body.Bytes())
	body[len(body)/2] ^= 1
	w.Header().Set("Content-Type", good.Header().Get("Content-Type"))
	w.Write(body)
}

// cached makes a browser keep a spoiled response, as hosts let it for some minutes.
func cached(spoil func(http.ResponseWriter, *httptest.ResponseRecorder)) func(http.ResponseWriter, *httptest.ResponseRecorder) {
	return func(w http.ResponseWriter, good *httptest.ResponseRecorder) {
		w.Header().Set("Cache-Control", "max-age=600")
		spoil(w, good)
	}
}

// with sends another content under the headers of the file.
func with(content string) func(http.ResponseWriter, *httptest.ResponseRecorder) {
	return func(w http.ResponseWriter, good *httptest.ResponseRecorder) {
		for _, name := range []string{"Content-Type", "Content-Security-Policy"} {
			w.Header().Set(name, good.Header().Get(name))
		}
		io.WriteString(w, content)
	}
}

// late sends the file after a time.
func late(wait time.Duration) func(http.ResponseWriter, *httptest.ResponseRecorder) {
	return func(w http.ResponseWriter, good *httptest.ResponseRecorder) {
		time.Sleep(wait)
		pass(w, good)
	}
}

// hold holds responses back until letGo is called.
func (s *site) hold(t testing.TB, match string) (letGo func()) {
	gate := make(chan struct{})
	letGo = sync.OnceFunc(func() { close(gate) })
	t.Cleanup(letGo) // before the server waits for its last answers
	s.spoil(match, always, func(w http.ResponseWriter, good *httptest.ResponseRecorder) {
		<-gate
		pass(w, good)
	})
	return letGo
}

// few serves the first training images and the first test images only, for tests to which
// it does not matter what the network has learned, nor how many digits a number has.
func few(t testing.TB) *site {
	t.Helper()
	s := serve(t, "/")
	var manifest map[string]any
	if err := json.Unmarshal([]byte(released(t, "mnist/MANIFEST.json")), &manifest); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"train", "test"} {
		manifest[part] = manifest[part].([]any)[:1]
	}
	s.spoil("MANIFEST.json", always, func(w http.ResponseWriter, _ *httptest.ResponseRecorder) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, js(manifest))
	})
	return s
}

func pass(w http.ResponseWriter, good *httptest.ResponseRecorder) {
	for k, v := range good.Header() {
		w.Header()[k] = v
	}
	w.WriteHeader(good.Code)
	w.Write(good.Body.Bytes())
}

// handlers are those that all tests share, by folder and prefix: a handler packs each
// file once.
var handlers sync.Map

func handlerOf(dir, under string) (http.Handler, error) {
	key := [2]string{dir, under}
	if h, ok := handlers.Load(key); ok {
		return h.(http.Handler), nil
	}
	h, err := handler.New(dir, under)
	if err == nil {
		handlers.Store(key, h)
	}
	return h, err
}

// serve starts a server of the built site under a path such as "/" or
// "/some/where/".
func serve(t testing.TB, under string) *site {
	t.Helper()
	return serveFrom(t, *dist, under)
}

// serveFrom serves a site built elsewhere.
func serveFrom(t testing.TB, dir, under string) *site {
	t.Helper()
	h, err := handlerOf(dir, under)
	if err != nil {
		t.Fatal(err)
	}
	f := &faults{seen: map[string]int{}, bytes: map[string]int{}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		good := httptest.NewRecorder()
		h.ServeHTTP(good, r)
		f.mu.Lock()
		name := plain(r.URL.Path)
		f.seen[name]++
		f.bytes[name] += good.Body.Len()
		spoil := pass
		for _, rule := range f.rules {
			if rule.times > 0 && strings.Contains(name, rule.match) {
				rule.times--
				spoil = rule.spoil
				break
			}
		}
		f.mu.Unlock()
		spoil(w, good)
	}))
	t.Cleanup(server.Close)
	return &site{url: server.URL + under, server: server, faults: f}
}

// page returns the page's HTML.
func (s *site) page(t testing.TB) string {
	t.Helper()
	r, err := http.Get(strings.Split(s.url, "#")[0])
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
