package e2e

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

var (
	soakFor  = flag.Duration("soak", 0, "how long TestSoak goes on; 0 for a short form")
	soakSeed = flag.Uint64("soakseed", 0, "its seed; 0 for 1 in the short form and in the long one for another each time, which it prints")
)

// soaked is the recipe of TestSoak: seconds of training.
const soaked = `{preset: "mlp", epochs: 1, batchSize: 50, seed: 11}`

// soakCalls are what a script may ask the page for.
var soakCalls = []string{
	`zerokara.pause()`, `zerokara.pause()`, `zerokara.resume()`, `zerokara.resume()`, `zerokara.resume()`,
	`zerokara.reset()`, `zerokara.start(` + soaked + `).catch(() => {})`,
	`zerokara.start({preset: "mlp", epochs: 0}).catch(() => {})`, `zerokara.start({preset: "mlp", input: [1, 29, 29]}).catch(() => {})`,
	`zerokara.draw([[[Math.random(), 0.2], [0.5, Math.random()]]])`, `zerokara.clear()`, `zerokara.input()`, `zerokara.state()`,
	`zerokara.go("")`, `zerokara.go("look/inside")`, `zerokara.go("look/why")`, `zerokara.go("test/errors")`, `zerokara.go("book/3")`,
	`zerokara.score(3)`, `zerokara.present(true)`, `zerokara.present(false)`,
	`e2e.one("#step").click()`, `e2e.one("#example").click()`,
}

// TestSoak calls the page at random and ends workers meanwhile, now and then loads the
// page again, takes its graphics away or lets nothing be stored, and checks that the run ends with the weights of
// one that nobody disturbed. "make soak" is its long form.
func TestSoak(t *testing.T) {
	seed := *soakSeed
	if seed == 0 {
		seed = 1
		if *soakFor > 0 {
			seed = uint64(time.Now().UnixNano())
		}
	}
	t.Logf("-soakseed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	p := open(t, reducedMotion, byEbiten, before(watchWorkers))
	p.start(soaked)
	want := p.print()
	calls, kills, loads, fulls := 0, 0, 0, 0
	for began := time.Now(); calls < 150 || time.Since(began) < *soakFor; {
		p.soak(rng.Uint64N(1<<32), 150, kill)
		calls, kills = calls+150, kills+1
		if *soakFor > 0 {
			switch rng.IntN(8) {
			case 0:
				p.run("workers.at(-1).terminate()") // silently
			case 1:
				loads++
				p.loadAgain(`location.reload()`)
			case 2:
				loads++
				p.run(`Object.assign(IDBObjectStore.prototype, globalThis.stores ?? {})`) // else it stays and asks
				p.loadAgain(`e2e.one("#bench > canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext()`)
				time.Sleep(20 * time.Second) // a fourth time in a minute the visitor would be asked
			case 3:
				fulls++
				p.run(`(() => {
					const all = IDBObjectStore.prototype, full = () => { throw new DOMException("full", "QuotaExceededError"); };
					globalThis.stores ??= {add: all.add, put: all.put};
					Object.assign(all, {add: full, put: full});
				})()`)
			}
		}
		if got := p.soakToEnd(); got != want {
			t.Fatalf("after %d calls the weights are %s, want %s\n%s\n%s\n%s", calls, got, want, p.state(), p.text("#json"), p.text("#notices"))
		}
	}
	p.forgive("out of memory", "WEBGL_lose_context", "CONTEXT_LOST")
	t.Logf("%d calls, %d workers ended with a word, the page loaded %d times, storage full %d times", calls, kills, loads, fulls)
}

// soak makes calls one after the other, some at once and some after a pause, with kill
// among them.
func (p *page) soak(seed uint64, calls int, kill string) {
	p.t.Helper()
	list := ""
	for _, c := range soakCalls {
		list += "() => " + c + ","
	}
	p.finish(fmt.Sprintf(`(async () => {
		let x = %d;
		const random = (n) => { x = (Math.imul(x, 1664525) + 1013904223) >>> 0; return Math.floor(x / 4294967296 * n); };
		const calls = [%s], at = random(%d);
		for (let i = 0; i < %[3]d; i++) {
			calls[random(calls.length)]();
			if (i === at) %s;
			if (random(3) === 0) await new Promise((f) => setTimeout(f, random(60)));
		}
	})()`, seed, list, calls, kill))
}

// finish runs what returns a promise, and waits for that.
func (p *page) finish(promised string) {
	p.t.Helper()
	p.run("globalThis.finished = false, " + promised + ".finally(() => globalThis.finished = true)")
	p.await("the end of a promise", "globalThis.finished", patience)
}

// loadAgain lets the page be loaded again.
func (p *page) loadAgain(how string) {
	p.t.Helper()
	p.run("globalThis.old = true, setTimeout(() => " + how + ")")
	p.await("the page was loaded again", "!globalThis.old && globalThis.zerokara", patience)
	p.ready()
}

// soakToEnd lets the run of the soaked recipe go on to its end, whatever state it is in,
// and returns its fingerprint. Where too many workers have died, it loads the page again
// as a visitor would; a silent death is noticed late.
func (p *page) soakToEnd() string {
	p.t.Helper()
	for range 3 {
		p.run("zerokara.present(false)")
		if eval[bool](p, `zerokara.state().phase === "error"`) {
			p.run("globalThis.old = true, Object.assign(IDBObjectStore.prototype, globalThis.stores ?? {})")
			p.click(`[data-notice^="fault.workerLost"] button`)
			p.await("the page was loaded again", "!globalThis.old && globalThis.zerokara", patience)
			p.ready()
		}
		p.finish(`(async () => {
			for (let i = 0; i < 2; i++) { // all before is done then; the first may be refused while something before waits
				await zerokara.start({preset: "mlp", input: [1, 29, 29]}).catch(() => {});
			}
			if (zerokara.state().phase === "idle") await zerokara.start(` + soaked + `).catch(() => {});
			else zerokara.resume();
		})()`)
		p.await("the end, or no more workers", `["done", "error"].includes(zerokara.state().phase)`, 2*time.Minute)
		if eval[bool](p, `zerokara.state().phase === "done"`) {
			return p.print()
		}
	}
	return "none: workers keep dying"
}
