package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/ink/ndjson"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// runStrokes measures a model on drawings: people's pen strokes, preprocessed by
// the code of the page's pad.
func runStrokes(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("strokes", flag.ContinueOnError)
	weights := fs.String("weights", "", "model file written by train -o, or arrays")
	name := fs.String("recipe", "", "the network of -weights without one: a preset's name or a recipe's JSON file")
	in := fs.String("in", "", "drawings as ndjson, also gzipped: label, writer, strokes = [[[x,y],...],...], y down")
	writers := fs.String("writers", "all", "whose drawings: all, even or odd (by the number at the end of the writer's name): choose on one half, report on the other")
	transform := fs.Bool("transform", false, "shift each drawing about the pad, scale it by 0.3 to 1 and rotate it by up to 15 degrees, at random")
	seed := fs.Uint64("seed", 1, "of -transform")
	scribbles := fs.Int("scribbles", 0, "also draw this many letters and signs and as many scribbles, and count those that are not named as a digit")
	sheet := fs.String("sheet", "", "write a picture of the wrongly predicted drawings to this PNG file")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	switch {
	case *in == "":
		return errors.New("strokes: give drawings with -in FILE")
	case *writers != "all" && *writers != "even" && *writers != "odd":
		return fmt.Errorf("strokes: -writers is %q, must be all, even or odd", *writers)
	}
	if err := checkExtension("sheet", *sheet, ".png"); err != nil {
		return fmt.Errorf("strokes: %w", err)
	}
	t, err := readWeights(*name, *weights)
	if err != nil {
		return fmt.Errorf("strokes: %w", err)
	}
	f, err := os.Open(*in)
	if err != nil {
		return fmt.Errorf("strokes: %w", err)
	}
	defer f.Close()
	m := measurement{writers: map[string]*tally{}, last: map[string][]ink.Stroke{}, confusion: make([][]int, mnist.Classes)}
	for i := range m.confusion {
		m.confusion[i] = make([]int, mnist.Classes)
	}
	rng, gaps := rand.New(rand.NewPCG(*seed, 0)), rand.New(rand.NewPCG(*seed, 1))
	err = eachDrawing(f, maxDrawings, func(d ndjson.Drawing) {
		strokes := ink.Fit(d.Strokes)
		if *transform {
			strokes = transformed(strokes, rng) // also without use, so that -writers changes no transform
		}
		if *writers == "all" || isEven(d.Writer) == (*writers == "even") {
			m.add(t, d, strokes)
			m.pair(d.Writer, strokes, gaps)
		}
	})
	if err != nil {
		return fmt.Errorf("strokes: %s: %w", *in, err)
	}
	if m.all.of == 0 {
		return fmt.Errorf("strokes: %s has no drawings by %s writers", *in, *writers)
	}
	m.print(out)
	if *scribbles > 0 {
		printDoubted(out, t, *scribbles, *seed)
	}
	if *sheet == "" {
		return nil
	}
	if err := writePNG(*sheet, drawSheet(m.mistakes)); err != nil {
		return fmt.Errorf("strokes: %w", err)
	}
	fmt.Fprintf(out, "%d of %d wrongly predicted drawings are in %s\n", len(m.mistakes), m.all.of-m.all.n, *sheet)
	return nil
}

// maxDrawings bounds a file of drawings, in bytes, gzipped or not.
const maxDrawings = 4 << 30

// eachDrawing calls f with every drawing of a file of at most limit bytes,
// gzipped or not.
func eachDrawing(file io.Reader, limit int64, f func(ndjson.Drawing)) error {
	in := bufio.NewReader(file)
	var r io.Reader = in
	if magic, _ := in.Peek(2); string(magic) == "\x1f\x8b" {
		z, err := gzip.NewReader(in)
		if err != nil {
			return err
		}
		r = z
	}
	drawings := ndjson.NewReader(bounded(r, "the text", limit, "split it"))
	for {
		d, err := drawings.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		f(d)
	}
}

// isEven divides the writers into halves by the number at the end of the name, or
// else by a hash of it.
func isEven(writer string) bool {
	digits := len(writer) - len(strings.TrimRight(writer, "0123456789"))
	if n, err := strconv.ParseUint(writer[len(writer)-digits:], 10, 64); err == nil {
		return n%2 == 0
	}
	h := fnv.New32a()
	io.WriteString(h, writer)
	return h.Sum32()%2 == 0
}

// transformed returns strokes at a random place on the pad, scaled by 0.3 to 1 and
// rotated by up to 15 degrees.
func transformed(strokes []ink.Stroke, rng *rand.Rand) []ink.Stroke {
	scale := 0.3 + 0.7*rng.Float64()
	sin, cos := math.Sincos((2*rng.Float64() - 1) * 15 * math.Pi / 180)
	turned := func(p ink.Point) ink.Point {
		x, y := (p.X-0.5)*scale, (p.Y-0.5)*scale
		return ink.Point{X: x*cos - y*sin, Y: x*sin + y*cos}
	}
	lo, hi := ink.Bounds(ink.Redraw(strokes, turned))
	dx := -lo.X + rng.Float64()*(1-(hi.X-lo.X))
	dy := -lo.Y + rng.Float64()*(1-(hi.Y-lo.Y))
	return ink.Redraw(strokes, func(p ink.Point) ink.Point {
		p = turned(p)
		return ink.Point{X: p.X + dx, Y: p.Y + dy}
	})
}

// tally counts n of several.
type tally struct{ n, of int }

func (t tally) fraction() float64 { return float64(t.n) / float64(t.of) }

// measurement holds the counts over many drawings.
type measurement struct {
	all       tally             // correct predictions
	confusion [][]int           // by label, then by prediction
	writers   map[string]*tally // correct predictions by writer
	mistakes  []mistake         // at most maxSheet
	doubted   tally             // wrong predictions of those that are not sure
	split     int               // single digits that Segment splits

	pairs tally                   // pairs of digits that Segment separates
	last  map[string][]ink.Stroke // each writer's last drawing
}

// add classifies a drawing and counts it.
func (m *measurement) add(t *train.Trainer, d ndjson.Drawing, strokes []ink.Stroke) {
	var pixels [mnist.Pixels]byte
	ink.Render(pixels[:], strokes)
	var x [mnist.Pixels]float32
	var p [recipe.Classes]float32
	data.Input(x[:], pixels[:])
	t.Predict(p[:], x[:])
	read := decision.Of(p[:])
	predicted := read.Class
	if read.Doubt != decision.Sure {
		m.doubted.of++
		if predicted != d.Label {
			m.doubted.n++
		}
	}
	w := m.writers[d.Writer]
	if w == nil {
		w = new(tally)
		m.writers[d.Writer] = w
	}
	if len(ink.Segment(strokes)) > 1 {
		m.split++
	}
	m.confusion[d.Label][predicted]++
	m.all.of++
	w.of++
	if predicted == d.Label {
		m.all.n++
		w.n++
	} else if len(m.mistakes) < maxSheet {
		m.mistakes = append(m.mistakes, mistake{d.Label, predicted, p[predicted], pixels})
	}
}
