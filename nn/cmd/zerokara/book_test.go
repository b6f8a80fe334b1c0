package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/cmd/zerokara/internal/book"
)

// runSections runs sections in their shortest form and returns what each
// printed, by name.
func runSections(t *testing.T, which, dir, format string) map[string]string {
	t.Helper()
	sections, err := book.Find(which)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	o := book.Options{Out: &out, Dir: dir, Data: assets, Format: format, Test: true, Command: run}
	if err := book.Run(sections, o); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	output := map[string]string{}
	for _, part := range strings.Split(out.String(), "== ")[1:] {
		name, text, _ := strings.Cut(part, " ")
		output[name] = text
	}
	if len(output) != len(sections) || !strings.Contains(out.String(), "shortened") {
		t.Fatalf("%d of %d sections, or not said to be shortened:\n%s", len(output), len(sections), out.String())
	}
	return output
}

// number returns what the one group of a pattern matches.
func number(t *testing.T, text, pattern string) float64 {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Errorf("nothing matches %q in\n%s", pattern, text)
		return math.NaN()
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		t.Errorf("%q: %v", m[0], err)
	}
	return v
}

// TestBook runs every section and compares its key numbers with those computed by
// hand or by a closed form, or with a bound that a few steps must reach.
func TestBook(t *testing.T) {
	dir := t.TempDir()
	output := runSections(t, "all", dir, "svg")
	has := func(section string, all ...string) {
		for _, want := range all {
			if !strings.Contains(output[section], want) {
				t.Errorf("%s does not say %q:\n%s", section, want, output[section])
			}
		}
	}
	near := func(section, pattern string, want, by float64) {
		if got := number(t, output[section], pattern); !(math.Abs(got-want) <= by) {
			t.Errorf("%s: %s is %g, want %g", section, pattern, got, want)
		}
	}
	above := func(section, pattern string, bound float64) {
		if got := number(t, output[section], pattern); !(got >= bound && got <= 1) {
			t.Errorf("%s: %s is %g, want %g to 1", section, pattern, got, bound)
		}
	}
	const num = `(-?[0-9.e+-]+)`

	has("curves", "[[10 40] [30 80]]", "[[11 22] [13 24]]")
	has("gates", "0   0   0    1     0   0", "1   0   0    1     1   1", "0   1   0    1     1   1", "1   1   1    0     1   0",
		"AND learned", "NAND learned", "OR learned", "XOR by one perceptron: perceptron: no line separates")
	near("activations", `(?m)^1 +1.0000 +`+num, 1/(1+math.Exp(-1)), 1e-4)
	near("activations", `(?m)^-1 +0.0000 +\S+ +`+num, math.Tanh(-1), 1e-4)
	has("digits", "image 0 is a 5")
	above("inference", `trained here: accuracy `+num, 0.4)
	if one, many := number(t, output["inference"], `batches of   1: accuracy `+num), number(t, output["inference"], `batches of 100: accuracy `+num); one != many {
		t.Errorf("accuracy one by one %g, in batches %g", one, many)
	}
	near("losses", `2 with 0.6 +`+num, (0.01+0.0025+0.16+0.0025+0.01+0.01)/2, 1e-6)
	near("losses", `2 with 0.6 +\S+ +`+num, -math.Log(0.6), 1e-5)
	near("losses", `7 with 0.6 +\S+ +`+num, -math.Log(0.1), 1e-5)
	near("gradient", `at 5: `+num, 0.2, 1e-9)
	near("gradient", `at 10: `+num, 0.3, 1e-9)
	has("gradient", "at [3 4]: [6 8]", "at [0 2]: [0 4]", "at [3 0]: [6 0]")
	near("descent", `rate 0.1, 20 steps: \[`+num, -3*math.Pow(0.8, 20), 1e-6)
	near("descent", `rate 1e-10, 100 steps: \[\S+ `+num+`\]`, 4, 1e-5)
	if away := number(t, output["descent"], `rate 10, 20 steps: \[`+num); !(math.Abs(away) > 1e9) {
		t.Errorf("a rate of 10 ends at %g; it should diverge", away)
	}
	near("simplenet", `loss `+num, simplenetLoss(), 1e-5)
	near("simplenet", `largest difference from the formula: `+num, 0, 1e-7)
	near("numerical", `(?m)^2 +\S+ +\S+ +`+num, 0, 1e-3)
	above("twolayer", `training accuracy `+num, 0.15)
	above("relunet", `training accuracy `+num, 0.6)
	has("apples", "apples: 220 yen", "apples-oranges: 715 yen")
	for _, c := range [][2]string{{"apple price +100", "2.2"}, {"apples +2", "110"}, {"tax +1.1", "200"}, {"tax +1.1", "650"}, {"orange price +150", "3.3"}, {"oranges +3", "165"}} {
		if !regexp.MustCompile(c[0] + " +gradient " + c[1] + "\n").MatchString(output["apples"]) {
			t.Errorf("apples: no gradient %s of %s:\n%s", c[1], c[0], output["apples"])
		}
	}
	near("gradcheck", `b2 +`+num, 0, 1e-5)
	near("optimizers", `SGD +0.95 +\(`+num, -7*math.Pow(0.905, 30), 1e-3)
	near("optimizers", `SGD +0.95 +\(\S+, `+num, 2*math.Pow(0.9, 30), 1e-3)
	if sgd, adam := number(t, output["optimizers-mnist"], `SGD +0.01 +`+num), number(t, output["optimizers-mnist"], `Adam +0.001 +`+num); !(adam < sgd && sgd < 2.4) {
		t.Errorf("losses on MNIST: Adam %g, SGD %g; Adam should be the faster", adam, sgd)
	}
	// Half a normal distribution with variance 2 has the mean square 1.
	near("activation-histograms", `(?s)relu:.*?He +`+num, math.Sqrt(1-1/math.Pi), 0.05)
	near("activation-histograms", `(?s)sigmoid.*?std 0.01 +`+num, 0.1/4, 0.002)
	near("initial-values", `std 0.01 +`+num, math.Log(10), 0.02)
	if x, he := number(t, output["initial-values"], `Xavier +`+num), number(t, output["initial-values"], `He +`+num); !(he < math.Log(10) && x < math.Log(10)) {
		t.Errorf("initial values: Xavier's loss %g, He's %g do not fall", x, he)
	}
	above("batchnorm", `0.010000 +\S+ +`+num, 0.3)
	near("batchnorm", `0.010000 +`+num, 0.1, 0.05)
	above("weight-decay", `no weight decay +`+num, 0.05)
	above("dropout", `dropout 0.2 +`+num, 0.05)
	has("search", "4/4: trial", "best 1: validation accuracy")
	above("simpleconv", `test accuracy `+num, 0.6)
	near("filters", `before training: 30 of 5x5, root mean square `+num, 0.01, 0.001)
	above("filters", `after training: 30 of 5x5, root mean square `+num, 0.011)
	wrong := number(t, output["misread"], num+` of 1000 test images are predicted wrongly`)
	near("deepconv", `test accuracy `+num, 1-wrong/1000, 1e-9)
	if n := strings.Count(output["misread"], "predicted as"); n != 20 {
		t.Errorf("%d wrong predictions listed, want 20", n)
	}
	above("float16", `float16 weights accuracy `+num, 0.6)

	checkPictures(t, dir, 26)
}

// simplenetLoss is the loss of the 2x3 network by hand.
func simplenetLoss() float64 {
	z := [3]float64{0.6*0.5 + 0.9*0.9, 0.6 * 1, 0.6*0.8 + 0.9*0.7}
	sum := 0.0
	for _, v := range z {
		sum += math.Exp(v)
	}
	return math.Log(sum) - z[2]
}

// checkPictures decodes all pictures in a folder.
func checkPictures(t *testing.T, dir string, minimum int) {
	t.Helper()
	seen := 0
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		decode := map[string]func(io.Reader) error{".svg": decodeSVG, ".png": decodePNG}[filepath.Ext(f.Name())]
		if decode == nil {
			continue
		}
		seen++
		r, err := os.Open(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if err := decode(r); err != nil {
			t.Errorf("%s: %v", f.Name(), err)
		}
		r.Close()
	}
	if seen < minimum {
		t.Errorf("%d pictures, want at least %d", seen, minimum)
	}
}

// decodeSVG reads a whole drawing, which must have something in it.
func decodeSVG(r io.Reader) error {
	shapes := 0
	for d := xml.NewDecoder(r); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "path" || e.Name.Local == "line" || e.Name.Local == "image") {
			shapes++
		}
	}
	if shapes < 5 {
		return fmt.Errorf("%d shapes", shapes)
	}
	return nil
}

// decodePNG reads a whole picture, which must not be of one colour.
func decodePNG(r io.Reader) error {
	img, err := png.Decode(r)
	if err != nil {
		return err
	}
	b, colours := img.Bounds(), map[any]bool{}
	for y := b.Min.Y; y < b.Max.Y; y += 3 {
		for x := b.Min.X; x < b.Max.X; x += 3 {
			colours[img.At(x, y)] = true
		}
	}
	if b.Dx() < 400 || len(colours) < 10 {
		return fmt.Errorf("%v with %d colours", b, len(colours))
	}
	return nil
}

func TestBookAsPNG(t *testing.T) {
	dir := t.TempDir()
	runSections(t, "6.1.7", dir, "png")
	runSections(t, "3", dir, "png")
	checkPictures(t, dir, 3)
}

// TestBookKeepsModels checks that a section uses a network trained before, if it
// is of the same recipe.
func TestBookKeepsModels(t *testing.T) {
	dir := t.TempDir()
	first := runSections(t, "inference", dir, "svg")["inference"]
	second := runSections(t, "inference", dir, "svg")["inference"]
	if !strings.Contains(first, "training mlp-sigmoid") || !strings.Contains(second, "was trained before") {
		t.Errorf("first:\n%ssecond:\n%s", first, second)
	}
	if err := os.WriteFile(filepath.Join(dir, "mlp-sigmoid.bin"), []byte("junk"), 0o666); err != nil {
		t.Fatal(err)
	}
	sections, _ := book.Find("inference")
	err := book.Run(sections, book.Options{Out: io.Discard, Dir: dir, Data: assets, Format: "svg", Test: true, Command: run})
	if err == nil || !strings.Contains(err.Error(), "delete it to train anew") {
		t.Errorf("a damaged model gives %v", err)
	}
}

// TestBookWeightsFromOutside gives the inference section arrays in the book's
// layout: the accuracy must be that of the network that they are from.
func TestBookWeightsFromOutside(t *testing.T) {
	dir := t.TempDir()
	runSections(t, "inference", dir, "svg")
	model, arrays := filepath.Join(dir, "mlp-sigmoid.bin"), filepath.Join(dir, "params.npz")
	if out, err := zerokara(t, "export", "-weights", model, "-recipe", "book-mlp", "-o", arrays); err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	want, err := zerokara(t, "eval", "-weights", model, "-data", assets)
	if err != nil {
		t.Fatal(err)
	}
	got, err := zerokara(t, "book", "inference", "-weights", arrays, "-data", assets, "-o", dir)
	accuracy := regexp.MustCompile(`test accuracy 0\.\d{4}`).FindString(want)
	if err != nil || accuracy == "" || !strings.Contains(got, accuracy) {
		t.Errorf("%v: %q is not in\n%s", err, accuracy, got)
	}
}

func TestBookCommand(t *testing.T) {
	list, err := zerokara(t, "book")
	if err != nil || strings.Count(list, "\n") != 1+len(book.Sections()) {
		t.Errorf("%v:\n%s", err, list)
	}
	dir := filepath.Join(t.TempDir(), "deep", "down")
	out, err := zerokara(t, "book", "2", "-o", dir)
	if err != nil || !strings.Contains(out, "XOR") || strings.Contains(out, "shortened") {
		t.Errorf("%v:\n%s", err, out)
	}
	if out, err = zerokara(t, "book", "-quick", "-o", dir, "gates"); err != nil || !strings.Contains(out, "shortened") {
		t.Errorf("%v:\n%s", err, out)
	}
	for want, args := range map[string][]string{
		`no section "9"`:    {"book", "9"},
		`no section ""`:     {"book", "-quick"},
		`not "gif"`:         {"book", "2", "-format", "gif", "-o", dir},
		`unexpected "3"`:    {"book", "2", "-o", dir, "3"},
		"no such file":      {"book", "digits", "-data", dir + "x", "-o", dir},
		"cannot make the f": {"book", "2", "-o", filepath.Join(dir, "gates.svg", "x")},
	} {
		if _, err := zerokara(t, args...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want one with %q", args, err, want)
		}
	}
}
