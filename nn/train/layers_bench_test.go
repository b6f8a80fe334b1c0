package train

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
)

// BenchmarkLayers prints where the time of an optimiser step goes, layer by
// layer and both ways, beside what the matrix product reaches in the same run.
// The layers run in their places in a step, as Replica and Trainer run them:
// every part's memory is as cold as it is in training.
func BenchmarkLayers(b *testing.B) {
	for _, name := range []string{"simpleconv", "codelab", recipe.Default, "deepconv", "patient"} {
		b.Run(name, func(b *testing.B) {
			var p *profile
			for b.Loop() {
				p = newProfile(b, name)
				p.measure(b)
			}
			fmt.Println(p.table()) // b.Log would cut it
			step := median(p.whole)
			b.ReportMetric(profileBatch/step, "images/s")
			b.ReportMetric(p.flop()/step/1e9/p.best(), "of-kernel")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// best returns the GFLOP/s of the fastest of the products.
func (p *profile) best() float64 {
	var best float64
	for _, rates := range p.product {
		best = max(best, median(rates))
	}
	return best
}

// flop returns the operations of a step's matrix products.
func (p *profile) flop() float64 {
	sum := 0
	for _, part := range p.parts {
		sum += part.flop
	}
	return float64(sum) * profileBatch
}

// describe returns a line for each layer: its kind, output shape and number of
// parameters.
func describe(t *Trainer) []string {
	lines := make([]string, len(t.recipe.Layers))
	for i, l := range t.net.Layers() {
		lines[i] = fmt.Sprintf("%s %s", layer.KindOf(t.recipe.Layers[i]), l.Out())
		params := 0
		for _, p := range l.Params() {
			params += p.Size()
		}
		if params > 0 {
			lines[i] += fmt.Sprintf(" (%d)", params)
		}
	}
	return lines
}

func (p *profile) table() string {
	var text strings.Builder
	fmt.Fprintf(&text, "\n%s, %d images in %d micro-batches; medians of %d rounds\nproducts:", p.copy.recipe.Name, profileBatch, MicroBatches, profileRounds)
	for i, s := range profileProducts {
		fmt.Fprintf(&text, " %dx%dx%d %.1f", s.m, s.n, s.k, median(p.product[i]))
	}
	fmt.Fprintln(&text, " GFLOP/s (the last with B transposed)")
	row := func(name, forward, backward string, seconds float64) {
		fmt.Fprintf(&text, "%-30s%-33s%-33s%7s\n", name, forward, backward, fmt.Sprintf("%.1f%%", 100*seconds/median(p.whole)))
	}
	fmt.Fprintf(&text, "%-30s%-33s%-33sof step\n", "us an image, of the best", "forward", "backward")
	step, rest := median(p.whole), median(p.whole)
	for i, line := range describe(p.copy) {
		forward, backward := &p.parts[otherParts+2*i], &p.parts[otherParts+2*i+1]
		seconds := median(forward.rounds) + median(backward.rounds)
		rest -= seconds
		row(line, p.cells(forward), p.cells(backward), seconds)
	}
	for i, name := range otherNames {
		seconds := median(p.parts[i].rounds)
		rest -= seconds
		row(name, micros(seconds), "", seconds)
	}
	row("the rest", micros(rest), "", rest)
	rate := p.flop() / step / 1e9
	row("whole step", micros(step)+p.rate(rate), "", step)
	return text.String()
}

// micros returns seconds a step as microseconds an image.
func micros(seconds float64) string { return fmt.Sprintf("%7.2f ", seconds*1e6/profileBatch) }

// rate returns GFLOP/s and their fraction of the kernel's best.
func (p *profile) rate(rate float64) string {
	return fmt.Sprintf("%6.1f GFLOP/s  %.2f", rate, rate/p.best())
}

// cells returns a part's time and rate.
func (p *profile) cells(part *part) string {
	seconds := median(part.rounds)
	if part.flop == 0 {
		return micros(seconds) + fmt.Sprintf("%6.2f ns/element", seconds*1e9/profileBatch/float64(part.elements))
	}
	return micros(seconds) + p.rate(float64(part.flop)*profileBatch/seconds/1e9)
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return x[len(x)/2]
}
