package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// pairRounds is how often each of the racers of BenchmarkTwoWorkers trains.
const pairRounds = 7

// BenchmarkTwoWorkers times SimpleConvNet with one and with two workers, and with -old
// by that site's engine, too, in turns: machines are not equally quick all the time. It
// reports medians and, round by round, what the second worker gains.
func BenchmarkTwoWorkers(b *testing.B) {
	names, pages := []string{""}, []*page{open(b, unready)}
	if *oldDist != "" {
		names, pages = append(names, "old: "), append(pages, open(b, unready, on(serveFrom(b, *oldDist, "/"))))
	}
	for _, p := range pages {
		p.do(chromedp.Navigate(p.site.url + "bench/index.html"))
		p.await("the bench is there", `!!globalThis.peerReady`, patience)
		p.run(`globalThis.speed = async (workers) => {
			const peer = makePeer();
			await peer.setup({ spec: { layers: nets["SimpleConvNet"] }, batch: 100, backend: "", workers, ...noise(2000) });
			await peer.train(40);
			const from = performance.now(), before = peer.stats().steps;
			await peer.train(100);
			const speed = 100 * (peer.stats().steps - before) / (performance.now() - from) * 1000;
			peer.close();
			return speed;
		}`)
	}
	speeds := make([][2][]float64, len(pages))
	for b.Loop() {
		for round := range pairRounds {
			for k := range 2 * len(pages) { // the first is another one each time
				k = (k + round) % (2 * len(pages))
				i, workers := k/2, 1+k%2
				speeds[i][workers-1] = append(speeds[i][workers-1], eval[float64](pages[i], fmt.Sprintf("speed(%d)", workers)))
			}
		}
	}
	for i, s := range speeds {
		b.Logf("%sone worker %.0f images/s, two %.0f, gain %.2f by medians; round by round %.2f", names[i], median(s[0]), median(s[1]), median(s[1])/median(s[0]), median(ratios(s[1], s[0])))
	}
	if len(speeds) == 2 {
		b.Logf("two workers: %.2f of the old one's, round by round; one worker: %.2f", median(ratios(speeds[0][1], speeds[1][1])), median(ratios(speeds[0][0], speeds[1][0])))
	}
	b.ReportMetric(median(speeds[0][1])/median(speeds[0][0]), "two/one")
	b.ReportMetric(0, "ns/op")
}

func ratios(a, b []float64) []float64 {
	r := make([]float64, len(a))
	for i := range a {
		r[i] = a[i] / b[i]
	}
	return r
}
