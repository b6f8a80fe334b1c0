package network_test

import (
	"bytes"
	_ "embed"
	"math"
	"reflect"
	"testing"

	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
)

// recorded is recordedCheckpoint() as the first version of the format wrote it, with
// today's fields of a recipe; older is from before the field augment.plain.
var (
	//go:embed testdata/checkpoint.bin
	recorded []byte
	//go:embed testdata/checkpoint-engine2.bin
	older []byte
)

func recordedCheckpoint() *network.Checkpoint {
	r, _ := recipe.Preset("mlp")
	return &network.Checkpoint{
		Recipe: r, Values: []float32{1, -0.5, math.SmallestNonzeroFloat32}, Stats: []float32{0, math.MaxFloat32},
		Optimizer: [][]float32{{0.25}, nil, {-1, 2}}, Step: 1, ImagesSeen: 1 << 33, Epoch: 3, Offset: 4,
	}
}

// Files that visitors and the command line have kept are still read, and
// written to the same bytes.
func TestCheckpointFormatStays(t *testing.T) {
	want := recordedCheckpoint()
	if b := want.Append([]byte("before")); !bytes.Equal(b, append([]byte("before"), recorded...)) {
		t.Errorf("encoded to % x,\nrecorded is % x", b[6:], recorded)
	}
	for _, b := range [][]byte{recorded, older} {
		got, err := network.DecodeCheckpoint(b)
		if err == nil {
			err = got.ParseRecipe()
		}
		if err != nil {
			t.Fatal(err)
		}
		if again := got.Append(nil); !reflect.DeepEqual(got, want) || !bytes.Equal(again, recorded) {
			t.Errorf("got  %+v,\nwant %+v", got, want)
		}
	}
}
