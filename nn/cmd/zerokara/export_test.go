package main

import (
	"bytes"
	"encoding/csv"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
)

// trained trains six steps of mlp, and returns the model file and the curve of every
// third step as train writes it.
func trained(t *testing.T) (model string, curve [][]string) {
	t.Helper()
	dir := t.TempDir()
	model, file := filepath.Join(dir, "model.bin"), filepath.Join(dir, "curve.csv")
	if out, err := zerokara(t, "train", "-recipe", "mlp", "-steps", "6", "-data", assets, "-curve", file, "-every", "3", "-o", model); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return model, rows(t, file)
}

// rows reads comma-separated values.
func rows(t *testing.T, file string) [][]string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestExportKinds writes each kind of file that the page makes, too.
func TestExportKinds(t *testing.T) {
	model, curve := trained(t)
	tr, err := readWeights("", model)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	says := map[string]string{
		export.ONNX: "probabilities", export.Safetensors: export.MetaFingerprint, export.Model: string(tr.Snapshot(nil)),
		export.Recipe: string(tr.Recipe().AppendJSON(nil)), export.Notebook: "Affine(784, 50)", export.Go: "package main",
		export.Curves: export.CurvesHead, export.Picture: "PNG",
	}
	for _, kind := range append(export.Kinds(), "exe") {
		to := filepath.Join(dir, kind)
		out, err := zerokara(t, "export", "-weights", model, "-data", assets, "-kind", kind, "-o", to)
		b, _ := os.ReadFile(to)
		if says[kind] == "" {
			if err == nil || b != nil || !strings.Contains(err.Error(), kind) {
				t.Errorf("%s: %d bytes, %v", kind, len(b), err)
			}
		} else if err != nil || !bytes.Contains(b, []byte(says[kind])) || !strings.Contains(out, to) {
			t.Errorf("%s: %v, %s", kind, err, out)
		}
	}

	// Three mini-batches' mean loss is the curve's; the test images are all.
	got := rows(t, filepath.Join(dir, export.Curves))
	if len(got) != 1+6 || len(curve) != 1+2 {
		t.Fatalf("%d rows of six steps; train -curve has %d", len(got), len(curve))
	}
	for i, row := range got[1:] {
		if row[0] != strconv.Itoa(i+1) || (row[3] != "") != (i == 5) {
			t.Errorf("row %d: %v", i, row)
		}
	}
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Error(err)
		}
		return v
	}
	mean := (number(got[4][1]) + number(got[5][1]) + number(got[6][1])) / 3
	for _, pair := range [][2]float64{{mean, number(curve[2][4])}, {number(got[6][3]), number(curve[2][6])}, {number(got[6][4]), number(curve[2][7])}} {
		if math.Abs(pair[0]/pair[1]-1) > 1e-5 {
			t.Errorf("curves have %v where train -curve has %v", pair[0], pair[1])
		}
	}
}

// TestExportCurves checks that curves are of the model that is named, or of none.
func TestExportCurves(t *testing.T) {
	r, _ := recipe.Preset("mlp")
	r.Steps = 2
	plain := write(t, "r.json", r.AppendJSON(nil))
	to := filepath.Join(t.TempDir(), "c.csv")
	out, err := zerokara(t, "export", "-recipe", plain, "-data", assets, "-kind", "curves", "-o", to)
	if err != nil || len(rows(t, to)) != 1+2 || !strings.Contains(out, "step 2, engine ") {
		t.Errorf("of a recipe: %v\n%s", err, out)
	}
	os.Remove(to)

	other := filepath.Join(t.TempDir(), "other.bin") // of other images
	if out, err := zerokara(t, "train", "-recipe", plain, "-images", "300", "-data", assets, "-o", other); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for says, args := range map[string][]string{
		"has other weights":                 {"-weights", other},
		"does not say how long":             {"-weights", untrained(t)},
		"give the run with -recipe":         nil,
		"neither a preset":                  {"-recipe", "nonesuch"},
		"is not a field":                    {"-recipe", write(t, "junk", []byte(`{"epochz":1}`))},
		"manifest":                          {"-recipe", plain, "-data", t.TempDir()},
		"whose layers are not those of \"t": {"-recipe", "twolayer", "-weights", other},
	} {
		_, err := zerokara(t, append([]string{"export", "-kind", "curves", "-data", assets, "-o", to}, args...)...)
		if err == nil || !strings.Contains(strings.ToLower(err.Error()), says) {
			t.Errorf("%v: %v, must say %q", args, err, says)
		}
	}
	if b, err := os.ReadFile(to); err == nil {
		t.Errorf("refused, and wrote %q", b)
	}
}

// TestExportPicture decodes the picture of a test image and of a drawing: their ink, the
// bars as long as the probabilities, and text.
func TestExportPicture(t *testing.T) {
	model := untrained(t)
	tr, err := readWeights("", model)
	if err != nil {
		t.Fatal(err)
	}
	_, test, err := shard.ReadDir(assets)
	if err != nil {
		t.Fatal(err)
	}
	line := `{"label":1,"writer":"w-1","strokes":[[[0,0],[1,1]]]}` + "\n"
	drawings := write(t, "in.ndjson", []byte(line+strings.Replace(line, "[1,1]", "[0,1]", 1)))
	upright := make([]byte, mnist.Pixels)
	ink.Render(upright, ink.Fit([]ink.Stroke{{{X: 0, Y: 0}, {X: 0, Y: 1}}}))
	to := filepath.Join(t.TempDir(), "p.png")
	for _, c := range []struct {
		grey []byte
		args []string
	}{{test.Bytes(3), []string{"-image", "3"}}, {upright, []string{"-image", "1", "-in", drawings}}} {
		if out, err := zerokara(t, append([]string{"export", "-kind", "picture", "-data", assets, "-weights", model, "-o", to}, c.args...)...); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		f, err := os.Open(to)
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(f)
		f.Close()
		if err != nil || m.Bounds() != image.Rect(0, 0, export.PictureWidth, export.PictureHeight) {
			t.Fatalf("%v, %v", err, m.Bounds())
		}
		at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA) }
		for i, v := range c.grey {
			if got := at(24+i%28*11+5, 24+i/28*11+5).R; got != 255-v {
				t.Fatalf("%v: pixel %d is %d, the image's %d", c.args, i, got, 255-v)
			}
		}
		var x [mnist.Pixels]float32
		var p [recipe.Classes]float32
		data.Input(x[:], c.grey)
		tr.Predict(p[:], x[:])
		red := 0
		for digit, p := range p {
			y, long := 24+int(30.8*float64(digit))+14, 0
			for at(380+long, y) != at(630, y) { // the paper
				long++
			}
			if math.Abs(float64(long)-150*float64(p)) > 1 {
				t.Errorf("%v: the bar of %d is %d long, its probability %v", c.args, digit, long, p)
			}
			if c := at(381, y); c == (color.RGBA{0xc1, 0x36, 0x1f, 0xff}) {
				red++
			}
			dark := 0
			for i := range 20 * 20 {
				if c := at(360+i%20, y-10+i/20); c.R < 0x60 {
					dark++
				}
			}
			if dark < 5 {
				t.Errorf("%v: no figure beside the bar of %d", c.args, digit)
			}
		}
		if red != 1 {
			t.Errorf("%v: %d bars are vermilion", c.args, red)
		}
	}
	os.Remove(to)
	for says, args := range map[string][]string{
		"-image is -1":                {"-image", "-1"},
		"there are 10000 test images": {"-image", "10000"},
		"in.ndjson has 2 drawings":    {"-image", "2", "-in", drawings},
		"in.ndjson: line 1":           {"-in", write(t, "in.ndjson", []byte("{"))},
		"give a model":                {"-weights", ""},
	} {
		_, err := zerokara(t, append([]string{"export", "-kind", "picture", "-data", assets, "-weights", model, "-o", to}, args...)...)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v, must say %q", args, err, says)
		}
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("refused, and wrote a file")
	}
}
