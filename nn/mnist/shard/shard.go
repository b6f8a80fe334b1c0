// Package shard reads the shards of package mnist from a folder, natively.
// The page does the same by fetch, DecompressionStream and crypto.subtle.
package shard

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist"
)

// ManifestName is the manifest's file name, beside the shards.
const ManifestName = "MANIFEST.json"

const remedy = "bring the files back with \"git checkout assets/mnist\", or make them again with \"go run ./assets/pack -idx DIR\""

// ReadDir reads a folder of shards with their manifest, such as assets/mnist,
// into a training and a test set, both fully loaded. Every file is checked by
// SHA-256 and every content by length and CRC-32. Errors name the file.
func ReadDir(dir string) (train, test *data.Set, err error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, nil, err
	}
	if train, err = readSet(dir, m.Train); err != nil {
		return nil, nil, err
	}
	if test, err = readSet(dir, m.Test); err != nil {
		return nil, nil, err
	}
	return train, test, nil
}

// ReadManifest reads a folder's manifest.
func ReadManifest(dir string) (mnist.Manifest, error) {
	path := filepath.Join(dir, ManifestName)
	b, err := readAtMost(path, maxManifest)
	if err != nil {
		return mnist.Manifest{}, fmt.Errorf("shard: %w: %s", err, remedy)
	}
	m, err := ParseManifest(b)
	if err != nil {
		return mnist.Manifest{}, fmt.Errorf("shard: %s: %w: %s", path, err, remedy)
	}
	return m, nil
}

// ReadFile reads one shard of a folder and returns its inflated content, fully
// checked; Shard.Split cuts it.
func ReadFile(dir string, sh mnist.Shard) ([]byte, error) {
	path := filepath.Join(dir, sh.Name)
	raw, err := readFile(path, sh)
	if err != nil {
		return nil, fmt.Errorf("shard: %s: %w: %s", path, err, remedy)
	}
	return raw, nil
}

// readAtMost reads a file of at most limit bytes.
func readAtMost(path string, limit int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err == nil && len(b) > limit {
		err = fmt.Errorf("more than %d bytes", limit)
	}
	return b, err
}

func readFile(path string, sh mnist.Shard) ([]byte, error) {
	zipped, err := readAtMost(path, sh.Bytes)
	if err != nil {
		return nil, err
	}
	if len(zipped) != sh.Bytes {
		return nil, fmt.Errorf("%d bytes instead of %d", len(zipped), sh.Bytes)
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(zipped)); sum != sh.SHA256 {
		return nil, fmt.Errorf("SHA-256 %s instead of %s", sum, sh.SHA256)
	}
	z, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	// One byte more than announced tells a content that is too long, however
	// long it is.
	raw := make([]byte, sh.Size()+1)
	n, err := io.ReadFull(z, raw)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	if err := sh.Check(raw[:n]); err != nil {
		return nil, err
	}
	return raw[:n], nil
}

func readSet(dir string, shards []mnist.Shard) (*data.Set, error) {
	s, err := mnist.NewShardSet(shards)
	if err != nil {
		return nil, err
	}
	for i, sh := range shards {
		raw, err := ReadFile(dir, sh)
		if err != nil {
			return nil, err
		}
		images, labels := sh.Split(raw)
		if err := s.Fill(i, mnist.Batch(images, labels)); err != nil {
			return nil, err
		}
	}
	return s, nil
}
