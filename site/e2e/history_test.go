package e2e

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// runs is how many runs the history lists.
const runs = `e2e.count("#history .runs-list > li")`

// listed awaits a number of runs, which are stored.
func (p *page) listed(n int) {
	p.t.Helper()
	p.await(fmt.Sprintf("%d runs are listed", n), fmt.Sprintf("%s === %d", runs, n), patience)
	p.await("they are stored", fmt.Sprintf(`localStorage.getItem("zerokara.runs") === "%d"`, n), patience)
}

// details opens the details of the i-th run, the newest is the first.
func (p *page) details(i int) {
	p.t.Helper()
	p.click(fmt.Sprintf("#history .runs-list > li:nth-child(%d) .name", i))
	p.await("its details", `document.querySelector("#history .run-details").checkVisibility()`, patience)
}

// begin begins a run, and waits until it has.
func (p *page) begin(recipe string) {
	p.t.Helper()
	eval[bool](p, "zerokara.start("+recipe+").then(() => true)")
	p.await("its first step", "zerokara.state().step > 0", patience) // until then the phase may be that of the run before
}

// green counts the pixels of an element that are about as green as a test curve.
func (p *page) green(selector string) (n int) {
	p.t.Helper()
	shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		p.t.Fatal(err)
	}
	b := p.box(selector)
	for y := int(b.Y); y < int(b.Y+b.Height); y++ {
		for x := int(b.X); x < int(b.X+b.Width); x++ {
			if r, g, b, _ := picture.At(x, y).RGBA(); g > r+0x0c00 && g > b+0x0800 {
				n++
			}
		}
	}
	return n
}

// opened waits until the run whose details are shown is the bench's.
func (p *page) opened() {
	p.t.Helper()
	p.await("it is the bench's", `document.querySelector("#history .on-bench .run-details") !== null`, patience)
}

// TestHistory leaves runs, loads the page again, compares them, opens one and trains it
// to the end: with the weights of one that was never left.
func TestHistory(t *testing.T) {
	t.Parallel()
	const recipe = `{preset: "mlp", epochs: 20, batchSize: 50, seed: 5}`
	p := open(t, on(few(t)), reducedMotion)
	p.begin(recipe)
	want := p.print()
	p.begin(recipe)
	// Paused from within: the run may be over before a test hears of it.
	eval[bool](p, `new Promise((done) => { (function look() { zerokara.state().step > 5 ? (zerokara.pause(), done(true)) : requestAnimationFrame(look) })() })`)
	p.await("it pauses", `zerokara.state().phase === "paused"`, patience)
	p.train(`{preset: "twolayer", epochs: 1}`)
	p.listed(3)
	p.do(chromedp.Reload())
	p.ready()
	p.run(`zerokara.go("runs")`)
	p.listed(3)
	if names := ask[[]string](p, "texts", "#history .name"); names[0] != "Two layers: 784-50-10 (Epochs 1)" || names[1] != names[2] {
		t.Errorf("the runs are called %q", names)
	}

	// Two of them side by side, and in the charts.
	p.run(`zerokara.go("")`)
	p.show(`[data-slot="loss"]`)
	before := p.green(`[data-slot="loss"]`)
	for _, i := range []int{1, 3} {
		p.click(fmt.Sprintf("#history .runs-list > li:nth-child(%d) input", i))
	}
	p.await("they are compared", `e2e.texts("#history-compare tbody th").includes("Network") && !e2e.texts("#history-compare tbody th").includes("Lessons")`, patience)
	p.await("their curves are", `["ghost-a", "ghost-b"].every((c) => e2e.one("#history-compare ." + c).getAttribute("d").length > 3)`, patience)
	if high := eval[float64](p, "document.documentElement.scrollHeight / innerHeight"); high > 2.1 {
		t.Errorf("with two compared, the view is %.2f screens high", high)
	}
	p.shot("history-compare")
	p.run(`zerokara.go("")`)
	p.await("the charts name them", `e2e.one("#ghosts").checkVisibility() && e2e.text("#ghosts").includes("B: No convolution")`, patience)
	p.show(`[data-slot="loss"]`)
	for end := time.Now().Add(patience); p.green(`[data-slot="loss"]`) < before+50; /* a run that was paused early has a short curve */ {
		if time.Now().After(end) {
			p.shot("ghosts-missing")
			t.Fatalf("%d pixels of the chart are a test curve's, %d without the runs before", p.green(`[data-slot="loss"]`), before)
		}
	}
	p.shot("history-ghosts")

	p.run(`zerokara.go("runs")`)
	p.details(2)
	ask[bool](p, "set", "#history-name", "the half")
	p.await("it has another name", `e2e.text("#history .runs-list > li:nth-child(2) .name") === "the half"`, patience)
	p.click("#history-train")
	p.opened()
	if got := p.print(); got != want {
		t.Errorf("trained on, it has the weights %s, without that %s", got, want)
	}
	p.await("it is the same run still", runs+` === 3 && e2e.text("#history .runs-list > li:first-child .name") === "the half" && e2e.text("#history .run-details .print") === `+js(want), patience)

	// Delete, and undo.
	p.run(`zerokara.go("runs")`)
	p.click("#history-delete")
	p.listed(2)
	p.await("it can be had back", `!document.querySelector("#history-undo").disabled`, patience)
	p.click("#history-undo")
	p.listed(3)
	p.do(chromedp.Reload())
	p.ready()
	p.listed(3)
	p.train(hardly)
	p.run(`zerokara.go("runs")`)
	p.await("its name stayed", `e2e.texts("#history .name").includes("the half")`, patience)
	p.details(1 + eval[int](p, `e2e.texts("#history .name").indexOf("the half")`))
	p.click("#history-open")
	p.opened()
	p.await("its weights", `e2e.text("#fingerprint") === "`+want+`"`, patience)
}

// TestBrowserIsKilled kills the browser in mid-training: started again, the page finds the
// run, says so, and ends with the weights of one without interruption.
func TestBrowserIsKilled(t *testing.T) {
	const recipe = `{preset: "mlp", epochs: 40, batchSize: 20, seed: 7}`
	site, folder := few(t), t.TempDir()
	a := open(t, profile(folder), on(site), reducedMotion)
	a.begin(`{preset: "mlp", epochs: 1, batchSize: 20, seed: 3}`)
	a.print()
	a.listed(1)
	a.begin(recipe)
	want := ""
	a.await("learning starts", `zerokara.state().phase === "training" && zerokara.state().step > 20`, patience)
	a.checkpoints(1)
	if s := a.state(); s.Phase != "training" {
		t.Fatalf("it was over before the browser could be killed: %v", s)
	}
	a.killed = true
	if err := chromedp.FromContext(a.chromium.ctx).Browser.Process().Kill(); err != nil {
		t.Fatal(err)
	}
	<-chromedp.FromContext(a.chromium.ctx).Browser.LostConnection

	b := open(t, profile(folder), on(site), reducedMotion)
	b.notice(patience, "Last time the page ended unexpectedly", "Training goes on from step")
	got := b.print()
	b.listed(2)
	b.checkpoints(0)
	b.begin(recipe)
	if want = b.print(); got != want {
		t.Errorf("its weights are %s, without a death %s", got, want)
	}
}

// TestTabsKeepTheirRuns opens a tab beside one that trains, and makes it a duplicate of
// that: the run stays where it is.
func TestTabsKeepTheirRuns(t *testing.T) {
	t.Parallel()
	first := open(t, on(few(t)), reducedMotion, unready) // whose end would be the others'
	a := open(t, reducedMotion, beside(first))
	a.begin(`{preset: "mlp", epochs: 1000, batchSize: 20}`)
	a.checkpoints(1)
	b := open(t, reducedMotion, beside(first))
	for _, way := range []string{"opened", "duplicated"} {
		if s := b.state(); s.Step != 0 || b.text("#notices") != "" {
			t.Errorf("%s, the other tab is at step %d and says %q", way, s.Step, b.text("#notices"))
		}
		key := eval[string](a, `sessionStorage.getItem("zerokara.checkpoint")`)
		b.run(`(globalThis.old = true, sessionStorage.setItem("zerokara.checkpoint", ` + js(key) + `))`)
		b.do(chromedp.Reload())
		b.await("it was loaded again", "!globalThis.old && globalThis.zerokara", patience)
		b.ready()
	}
	a.checkpoints(1)
	step := a.state().Step
	a.await("the run goes on", fmt.Sprintf("zerokara.state().step > %d", step), patience)
	if s := b.state(); s.Step != 0 {
		t.Errorf("in the end the other tab is at step %d", s.Step)
	}
}

// TestClosedTab leaves a tab whose run is under way: it is hidden first, and then ends, as
// browsers do it. The run goes into the history of the next page, and is not taken up. The
// test sends both events: of a tab that really ends, a browser waits only half a second
// for what it does with them, and one that had not even that is as good as killed.
func TestClosedTab(t *testing.T) {
	t.Parallel()
	first := open(t, on(few(t)), reducedMotion, unready) // whose end would be the others'
	a := open(t, reducedMotion, beside(first))
	a.begin(`{preset: "mlp", epochs: 1000, batchSize: 20}`)
	a.checkpoints(1)
	b := open(t, reducedMotion, beside(first))
	a.pause()
	const key = `sessionStorage.getItem("zerokara.checkpoint")`
	before := eval[string](a, key)
	a.run(`(Object.defineProperty(document, "visibilityState", {value: "hidden"}), document.dispatchEvent(new Event("visibilitychange")), dispatchEvent(new Event("pagehide")))`)
	if eval[string](a, key) == before {
		t.Fatal("it was not saved when it ended")
	}
	_, name, _ := strings.Cut(before, "-")
	a.checkpoints(1)
	a.do(chromedp.Navigate("about:blank"))
	for end := time.Now().Add(patience); eval[bool](b, `navigator.locks.query().then((all) => all.held.some((l) => l.name === "zerokara.page." + `+js(name)+`))`); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the tab is there still")
		}
	}
	b.await("it has said that it was left", `localStorage.getItem("zerokara.left." + `+js(name)+`) === "1"`, patience)
	b.run("globalThis.old = true")
	b.do(chromedp.Reload())
	b.comeBack()
	b.run(`zerokara.go("runs")`)
	b.listed(1)
	if s := b.state(); s.Step != 0 || b.text("#notices") != "" {
		t.Errorf("the run of a tab that was left is taken up: %v, it says %q", s, b.text("#notices"))
	}
	b.checkpoints(0)
}

// TestHistoryDropsTheOldest ends one run more than the history holds.
func TestHistoryDropsTheOldest(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)), reducedMotion)
	for i := range 21 {
		p.begin(fmt.Sprintf(`{preset: "twolayer", epochs: 1, batchSize: 1000, seed: %d}`, 100+i))
		p.print()
	}
	p.run(`zerokara.go("runs")`)
	p.listed(20)
	names := ask[string](p, "text", "#history .runs-list")
	if !strings.Contains(names, "Seed 101") || !strings.Contains(names, "Seed 120") || strings.Contains(names, "Seed 100") {
		t.Errorf("listed are %s", names)
	}
	p.do(chromedp.Reload())
	p.ready()
	p.run(`zerokara.go("runs")`)
	p.listed(20)
}

// TestRunsCannotBeStored has the browser refuse runs: it is said once, and all else goes
// on.
func TestRunsCannotBeStored(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)), reducedMotion, before(`{
		const real = IDBObjectStore.prototype.put;
		IDBObjectStore.prototype.put = function (...args) {
			if (this.name !== "drawings") throw new DOMException("full", "QuotaExceededError");
			return real.apply(this, args);
		};
	}`))
	p.begin(`{preset: "mlp", epochs: 1, batchSize: 20}`)
	want := p.print()
	p.notice(patience, "lets the page store no run")
	p.begin(`{preset: "twolayer", epochs: 1}`)
	p.print()
	p.run(`zerokara.go("runs")`)
	p.await("both are there until the page is closed", runs+" === 2", patience)
	p.details(2)
	p.click("#history-open")
	p.opened()
	p.await("its weights", `zerokara.state().phase === "done" && e2e.text("#fingerprint") === `+js(want), patience)
	if n := ask[int](p, "count", "#notices [data-notice=runs]"); n != 1 {
		t.Errorf("it is said %d times", n)
	}
}
