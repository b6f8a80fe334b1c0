package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/train"
)

// bar shows progress: in place on a terminal, elsewhere as a line for each tenth
// of the run.
type bar struct {
	out      io.Writer
	terminal bool
	steps    int
	start    time.Time
	shown    time.Time
	tenth    int
	images   int
	loss     float64 // smoothed
	width    int     // of the line on the terminal
}

func newBar(out io.Writer, steps int) *bar {
	b := &bar{out: out, steps: steps, start: time.Now()}
	if f, ok := out.(*os.File); ok {
		info, err := f.Stat()
		b.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return b
}

func (b *bar) step(s train.StepStats) {
	b.images += s.Samples
	if s.Step == 1 {
		b.loss = s.Loss
	}
	b.loss += 0.05 * (s.Loss - b.loss)
	tenth := s.Step * 10 / b.steps
	if b.terminal && time.Since(b.shown) < 100*time.Millisecond && s.Step < b.steps || !b.terminal && tenth == b.tenth {
		return
	}
	b.shown, b.tenth = time.Now(), tenth
	took := time.Since(b.start).Seconds()
	const cells = 30
	full := s.Step * cells / b.steps
	line := fmt.Sprintf("[%s%s] step %d/%d epoch %d loss %.4f %.0f images/s, %.0f s left",
		strings.Repeat("#", full), strings.Repeat(".", cells-full), s.Step, b.steps, s.Epoch, b.loss,
		float64(b.images)/took, took/float64(s.Step)*float64(b.steps-s.Step))
	if b.terminal {
		fmt.Fprintf(b.out, "\r%-*s", b.width, line)
		b.width = len(line)
	} else {
		fmt.Fprintln(b.out, line)
	}
}

func (b *bar) end() {
	if b.terminal && b.width > 0 {
		fmt.Fprintln(b.out)
		b.width = 0
	}
}

// printReport prints accuracy, loss, calibration error and confusion matrix.
func printReport(out io.Writer, held string, r evaluate.Report) {
	fmt.Fprintf(out, "%s accuracy %.4f, loss %.4f, %d images\n", held, r.Accuracy, r.Loss, r.Samples)
	fmt.Fprintf(out, "expected calibration error %.4f\n", r.Calibration)
	printConfusion(out, r.Confusion)
}

func printConfusion(out io.Writer, confusion [][]int) {
	fmt.Fprint(out, confusionHead)
	for predicted := range confusion {
		fmt.Fprintf(out, "%6d", predicted)
	}
	fmt.Fprintln(out)
	for label, row := range confusion {
		fmt.Fprintf(out, "%*d", len(confusionHead), label)
		for _, n := range row {
			fmt.Fprintf(out, "%6d", n)
		}
		fmt.Fprintln(out)
	}
}

// confusionHead heads the labels' column of a confusion matrix.
const confusionHead = "label \\ predicted"

// maxWriters bounds the writers listed: those with the lowest accuracy.
const maxWriters = 60

// print prints the confusion matrix, and the accuracy per class, per writer and
// over all drawings.
func (m *measurement) print(out io.Writer) {
	printConfusion(out, m.confusion)
	fmt.Fprintf(out, "%-*s", len(confusionHead), "correct, %")
	for label, row := range m.confusion {
		of := 0
		for _, n := range row {
			of += n
		}
		if of == 0 {
			fmt.Fprintf(out, "%6s", "-")
		} else {
			fmt.Fprintf(out, "%6.1f", 100*float64(row[label])/float64(of))
		}
	}
	fmt.Fprintln(out)
	names := slices.SortedFunc(maps.Keys(m.writers), func(a, b string) int {
		return cmp.Or(cmp.Compare(m.writers[a].fraction(), m.writers[b].fraction()), cmp.Compare(a, b))
	})
	for _, name := range names[:min(len(names), maxWriters)] {
		w := m.writers[name]
		fmt.Fprintf(out, "writer %-20q %.4f, %d of %d\n", name, w.fraction(), w.n, w.of)
	}
	if more := len(names) - maxWriters; more > 0 {
		fmt.Fprintf(out, "and %d writers with a higher accuracy\n", more)
	}
	fmt.Fprintf(out, "not sure of %.4f, %d drawings, of which %d predictions would be wrong\n", float64(m.doubted.of)/float64(m.all.of), m.doubted.of, m.doubted.n)
	fmt.Fprintf(out, "split into several digits %.4f, %d of %d\n", float64(m.split)/float64(m.all.of), m.split, m.all.of)
	if m.pairs.of > 0 {
		fmt.Fprintf(out, "two digits side by side separated %.4f, %d of %d\n", m.pairs.fraction(), m.pairs.n, m.pairs.of)
	}
	fmt.Fprintf(out, "strokes accuracy %.4f, %d drawings by %d writers\n", m.all.fraction(), m.all.of, len(names))
}

// printDoubted prints the fractions of signs and scribbles that are not named as a
// digit.
func printDoubted(out io.Writer, t *train.Trainer, n int, seed uint64) {
	bySign, all, scribbles := countDoubted(t, n, seed)
	for _, name := range slices.Sorted(maps.Keys(bySign)) {
		fmt.Fprintf(out, "%-12s not named as a digit %.4f of %d\n", name, bySign[name].fraction(), bySign[name].of)
	}
	fmt.Fprintf(out, "letters and signs not named as a digit %.4f, %d of %d\n", all.fraction(), all.n, all.of)
	fmt.Fprintf(out, "scribbles not named as a digit %.4f, %d of %d\n", scribbles.fraction(), scribbles.n, scribbles.of)
}
