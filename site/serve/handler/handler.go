// Package handler serves the site's folder for development and tests as a good
// static host does: with correct media types, gzip for files that it makes smaller,
// and revalidation of every file, so that nothing is stale after a rebuild.
package handler

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// types are the media types by file name extension. The shards are gzip files
// themselves: they get no Content-Encoding, the page inflates them.
var types = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".wasm": "application/wasm",
	".gz":   "application/gzip",
	".svg":  "image/svg+xml",
	".png":  "image/png",
	".ico":  "image/x-icon",

	".webmanifest": "application/manifest+json",

	".txt": "text/plain; charset=utf-8",
	"":     "text/plain; charset=utf-8", // LICENSE, NOTICE
}

// compressible are the extensions of files that are sent gzipped to clients that
// accept it.
var compressible = map[string]bool{".html": true, ".css": true, ".js": true, ".json": true, ".wasm": true, ".svg": true, ".txt": true, "": true}

// hashed is what site/release puts into the names of files, whose content then never
// changes: a browser need not ask for them again.
var hashed = regexp.MustCompile(`\.[0-9a-f]{10}\.[\w.]+$`)

type handler struct {
	files  fs.FS
	prefix string
	cache  cache
}

// workerPolicy is what a worker may do: run and fetch what is of the page's own origin. A
// worker takes it from its script's response, and no element of the page can say it: on
// hosts that send no headers, as GitHub Pages, workers have no policy.
const workerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'"

// New returns a handler that serves the folder dir under the path prefix: "" and
// "/" are the root, "/a/b/" is a sub-path, outside of which nothing is found. A file
// that has changed is read again.
func New(dir, prefix string) (http.Handler, error) {
	h, err := Of(folder(dir), prefix)
	if err != nil && errors.Is(err, errNoSite) {
		err = fmt.Errorf("%w: %s is not the built site: run \"make site\" first", err, dir)
	}
	return h, err
}

// errNoSite is what Of returns where no page is among the files.
var errNoSite = errors.New("handler: no index.html")

// Of is New for files that are not a folder's, as those of a program.
func Of(files fs.FS, prefix string) (http.Handler, error) {
	prefix = "/" + strings.Trim(prefix, "/") + "/"
	if prefix == "//" {
		prefix = "/"
	}
	if path.Clean(prefix) != strings.TrimSuffix(prefix, "/") && prefix != "/" {
		return nil, fmt.Errorf("handler: prefix %q: write it plainly, such as /some/path/", prefix)
	}
	h := &handler{files: files, prefix: prefix}
	f, _, err := h.openRegular("index.html")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoSite, err)
	}
	return h, f.Close()
}

// ServeHTTP implements http.Handler.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	if r.URL.Path+"/" == h.prefix {
		http.Redirect(w, r, h.prefix, http.StatusMovedPermanently)
		return
	}
	name, ok := strings.CutPrefix(r.URL.Path, h.prefix)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	// A plain name only: no "..", no "//", no hidden file.
	if !ok || !fs.ValidPath(name) || strings.HasPrefix(name, ".") || strings.Contains(name, "/.") || strings.ContainsAny(name, "\\\x00") {
		http.NotFound(w, r)
		return
	}
	f, err := h.open(name)
	if err != nil {
		if errors.Is(err, fs.ErrPermission) {
			http.Error(w, "not allowed to read "+name, http.StatusForbidden)
		} else {
			http.NotFound(w, r)
		}
		return
	}
	if hashed.MatchString(name) {
		w.Header().Set("Cache-Control", "max-age=31536000, immutable")
	} else {
		w.Header().Set("Cache-Control", "no-cache")
	}
	h.send(w, r, path.Ext(name), f)
}

// open returns a file of the folder, read through the cache.
func (h *handler) open(name string) (*file, error) {
	f, info, err := h.openRegular(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return h.cache.get(name, stamp{info.ModTime(), info.Size()}, func() ([]byte, error) { return io.ReadAll(f) })
}

// openRegular opens a regular file; others do not exist for it.
func (h *handler) openRegular(name string) (fs.File, fs.FileInfo, error) {
	f, err := h.files.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// folder is a folder's files. None is outside of it, whatever links are in it; without
// O_NONBLOCK, opening a FIFO would wait for a writer.
type folder string

// Open implements fs.FS.
func (d folder) Open(name string) (fs.File, error) {
	root, err := os.OpenRoot(string(d))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// send writes a file as the response. Clients revalidate it by its ETag, a hash of the
// content, so that a rebuild without a change transfers nothing.
func (h *handler) send(w http.ResponseWriter, r *http.Request, ext string, f *file) {
	header := w.Header()
	kind, ok := types[ext]
	if !ok {
		kind = "application/octet-stream"
	}
	header.Set("Content-Type", kind)
	header.Set("X-Content-Type-Options", "nosniff")
	if ext == ".js" {
		header.Set("Content-Security-Policy", workerPolicy)
	}
	body, tag := f.body, f.tag
	if compressible[ext] {
		header.Set("Vary", "Accept-Encoding")
		// A range counts the bytes of the file itself.
		if r.Header.Get("Range") == "" && acceptsGzip(r.Header.Get("Accept-Encoding")) {
			if zipped := f.gzip(); len(zipped) < len(body) {
				body, tag = zipped, tag+"-gzip"
				header.Set("Content-Encoding", "gzip")
				header.Set("Content-Length", strconv.Itoa(len(body)))
			}
		}
	}
	header.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// acceptsGzip reports whether an Accept-Encoding header allows gzip.
func acceptsGzip(accept string) bool {
	for coding := range strings.SplitSeq(accept, ",") {
		name, weight, _ := strings.Cut(coding, ";")
		if name = strings.TrimSpace(name); !strings.EqualFold(name, "gzip") && name != "*" {
			continue
		}
		q, found := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		value, err := strconv.ParseFloat(q, 64)
		return !found || err == nil && value > 0
	}
	return false
}
