package state

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
)

func TestKeepAndParse(t *testing.T) {
	var file []byte
	var want []Kept
	for d := range 10 {
		k, err := Keep(d, "安", Example(d))
		if err != nil {
			t.Fatal(err)
		}
		var direct [ink.Pixels]byte
		ink.Render(direct[:], Example(d))
		differ := 0
		for i, v := range direct {
			differ += max(int(v), int(k.Pixels[i])) - min(int(v), int(k.Pixels[i]))
		}
		if differ > 255 { // coordinates are rounded
			t.Errorf("a kept %d differs from the drawing by %d", d, differ)
		}
		file, want = append(file, k.Line...), append(want, k)
	}
	got, err := ParseKept(append([]byte("\xef\xbb\xbf\r\n\n"), file...))
	if err != nil || len(got) != 10 {
		t.Fatalf("%d drawings, %v", len(got), err)
	}
	for i := range got {
		if got[i].Line != want[i].Line || got[i].Pixels != want[i].Pixels || got[i].Label != i || got[i].Writer != "安" {
			t.Errorf("drawing %d came back as another", i)
		}
	}
	if _, err := Keep(3, "", nil); err == nil {
		t.Error("nothing was kept as a drawing")
	}
}

// Drawings of a tablet come in other units.
func TestImportScales(t *testing.T) {
	want, _ := Keep(7, "", Example(7))
	for _, unit := range []float64{500, 28, 1e6} {
		var b strings.Builder
		fmt.Fprint(&b, `{"label":7,"writer":"w","strokes":[`)
		for i, s := range Example(7) {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('[')
			for j, p := range s {
				if j > 0 {
					b.WriteByte(',')
				}
				fmt.Fprintf(&b, "[%g,%g,0.5]", p.X*unit, p.Y*unit)
			}
			b.WriteByte(']')
		}
		b.WriteString("]}")
		got, err := ParseKept([]byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		differ := 0
		for i, v := range want.Pixels {
			differ += max(int(v), int(got[0].Pixels[i])) - min(int(v), int(got[0].Pixels[i]))
		}
		if differ > 10*255 {
			t.Errorf("in units of 1/%g the image differs by %d", unit, differ)
		}
		for _, s := range got[0].Strokes {
			for _, p := range s {
				if p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 {
					t.Errorf("in units of 1/%g a point is at %v", unit, p)
				}
			}
		}
	}
}

const good = `{"label":1,"writer":"w","strokes":[[[0.5,0.2],[0.5,0.8]]]}` + "\n"

func TestHostileImports(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		code string
		line int
	}{
		"nothing":        {"", "empty", 0},
		"only lines":     {"\n \n\r\n", "empty", 0},
		"torn":           {good + `{"label":1,"strokes":[[[0.5,`, "json", 2},
		"not JSON":       {good + good + "<script>alert(1)</script>\n", "json", 3},
		"binary":         {"\x00\x01\x02\xff", "json", 1},
		"a list":         {`[1,2]`, "object", 1},
		"NaN":            {good + `{"label":1,"strokes":[[[NaN,0.5]]]}`, "json", 2},
		"infinite":       {good + `{"label":1,"strokes":[[[1e999,0.5]]]}`, "point", 2},
		"no label":       {`{"strokes":[[[0.5,0.5]]]}`, "label", 1},
		"label in words": {`{"label":"1","strokes":[[[0.5,0.5]]]}`, "label", 1},
		"label 10":       {`{"label":10,"strokes":[[[0.5,0.5]]]}`, "label", 1},
		"label 1.5":      {`{"label":1.5,"strokes":[[[0.5,0.5]]]}`, "label", 1},
		"writer 5":       {`{"label":1,"writer":5,"strokes":[[[0.5,0.5]]]}`, "writer", 1},
		"long writer":    {`{"label":1,"writer":"` + strings.Repeat("x", 65) + `","strokes":[[[0.5,0.5]]]}`, "writer", 1},
		"bidi writer":    {`{"label":1,"writer":"a\u202eb","strokes":[[[0.5,0.5]]]}`, "writer", 1},
		"isolate writer": {`{"label":1,"writer":"\u2066a","strokes":[[[0.5,0.5]]]}`, "writer", 1},
		"zero writer":    {`{"label":1,"writer":"a\u200bb","strokes":[[[0.5,0.5]]]}`, "writer", 1},
		"joined writer":  {`{"label":1,"writer":"a\u200db","strokes":[[[0.5,0.5]]]}`, "writer", 1},
		"marked writer":  {`{"label":1,"writer":"\ufeffa","strokes":[[[0.5,0.5]]]}`, "writer", 1},
		"line writer":    {`{"label":1,"writer":"a\u2028b","strokes":[[[0.5,0.5]]]}`, "writer", 1},
		"control writer": {`{"label":1,"writer":"a\u0000b","strokes":[[[0.5,0.5]]]}`, "writer", 1},
		"no strokes":     {`{"label":1}`, "strokes", 1},
		"empty strokes":  {`{"label":1,"strokes":[]}`, "strokes", 1},
		"no points":      {`{"label":1,"strokes":[[]]}`, "stroke", 1},
		"off the pad":    {`{"label":1,"strokes":[[[1.2,1.2],[1.3,1.3]]]}`, "ink", 1},
		"flat points":    {`{"label":1,"strokes":[[0.5,0.5]]}`, "point", 1},
		"words":          {`{"label":1,"strokes":"x"}`, "strokes", 1},
		"deep":           {`{"label":1,"strokes":` + strings.Repeat("[", 100_000), "json", 1},
		"many points":    {good + `{"label":1,"strokes":[[` + strings.Repeat("[0,0],", maxPoints) + `[1,1]]]}`, "points", 2},
		"long line":      {good + strings.Repeat(" ", 2<<20), "long", 2},
		"many":           {strings.Repeat(good, MaxKept+1), "many", MaxKept + 1},
		"huge":           {strings.Repeat(" \n", MaxImport/2+1), "large", 0},
	} {
		kept, err := ParseKept([]byte(c.file))
		var e *ImportError
		if !errors.As(err, &e) || e.Code != c.code || e.Line != c.line || len(kept) != 0 {
			t.Errorf("%s: %d drawings, %v; want %s in line %d", name, len(kept), err, c.code, c.line)
		}
	}
	if kept, err := ParseKept([]byte(strings.Repeat(good, MaxKept))); err != nil || len(kept) != MaxKept {
		t.Errorf("%d drawings, %v", len(kept), err)
	}
	html := `{"label":1,"writer":"<img src=x onerror=alert(1)>","strokes":[[[0.5,0.2],[0.5,0.8]]],"more":{"x":[1]}}`
	if kept, err := ParseKept([]byte(html)); err != nil || kept[0].Writer != "<img src=x onerror=alert(1)>" {
		t.Errorf("%v: a name is only text", err)
	}
}

func FuzzParseKept(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(good + `{"label":1,"strokes":[[[500,2e5],[-7,0]],[]]}`))
	f.Add([]byte(`{"label":1,"strokes":[[[1e9,1e9],[1e-300,-1e9]]]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		kept, err := ParseKept(file)
		if err != nil {
			var e *ImportError
			if !errors.As(err, &e) || e.Code == "" || len(kept) != 0 {
				t.Fatalf("%d drawings, %v", len(kept), err)
			}
			return
		}
		var lines []byte
		for _, k := range kept {
			lines = append(lines, k.Line...)
		}
		again, err := ParseKept(lines)
		if err != nil || len(again) != len(kept) {
			t.Fatalf("what was exported cannot be imported: %v\n%s", err, lines)
		}
		for i := range again {
			if again[i].Line != kept[i].Line || !bytes.Equal(again[i].Pixels[:], kept[i].Pixels[:]) {
				t.Fatalf("%q came back as %q", kept[i].Line, again[i].Line)
			}
		}
	})
}
