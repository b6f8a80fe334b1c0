package e2e

import (
	"fmt"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// BenchmarkRace compares how many images per second the lanes of a race learn from,
// together, with a run of the same recipe: both have all cores, and take turns.
func BenchmarkRace(b *testing.B) {
	for _, preset := range []string{"zerokara", "simpleconv"} {
		for _, lanes := range []int{2, 4} {
			b.Run(fmt.Sprintf("%s/%d", preset, lanes), func(b *testing.B) {
				p := open(b)
				p.click("#example") // its digit is known
				p.start(fmt.Sprintf(`{preset: %q, epochs: 500}`, preset))
				p.await("training with all data", `zerokara.state().phase === "training" && zerokara.state().imagesSeen > 60000`, 3*patience)
				p.pause()
				batch := eval[float64](p, `+document.querySelector("[name=batchSize]").value`)
				race := "#/race?a=preset:" + preset
				for i, rate := range []string{"0.0011", "0.0012", "0.0013"}[:lanes-1] {
					race += fmt.Sprintf("&%c=lr:%s", 'b'+i, rate)
				}
				p.run(fmt.Sprintf("location.hash = %q", race+"&steps=0"))
				p.await("the race", `!document.getElementById("race-start").disabled`, patience)
				// steps per second from one report to another, at least 4 s later
				const rate = `(async (step) => {
					const wait = (ms) => new Promise((f) => setTimeout(f, ms));
					const next = async (after) => { for (;;) { const s = step(); if (s > after) return [s, performance.now()]; await wait(5); } };
					await wait(1000);
					const [from, at] = await next(step());
					await wait(4000);
					const [to, end] = await next(step());
					return 1000 * (to - from) / (end - at);
				})`
				var speeds [2][]float64
				for b.Loop() {
					for range 4 {
						p.run("zerokara.resume()")
						p.phase("training", patience)
						speeds[0] = append(speeds[0], batch*eval[float64](p, rate+`(() => zerokara.state().step)`))
						p.pause()
						p.click("#race-start")
						speeds[1] = append(speeds[1], float64(lanes)*batch*eval[float64](p, rate+`(() => +(/^Step ([\d,]+)/.exec(document.getElementById("race-finish").textContent)?.[1] ?? "0").replaceAll(",", ""))`))
						p.click("#race-start")
						p.await("its end", `document.getElementById("race-finish").textContent.includes("stopped")`, patience)
					}
				}
				var medians [2]float64
				for i, s := range speeds {
					slices.Sort(s)
					medians[i] = stat.Quantile(0.5, stat.Empirical, s, nil)
				}
				b.ReportMetric(medians[0], "images/s-run")
				b.ReportMetric(medians[1], "images/s-race")
				b.ReportMetric(medians[1]/medians[0], "race/run")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}
