package weights_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
)

// TestFlippedBits flips every bit of a file of ours: it is refused, or the
// network gets the very same weights.
func TestFlippedBits(t *testing.T) {
	r := small(recipe.Dense(2), recipe.Dense(10))
	n := build(t, r)
	arrays, err := weights.Save(n, r)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := weights.WriteSafetensors(&b, arrays); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	data := 8 + int(binary.LittleEndian.Uint64(file))
	if want := fmt.Sprintf(`"__metadata__":{"zerokara.crc32":"%08x"}`, crc32.ChecksumIEEE(file[data:])); !bytes.Contains(file[:data], []byte(want)) {
		t.Fatalf("the header is %s, must have %s", file[8:data], want)
	}
	again := build(t, r)
	load := func(b []byte) error {
		clear(again.Values())
		arrays, err := weights.Decode(b)
		if err != nil {
			return err
		}
		return weights.Load(again, r, arrays)
	}
	if err := load(file); err != nil || !slices.Equal(again.Values(), n.Values()) {
		t.Fatalf("the whole file: %v", err)
	}
	for bit := range 8 * len(file) {
		file[bit/8] ^= 1 << (bit % 8)
		switch err := load(file); {
		case err == nil && (bit/8 >= data || !slices.Equal(again.Values(), n.Values())):
			t.Errorf("bit %d of byte %d flipped: taken", bit%8, bit/8)
		case err != nil && !errors.Is(err, weights.ErrFile):
			t.Errorf("bit %d of byte %d flipped: %v", bit%8, bit/8, err)
		case bit/8 >= data && !strings.Contains(err.Error(), "it is damaged: the CRC-32"):
			t.Errorf("bit %d of byte %d flipped: %v, must say that it is damaged", bit%8, bit/8, err)
		}
		file[bit/8] ^= 1 << (bit % 8)
	}
}

// TestMetadata reads what other programs leave in the metadata.
func TestMetadata(t *testing.T) {
	const array = `"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`
	for metadata, ok := range map[string]bool{
		`{}`:                         true,
		`{"format":"pt","step":"3"}`: true,
		`{"step":3}`:                 true, // the format allows strings only
		`{"zerokara.crc32":"aca16a6a","format":"np"}`: true,
		`{"zerokara.crc32":"ACA16A6A"}`:               false,
		`{"zerokara.crc32":"00000000"}`:               false,
		`{"zerokara.crc32":2896259690}`:               false,
	} {
		_, err := weights.Decode(safe(`{"__metadata__":`+metadata+`,`+array, 0, 0, 128, 63))
		if (err == nil) != ok {
			t.Errorf("%s: %v", metadata, err)
		}
	}
	err := weights.WriteSafetensors(&bytes.Buffer{}, []weights.Array{{Name: "__metadata__", Dims: []int{1}, Data: []float32{1}}})
	if err == nil || !strings.Contains(err.Error(), "another name") {
		t.Errorf("an array called __metadata__: %v", err)
	}
}
