package e2e

import (
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
)

// TestEveryKind trains a network with a layer of every kind, and the largest
// preset, and checks the page's names of their layers.
func TestEveryKind(t *testing.T) {
	t.Parallel()
	strided := recipe.Conv(6, 3)
	strided.Stride, strided.Pad, strided.Dilation = 2, 4, 2
	for name, c := range map[string]struct {
		layers  []layer.Spec
		options []option
	}{
		"deepconv-desktop-en": {recipe.DeepConvNet(), nil},
		"kinds-phone-ja": {[]layer.Spec{
			recipe.ConvPad(4, 5, 2), recipe.BatchNorm(), recipe.ReLU(), recipe.Pool(2), strided, recipe.LeakyReLU(0.2),
			recipe.AvgPool(2), recipe.ConvTranspose(3, 4, 2, 1), recipe.Tanh(), layer.Flatten{}, recipe.Softmax(),
			recipe.Reshape(2, 6, 16), recipe.Dense(20), recipe.Sigmoid(), recipe.Identity(), recipe.Step(),
			recipe.Dropout(0.1), recipe.Dense(10),
		}, []option{phone, japanese}},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := recipe.Preset("simpleconv")
			r.Layers, r.BatchSize = c.layers, 16
			p := open(t, c.options...)
			p.draw(7)
			p.start(string(r.AppendJSON(nil)))
			p.await("a few steps", "zerokara.state().step > 3", patience)
			p.pause()
			if s := p.state(); s.Error != nil {
				t.Errorf("error %q", *s.Error)
			}
			kinds := ask[[]string](p, "texts", "#layers .kind")
			if len(kinds) < len(r.Layers) {
				t.Errorf("the page lists %d layers of %d: %v", len(kinds), len(r.Layers), kinds)
			}
			for _, kind := range kinds {
				for _, k := range layer.Kinds() {
					if kind == k && kind != "tanh" {
						t.Errorf("%s has no name on the page", kind)
					}
				}
			}
			window := eval[float64](p, "document.documentElement.clientWidth")
			if w := eval[float64](p, "document.documentElement.scrollWidth"); w > window {
				t.Errorf("the page is %v wide in a window of %v", w, window)
			}
			p.show("#layers")
			p.shot(name)
			if *shots != "" {
				p.full(name + "-full")
			}
		})
	}
}
