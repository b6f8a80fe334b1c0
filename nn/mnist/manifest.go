package mnist

import (
	"errors"
	"hash/crc32"
	"strconv"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/json"
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

// NewShardSet returns a set with one pending block a shard, in their order.
func NewShardSet(shards []Shard) (*data.Set, error) {
	names, counts := make([]string, len(shards)), make([]int, len(shards))
	for i, sh := range shards {
		names[i], counts[i] = sh.Name, sh.Count
	}
	return data.NewSet(names, counts)
}

// maxManifest bounds a manifest's length in bytes.
const maxManifest = 1 << 18

// ParseManifest reads a manifest in JSON. It is strict: every field must be
// there once, with a value that can be right, and no other.
func ParseManifest(b []byte) (Manifest, error) {
	m, err := parseManifest(b)
	if err != nil {
		return Manifest{}, format.Errorf("mnist: manifest: %w", err)
	}
	return m, nil
}

func parseManifest(b []byte) (m Manifest, err error) {
	if len(b) > maxManifest {
		return m, format.Errorf("%d bytes: at most %d are read", len(b), maxManifest)
	}
	v, err := json.ParseBytes(b)
	if err != nil {
		return m, err
	}
	err = eachField(v, []string{"version", "source", "citation", "licence", "train", "test"}, func(key string, v *json.Value) (err error) {
		switch key {
		case "version":
			if m.Version, err = number(v, 1<<20); err == nil && m.Version != ManifestVersion {
				err = format.Errorf("%d: this program reads version %d; load the page again to get both from one build", m.Version, ManifestVersion)
			}
		case "source":
			m.Source, err = text(v)
		case "citation":
			m.Citation, err = text(v)
		case "licence":
			m.Licence, err = text(v)
		case "train":
			m.Train, err = shards(v)
		case "test":
			m.Test, err = shards(v)
		}
		return err
	})
	if err != nil {
		return m, err
	}
	seen := map[string]bool{}
	for _, list := range [][]Shard{m.Train, m.Test} {
		for _, sh := range list {
			if seen[sh.Name] {
				return m, format.Errorf("shard %s is listed twice", sh.Name)
			}
			seen[sh.Name] = true
		}
	}
	return m, nil
}

func shards(v *json.Value) ([]Shard, error) {
	list, err := v.Array()
	if err != nil {
		return nil, errors.New("must be an array of shards")
	}
	if len(list) == 0 {
		return nil, errors.New("must have at least one shard")
	}
	out := make([]Shard, len(list))
	total := 0
	for i, v := range list {
		if out[i], err = shard(v); err != nil {
			return nil, format.Errorf("shard %d: %w", i, err)
		}
		if total += out[i].Count; total > maxSamples {
			return nil, format.Errorf("more than %d samples", maxSamples)
		}
	}
	return out, nil
}

func shard(v *json.Value) (sh Shard, err error) {
	err = eachField(v, []string{"name", "count", "bytes", "sha256", "crc32"}, func(key string, v *json.Value) (err error) {
		switch key {
		case "name":
			if sh.Name, err = text(v); err == nil && !plainName(sh.Name) {
				err = format.Errorf("%q: must be a plain file name of letters, digits, '.', '-' and '_'", sh.Name)
			}
		case "count":
			sh.Count, err = number(v, maxSamples)
		case "bytes":
			sh.Bytes, err = number(v, 1<<30)
		case "sha256":
			if sh.SHA256, err = text(v); err == nil && !hex(sh.SHA256, 64) {
				err = errors.New("must be 64 lower-case hex digits")
			}
		case "crc32":
			s, err := text(v)
			if err != nil || !hex(s, 8) {
				return errors.New("must be 8 lower-case hex digits")
			}
			sum, err := strconv.ParseUint(s, 16, 32)
			sh.CRC32 = uint32(sum)
			return err
		}
		return err
	})
	return sh, err
}
