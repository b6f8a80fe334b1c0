package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// site is the website's files by their paths.
type site struct {
	files map[string][]byte
	names map[string]string // of the files that are named: what they are released as
}

// keeps reports whether a file keeps its name: pages and the service worker, which have
// addresses, what other sites' pages load, and what licences ask for.
func keeps(name string) bool {
	return path.Ext(name) == ".html" || path.Ext(name) == "" || name == "zerokara-view.js" || name == keeper
}

// refers has the extensions of files that may name others.
var refers = map[string]bool{".html": true, ".css": true, ".js": true, ".json": true, ".webmanifest": true}

// quoted is a name as the files write it: a whole string, relative to the file's folder.
var quoted = regexp.MustCompile(`"[\w./-]+"`)

// name names each file by its content, in which the names of others stand already.
func (s *site) name() error {
	s.names = map[string]string{}
	for _, f := range slices.Sorted(maps.Keys(s.files)) {
		if err := s.nameOne(f, nil); err != nil {
			return err
		}
	}
	return nil
}

func (s *site) nameOne(f string, within []string) (err error) {
	if s.names[f] != "" {
		return nil
	}
	if slices.Contains(within, f) {
		return fmt.Errorf("%s names itself, by way of %s: there is no hash of that", f, strings.Join(within, ", "))
	}
	within = append(within, f)
	dir := path.Dir(f)
	if refers[path.Ext(f)] {
		s.files[f] = quoted.ReplaceAllFunc(s.files[f], func(q []byte) []byte {
			written := string(q[1 : len(q)-1])
			other := path.Join(dir, written)
			if _, ok := s.files[other]; !ok || keeps(other) {
				return q
			}
			if e := s.nameOne(other, within); e != nil {
				err = e
				return q
			}
			return []byte(`"` + strings.TrimSuffix(written, path.Base(other)) + path.Base(s.names[other]) + `"`)
		})
	}
	s.names[f] = f
	if !keeps(f) {
		first, rest, _ := strings.Cut(path.Base(f), ".")
		s.names[f] = path.Join(dir, first+"."+hash(s.files[f])+"."+rest)
	}
	return err
}

// hash is short enough to read, and long enough that no two versions of a file share one.
func hash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:5])
}
