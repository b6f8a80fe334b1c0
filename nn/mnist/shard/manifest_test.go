package shard

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/mnist"
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
	if want := (mnist.Shard{Name: "train-00.bin.gz", Count: 2, Bytes: 30, SHA256: sixtyFour, CRC32: 0x0a0b0c0d}); m.Train[0] != want {
		t.Errorf("%+v, want %+v", m.Train[0], want)
	}
}

// TestFormatManifest formats the committed manifest: it must stay as it is.
func TestFormatManifest(t *testing.T) {
	want, err := os.ReadFile("../../../assets/mnist/" + ManifestName)
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseManifest(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := FormatManifest(m); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v, the manifest becomes\n%s", err, got)
	}
}

func TestParseManifestIsStrict(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`{"version":1,`, `{`, "version: 0: this program reads version 1"},
		{`"version":1`, `"version":2`, "version: 2: this program reads version 1"},
		{`"version":1`, `"version":1.5`, "/version"},
		{`"version":1`, `"version":1,"version":1`, `duplicate object member name "version"`},
		{`"version":1`, `"version":1,"more":1`, `unknown object member name "more"`},
		{`"source":"s"`, `"source":""`, "source: must be a string"},
		{`"source":"s"`, `"source":3`, "/source"},
		{`,"citation":"c"`, ``, "citation: must be a string"},
		{`"name":"train-00.bin.gz",`, ``, `train: shard 0: name: ""`},
		{`"train-00.bin.gz"`, `"../x"`, "name: \"../x\": must be a plain file name"},
		{`"train-00.bin.gz"`, `".x"`, "plain file name"},
		{`"train-00.bin.gz"`, `"http://x/"`, "plain file name"},
		{`"train-01.bin.gz"`, `"train-00.bin.gz"`, "train-00.bin.gz is listed twice"},
		{`"test-00.bin.gz"`, `"train-00.bin.gz"`, "train-00.bin.gz is listed twice"},
		{`"count":3`, `"count":0`, "train: shard 1: count: 0: must be 1 to"},
		{`"count":3`, `"count":-3`, "count: -3: must be 1 to"},
		{`"count":3`, `"count":1048576`, "more than 1048576 samples"},
		{`"count":3`, `"count":1048577`, "count: 1048577: must be 1 to"},
		{`"bytes":32`, `"bytes":"32"`, "/test/0/bytes"},
		{sixtyFour, sixtyFour[1:], "sha256: must be 64"},
		{sixtyFour, strings.ToUpper(sixtyFour), "sha256: must be 64"},
		{`"ffffffff"`, `"fffffff"`, "crc32: must be 8"},
		{`"ffffffff"`, `"+fffffff"`, "crc32: must be 8"},
		{`"ffffffff"`, `1`, "/train/1/crc32"},
		{`"test":[`, `"test":[7,`, "/test/0"},
		{goodManifest, `[]`, "unmarshal JSON array"}, // after "cannot" or "unable to", at random
		{goodManifest, `{"version":1,"source":"s","citation":"c","licence":"l","train":[],"test":[]}`, "train: must have at least one shard"},
		{goodManifest, `{"version":1,"source":"s","citation":"c","licence":"l","train":{},"test":[]}`, "/train"},
		{goodManifest, ``, "manifest: "},
		{goodManifest, goodManifest[:100], "manifest: "},
		{goodManifest, strings.Repeat(" ", maxManifest+1), "at most 262144"},
	} {
		text := strings.Replace(goodManifest, c.old, c.new, 1)
		if text == goodManifest {
			t.Fatalf("%q is not in the manifest", c.old)
		}
		_, err := ParseManifest([]byte(text))
		nntest.WantError(t, err, "shard: ", "manifest: ", c.want)
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
		if err := m.Validate(); err != nil || m.Source == "" || m.Citation == "" || m.Licence == "" {
			t.Errorf("accepted %+v: %v", m, err)
		}
	})
}
