package e2e

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

var oldDist = flag.String("old", "", "another built site, which BenchmarkTo99, BenchmarkVisit and BenchmarkTwoWorkers compare with -dist, in turns")

// What BenchmarkTo99 trains.
var (
	to99Preset = flag.String("preset", recipe.Default, "the preset that BenchmarkTo99 trains")
	to99Seeds  = flag.Int("seeds", 5, "with how many seeds BenchmarkTo99 trains it")
)

// BenchmarkTo99 trains a preset in the page with several seeds. It reports the time
// from Train to the end of training with all data there, the final test accuracy on
// all 10,000 images, and when the curve on the first 1,000 test images first passed
// 98, 99 and 99.5%. With -old it does so with that site's preset, too, seed by seed
// in turns, and compares the times.
func BenchmarkTo99(b *testing.B) {
	racers := []*racer99{{name: "", page: open(b)}}
	if *oldDist != "" {
		racers = append(racers, &racer99{name: "old: ", page: open(b, on(serveFrom(b, *oldDist, "/")))})
	}
	for _, r := range racers {
		r.page.train(`{preset: "mlp", batchSize: 1000}`) // fetches the data
	}
	for b.Loop() {
		for seed := 1; seed <= *to99Seeds; seed++ {
			for i := range racers { // the first is another one each time
				racers[(seed+i)%len(racers)].train(b, seed)
			}
		}
	}
	for _, r := range racers {
		mean, deviation := stat.MeanStdDev(r.accuracies, nil)
		b.Logf("%stest accuracy: mean %.4f, standard deviation %.4f; time: median %.1f s, %.1f to %.1f s",
			r.name, mean, deviation, median(r.times), floats.Min(r.times), floats.Max(r.times))
	}
	if len(racers) == 2 {
		b.Logf("time: %.2f of the old one's, by medians", median(racers[0].times)/median(racers[1].times))
	}
	b.ReportMetric(stat.Mean(racers[0].accuracies, nil), "accuracy")
	b.ReportMetric(stat.Mean(racers[0].times, nil), "s/run")
	b.ReportMetric(0, "ns/op")
}

// racer99 is a page that trains the preset.
type racer99 struct {
	name              string
	page              *page
	times, accuracies []float64
}

func (r *racer99) train(b *testing.B, seed int) {
	p := r.page
	p.run(`globalThis.passed = {}, globalThis.begun = performance.now(), globalThis.watch = setInterval(() => {
		const s = zerokara.state();
		for (const a of [0.98, 0.99, 0.995]) {
			if (s.testAccuracy >= a && s.step > 0) passed[a] ??= [performance.now() - begun, s.imagesSeen];
		}
	}, 20)`)
	p.start(fmt.Sprintf(`{preset: %q, seed: %d}`, *to99Preset, seed))
	p.await("training", `zerokara.state().phase === "training"`, patience)
	p.phase("done", 15*time.Minute)
	took := eval[float64](p, "(clearInterval(watch), (performance.now() - begun) / 1000)")
	s := p.state()
	r.times, r.accuracies = append(r.times, took), append(r.accuracies, s.accuracy())
	b.Logf("%sseed %d: %.1f s, test accuracy %.4f, %d worker(s); passed [ms, images] %s",
		r.name, seed, took, s.accuracy(), s.Workers, eval[string](p, "JSON.stringify(passed)"))
}
