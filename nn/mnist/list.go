package mnist

import (
	"errors"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// maxList bounds a list's length in bytes.
const maxList = 1 << 18

// ParseList reads what a program without JSON must know of a manifest, as
// site/worker.js passes it to Go: a line with the version, then a line per
// shard, "train" or "test", name, count, bytes, SHA-256 and CRC-32 with a space
// between them. Source, Citation and Licence stay empty.
func ParseList(b []byte) (m Manifest, err error) {
	if len(b) > maxList {
		return m, format.Errorf("mnist: manifest: %d bytes: at most %d are read", len(b), maxList)
	}
	version, rest, _ := strings.Cut(string(b), "\n")
	if m.Version, err = strconv.Atoi(version); err != nil {
		return Manifest{}, format.Errorf("mnist: manifest: version: %q is not a number", version)
	}
	for line := range strings.Lines(rest) {
		line = strings.TrimSuffix(line, "\n")
		part, shard, _ := strings.Cut(line, " ")
		list := map[string]*[]Shard{"train": &m.Train, "test": &m.Test}[part]
		if list == nil {
			return Manifest{}, format.Errorf("mnist: manifest: %q is neither train nor test", part)
		}
		sh, err := parseShard(shard)
		if err != nil {
			return Manifest{}, format.Errorf("mnist: manifest: %s: shard %d: %w", part, len(*list), err)
		}
		*list = append(*list, sh)
	}
	if err := m.Validate(); err != nil {
		return Manifest{}, err
	}
	return m, nil
}

var errFields = errors.New("must be name, count, bytes, SHA-256 and CRC-32")

func parseShard(line string) (sh Shard, err error) {
	var f [5]string
	more := true
	for i := range f {
		if !more {
			return sh, errFields
		}
		f[i], line, more = strings.Cut(line, " ")
	}
	if more {
		return sh, errFields
	}
	sh.Name, sh.SHA256 = f[0], f[3]
	if sh.Count, err = strconv.Atoi(f[1]); err != nil {
		return sh, format.Errorf("count: %q is not a number", f[1])
	}
	if sh.Bytes, err = strconv.Atoi(f[2]); err != nil {
		return sh, format.Errorf("bytes: %q is not a number", f[2])
	}
	sh.CRC32, err = ParseCRC32(f[4])
	return sh, err
}
