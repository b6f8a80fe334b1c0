package state

import (
	"math"
	"strconv"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// The size of the plot of a GAN's losses, in its own units.
const (
	ganWidth, ganHeight = 300, 120
	maxTop              = 8 // losses above are drawn on the plot's edge
)

// The losses of a discriminator that guesses, and of the generator it then has: see
// package gan.
const (
	DiscriminatorGuesses = 2 * math.Ln2
	GeneratorGuessed     = math.Ln2
)

// noFigure stands for a number that is not known.
const noFigure = "–"

// Button says what the button does.
func (g *GAN) Button(w *words.Words) string {
	switch {
	case !g.Begun():
		return w.T("gan.start")
	case g.Over():
		return w.T("gan.again")
	case g.Running():
		return w.T("pause")
	}
	return w.T("resume")
}

// Note says what holds the training up, or how it ended.
func (g *GAN) Note(w *words.Words) string {
	switch g.Phase {
	case protocol.PhaseLoading:
		return w.T("status.loading")
	case protocol.PhaseError:
		return g.FailureText(w)
	case protocol.PhaseDone:
		return w.T("gan.done")
	}
	return ""
}

// Status is the page's status while the GAN trains, empty at other times.
func (g *GAN) Status(w *words.Words) string {
	switch g.Phase {
	case protocol.PhaseLoading:
		return w.T("gan.status.loading")
	case protocol.PhaseTraining:
		return w.T("gan.status", "epoch", max(1, int(g.Epoch)), "epochs", int(g.Epochs))
	}
	return ""
}

// Progress says how far the training has come.
func (g *GAN) Progress(w *words.Words) string {
	return w.T("gan.progress", "step", plot.Thousands(int(g.Step)), "steps", plot.Thousands(int(g.Steps)),
		"epoch", max(1, int(g.Epoch)), "epochs", int(g.Epochs))
}

// Left is the time left.
func (g *GAN) Left(w *words.Words) string {
	s, known := g.SecondsLeft()
	if !known {
		return noFigure
	}
	return duration(w, s)
}

// duration is a time in words, rounded up to seconds.
func duration(w *words.Words, seconds float64) string {
	s := int(math.Ceil(seconds))
	if s < 60 {
		return w.T("seconds", "s", s)
	}
	return w.T("minutes", "m", s/60, "s", s%60)
}

// Rate is the number of images per second.
func (g *GAN) Rate() string {
	if !(g.ImagesPerSecond > 0) {
		return noFigure
	}
	return plot.Thousands(int(math.Round(float64(g.ImagesPerSecond))))
}

// Losses are the newest losses.
func (g *GAN) Losses() (discriminator, generator string) {
	if g.Step == 0 {
		return noFigure, noFigure
	}
	return nats(float64(g.DiscriminatorLoss)), nats(float64(g.GeneratorLoss))
}

func nats(loss float64) string { return strconv.FormatFloat(loss, 'f', 3, 64) }

// Caption describes the picture that is shown.
func (g *GAN) Caption(w *words.Words) string {
	return w.T("gan.caption", "step", plot.Thousands(int(g.Moments[g.Shown()].Step)))
}

// Moment says which moment is shown.
func (g *GAN) Moment(w *words.Words) string {
	step := plot.Thousands(int(g.Moments[g.Shown()].Step))
	if g.pinned {
		return w.T("gan.step", "step", step)
	}
	return w.T("gan.newest", "step", step)
}

// GANPlot is the plot of both losses over the steps.
type GANPlot struct {
	Discriminator, Generator string  // paths, 300 wide and 120 high
	Discriminates, Generates float64 // heights of the guessing's losses, 1 at the top
	Top                      string  // the loss at the upper edge
	Last                     string  // the step at the right edge
}

// Plot returns the plot of the losses.
func (g *GAN) Plot() GANPlot {
	highest := 2.0
	for _, s := range []*Series{&g.Discriminator, &g.Generator} {
		for _, p := range s.Points() {
			highest = max(highest, p.Value)
		}
	}
	top, label := math.Ceil(highest), ""
	if top > maxTop {
		top, label = maxTop, "≥ "
	}
	last := float64(max(1, g.Step))
	return GANPlot{
		Discriminator: path(&g.Discriminator, last, top), Generator: path(&g.Generator, last, top),
		Discriminates: DiscriminatorGuesses / top, Generates: GeneratorGuessed / top,
		Top: label + strconv.Itoa(int(top)), Last: plot.Thousands(int(g.Step)),
	}
}

// path is a curve as SVG has it.
func path(s *Series, last, top float64) string {
	var d []byte
	for i, p := range s.Points() {
		command := byte('L')
		if i == 0 {
			command = 'M'
		}
		d = append(d, command)
		d = strconv.AppendFloat(d, p.Step/last*ganWidth, 'f', 1, 64)
		d = append(d, ' ')
		d = strconv.AppendFloat(d, (1-min(p.Value, top)/top)*ganHeight, 'f', 1, 64)
	}
	return string(d)
}

// GANRow is a step's losses.
type GANRow struct{ Step, Discriminator, Generator string }

// Rows returns the curves in figures: up to n rows at equal distances from the first
// point to the last. A point is a mean over the steps since the point before.
func (g *GAN) Rows(n int) []GANRow {
	d, gen := g.Discriminator.Points(), g.Generator.Points()
	rows := make([]GANRow, min(n, len(d)))
	for i := range rows {
		at := len(d) - 1
		if i < len(rows)-1 {
			at = i * (len(d) - 1) / (len(rows) - 1)
		}
		rows[i] = GANRow{plot.Thousands(int(d[at].Step)), nats(d[at].Value), nats(gen[at].Value)}
	}
	return rows
}
