package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// BenchmarkWorkers times the training workers without the page around them, one
// and all of them.
func BenchmarkWorkers(b *testing.B) {
	p := open(b, unready)
	p.do(chromedp.Navigate(p.site.url + "bench/index.html"))
	for b.Loop() {
		p.await("the bench is there", `!!globalThis.peerReady`, patience)
		p.click("#go")
		p.await("the bench is done", `!document.querySelector("#go").disabled`, 10*time.Minute)
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
