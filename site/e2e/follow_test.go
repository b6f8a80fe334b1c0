package e2e

import (
	"math"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestLandscapeFollows sees lab 4.2's slice again while the network trains, with the run's
// path from its initial weights, and once more for another network.
func TestLandscapeFollows(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.labAt("4.2", "&two=1&x=0.5&y=-0.25")
	lab := `document.querySelector('[data-lab="4.2"] `
	step := `Number(/step ([\d,]+)/.exec(` + lab + `.try p.note').textContent)?.[1].replace(",", "") ?? -1)`
	p.await("a slice of the network at rest", step+` === 0`, patience)
	p.start(`{preset: "mlp", epochs: 50}`)
	p.await("a slice of a network that has learned", step+` > 3`, patience)
	seen := eval[int](p, step)
	p.await("another while it learns", `zerokara.state().phase === "training" && `+step+` > `+js(seen), patience)
	p.await("the path", lab+`path.training').getAttribute("d").split("L").length > 2`, patience)
	p.run(`zerokara.pause()`)
	p.phase("paused", patience)
	p.await("the slice of where it rests", step+` === zerokara.state().step`, patience)
	p.run(`zerokara.reset()`)
	p.await("the new network's slice", step+` === 0 && zerokara.state().step === 0`, patience)
	p.await("the pointer in the address", `location.hash.includes("x=0.5&y=-0.25")`, patience)
}

// TestSketchIsKept draws lab 4.3's expected loss and finds it again by the address.
func TestSketchIsKept(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.labAt("4.3", "")
	p.held(`[data-lab="4.3"] .guess .handle`, kb.ArrowDown, 3)
	p.held(`[data-lab="4.3"] .guess .handle`, kb.ArrowRight, 3)
	p.held(`[data-lab="4.3"] .guess .handle`, kb.ArrowUp, 2)
	// The heights of its points, in thousandths of the paper.
	heights := `(document.querySelector('[data-lab="4.3"] .guess path.dashed')?.getAttribute("d") ?? "").split(" ").slice(1).map(parseFloat)`
	p.await("the address", `location.hash.includes("sketch=")`, patience)
	p.await("address and picture at rest, some time after the last key", `(() => {
		const now = location.hash + `+heights+`;
		if (now !== globalThis.was) [globalThis.was, globalThis.since] = [now, performance.now()];
		return performance.now() - globalThis.since > 1000;
	})()`, patience)
	hash, drawn := eval[string](p, `location.hash`), eval[[]float64](p, heights)
	if len(drawn) != 21 {
		t.Fatalf("%d points are drawn", len(drawn))
	}
	p.loadAgain(`location.reload()`)
	p.await("the sketch again", heights+`.length === 21`, patience)
	got := eval[[]float64](p, heights)
	for i := range drawn {
		if math.Abs(got[i]-drawn[i]) > 10 { // a letter's step is 16
			t.Fatalf("%s draws %v, want %v", hash, got, drawn)
		}
	}
	if drawn[0] == drawn[20] {
		t.Errorf("what was drawn is flat: %v", drawn)
	}
}
