package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// untrained writes an untrained model and returns its file.
func untrained(t *testing.T) string {
	t.Helper()
	r, _ := recipe.Preset("mlp")
	tr, err := train.New(r, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "model.bin", tr.Snapshot(nil))
}

func write(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStrokes(t *testing.T) {
	model := untrained(t)
	var file bytes.Buffer
	z := gzip.NewWriter(&file)
	for i := range 40 {
		fmt.Fprintf(z, `{"label":%d,"writer":"w-%d","strokes":[[[%d,0],[250,400]],[[10,%d]]]}`+"\n", i%10, i/10, 500-i, 9*i)
	}
	z.Close()
	in := write(t, "strokes.ndjson.gz", file.Bytes())
	sheet := filepath.Join(t.TempDir(), "sheet.png")
	accuracy := map[string]string{}
	for _, writers := range []string{"all", "even", "odd"} {
		out, err := zerokara(t, "strokes", "-weights", model, "-in", in, "-writers", writers, "-sheet", sheet, "-scribbles", "24")
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"all": "40 drawings by 4 writers", "even": "20 drawings by 2 writers", "odd": "20 drawings by 2 writers"}[writers]
		if !strings.Contains(out, want) || strings.Contains(out, `writer "w-1"`) != (writers != "even") || !strings.Contains(out, "label \\ predicted") {
			t.Errorf("%s:\n%s", writers, out)
		}
		accuracy[writers] = regexp.MustCompile(`(?m)^strokes accuracy (\S+),`).FindString(out)
	}
	if accuracy["all"] == "" {
		t.Error("no accuracy")
	}
	f, err := os.Open(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := png.Decode(f); err != nil {
		t.Error(err)
	}

	transform := func(seed string) string {
		out, err := zerokara(t, "strokes", "-weights", model, "-in", in, "-transform", "-seed", seed)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if first, again := transform("1"), transform("1"); first != again {
		t.Error("-transform differs from run to run")
	}
}

func TestTransformedStaysOnThePad(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	drawing := ink.Fit([]ink.Stroke{{{X: 3, Y: 3}, {X: 9, Y: 4}, {X: 5, Y: 11}}, {{X: 4, Y: 5}}})
	smallest, largest := 1.0, 0.0
	for range 1000 {
		lo, hi := ink.Bounds(transformed(drawing, rng))
		if lo.X < -1e-9 || lo.Y < -1e-9 || hi.X > 1+1e-9 || hi.Y > 1+1e-9 {
			t.Fatalf("from %v to %v", lo, hi)
		}
		side := max(hi.X-lo.X, hi.Y-lo.Y)
		smallest, largest = min(smallest, side), max(largest, side)
	}
	if smallest < 0.2 || smallest > 0.25 || largest < 0.68 || largest > 0.9 {
		t.Errorf("sides of %.2f to %.2f, want 0.3 to 1 of 0.7", smallest, largest)
	}
}

func TestStrokesErrorsSayWhatToDo(t *testing.T) {
	model := untrained(t)
	line := `{"label":1,"writer":"w-1","strokes":[[[0,0],[1,1]]]}` + "\n"
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte(strings.Repeat(line, 10000)))
	w.Close()
	file := func(s string) string { return write(t, "in.ndjson", []byte(s)) }
	for _, c := range []struct {
		want string
		args []string
	}{
		{"give a model", []string{"-in", "x"}},
		{"give drawings", []string{"-weights", model}},
		{"must be all, even or odd", []string{"-weights", model, "-in", "x", "-writers", "some"}},
		{"no such file", []string{"-weights", model, "-in", "x"}},
		{"line 3: is not JSON, perhaps cut off", []string{"-weights", model, "-in", file(line + line + line[:20])}},
		{"line 2: label must be a digit", []string{"-weights", model, "-in", file(line + `{"label":12,"strokes":[[[1,2]]]}`)}},
		{"unexpected EOF", []string{"-weights", model, "-in", file(z.String()[:z.Len()/2])}},
		{"has no drawings by even writers", []string{"-weights", model, "-in", file(line), "-writers", "even"}},
		{"has no drawings by all writers", []string{"-weights", model, "-in", file("")}},
	} {
		if _, err := zerokara(t, append([]string{"strokes"}, c.args...)...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.100q: error %v, want one with %q", c.args, err, c.want)
		}
	}
}
