package mnist

import (
	"bytes"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest"
)

const goodManifest = `{"version":1,"source":"s","citation":"c","licence":"l",
"train":[{"name":"train-00.bin.gz","count":2,"bytes":30,"sha256":"` + sixtyFour + `","crc32":"0a0b0c0d"},
 {"name":"train-01.bin.gz","count":3,"bytes":31,"sha256":"` + sixtyFour + `","crc32":"ffffffff"}],
"test":[{"name":"test-00.bin.gz","count":1,"bytes":32,"sha256":"` + sixtyFour + `","crc32":"00000000"}]}`

const sixtyFour = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestParseManifest(t *testing.T) {
	m, err := ParseManifest([]byte(goodManifest))
	if err != nil {
		t.Fatal(err)
	}
	if m.Version != 1 || m.Source != "s" || m.Citation != "c" || m.Licence != "l" || len(m.Train) != 2 || len(m.Test) != 1 {
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

func TestParseManifestIsStrict(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`{"version":1,`, `{`, "version: is missing"},
		{`"version":1`, `"version":2`, "version: 2: this program reads version 1"},
		{`"version":1`, `"version":1.5`, "version: must be a positive whole number"},
		{`"version":1`, `"version":1,"version":1`, "version: is there twice"},
		{`"version":1`, `"version":1,"more":1`, `"more": unknown field`},
		{`"source":"s"`, `"source":""`, "source: must be a string"},
		{`"source":"s"`, `"source":3`, "source: must be a string"},
		{`,"citation":"c"`, ``, "citation: is missing"},
		{`"name":"train-00.bin.gz",`, ``, "train: shard 0: name: is missing"},
		{`"train-00.bin.gz"`, `"../x"`, "name: \"../x\": must be a plain file name"},
		{`"train-00.bin.gz"`, `".x"`, "plain file name"},
		{`"train-00.bin.gz"`, `"http://x/"`, "plain file name"},
		{`"train-01.bin.gz"`, `"train-00.bin.gz"`, "train-00.bin.gz is listed twice"},
		{`"test-00.bin.gz"`, `"train-00.bin.gz"`, "train-00.bin.gz is listed twice"},
		{`"count":3`, `"count":0`, "train: shard 1: count: must be a positive"},
		{`"count":3`, `"count":-3`, "count: must be a positive"},
		{`"count":3`, `"count":1048576`, "more than 1048576 samples"},
		{`"count":3`, `"count":1048577`, "count: 1048577: at most"},
		{`"bytes":32`, `"bytes":"32"`, "test: shard 0: bytes: must be a positive"},
		{sixtyFour, sixtyFour[1:], "sha256: must be 64"},
		{sixtyFour, strings.ToUpper(sixtyFour), "sha256: must be 64"},
		{`"ffffffff"`, `"fffffff"`, "crc32: must be 8"},
		{`"ffffffff"`, `"+fffffff"`, "crc32: must be 8"},
		{`"ffffffff"`, `1`, "crc32: must be 8"},
		{`"test":[`, `"test":[7,`, "test: shard 0: must be an object"},
		{goodManifest, `[]`, "must be an object"},
		{goodManifest, `{"version":1,"source":"s","citation":"c","licence":"l","train":[],"test":[]}`, "train: must have at least one shard"},
		{goodManifest, `{"version":1,"source":"s","citation":"c","licence":"l","train":{},"test":[]}`, "train: must be an array"},
		{goodManifest, ``, "manifest: "},
		{goodManifest, goodManifest[:100], "manifest: "},
		{goodManifest, strings.Repeat(" ", maxManifest+1), "at most 262144"},
	} {
		text := strings.Replace(goodManifest, c.old, c.new, 1)
		if text == goodManifest {
			t.Fatalf("%q is not in the manifest", c.old)
		}
		_, err := ParseManifest([]byte(text))
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

func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(goodManifest))
	f.Add([]byte(`{"version":1,"train":[{}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := ParseManifest(b)
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
