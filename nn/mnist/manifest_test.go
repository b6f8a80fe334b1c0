package mnist

import (
	"bytes"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest"
)

const sixtyFour = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

const goodList = "1\n" +
	"train train-00.bin.gz 2 30 " + sixtyFour + " 0a0b0c0d\n" +
	"train train-01.bin.gz 3 31 " + sixtyFour + " ffffffff\n" +
	"test test-00.bin.gz 1 32 " + sixtyFour + " 00000000\n"

func TestParseList(t *testing.T) {
	m, err := ParseList([]byte(goodList))
	if err != nil {
		t.Fatal(err)
	}
	if m.Version != 1 || len(m.Train) != 2 || len(m.Test) != 1 {
		t.Fatalf("%+v", m)
	}
	if want := (Shard{"train-00.bin.gz", 2, 30, sixtyFour, 0x0a0b0c0d}); m.Train[0] != want {
		t.Errorf("%+v, want %+v", m.Train[0], want)
	}
	s, err := NewShardSet(m.Train)
	if err != nil || s.Cap() != 5 || s.Blocks()[1] != (data.Block{Name: "train-01.bin.gz", Start: 2, End: 5, State: data.BlockPending}) {
		t.Errorf("set of the shards: %+v, %v", s, err)
	}
}

func TestParseListIsStrict(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"1\n", "2\n", "version: 2: this program reads version 1"},
		{"1\n", "undefined\n", "version: \"undefined\" is not a number"},
		{"train train-00.bin.gz", "more train-00.bin.gz", "\"more\" is neither train nor test"},
		{" train-00.bin.gz", "", "train: shard 0: must be name, count"},
		{" train-00.bin.gz", " undefined undefined", "train: shard 0: must be name, count"},
		{"train-00.bin.gz", "../x", "name: \"../x\": must be a plain file name"},
		{"train-00.bin.gz", ".x", "plain file name"},
		{"train-00.bin.gz", "http://x/", "plain file name"},
		{"train-00.bin.gz", strings.Repeat("x", 65), "plain file name"},
		{"train-01.bin.gz", "train-00.bin.gz", "train-00.bin.gz is listed twice"},
		{"test-00.bin.gz", "train-00.bin.gz", "train-00.bin.gz is listed twice"},
		{" 3 31", " 0 31", "train: shard 1: count: 0: must be 1 to"},
		{" 3 31", " -3 31", "count: -3: must be 1 to"},
		{" 3 31", " 1.5 31", "count: \"1.5\" is not a number"},
		{" 3 31", " 1048576 31", "train: more than 1048576 samples"},
		{" 3 31", " 1048577 31", "count: 1048577: must be 1 to"},
		{" 1 32", " 1 0", "test: shard 0: bytes: 0: must be 1 to"},
		{" 1 32", " 1 2000000000", "bytes: 2000000000: must be 1 to"},
		{" 1 32", " 1 x", "bytes: \"x\" is not a number"},
		{sixtyFour, sixtyFour[1:], "sha256: must be 64"},
		{sixtyFour, strings.ToUpper(sixtyFour), "sha256: must be 64"},
		{"ffffffff", "fffffff", "crc32: must be 8"},
		{"ffffffff", "+fffffff", "crc32: must be 8"},
		{goodList, "1\n", "train: must have at least one shard"},
		{goodList, "", "version: \"\" is not a number"},
		{goodList, goodList[:100], "train: shard 0: crc32: must be 8"},
		{goodList, strings.Repeat(" ", maxList+1), "at most 262144"},
	} {
		text := strings.Replace(goodList, c.old, c.new, 1)
		if text == goodList {
			t.Fatalf("%q is not in the list", c.old)
		}
		_, err := ParseList([]byte(text))
		nntest.WantError(t, err, "mnist: manifest: ", c.want)
	}
}

func TestShardCheck(t *testing.T) {
	raw := append(bytes.Repeat([]byte{1}, 2*Pixels), 8, 9)
	sh := Shard{Name: "x.bin.gz", Count: 2, CRC32: crc32.ChecksumIEEE(raw)}
	if err := sh.Check(raw); err != nil {
		t.Fatal(err)
	}
	nntest.WantError(t, sh.Check(raw[1:]), "x.bin.gz", "1569 bytes instead of 1570")
	raw[3]++
	nntest.WantError(t, sh.Check(raw), "x.bin.gz", "CRC-32")
	images, labels := sh.Split(raw)
	if len(images) != 2*Pixels || images[3] != 2 || len(labels) != 2 || labels[0] != 8 || labels[1] != 9 {
		t.Errorf("split into %d image bytes, labels %v", len(images), labels)
	}
}

func FuzzParseList(f *testing.F) {
	f.Add([]byte(goodList))
	f.Add([]byte("1\ntrain x 1 1"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := ParseList(b)
		if err != nil {
			return
		}
		total := 0
		for _, sh := range m.Train {
			total += sh.Count
		}
		if m.Version != ManifestVersion || total < 1 || total > maxSamples || len(m.Test) == 0 {
			t.Errorf("accepted %+v", m)
		}
	})
}
