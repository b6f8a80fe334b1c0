package netcode

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
)

func TestText(t *testing.T) {
	layers := []layer.Spec{
		layer.BatchNorm{Epsilon: 1e-3, Decay: 0.99, Group: 8}, recipe.LeakyReLU(0.2), recipe.Dropout(0.25), recipe.ConvTranspose(3, 4, 2, 0),
		recipe.Reshape(4, 7, 7), recipe.Softmax(), recipe.Step(), recipe.Identity(), layer.Flatten{}, layer.AvgPool2D{Kernel: 3, Stride: 2, Pad: 1},
		layer.Conv2D{Filters: 8, Kernel: 3, Stride: 1, Dilation: 2},
	}
	for _, l := range layers {
		if got, ok := parseToken(string(appendToken(nil, l))); !ok || got != l {
			t.Errorf("%+v comes back as %+v", l, got)
		}
	}
	text, ok := Text(layers)
	if got, _, read := Parse(text); !ok || !read || !slices.Equal(got, layers) {
		t.Errorf("%s comes back as %+v", text, got)
	}
	if text, ok := Text([]layer.Spec{recipe.ReLU(), own{}}); ok {
		t.Errorf("a layer of another program is written as %q", text)
	}
	if _, bad, ok := Parse("relu-dense10-conv0-x"); ok || bad != "conv0" {
		t.Errorf("refused for %q", bad)
	}
}

// own is a layer of another program.
type own struct{ layer.Spec }
