//go:build !js

package weights_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// TestModelRefuses opens files that are torn, of no recipe, or of another's network;
// nn/export runs a program with one that is whole.
func TestModelRefuses(t *testing.T) {
	r, _ := recipe.Preset("twolayer")
	net, err := network.New(r, 1)
	if err != nil {
		t.Fatal(err)
	}
	arrays, err := weights.Save(net, r)
	if err != nil {
		t.Fatal(err)
	}
	n := export.Network{Recipe: r, Arrays: arrays}
	whole, err := n.File(export.Safetensors)
	if err != nil {
		t.Fatal(err)
	}
	if m, err := weights.Model(whole); err != nil || m.Size() != recipe.Classes {
		t.Fatalf("a whole file: %v", err)
	}
	n.Recipe, _ = recipe.Preset("mlp")
	other, err := n.File(export.Safetensors)
	if err != nil {
		t.Fatal(err)
	}
	bare, err := safetensors.Append(nil, arrays, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"torn": whole[:len(whole)-1], "of another network": other, "without a recipe": bare,
		"with a recipe that is none": bytes.Replace(whole, []byte(`\"epochs\"`), []byte(`\"epoch_\"`), 1),
	} {
		_, err := weights.Model(b)
		_, field := errors.AsType[*recipe.FieldError](err)
		if err == nil || !field && !errors.Is(err, weights.ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
