package main

import (
	"bytes"
	"maps"
	"path"
	"slices"
)

// unreleased stands in the files in place of the build id.
const unreleased = `"unreleased"`

// stamp gives the page, its scripts and its programs one build id: a hash of them all. A
// program has it in a section of its own; site/boot.js and site/worker.js compare.
func (s *site) stamp() {
	var all []byte
	for _, f := range slices.Sorted(maps.Keys(s.files)) {
		if stamped(f) {
			all = append(all, hash(s.files[f])...)
		}
	}
	id := hash(all)
	for f, content := range s.files {
		switch {
		case !stamped(f):
		case path.Ext(f) == ".wasm":
			s.files[f] = append(bytes.Clone(content), section("build", id)...)
		default:
			s.files[f] = bytes.ReplaceAll(content, []byte(unreleased), []byte(`"`+id+`"`))
		}
	}
}

// stamped reports whether a file is of the page itself, not of its styles, words, images
// or benchmarks, which may stay when the programs change.
func stamped(f string) bool {
	switch path.Ext(f) {
	case ".html", ".js", ".wasm":
		return path.Dir(f) == "."
	}
	return false
}

// section is a custom section of a WebAssembly module. All lengths are below 128, a byte.
func section(name, content string) []byte {
	body := string([]byte{byte(len(name))}) + name + content
	return append([]byte{0, byte(len(body))}, body...)
}
