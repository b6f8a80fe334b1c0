package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/zerokara/zerokara/nn/recipe"
)

// TestWorkersDoNotMatter trains one recipe with 1, 2, 3 and 8 workers, in the
// bench's page: the weights are the same, bit for bit. It is not parallel to others: it
// needs all processors itself.
func TestWorkersDoNotMatter(t *testing.T) {
	p := open(t, unready, alone)
	p.do(chromedp.Navigate(p.site.url + "bench/index.html"))
	p.await("the bench is ready", "globalThis.peerReady", patience)
	r, _ := recipe.Preset("zerokara")
	r.Epochs, r.Seed = 1, 9
	var alone string
	for _, workers := range []int{1, 2, 3, 8} {
		eval[bool](p, fmt.Sprintf(`(globalThis.result = null, (async () => {
			const peer = makePeer();
			await peer.setup({recipe: %s, workers: %d, all: 10000, ...noise(2000)});
			const fingerprint = await peer.finish();
			globalThis.result = {fingerprint, workers: peer.stats().workers, error: ""};
			peer.close();
		})().catch(e => globalThis.result = {error: String(e)}), true)`, r.AppendJSON(nil), workers))
		p.await(fmt.Sprintf("%d workers are done", workers), "result", patience)
		got := eval[struct {
			Fingerprint, Error string
			Workers            int
		}](p, "result")
		if got.Error != "" {
			t.Fatalf("%d workers: %s", workers, got.Error)
		}
		if alone == "" {
			alone = got.Fingerprint
		}
		if got.Fingerprint != alone || len(alone) < 10 {
			t.Errorf("%d workers: weights %s, want %s", workers, got.Fingerprint, alone)
		}
		if got.Workers != workers {
			t.Errorf("%d workers asked for, %d shared the last step", workers, got.Workers)
		}
	}
}
