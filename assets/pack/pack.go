package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/mnist/shard"
)

// pack writes shards and manifest to dir from the IDX files in the folder idx.
func pack(idx, dir string, out io.Writer) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	m := mnist.Manifest{Version: mnist.ManifestVersion, Source: source, Citation: citation, Licence: licence}
	for i, list := range []*[]mnist.Shard{&m.Train, &m.Test} {
		p := &parts[i]
		images, err := readIDX(filepath.Join(idx, p.images), mnist.ReadIDXImages)
		if err != nil {
			return err
		}
		labels, err := readIDX(filepath.Join(idx, p.labels), mnist.ReadIDXLabels)
		if err != nil {
			return err
		}
		if err := p.check(images, labels); err != nil {
			return err
		}
		for k, start := 0, 0; k < len(p.shards); k++ {
			end := start + p.shards[k]
			raw := append(bytes.Clone(images[start*mnist.Pixels:end*mnist.Pixels]), labels[start:end]...)
			sh, zipped, err := makeShard(fmt.Sprintf("%s-%02d.bin.gz", p.name, k), raw)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, sh.Name), zipped, 0o644); err != nil {
				return err
			}
			fmt.Fprintf(out, "%s %6d images %9d bytes\n", sh.Name, sh.Count, sh.Bytes)
			*list = append(*list, sh)
			start = end
		}
	}
	text, err := shard.FormatManifest(m)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, shard.ManifestName), text, 0o644)
}

func readIDX(path string, read func(io.Reader) ([]byte, error)) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: -idx must be a folder with MNIST's four IDX files, not gzipped", err)
	}
	defer f.Close()
	b, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// makeShard gzips raw without name and time, so that equal content gives an equal
// file, and returns its entry in the manifest.
func makeShard(name string, raw []byte) (mnist.Shard, []byte, error) {
	zipped, err := smallest(raw)
	return mnist.Shard{
		Name:   name,
		Count:  len(raw) / (mnist.Pixels + 1),
		Bytes:  len(zipped),
		SHA256: fmt.Sprintf("%x", sha256.Sum256(zipped)),
		CRC32:  crc32.ChecksumIEEE(raw),
	}, zipped, err
}

// smallest gzips raw at levels 8 and 9 and returns the shorter result: on MNIST
// level 8 is better than level 9 by 0.4%.
func smallest(raw []byte) ([]byte, error) {
	var best []byte
	for level := gzip.BestCompression - 1; level <= gzip.BestCompression; level++ {
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, level)
		if err != nil {
			return nil, err
		}
		w.Write(raw) // a bytes.Buffer takes everything
		if err := w.Close(); err != nil {
			return nil, err
		}
		if best == nil || b.Len() < len(best) {
			best = b.Bytes()
		}
	}
	return best, nil
}
