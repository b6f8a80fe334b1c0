package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/mnist/shard"
)

// verify checks the shards in dir: hash, length and CRC of each against the
// manifest, all of them joined against the canonical IDX files, and that dir has no
// other file.
func verify(dir string, out io.Writer) error {
	m, err := shard.ReadManifest(dir)
	if err != nil {
		return err
	}
	known := map[string]bool{shard.ManifestName: true}
	for i, list := range [][]mnist.Shard{m.Train, m.Test} {
		p := &parts[i]
		if err := p.checkCounts(list); err != nil {
			return err
		}
		var images, labels bytes.Buffer
		for _, sh := range list {
			raw, err := shard.ReadFile(dir, sh)
			if err != nil {
				return err
			}
			im, la := sh.Split(raw)
			images.Write(im)
			labels.Write(la)
			known[sh.Name] = true
		}
		if err := p.check(images.Bytes(), labels.Bytes()); err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d shards, %d images, classes %d: as in the canonical files\n", p.name, len(list), labels.Len(), p.classes)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		if !known[f.Name()] && !strings.HasPrefix(f.Name(), ".") {
			return fmt.Errorf("%s is not in the manifest: delete it", filepath.Join(dir, f.Name()))
		}
	}
	return nil
}

// checkCounts returns an error unless the shards have the sizes of p.shards.
func (p *part) checkCounts(list []mnist.Shard) error {
	if len(list) != len(p.shards) {
		return fmt.Errorf("%s: %d shards instead of %d: make them again with -idx", p.name, len(list), len(p.shards))
	}
	for i, sh := range list {
		if sh.Count != p.shards[i] {
			return fmt.Errorf("%s: shard %s has %d samples instead of %d: make it again with -idx", p.name, sh.Name, sh.Count, p.shards[i])
		}
	}
	return nil
}
