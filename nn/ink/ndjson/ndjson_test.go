package ndjson_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/ink/ndjson"
)

const good = `{"label":4,"writer":"ann","strokes":[[[12,30],[12,31.5]],[[40,5]]]}`

func TestRead(t *testing.T) {
	r := ndjson.NewReader(strings.NewReader(good + "\r\n\n  \n" + `{"strokes":[[[0,-1e3,0.5,7]]],"label":0,"time":[{}]}`)) // no last newline
	d, err := r.Read()
	want := ndjson.Drawing{Label: 4, Writer: "ann", Strokes: []ink.Stroke{{{X: 12, Y: 30}, {X: 12, Y: 31.5}}, {{X: 40, Y: 5}}}}
	if err != nil || !reflect.DeepEqual(d, want) {
		t.Errorf("%v, %v", d, err)
	}
	d, err = r.Read()
	want = ndjson.Drawing{Strokes: []ink.Stroke{{{X: 0, Y: -1000}}}}
	if err != nil || !reflect.DeepEqual(d, want) || r.Line() != 4 {
		t.Errorf("%v, %v in line %d", d, err, r.Line())
	}
	if _, err = r.Read(); err != io.EOF {
		t.Errorf("%v at the end", err)
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	for line, want := range map[string]string{
		good[:40]:                                    "is not JSON, perhaps cut off",
		good + good:                                  "is not JSON",
		`{"label":4,"strokes":[[[NaN,1]]]}`:          "is not JSON",
		`{"label":4,"strokes":[[[1e999,1]]]}`:        "strokes[0][0] must have numbers",
		`{"label":4,"strokes":[[[1,2]],[[1,1e10]]]}`: "strokes[1][0] must have numbers",
		`{"label":4,"strokes":[[["1",1]]]}`:          "strokes[0][0] must have numbers",
		`{"label":4,"strokes":[[[1]]]}`:              "strokes[0][0] must be a point",
		`{"label":4,"strokes":[[1,2]]}`:              "strokes[0][0] must be a point",
		`{"label":4,"strokes":[[]]}`:                 "strokes[0] is empty",
		`{"label":4,"strokes":[7]}`:                  "strokes[0] must be a list",
		`{"label":4,"strokes":[]}`:                   "strokes is empty",
		`{"label":4,"strokes":7}`:                    "strokes must be a list",
		`{"label":4}`:                                "strokes is missing",
		`{"strokes":[[[1,2]]]}`:                      "label is missing",
		`{"label":"4","strokes":[[[1,2]]]}`:          "label must be a digit",
		`{"label":10,"strokes":[[[1,2]]]}`:           "label must be a digit",
		`{"label":4,"writer":7,"strokes":[[[1,2]]]}`: "writer must be a string",
		`[]`:                                   "must be an object",
		strings.Repeat("[", 100):               "is not JSON",
		`"` + strings.Repeat("x", 2<<20) + `"`: "is longer than",
	} {
		r := ndjson.NewReader(strings.NewReader(good + "\n\n" + line + "\n" + good))
		if _, err := r.Read(); err != nil {
			t.Fatal(err)
		}
		var le *ndjson.LineError
		if _, err := r.Read(); !errors.As(err, &le) || le.Line != 3 || !strings.Contains(le.Reason, want) {
			t.Errorf("%.60s: error %v, want one of line 3 with %q", line, err, want)
		}
		if d, err := r.Read(); err != nil || d.Label != 4 || r.Line() != 4 {
			t.Errorf("%.60s: reading does not go on: %v", line, err)
		}
	}
}

// TestByteOrderMarks reads files as editors on Windows save them.
func TestByteOrderMarks(t *testing.T) {
	b, err := os.ReadFile("testdata/bom.ndjson") // UTF-8 with a byte order mark, made by hand
	if err != nil {
		t.Fatal(err)
	}
	r := ndjson.NewReader(bytes.NewReader(b))
	for _, label := range []int{7, 1} {
		if d, err := r.Read(); err != nil || d.Label != label || d.Writer != "w1" {
			t.Errorf("%v, %v; must be a %d", d, err, label)
		}
	}
	if _, err := r.Read(); err != io.EOF {
		t.Errorf("%v at the end", err)
	}
	for _, file := range []string{"\xff\xfe{\x00\n\x00}\x00", "\xfe\xff\x00{\x00\n\x00}"} {
		r := ndjson.NewReader(strings.NewReader(file))
		var le *ndjson.LineError
		if _, err := r.Read(); !errors.As(err, &le) || le.Code != ndjson.CodeUTF16 || !strings.Contains(err.Error(), "save the file as UTF-8") {
			t.Errorf("%q: %v", file, err)
		}
		if _, err := r.Read(); err != io.EOF {
			t.Errorf("%q: reading goes on: %v", file, err)
		}
	}
	for _, file := range []string{good + "\n\ufeff" + good, "\n\ufeff" + good, "\ufeff\ufeff" + good} {
		r := ndjson.NewReader(strings.NewReader(file))
		var err error
		for err == nil {
			_, err = r.Read()
		}
		if !strings.Contains(err.Error(), "is not JSON") {
			t.Errorf("%q: a mark elsewhere gives %v", file, err)
		}
	}
}

// TestLineWithoutEnd reads an endless line of zeros.
func TestLineWithoutEnd(t *testing.T) {
	r := ndjson.NewReader(io.MultiReader(strings.NewReader(good+"\n"), zeros{}))
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	var le *ndjson.LineError
	if _, err := r.Read(); err == nil || errors.As(err, &le) || !strings.Contains(err.Error(), "line 2 does not end") {
		t.Errorf("error %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestReadersErrorsAreKept(t *testing.T) {
	broken := errors.New("broken pipe")
	r := ndjson.NewReader(io.MultiReader(strings.NewReader(good+"\n"+good[:20]), failing{broken}))
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(); !errors.Is(err, broken) || !strings.Contains(err.Error(), "after line 1") {
		t.Errorf("error %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func FuzzRead(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("\ufeff" + good))
	f.Add([]byte("\xff\xfe" + good + "\n" + good))
	f.Add([]byte(good + "\n\n" + good[:30] + "\n" + good))
	f.Add([]byte(`{"label":0,"writer":"\u0000\"\\é","strokes":[[[1e-9,-2.5E3,1]]]}`))
	f.Add([]byte(`{"label":4,"strokes":[[[NaN,1]]]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := ndjson.NewReader(strings.NewReader(string(b)))
		for lines := 0; ; lines++ {
			d, err := r.Read()
			if err == io.EOF {
				return
			}
			if lines > len(b) {
				t.Fatal("more lines than bytes")
			}
			if err != nil {
				var le *ndjson.LineError
				if !errors.As(err, &le) {
					t.Fatal(err)
				}
				continue
			}
			line := ndjson.Append(nil, d)
			again, err := ndjson.Parse(line[:len(line)-1])
			if err != nil || !reflect.DeepEqual(again, d) {
				t.Fatalf("%s does not survive: %v", line, err)
			}
		}
	})
}
