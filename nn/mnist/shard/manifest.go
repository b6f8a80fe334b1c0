package shard

import (
	"encoding/json/jsontext"
	"encoding/json/v2"
	"fmt"

	"github.com/zerokara/zerokara/nn/mnist"
)

// maxManifest bounds a manifest's length in bytes.
const maxManifest = 1 << 18

// ParseManifest reads a manifest in JSON. It is strict: every field must be
// there once, with a value that can be right, and no other.
func ParseManifest(b []byte) (mnist.Manifest, error) {
	m, err := parseManifest(b)
	if err == nil {
		err = m.Validate()
	}
	if err != nil {
		return mnist.Manifest{}, fmt.Errorf("shard: %w", err)
	}
	return m, nil
}

// The manifest's JSON.
type (
	manifest struct {
		Version  int     `json:"version"`
		Source   string  `json:"source"`
		Citation string  `json:"citation"`
		Licence  string  `json:"licence"`
		Train    []entry `json:"train"`
		Test     []entry `json:"test"`
	}
	entry struct {
		Name   string `json:"name"`
		Count  int    `json:"count"`
		Bytes  int    `json:"bytes"`
		SHA256 string `json:"sha256"`
		CRC32  string `json:"crc32"`
	}
)

// FormatManifest returns a manifest as indented JSON, which ParseManifest reads.
func FormatManifest(m mnist.Manifest) ([]byte, error) {
	file := manifest{Version: m.Version, Source: m.Source, Citation: m.Citation, Licence: m.Licence}
	for i, list := range [][]mnist.Shard{m.Train, m.Test} {
		to := []*[]entry{&file.Train, &file.Test}[i]
		for _, sh := range list {
			*to = append(*to, entry{Name: sh.Name, Count: sh.Count, Bytes: sh.Bytes, SHA256: sh.SHA256, CRC32: fmt.Sprintf("%08x", sh.CRC32)})
		}
	}
	b, err := json.Marshal(file, jsontext.WithIndent("  "))
	return append(b, '\n'), err
}

func parseManifest(b []byte) (m mnist.Manifest, err error) {
	var file manifest
	if len(b) > maxManifest {
		return m, fmt.Errorf("manifest: %d bytes: at most %d are read", len(b), maxManifest)
	}
	if err := json.Unmarshal(b, &file, json.RejectUnknownMembers(true)); err != nil {
		return m, fmt.Errorf("manifest: %w", err)
	}
	for _, text := range [][2]string{{"source", file.Source}, {"citation", file.Citation}, {"licence", file.Licence}} {
		if text[1] == "" {
			return m, fmt.Errorf("manifest: %s: must be a string that is not empty", text[0])
		}
	}
	m = mnist.Manifest{Version: file.Version, Source: file.Source, Citation: file.Citation, Licence: file.Licence}
	for i, list := range [][]entry{file.Train, file.Test} {
		for k, sh := range list {
			sum, err := mnist.ParseCRC32(sh.CRC32)
			if err != nil {
				return m, fmt.Errorf("manifest: %s: shard %d: %w", []string{"train", "test"}[i], k, err)
			}
			to := []*[]mnist.Shard{&m.Train, &m.Test}[i]
			*to = append(*to, mnist.Shard{Name: sh.Name, Count: sh.Count, Bytes: sh.Bytes, SHA256: sh.SHA256, CRC32: sum})
		}
	}
	return m, nil
}
