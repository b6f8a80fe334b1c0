package e2e

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkLabs measures what the labs ask the worker for, with the default network after
// a few steps: lab 4.2's first plane for one's digit and its finest, from the click on, and
// lab 5.4's 41 places of one weight on 256 images.
func BenchmarkLabs(b *testing.B) {
	p := open(b)
	p.draw(7)
	p.train(`{preset: "zerokara", epochs: 1}`)
	// took returns the milliseconds from a click until each expression is true.
	took := func(click string, until ...string) []float64 {
		list := ""
		for _, u := range until {
			list += "() => " + u + ", "
		}
		return eval[[]float64](p, fmt.Sprintf(`new Promise((done) => {
			const began = performance.now(), until = [%s], at = [];
			%s.click();
			const look = () => {
				while (at.length < until.length && until[at.length]()) at.push(performance.now() - began);
				if (at.length < until.length) requestAnimationFrame(look); else done(at);
			};
			requestAnimationFrame(look);
		})`, list, click))
	}
	note := func(id, text string) string {
		return fmt.Sprintf(`document.querySelector('[data-lab="%s"] .try').textContent.includes(%q)`, id, text)
	}
	for b.Loop() {
		p.labAt("4.2", "")
		p.await("the finest slice", note("4.2", "41 × 41"), patience)
		var first, finest, curve []float64
		for range 7 {
			ms := took(`document.querySelector('[data-lab="4.2"] .choose button:last-child')`, note("4.2", "11 × 11"), note("4.2", "41 × 41"))
			first, finest = append(first, ms[0]), append(finest, ms[1])
		}
		p.labAt("5.4", "&mean=1")
		line := `document.querySelector('[data-lab="5.4"] .microscope path.network').getAttribute("d")`
		p.await("the curve", note("5.4", "Mean loss")+" && "+line, patience)
		for i := range 7 {
			p.run("globalThis.before = " + line)
			ms := took(fmt.Sprintf(`[...document.querySelectorAll('[data-lab="5.4"] .choose button')].find((b) => b.textContent === %q)`,
				[]string{"±0.1", "±0.01"}[i%2]), line+" !== before")
			curve = append(curve, ms[0])
			time.Sleep(100 * time.Millisecond)
		}
		b.Logf("4.2: first plane %.0f ms, finest %.0f ms; 5.4: 41 places, 256 images %.0f ms", median(first), median(finest), median(curve))
	}
	b.ReportMetric(0, "ns/op")
}
