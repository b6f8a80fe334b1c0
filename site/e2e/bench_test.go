package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// BenchmarkTo99 trains the default recipe in the page with five seeds. It
// reports the time from Train to the end of training with all data there, the
// final test accuracy on all 10,000 images, and when the curve on the first
// 1,000 test images first passed 98, 99 and 99.3%.
func BenchmarkTo99(b *testing.B) {
	p := open(b)
	eval[bool](p, `(zerokara.start({preset: "mlp", batchSize: 1000}), true)`) // fetches the data
	p.phase("done", 2*time.Minute)
	for b.Loop() {
		var times, accuracies []float64
		for seed := 1; seed <= 5; seed++ {
			p.run(`globalThis.passed = {}, globalThis.begun = performance.now(), globalThis.watch = setInterval(() => {
				const s = zerokara.state();
				for (const a of [0.98, 0.99, 0.993]) {
					if (s.testAccuracy >= a && s.step > 0) passed[a] ??= [performance.now() - begun, s.imagesSeen];
				}
			}, 20)`)
			p.start(fmt.Sprintf(`{preset: "zerokara", seed: %d}`, seed))
			p.await("training", `zerokara.state().phase === "training"`, patience)
			p.phase("done", 5*time.Minute)
			took := eval[float64](p, "(clearInterval(watch), (performance.now() - begun) / 1000)")
			s := p.state()
			times, accuracies = append(times, took), append(accuracies, s.accuracy())
			b.Logf("seed %d: %.1f s, test accuracy %.4f, %d worker(s); passed [ms, images] %s",
				seed, took, s.accuracy(), s.Workers, eval[string](p, "JSON.stringify(passed)"))
		}
		mean, deviation := stat.MeanStdDev(accuracies, nil)
		b.Logf("test accuracy: mean %.4f, standard deviation %.4f; time: %.1f to %.1f s",
			mean, deviation, floats.Min(times), floats.Max(times))
		b.ReportMetric(mean, "accuracy")
		b.ReportMetric(stat.Mean(times, nil), "s/run")
		b.ReportMetric(0, "ns/op")
	}
}

// BenchmarkWorkers times the training workers without the page around them, one
// and all of them.
func BenchmarkWorkers(b *testing.B) {
	p := open(b, unready)
	p.do(chromedp.Navigate(p.site.url + "bench/index.html"))
	for b.Loop() {
		p.await("the bench is there", `!!globalThis.peerReady`, patience)
		p.click("#go")
		p.await("the bench is done", `!document.querySelector("#go").disabled`, 5*time.Minute)
		b.Log("\n" + p.text("#results"))
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkGemmBesideHandWritten compares the kernel's matrix product with a
// hand-written wasm module, in one run.
func BenchmarkGemmBesideHandWritten(b *testing.B) {
	p := open(b, unready)
	p.do(chromedp.Navigate(p.site.url + "bench/gemm.html"))
	for b.Loop() {
		p.await("the bench is there", "!!globalThis.gemmBench", patience)
		for _, row := range eval[[]struct {
			Shape           string
			Hand, Go, Ratio float64
		}](p, "gemmBench()") {
			b.Logf("%-22s by hand %5.1f GFLOP/s, Go %5.1f, ratio %.2f", row.Shape, row.Hand, row.Go, row.Ratio)
		}
	}
	b.ReportMetric(0, "ns/op")
}
