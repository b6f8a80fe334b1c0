package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// kill ends the worker as one that ran out of memory.
const kill = `workers.at(-1).dispatchEvent(new ErrorEvent("error", {message: "out of memory"}))`

// print waits until the run is over, and returns the weights' fingerprint.
func (p *page) print() string {
	p.t.Helper()
	p.phase("done", 2*patience)
	p.await("the fingerprint is shown", `/^[0-9a-f]{16}$/.test(e2e.text("#fingerprint"))`, patience)
	return p.text("#fingerprint")
}

// settles returns what a promise of the page's comes to.
func (p *page) settles(promise string) string {
	p.t.Helper()
	return eval[string](p, promise+`.then(() => "resolved", (e) => "rejected: " + e.message)`)
}

// TestKillsLeaveNoTrace kills the worker in each of its states, most of all where a
// command is not obeyed yet: the page does what it was asked for, and at its end the run
// has the weights of one that nobody disturbed.
func TestKillsLeaveNoTrace(t *testing.T) {
	t.Parallel()
	p := open(t, before(watchWorkers))
	p.start(quickly)
	want := p.print()
	p.start(`{preset: "codelab", batchSize: 20}`)
	p.await("learning starts", "zerokara.state().step > 0", patience)
	p.run(kill + `, zerokara.pause()`)
	p.await("another worker has the run", `workers.length === 2 && e2e.text("#notices").includes("worker")`, patience)
	p.await("it rests", `["paused", "idle"].includes(zerokara.state().phase)`, patience)
	p.run("zerokara.resume(), zerokara.reset(), " + kill)
	p.await("it is reset", `workers.length === 3 && zerokara.state().phase === "idle" && zerokara.state().step === 0`, patience)
	if got := p.settles(kill + `, zerokara.start(` + quickly + `)`); got != "resolved" {
		t.Errorf("a run begun while the worker is dead: %s", got)
	}
	if got := p.print(); got != want {
		t.Errorf("the weights are %s, without a death %s", got, want)
	}
	if n := ask[int](p, "count", "#notices .notice"); n == 0 || !strings.Contains(p.text("#notices"), "worker") {
		t.Error("the notice is gone before it was read")
	}
	p.forgive("out of memory")
}

// TestWorkersKeepDying kills one worker too many: what was asked for is refused, and the
// page loads itself again with the network that it has.
func TestWorkersKeepDying(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)), before(watchWorkers))
	p.draw(1)
	p.start(hardly)
	want := p.print()
	steps := p.state().Step
	for n := 2; n <= 4; n++ {
		p.run(kill)
		p.await("another worker has the run", fmt.Sprintf(`workers.length === %d && /^[0-9a-f]{16}$/.test(e2e.text("#fingerprint")) && zerokara.state().phase === "done"`, n), patience)
	}
	if got := p.settles(`(globalThis.old = zerokara.start(), ` + kill + `, old)`); !strings.Contains(got, "rejected") {
		t.Errorf("a run that no worker is there for: %s", got)
	}
	if got := p.settles(`zerokara.start()`); !strings.Contains(got, "rejected") {
		t.Errorf("another: %s", got)
	}
	p.notice(patience, "keeps stopping")
	p.click("#notices button")
	p.await("the page was loaded again", "!globalThis.old && globalThis.zerokara", patience)
	p.ready()
	if got := p.print(); got != want || p.state().Step != steps {
		t.Errorf("the weights are %s after step %d, before %s after %d", got, p.state().Step, want, steps)
	}
	p.await("the drawing is there", `zerokara.state().prediction !== null && e2e.text("#notices").includes("loaded again")`, patience)
	p.forgive("out of memory")
}

// TestHostileScripts passes the page's functions what nobody should: each call fails by
// itself, and the run goes on.
func TestHostileScripts(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.start(`{preset: "codelab", batchSize: 20}`)
	p.draw(1)
	p.run(`globalThis.cyclic = {preset: "mlp"}, cyclic.layers = cyclic,
		globalThis.array = (getter) => Object.defineProperty([], 0, {get: getter, enumerable: true}),
		globalThis.revoked = Proxy.revocable([], {}), revoked.revoke(),
		globalThis.trap = new Proxy([1], {get() { throw new Error("trap"); }})`)
	for call, why := range map[string]string{
		`start({preset: "mlp", seed: 1n})`: "BigInt",
		`start(1n)`:                        "",
		`start(cyclic)`:                    "circular",
		`start({get preset() { throw new Error("getter"); }})`:      "getter",
		`start({toJSON() { throw {get message() { throw 1; }}; }})`: "",
		`start({toJSON() { return undefined; }})`:                   "object",
		`start(revoked.proxy)`:                                      "",
		`start({preset: "mlp", input: [1, 29, 29]})`:                "input",
		`start({preset: "mlp", batchSize: 1024, layers: [{kind: "conv2d", filters: 300, kernel: 3, stride: 1}, {kind: "conv2d", filters: 400, kernel: 3, stride: 1}, {kind: "avgpool2d", kernel: 24, stride: 24}, {kind: "dense", units: 10}]})`: "batchSize",
		`draw(revoked.proxy)`:   "",
		`draw([revoked.proxy])`: "",
		`draw(trap)`:            "trap",
		`draw([trap])`:          "trap",
		`draw([[trap]])`:        "trap",
		`draw(array(() => { throw new Error("getter"); }))`: "getter",
		`draw([new Array(4e9)])`:                            "room",
		`draw([Array(1e6).fill([0.5, 0.5])])`:               "room",
		`draw(Array(1e6).fill([]))`:                         "room",
		`draw([[[1n, 0]]])`:                                 "strokes[0][0]",
		`draw([[[{valueOf() { throw 1; }}, 0]]])`:           "strokes[0][0]",
		`score(1n)`:                       "",
		`score({valueOf() { throw 1; }})`: "",
		`go("book/2", trap)`:              "trap",
		`go(Symbol())`:                    "",
		`go({toString() { throw 1; }})`:   "",
	} {
		got := eval[string](p, `(async () => { try { await zerokara.`+call+`; return "resolved"; } catch (e) { return "failed: " + e.message; } })()`)
		if !strings.HasPrefix(got, "failed: ") || !strings.Contains(got, why) {
			t.Errorf("%s: %s", call, got)
		}
	}
	step := p.state().Step
	p.await("the run goes on", fmt.Sprintf("zerokara.state().step > %d && zerokara.state().prediction !== null", step), patience)
	p.run("zerokara.reset()")
	p.await("a refused recipe changed nothing", `zerokara.state().phase === "idle"`, patience)
}

// TestPageCrashes lets the program panic, by a fault of its own and so that it ends: the
// worker is stopped, the page says so and what it holds is kept if that can be.
func TestPageCrashes(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)), before(watchWorkers+`
		Worker.prototype.terminate = ((f) => function () { this.ended = true; return f.call(this); })(Worker.prototype.terminate);`))
	p.start(hardly)
	want := p.print()
	p.run(`globalThis.old = true, zerokaraBoot.layout = () => { throw new Error("provoked"); }, zerokaraBoot.app.layout()`)
	p.notice(patience, "program stopped", "provoked")
	p.await("the worker is stopped", "workers.at(-1).ended", patience)
	p.click("#notices button")
	p.await("the page was loaded again", "!globalThis.old && globalThis.zerokara", patience)
	p.ready()
	if got := p.print(); got != want {
		t.Errorf("the weights are %s, before %s", got, want)
	}
	p.run(`setTimeout(() => zerokaraBoot.app.putImage(null))`) // ends the program
	p.notice(patience, "mistake")
	p.await("the worker is stopped", `workers.at(-1).ended && e2e.one("#train").disabled`, patience)
	p.forgive("provoked", "panic", "ended", "exit", "goroutine", "syscall/js", "wasm")
}
