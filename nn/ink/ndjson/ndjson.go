// Package ndjson reads and writes drawings as text, one JSON object per line:
//
//	{"label":4,"writer":"ann","strokes":[[[12,30],[12,31]],[[40,5],[41,90]]]}
//
// strokes are the paths of the pen, points [x, y] with y down, in any unit.
// Other fields are ignored, and so are further numbers of a point (pressure,
// time). Files of any length are read line by line. They are UTF-8, with or
// without a byte order mark.
package ndjson

import (
	"bufio"
	"bytes"
	"encoding/json/jsontext"
	"errors"
	"io"
	"math"
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/jsonvalue"
)

// Limits of a line.
const (
	MaxLine   = 1 << 20 // bytes
	MaxWriter = 256     // bytes
	// MaxCoordinate is the largest absolute value of a coordinate: beyond it,
	// differences of neighbouring points are lost.
	MaxCoordinate = 1e9
	// maxSkip bounds the bytes skipped in search of a long line's end: a file
	// without line ends is not NDJSON.
	maxSkip = 64 << 20
)

// Drawing is one line.
type Drawing struct {
	Label   int    // the digit meant, 0 to 9
	Writer  string // "" if unknown
	Strokes []ink.Stroke
}

// LineError is a ParseError with its line, counted from 1. Reading can go on
// with the next line.
type LineError struct {
	Line int
	*ParseError
}

// Error implements error.
func (e *LineError) Error() string { return format.Sprintf("line %d: %s", e.Line, e.Reason) }

// ParseError is a fault of one line: its kind (one of the codes), its place,
// such as strokes[2][7], and a sentence in English.
type ParseError struct{ Code, Where, Reason string }

// Error implements error.
func (e *ParseError) Error() string { return e.Reason }

// The codes of a ParseError.
const (
	CodeLong    = "long"    // longer than MaxLine
	CodeUTF16   = "utf16"   // not UTF-8 but UTF-16
	CodeJSON    = "json"    // not JSON
	CodeObject  = "object"  // not an object
	CodeLabel   = "label"   // missing, or not a digit
	CodeWriter  = "writer"  // not text, or longer than MaxWriter
	CodeStrokes = "strokes" // not a list of strokes, or empty
	CodeStroke  = "stroke"  // not a list of points, or empty
	CodePoint   = "point"   // not two numbers, or beyond MaxCoordinate
)

// parseErrorf returns a ParseError whose reason begins with where.
func parseErrorf(code, where, layout string, args ...any) *ParseError {
	reason := format.Sprintf(layout, args...)
	if where != "" {
		reason = where + " " + reason
	}
	return &ParseError{code, where, reason}
}

// Reader reads drawings from a file.
type Reader struct {
	in   *bufio.Reader
	line int
	buf  []byte
}

// NewReader returns a Reader of r. It reads ahead by up to 64 KiB.
func NewReader(r io.Reader) *Reader { return &Reader{in: bufio.NewReaderSize(r, 64<<10)} }

// Line returns the number of the line last read, counted from 1.
func (r *Reader) Line() int { return r.line }

// Read returns the next drawing, skipping empty lines, and io.EOF after the
// last. A faulty line is a *LineError; other errors are those of the underlying
// reader, or of a line without an end.
func (r *Reader) Read() (Drawing, error) {
	for {
		line, err := r.next()
		if err != nil {
			return Drawing{}, err
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		d, err := Parse(line)
		if err != nil {
			return Drawing{}, &LineError{r.line, err.(*ParseError)}
		}
		return d, nil
	}
}

// start checks a file's first bytes: it skips a byte order mark of UTF-8, and
// fails at one of UTF-16, after which nothing more is read.
func (r *Reader) start() error {
	mark, _ := r.in.Peek(3) // an error shows again when the line is read
	switch {
	case bytes.Equal(mark, []byte("\xef\xbb\xbf")):
		r.in.Discard(len(mark))
	case bytes.HasPrefix(mark, []byte("\xff\xfe")), bytes.HasPrefix(mark, []byte("\xfe\xff")):
		r.in.Reset(bytes.NewReader(nil))
		return &LineError{r.line, parseErrorf(CodeUTF16, "", "is UTF-16 text: save the file as UTF-8")}
	}
	return nil
}

// next returns the next line. It skips a line that is too long, without keeping
// it in memory, and returns an error for it.
func (r *Reader) next() ([]byte, error) {
	r.buf = r.buf[:0]
	r.line++
	if r.line == 1 {
		if err := r.start(); err != nil {
			return nil, err
		}
	}
	long, skipped := false, 0
	for {
		part, err := r.in.ReadSlice('\n')
		if skipped += len(part); skipped > maxSkip {
			return nil, format.Errorf("line %d does not end within %d bytes: give a file with one drawing per line", r.line, maxSkip)
		}
		if long = long || len(r.buf)+len(part) > MaxLine; !long {
			r.buf = append(r.buf, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(r.buf) == 0 && !long:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, format.Errorf("after line %d: %w", r.line-1, err)
		case long:
			return nil, &LineError{r.line, parseErrorf(CodeLong, "", "is longer than %d bytes: a line is one drawing", MaxLine)}
		}
		return r.buf, nil
	}
}

// Parse returns the drawing of one line. Its errors are *ParseError.
func Parse(line []byte) (Drawing, error) {
	v, err := jsonvalue.Read(line)
	if err != nil {
		return Drawing{}, parseErrorf(CodeJSON, "", "is not JSON, perhaps cut off: %v", err)
	}
	o, ok := jsonvalue.Members(v)
	if !ok {
		return Drawing{}, parseErrorf(CodeObject, "", `must be an object {"label":…,"strokes":[[[x,y],…],…]}`)
	}
	var d Drawing
	label := o.Get("label")
	if label == nil {
		return d, parseErrorf(CodeLabel, "label", "is missing: give the digit that was meant")
	}
	if d.Label, err = strconv.Atoi(string(label)); err != nil || d.Label < 0 || d.Label > 9 {
		return d, parseErrorf(CodeLabel, "label", "must be a digit, 0 to 9, not in quotes")
	}
	if w := o.Get("writer"); w != nil {
		if d.Writer, ok = jsonvalue.Text(w); !ok || len(d.Writer) > MaxWriter {
			return d, parseErrorf(CodeWriter, "writer", "must be a string of at most %d bytes", MaxWriter)
		}
	}
	d.Strokes, err = strokes(o.Get("strokes"))
	return d, err
}

func strokes(v jsontext.Value) ([]ink.Stroke, error) {
	if v == nil {
		return nil, parseErrorf(CodeStrokes, "strokes", "is missing")
	}
	list, ok := jsonvalue.Items(v)
	if !ok {
		return nil, parseErrorf(CodeStrokes, "strokes", "must be a list of strokes [[x,y],…]")
	}
	if len(list) == 0 {
		return nil, parseErrorf(CodeStrokes, "strokes", "is empty: nothing is drawn")
	}
	all := make([]ink.Stroke, len(list))
	for i, s := range list {
		points, ok := jsonvalue.Items(s)
		if !ok {
			return nil, parseErrorf(CodeStroke, format.Sprintf("strokes[%d]", i), "must be a list of points [x,y]")
		}
		if len(points) == 0 {
			return nil, parseErrorf(CodeStroke, format.Sprintf("strokes[%d]", i), "is empty: a stroke has at least one point")
		}
		all[i] = make(ink.Stroke, len(points))
		for j, p := range points {
			var err error
			if all[i][j], err = point(p); err != nil {
				return nil, parseErrorf(CodePoint, format.Sprintf("strokes[%d][%d]", i, j), "%v", err)
			}
		}
	}
	return all, nil
}

func point(v jsontext.Value) (p ink.Point, err error) {
	xy, ok := jsonvalue.Items(v)
	if !ok || len(xy) < 2 {
		return p, errors.New("must be a point [x,y]")
	}
	for i, to := range []*float64{&p.X, &p.Y} {
		if *to, err = strconv.ParseFloat(string(xy[i]), 64); err != nil || !(math.Abs(*to) <= MaxCoordinate) {
			return p, format.Errorf("must have numbers of at most %d", int(MaxCoordinate))
		}
	}
	return p, nil
}

// Append appends a drawing as one line with its newline, from which Parse
// returns the same drawing.
func Append(dst []byte, d Drawing) []byte {
	dst = append(dst, `{"label":`...)
	dst = strconv.AppendInt(dst, int64(d.Label), 10)
	if d.Writer != "" {
		dst = append(dst, `,"writer":`...)
		dst = appendString(dst, d.Writer)
	}
	dst = append(dst, `,"strokes":[`...)
	for i, s := range d.Strokes {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '[')
		for j, p := range s {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, '[')
			dst = strconv.AppendFloat(dst, p.X, 'g', -1, 64)
			dst = append(dst, ',')
			dst = strconv.AppendFloat(dst, p.Y, 'g', -1, 64)
			dst = append(dst, ']')
		}
		dst = append(dst, ']')
	}
	return append(dst, "]}\n"...)
}

// appendString appends s as a JSON string.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c < ' ':
			dst = append(dst, `\u00`...)
			dst = append(dst, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}
