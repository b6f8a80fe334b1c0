package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// cases is the folder of package weights' test files.
const cases = "../../weights/testdata/"

func exported(t *testing.T, args ...string) ([]byte, error) {
	t.Helper()
	to := filepath.Join(t.TempDir(), "out.npz")
	if _, err := zerokara(t, append([]string{"export", "-o", to}, args...)...); err != nil {
		return nil, err
	}
	b, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return b, nil
}

// TestForeignFiles exports archives of the same values with all the headers that
// NumPy reads, by a recipe that Windows' Notepad saved, and refuses headers that
// NumPy does not read.
func TestForeignFiles(t *testing.T) {
	json, err := os.ReadFile(cases + "one.json")
	if err != nil {
		t.Fatal(err)
	}
	one := write(t, "one.json", append([]byte("\xef\xbb\xbf"), json...))
	want, err := exported(t, "-recipe", cases+"one.json", "-weights", cases+"plain.npz")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"plain.npz", "keyorder.npz", "doublequotes.npz"} {
		if got, err := exported(t, "-recipe", one, "-weights", cases+file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v, or other bytes than of plain.npz", file, err)
		}
	}
	for file, says := range map[string]string{
		"empty_extra.safetensors": "no place for scaled (0,)",
		"torch.pt":                "it is PyTorch's",
		"torch-legacy.pth":        "it is PyTorch's",
		"torch-script.pt":         "it is a TorchScript program of PyTorch's",
	} {
		if _, err := exported(t, "-recipe", one, "-weights", cases+file); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, must say %q", file, err, says)
		}
	}
}

// TestStrokesWithByteOrderMark reads drawings as editors on Windows save them.
func TestStrokesWithByteOrderMark(t *testing.T) {
	out, err := zerokara(t, "strokes", "-weights", untrained(t), "-in", "../../ink/ndjson/testdata/bom.ndjson")
	if err != nil || !strings.Contains(out, "2 drawings by 1 writers") {
		t.Errorf("%v:\n%s", err, out)
	}
}

// TestWrittenAsNamed writes a trained network in every format: the format is that
// of the file's name, and the evaluation is the same.
func TestWrittenAsNamed(t *testing.T) {
	dir := t.TempDir()
	figures := ""
	for name, magic := range map[string]string{
		"model.bin": "ZKARA", "model": "ZKARA", "m.npz": "PK\x03\x04", "M.NPZ": "PK\x03\x04", "m.safetensors": "",
	} {
		file := filepath.Join(dir, name)
		train := []string{"train", "-recipe", "mlp", "-data", assets, "-images", "200", "-steps", "2", "-o", file}
		if out, err := zerokara(t, train...); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if magic == "" && (len(b) < 9 || b[8] != '{') || !bytes.HasPrefix(b, []byte(magic)) {
			t.Errorf("%s begins with %q", name, b[:min(12, len(b))])
		}
		out, err := zerokara(t, "eval", "-recipe", "mlp", "-weights", file, "-data", assets)
		got := regexp.MustCompile(`test accuracy .*`).FindString(out)
		if err != nil || got == "" || figures != "" && got != figures {
			t.Errorf("%s: %v, %q, must be %q", name, err, got, figures)
		}
		figures = got
	}
	if out, err := zerokara(t, "train", "-recipe", cyclic(t), "-data", assets, "-images", "500", "-snapshots", "-o", filepath.Join(dir, "s.npz")); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "s-1.npz")); err != nil || !bytes.HasPrefix(b, []byte("PK")) {
		t.Errorf("a snapshot called .npz: %v", err)
	}
	names := write(t, "names.json", []byte(`{"preset":"mlp","weights":{"dense":"in-out","names":"W1 b1"}}`))
	for says, args := range map[string][]string{
		"must end in .npz, .safetensors, or .bin": {"train", "-o", filepath.Join(dir, "no.pt")},
		"weights.names are 2":                     {"train", "-recipe", names, "-o", filepath.Join(dir, "no.npz")},
		`-curve "no.npz"`:                         {"train", "-curve", "no.npz"},
		`-sheet "no.jpg"`:                         {"strokes", "-in", "x", "-sheet", "no.jpg"},
		`-grid "no.svg"`:                          {"gan", "-grid", "no.svg"},
		`-csv "no.npz"`:                           {"gan", "-csv", "no.npz"},
		`-o "no.npz"`:                             {"search", "-o", "no.npz"},
		"its name ends in":                        {"export", "-o", filepath.Join(dir, "no")},
	} {
		if _, err := zerokara(t, args...); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v, must say %q", args, err, says)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, "no*")); err != nil || len(left) > 0 {
		t.Errorf("refused, and wrote %v", left)
	}
}

// TestBounded reads up to the limit and not beyond.
func TestBounded(t *testing.T) {
	for size, ok := range map[int]bool{0: true, 9: true, 10: true, 11: false, 1000: false} {
		b, err := io.ReadAll(bounded(bytes.NewReader(make([]byte, size)), "x", 10, "advice"))
		if (err == nil) != ok || ok && len(b) != size || !ok && !strings.Contains(err.Error(), "x is larger than 10 bytes; advice") {
			t.Errorf("%d bytes: read %d, %v", size, len(b), err)
		}
	}
}

// TestHelp checks what is printed where, and the exit status.
func TestHelp(t *testing.T) {
	for _, c := range []struct {
		args      []string
		status    int
		out, errs string
	}{
		{nil, 0, "usage: zerokara COMMAND", ""},
		{[]string{"-h"}, 0, "usage: zerokara COMMAND", ""},
		{[]string{"-help"}, 0, "  recipes ", ""},
		{[]string{"--help"}, 0, "  recipes ", ""},
		{[]string{"help"}, 0, "  train ", ""},
		{[]string{"train", "-h"}, 0, "-patience int", ""},
		{[]string{"train", "--help"}, 0, "-patience int", ""},
		{[]string{"help", "train"}, 0, "-patience int", ""},
		{[]string{"book", "-h"}, 0, "-quick", ""},
		{[]string{"fly"}, 2, "", "  train "},
		{[]string{"help", "fly"}, 2, "", `no command "fly"`},
		{[]string{"train", "-fly"}, 2, "", `not defined: -fly; "zerokara train -h" lists the flags`},
		{[]string{"book", "-fly"}, 2, "", `not defined: -fly; "zerokara book -h" lists the flags`},
		{[]string{"train", "now"}, 2, "", `unexpected "now"`},
		{[]string{"train", "-seeds", "0"}, 1, "", "-seeds is 0"},
	} {
		var out, errs bytes.Buffer
		if got := status(c.args, &out, &errs); got != c.status {
			t.Errorf("%v: exit status %d, must be %d", c.args, got, c.status)
		}
		if !strings.Contains(out.String(), c.out) || c.out == "" && out.Len() > 0 {
			t.Errorf("%v prints %q, must have %q", c.args, out.String(), c.out)
		}
		if !strings.Contains(errs.String(), c.errs) || c.errs == "" && errs.Len() > 0 {
			t.Errorf("%v says %q, must have %q", c.args, errs.String(), c.errs)
		}
	}
}
