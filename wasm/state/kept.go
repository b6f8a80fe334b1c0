package state

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/ink/ndjson"
)

// Limits of kept drawings, and so of imports.
const (
	MaxKept   = 500     // drawings
	MaxImport = 8 << 20 // bytes of a file
	maxWriter = 64      // characters of a writer's name
)

// Kept is one of the visitor's drawings, with its digit.
type Kept struct {
	ndjson.Drawing
	Line   string           // as stored and exported, with its newline
	Pixels [ink.Pixels]byte // the network's input
}

// ImportError is the reason why a file was refused. The page has a sentence for
// each Code.
type ImportError struct {
	Code   string // one of ndjson's, or "large", "many", "points", "ink", "empty" or "failed"
	Line   int    // from 1, 0 for the whole file
	Detail string // a limit, or a place in the line: the same in every language
}

// Error implements error.
func (e *ImportError) Error() string {
	return "line " + strconv.Itoa(e.Line) + ": " + e.Code + ": " + e.Detail
}

func errLarge() *ImportError {
	return &ImportError{Code: "large", Detail: strconv.Itoa(MaxImport>>20) + " MB"}
}

// Keep returns strokes on the pad as a kept drawing.
func Keep(label int, writer string, strokes []ink.Stroke) (Kept, error) {
	return keep(ndjson.Drawing{Label: label, Writer: writer, Strokes: strokes}, 0)
}

// ParseKept reads a file of drawings, one JSON object per line: all of them, or
// none and an *ImportError about the first wrong one. Drawings in other units than
// the pad's are scaled to it.
func ParseKept(file []byte) ([]Kept, error) {
	if len(file) > MaxImport {
		return nil, errLarge()
	}
	var all []Kept
	r := ndjson.NewReader(bytes.NewReader(file))
	for {
		d, err := r.Read()
		if err == io.EOF {
			break
		}
		if wrong, ok := errors.AsType[*ndjson.LineError](err); ok {
			e := &ImportError{Code: wrong.Code, Line: wrong.Line, Detail: wrong.Where}
			switch e.Code {
			case ndjson.CodeLong:
				e.Detail = strconv.Itoa(ndjson.MaxLine)
			case ndjson.CodeWriter:
				e.Detail = strconv.Itoa(maxWriter)
			}
			return nil, e
		}
		if err != nil {
			return nil, &ImportError{Code: "failed", Line: r.Line()}
		}
		if len(all) == MaxKept {
			return nil, &ImportError{Code: "many", Line: r.Line(), Detail: strconv.Itoa(MaxKept)}
		}
		k, err := keep(d, r.Line())
		if err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	if len(all) == 0 {
		return nil, &ImportError{Code: "empty"}
	}
	return all, nil
}

func keep(d ndjson.Drawing, line int) (Kept, error) {
	points := 0
	for _, s := range d.Strokes {
		points += len(s)
	}
	switch {
	case points > maxPoints:
		return Kept{}, &ImportError{Code: "points", Line: line, Detail: strconv.Itoa(maxPoints)}
	case !plainWriter(d.Writer):
		return Kept{}, &ImportError{Code: "writer", Line: line, Detail: strconv.Itoa(maxWriter)}
	}
	k := Kept{Drawing: d}
	k.Strokes = onPad(d.Strokes)
	if !ink.Render(k.Pixels[:], k.Strokes) {
		return Kept{}, &ImportError{Code: "ink", Line: line}
	}
	k.Line = string(ndjson.Append(nil, k.Drawing))
	return k, nil
}

// plainWriter reports whether a writer's name is short and shows all that is in it: signs
// that turn the direction of a line, and those without any width, would let a name pass
// for another, or for the page's own words.
func plainWriter(name string) bool {
	return len([]rune(name)) <= maxWriter && !strings.ContainsFunc(name, func(r rune) bool {
		return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
	})
}

// onPad returns strokes in pad units, rounded to visible steps: as they are if
// some of their ink lies on the pad and none far beyond it, else scaled to fill the
// middle of the pad.
func onPad(strokes []ink.Stroke) []ink.Stroke {
	lo, hi := ink.Point{X: math.Inf(1), Y: math.Inf(1)}, ink.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, s := range strokes {
		for _, p := range s {
			lo = ink.Point{X: min(lo.X, p.X), Y: min(lo.Y, p.Y)}
			hi = ink.Point{X: max(hi.X, p.X), Y: max(hi.Y, p.Y)}
		}
	}
	const margin, fill = 0.5, 0.7 // a stroke drawn on the pad may leave it by a little
	scale, middle := 1.0, ink.Point{X: 0.5, Y: 0.5}
	if lo.X < -margin || lo.Y < -margin || hi.X > 1+margin || hi.Y > 1+margin {
		middle = ink.Point{X: (lo.X + hi.X) / 2, Y: (lo.Y + hi.Y) / 2}
		scale = fill / max(hi.X-lo.X, hi.Y-lo.Y, 1e-9)
	}
	round := func(v float64) float64 { return math.Round(v*1e4) / 1e4 }
	var out []ink.Stroke
	for _, s := range strokes {
		moved := make(ink.Stroke, 0, len(s))
		for _, p := range s {
			moved = append(moved, ink.Point{X: round((p.X-middle.X)*scale + 0.5), Y: round((p.Y-middle.Y)*scale + 0.5)})
		}
		if len(moved) > 0 {
			out = append(out, moved)
		}
	}
	return out
}
