package export_test

import (
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/recipe"
)

// TestPicture checks that the picture shows the input, its prediction and the network,
// nothing beyond its edges.
func TestPicture(t *testing.T) {
	n := export.Network{Recipe: recipe.Recipe{Name: "mlp"}, Step: 12, Fingerprint: 0xabc, Drawing: export.Drawing{Grey: make([]byte, 784)}}
	n.Drawing.Grey[0], n.Drawing.Grey[783] = 255, 55
	p := make([]float32, 10)
	p[7], p[1] = 0.75, 0.25
	var texts []string
	ink, widest := 0, export.Mark{}
	for _, k := range n.Picture(p) {
		if k.X < 0 || k.Y < 0 || k.X+k.W > export.PictureWidth || k.Y+k.H > export.PictureHeight {
			t.Errorf("%+v is outside", k)
		}
		switch {
		case k.Text != "":
			texts = append(texts, k.Text)
		case k.Colour == "#000000" || k.Colour == "#c8c8c8":
			ink++
		case k.H == 16 && k.W > widest.W:
			widest = k
		}
	}
	all := strings.Join(texts, " ")
	if ink != 2 || widest.Colour != "#c1361f" || !strings.Contains(all, "7 75.0%") || !strings.Contains(all, "mlp · 12 · 0000000000000abc") {
		t.Errorf("%d pixels, the widest bar %+v, texts %s", ink, widest, all)
	}
	for _, k := range n.Picture(nil) {
		if k.Colour == "#c1361f" || k.H == 16 && k.W > 0 {
			t.Errorf("without a prediction: %+v", k)
		}
	}
}
