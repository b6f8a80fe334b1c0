package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// leaning is a drawing in a file: a stroke that leans by x.
func leaning(label int, x float64) string {
	return fmt.Sprintf(`{"label":%d,"writer":"w","strokes":[[[%g,0.2],[0.5,0.8]]]}`+"\n", label, x)
}

// facts awaits what the page says of its store.
func (p *page) facts(what string, want ...string) {
	p.t.Helper()
	for _, w := range want {
		p.await(what, fmt.Sprintf(`[...document.querySelectorAll("#kept-facts p")].some((e) => e.checkVisibility() && e.textContent.includes(%q))`, w), patience)
	}
	p.await(what, fmt.Sprintf(`[...document.querySelectorAll("#kept-facts p")].filter((e) => e.checkVisibility()).length === %d`, len(want)), patience)
}

// TestNothingCanBeStored is browsers that let the page keep nothing.
func TestNothingCanBeStored(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"denied":    `Object.defineProperty(globalThis, "indexedDB", {get() { throw new DOMException("denied", "SecurityError"); }})`,
		"undefined": `Object.defineProperty(globalThis, "indexedDB", {value: undefined})`,
		"silent":    `IDBFactory.prototype.open = () => new EventTarget()`,
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, reducedMotion, before(script))
			p.show("#kept")
			p.facts("it is said before anything is drawn", "does not let the page keep anything")
			p.upload(leaning(1, 0.5) + leaning(2, 0.45))
			p.await("two are listed", kept+` === 2 && document.querySelector("#kept-note").textContent.includes("2 drawings added")`, patience)
			p.facts("it still says so", "does not let the page keep anything")
			if text := p.text("#kept-text"); strings.Contains(strings.ToLower(text), "kept") {
				t.Errorf("it says %q", text)
			}
			if n := strings.Count(p.exported(), "\n"); n != 2 {
				t.Errorf("%d drawings are exported", n)
			}
		})
	}
}

// TestStoreIsTriedAgain is a store that is full for a while.
func TestStoreIsTriedAgain(t *testing.T) {
	t.Parallel()
	p := open(t, reducedMotion, before(`for (const f of ["add", "delete", "clear"]) {
		const real = IDBObjectStore.prototype[f];
		IDBObjectStore.prototype[f] = function (...args) {
			if (globalThis.full) throw new DOMException("full", "QuotaExceededError");
			return real.apply(this, args);
		};
	}`))
	p.show("#kept")
	p.upload(leaning(1, 0.5))
	p.await("one is listed", kept+" === 1", patience)
	p.await("it is stored", `document.querySelector("#kept-text").textContent.includes("this browser")`, patience)
	eval[bool](p, "globalThis.full = true")
	p.upload(leaning(2, 0.45))
	p.facts("one is not stored", "1 of these drawings could not be stored")
	if note := p.text("#kept-note"); !strings.Contains(note, "1 drawings added") {
		t.Errorf("beside it the note is %q", note)
	}
	remove := func(which string) {
		p.click("#kept-list li:" + which + "-child .remove")
		p.click("#confirm-yes")
	}
	remove("last")
	p.facts("one is not deleted", "does not let the page keep", "1 deleted drawings are still stored")
	eval[bool](p, "globalThis.full = false")
	p.upload(leaning(3, 0.4))
	p.facts("all is stored")
	p.do(chromedp.Reload())
	p.ready()
	p.await("the others are there after a reload", `[...document.querySelectorAll("#kept-list .thumb span")].map((e) => e.textContent[0]).join() === "3,2"`, patience)
	eval[bool](p, "globalThis.full = true")
	p.click("#kept-clear")
	p.click("#confirm-yes")
	p.facts("they are not deleted", "could not be deleted")
	eval[bool](p, "globalThis.full = false")
	p.upload(leaning(4, 0.35))
	p.facts("all is stored")
	p.do(chromedp.Reload())
	p.ready()
	p.await("one is there after a reload", `[...document.querySelectorAll("#kept-list .thumb span")].map((e) => e.textContent[0]).join() === "4"`, patience)
}

// loseGraphics loses the canvas's WebGL context, of a page that was opened byEbiten.
func (p *page) loseGraphics() {
	p.t.Helper()
	p.run(`globalThis.old = true,
		e2e.one("#bench > canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext()`)
}

// comeBack waits until the page was loaded again.
func (p *page) comeBack() {
	p.t.Helper()
	p.await("the page was loaded again", "!globalThis.old && globalThis.zerokara", patience)
	p.ready()
}

// checkpoints awaits a number of saved pages in the browser.
func (p *page) checkpoints(n int) {
	p.t.Helper()
	const count = `new Promise((resolve, reject) => {
		const open = indexedDB.open("zerokara-drawings");
		open.onerror = () => reject(open.error);
		open.onsuccess = () => {
			const request = open.result.transaction("checkpoints").objectStore("checkpoints").count();
			request.onsuccess = () => { open.result.close(); resolve(request.result); };
		};
	})`
	got := -1
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if got = eval[int](p, count); got == n {
			return
		}
	}
	p.t.Errorf("%d pages are stored, want %d", got, n)
}

// TestTabsLoseTheirGraphics has two tabs lose their WebGL contexts together: each gets
// back its own, at rest or under way, and nothing stays stored but a run that could be lost.
func TestTabsLoseTheirGraphics(t *testing.T) {
	t.Parallel()
	a := open(t, reducedMotion, byEbiten)
	b := open(t, reducedMotion, byEbiten, beside(a))
	a.draw(2)
	a.start(`{preset: "mlp", epochs: 30}`)
	b.train(hardly)
	b.run("zerokara.score(5)")
	b.draw(1)
	b.settled()
	b.click("#round-skip")
	b.run("zerokaraBoot.app.putImage(new Uint8Array(784).fill(99, 300, 400))")
	b.settled()
	a.await("learning starts", "zerokara.state().step > 20", patience)
	asked := `document.querySelector("#round-ask").textContent`
	step, round, image, mine := a.state().Step, eval[string](b, asked), b.input(), a.input()
	done := b.state()
	a.loseGraphics()
	b.loseGraphics()
	a.comeBack()
	b.comeBack()
	if !equal(a.input(), mine) || !equal(b.input(), image) {
		t.Error("the pads are not what they were")
	}
	a.await("training goes on", fmt.Sprintf(`zerokara.state().phase === "training" && zerokara.state().step >= %d`, step), patience)
	b.phase("done", patience)
	if s := b.state(); s.Step != done.Step || s.accuracy() != done.accuracy() {
		t.Errorf("the other's run is %v, was %v", s, done)
	}
	if r := eval[string](b, asked); r != round {
		t.Errorf("%q is asked, was %q", r, round)
	}
	a.checkpoints(1) // of the one that trains, which its browser may kill
	a.pause()
	a.notice(patience, "What was on the pad is back", "Training goes on from step")
	b.notice(patience, "What was on the pad is back", "Your round goes on", "The network is back as it was")
	a.train(hardly) // in place of it
	a.checkpoints(0)
	a.shot("tabs-lose-graphics-a")
	b.shot("tabs-lose-graphics-b")
}

// TestGraphicsLostWithoutStorage has a browser stop to answer before the context is
// lost: the page stays, and is loaded again when it could be saved.
func TestGraphicsLostWithoutStorage(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)), reducedMotion, byEbiten, before(`{
		const real = IDBFactory.prototype.open;
		IDBFactory.prototype.open = function (...args) { return globalThis.silent ? new EventTarget() : real.apply(this, args); };
	}`))
	p.train(hardly)
	p.draw(2)
	p.settled()
	image, step := p.input(), p.state().Step
	p.run("globalThis.silent = true")
	p.loseGraphics()
	p.await("it is said", `e2e.text("#notices").includes("let nothing be saved")`, patience)
	if !eval[bool](p, `globalThis.old && getComputedStyle(e2e.one("#bench > canvas")).visibility === "hidden"`) {
		t.Error("the page was loaded again, or its dead canvas covers the pad")
	}
	p.shot("graphics-unsaved")
	p.draw(2) // nothing else has ended
	p.settled()
	p.run("globalThis.silent = false")
	p.click("#notices [data-notice=graphics] button")
	p.comeBack()
	p.phase("done", patience)
	if s := p.state(); s.Step != step || equal(p.input(), make([]float64, 784)) || !equal(p.input(), image) {
		t.Errorf("after the reload: %v", s)
	}
	p.checkpoints(0)
}

// TestGraphicsLostTooOften checks that the button of the notice loses nothing, either.
func TestGraphicsLostTooOften(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)), reducedMotion, byEbiten)
	p.run(`sessionStorage.setItem("zerokara.reloads", [Date.now(), Date.now(), Date.now()].join())`)
	p.loseGraphics()
	p.await("it is said", `e2e.text("#notices").includes("saved first")`, patience)
	p.draw(2)
	p.train(hardly)
	p.settled()
	image, step := p.input(), p.state().Step
	p.click("#notices [data-notice=graphics] button")
	p.comeBack()
	p.phase("done", patience)
	if s := p.state(); s.Step != step || !equal(p.input(), image) {
		t.Errorf("after the reload: %v", s)
	}
}

// TestReloadMidTraining loads the page again while it trains: the run goes on to the same
// weights as without that.
func TestReloadMidTraining(t *testing.T) {
	t.Parallel()
	const recipe = `{preset: "mlp", epochs: 2, seed: 7}`
	p := open(t, reducedMotion)
	p.train(recipe)
	fingerprint := `document.querySelector("#fingerprint").textContent`
	p.await("the fingerprint", "/^[0-9a-f]{16}$/.test("+fingerprint+")", patience)
	want := eval[string](p, fingerprint)
	p.start(recipe)
	p.await("learning starts", `zerokara.state().phase === "training" && zerokara.state().step > 20`, patience)
	p.pause() // which saves a snapshot
	step := p.state().Step
	p.draw(2)
	p.settled()
	image := p.input()
	p.run("(globalThis.old = true, zerokara.resume())")
	p.await("learning goes on", fmt.Sprintf("zerokara.state().step > %d", step), patience)
	p.do(chromedp.Reload())
	p.comeBack()
	p.notice(patience, "The page was loaded again. What was on the pad is back. Training goes on from step")
	if !equal(p.input(), image) {
		t.Error("the drawing is not what it was")
	}
	if s := p.state(); s.Step < step {
		t.Errorf("it goes on from step %d, was at %d", s.Step, step)
	}
	p.phase("done", 2*time.Minute)
	p.await("the fingerprint of before", fingerprint+" === "+js(want), patience)
	p.checkpoints(0)

	// Where nothing was done, nothing is said.
	q := open(t, reducedMotion, beside(p))
	q.run("globalThis.old = true")
	q.do(chromedp.Reload())
	q.comeBack()
	if text := q.text("#notices"); text != "" {
		t.Errorf("a fresh page says %q", text)
	}
}

// TestTabsShareDrawings keeps and deletes drawings in one tab, and looks in the other.
func TestTabsShareDrawings(t *testing.T) {
	t.Parallel()
	a := open(t, reducedMotion)
	b := open(t, reducedMotion, beside(a))
	a.show("#kept")
	b.show("#kept")
	listed := func(p *page, want string) {
		t.Helper()
		p.await("listed are "+want, fmt.Sprintf(`[...document.querySelectorAll("#kept-list .thumb span")].map((e) => e.textContent[0]).join() === %q`, want), patience)
	}
	a.upload(leaning(1, 0.5) + leaning(2, 0.45))
	listed(b, "2,1")
	b.upload(leaning(3, 0.4))
	listed(a, "3,2,1")
	a.click("#kept-list li:last-child .remove")
	a.click("#confirm-yes")
	listed(b, "3,2")
	b.click("#kept-clear")
	b.click("#confirm-yes")
	listed(a, "")
}
