package e2e

import (
	"fmt"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// unsaved has the browser refuse what the page saves under way: after three attempts it
// waits half a minute, each time.
const unsaved = `IDBDatabase.prototype.transaction = () => { throw new DOMException("full", "QuotaExceededError"); }`

// BenchmarkSaving compares the speed of training with and without the run under way being
// saved, in two tabs that train in turn.
func BenchmarkSaving(b *testing.B) {
	for _, preset := range []string{"zerokara", "simpleconv", "mlp"} {
		b.Run(preset, func(b *testing.B) {
			pages := [2]*page{open(b), open(b, before(unsaved))}
			for _, p := range pages {
				p.start(fmt.Sprintf(`{preset: %q, epochs: 500}`, preset))
				p.await("training with all data", `zerokara.state().phase === "training" && zerokara.state().imagesSeen > 60000`, 3*patience)
				p.pause()
			}
			var speeds [2][]float64
			for b.Loop() {
				for range 5 {
					for i, p := range pages {
						p.run("zerokara.resume()")
						p.phase("training", patience)
						speeds[i] = append(speeds[i], eval[float64](p, `(async () => {
							const wait = (ms) => new Promise((f) => setTimeout(f, ms));
							await wait(1000);
							const from = zerokara.state().imagesSeen, at = performance.now();
							await wait(4000);
							return 1000 * (zerokara.state().imagesSeen - from) / (performance.now() - at);
						})()`))
						p.pause()
					}
				}
			}
			var medians [2]float64
			for i, s := range speeds {
				slices.Sort(s)
				medians[i] = stat.Quantile(0.5, stat.Empirical, s, nil)
			}
			b.ReportMetric(medians[0], "images/s")
			b.ReportMetric(100*(1-medians[0]/medians[1]), "%-slower")
			b.ReportMetric(0, "ns/op")
		})
	}
}
