package e2e

import (
	"fmt"
	"strings"
	"testing"

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
