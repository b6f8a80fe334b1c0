package mnist

import (
	"errors"
	"hash/crc32"
	"strconv"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
)

// ManifestVersion is the version of the manifest and shard format.
const ManifestVersion = 1

// Manifest lists the shards that a training set and a test set are shipped in.
type Manifest struct {
	Version  int    // ManifestVersion
	Source   string // where the images were taken from
	Citation string // whom to cite
	Licence  string // what is known of the terms
	Train    []Shard
	Test     []Shard
}

// Shard is one file: gzip of Count images of Pixels bytes, then of Count
// labels of one byte.
type Shard struct {
	Name   string // file name, in the manifest's folder
	Count  int    // samples
	Bytes  int    // the file's length, gzipped
	SHA256 string // of the file, gzipped, 64 lower-case hex digits
	CRC32  uint32 // of the inflated content, IEEE polynomial
}

// Size returns the length of the inflated content in bytes.
func (sh Shard) Size() int { return sh.Count * (Pixels + 1) }

// Check returns an error unless raw has the length and CRC-32 of the shard's
// inflated content.
func (sh Shard) Check(raw []byte) error {
	if len(raw) != sh.Size() {
		return format.Errorf("mnist: shard %s: inflates to %d bytes instead of %d: fetch it again", sh.Name, len(raw), sh.Size())
	}
	if sum := crc32.ChecksumIEEE(raw); sum != sh.CRC32 {
		return format.Errorf("mnist: shard %s: content has CRC-32 %08x instead of %08x: fetch it again", sh.Name, sum, sh.CRC32)
	}
	return nil
}

// Split cuts checked content into its Count*Pixels image bytes and its Count
// labels. They share raw's memory.
func (sh Shard) Split(raw []byte) (images, labels []byte) {
	n := sh.Count * Pixels
	return raw[:n:n], raw[n : n+sh.Count]
}

// NewShardSet returns a set with one pending block per shard, in their order.
func NewShardSet(shards []Shard) (*data.Set, error) {
	names, counts := make([]string, len(shards)), make([]int, len(shards))
	for i, sh := range shards {
		names[i], counts[i] = sh.Name, sh.Count
	}
	return data.NewBlocks(Format, names, counts)
}

// Validate returns an error that names the first field of the version and of
// the shards that cannot be right.
func (m *Manifest) Validate() error {
	if m.Version != ManifestVersion {
		return format.Errorf("mnist: manifest: version: %d: this program reads version %d; load the page again to get both from one build", m.Version, ManifestVersion)
	}
	seen := map[string]bool{}
	if err := validate(m.Train, seen); err != nil {
		return format.Errorf("mnist: manifest: train: %w", err)
	}
	if err := validate(m.Test, seen); err != nil {
		return format.Errorf("mnist: manifest: test: %w", err)
	}
	return nil
}

func validate(list []Shard, seen map[string]bool) error {
	if len(list) == 0 {
		return errors.New("must have at least one shard")
	}
	total := 0
	for i, sh := range list {
		if err := sh.validate(); err != nil {
			return format.Errorf("shard %d: %w", i, err)
		}
		if seen[sh.Name] {
			return format.Errorf("shard %s is listed twice", sh.Name)
		}
		seen[sh.Name] = true
		if total += sh.Count; total > maxSamples {
			return format.Errorf("more than %d samples", maxSamples)
		}
	}
	return nil
}

func (sh Shard) validate() error {
	const maxBytes = 1 << 30
	switch {
	case !plainName(sh.Name):
		return format.Errorf("name: %q: must be a plain file name of letters, digits, '.', '-' and '_'", sh.Name)
	case sh.Count < 1 || sh.Count > maxSamples:
		return format.Errorf("count: %d: must be 1 to %d", sh.Count, maxSamples)
	case sh.Bytes < 1 || sh.Bytes > maxBytes:
		return format.Errorf("bytes: %d: must be 1 to %d", sh.Bytes, maxBytes)
	case !hex(sh.SHA256, 64):
		return errors.New("sha256: must be 64 lower-case hex digits")
	}
	return nil
}

// ParseCRC32 reads a CRC-32 as manifests have it: 8 lower-case hex digits.
func ParseCRC32(s string) (uint32, error) {
	sum, err := strconv.ParseUint(s, 16, 32)
	if err != nil || !hex(s, 8) {
		return 0, errors.New("crc32: must be 8 lower-case hex digits")
	}
	return uint32(sum), nil
}

func hex(s string, digits int) bool {
	for _, c := range []byte(s) {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f') {
			return false
		}
	}
	return len(s) == digits
}

// plainName reports whether s names a file in the same folder, whatever the
// system and without escaping in a URL.
func plainName(s string) bool {
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return s != "" && s[0] != '.' && len(s) <= 64
}
