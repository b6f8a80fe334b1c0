package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// keeper is the service worker: an address that browsers come back to.
const keeper = "sw.js"

// unlisted stands in the page and in the service worker in place of the release's id.
const unlisted = `"unlisted"`

// noFiles is what the service worker has in place of the list.
const noFiles = "const files = {};"

// offline reports whether a released file is kept for use without a network: all but the
// service worker itself and the benchmarks, which measure a machine.
func offline(name string) bool { return name != keeper && !strings.HasPrefix(name, "bench/") }

// mark gives page and service worker the id of the release: a hash of all that is kept,
// styles, words and images, too, which the build id leaves out.
func (s *site) mark() {
	var all []byte
	for _, f := range slices.Sorted(maps.Keys(s.files)) {
		if offline(f) || f == keeper {
			all = append(append(all, f...), hash(s.files[f])...)
		}
	}
	id := `"` + hash(all) + `"`
	for f, content := range s.files {
		if f == keeper || path.Ext(f) == ".html" {
			s.files[f] = []byte(strings.ReplaceAll(string(content), unlisted, id))
		}
	}
}

// list tells the service worker the files by their released names: length and SHA-256.
func (s *site) list() error {
	content, ok := s.files[keeper]
	if !ok {
		return nil
	}
	before, after, ok := strings.Cut(string(content), noFiles)
	if !ok {
		return fmt.Errorf("%s has no place for the list of files: %s", keeper, noFiles)
	}
	files := map[string][2]any{}
	for f, content := range s.files {
		if name := s.names[f]; offline(name) {
			sum := sha256.Sum256(content)
			files[name] = [2]any{len(content), hex.EncodeToString(sum[:])}
		}
	}
	list, err := json.Marshal(files)
	s.files[keeper] = []byte(before + strings.Replace(noFiles, "{}", string(list), 1) + after)
	return err
}
