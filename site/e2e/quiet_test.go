package e2e

import (
	"strings"
	"testing"
	"time"
)

// watcher counts texts and attributes that are written again although they have not
// changed, and records what live regions say: in the sections that are views in Go.
const watcher = `globalThis.again = {}; globalThis.changes = 0; globalThis.spoken = []; globalThis.watch = () => {
	// #round is still a script's.
	const own = (n) => (n.nodeType === 1 ? n : n.parentElement), texts = new Map();
	const count = (e, what) => { const name = what + " of " + e.tagName + "#" + e.id + "." + e.className; again[name] = (again[name] ?? 0) + 1; };
	const observer = new MutationObserver((records) => {
		const attributes = new Set(), written = new Set();
		for (const r of records.filter((r) => !own(r.target).closest("#round"))) {
			if (r.type === "attributes") {
				const name = r.attributeName, once = records.filter((s) => s.target === r.target && s.attributeName === name).length === 1;
				changes++;
				if (once && r.oldValue === r.target.getAttribute(name)) count(r.target, name);
			} else if (r.type === "characterData" || [...r.addedNodes, ...r.removedNodes].every((n) => n.nodeType === 3)) {
				written.add(own(r.target));
			}
		}
		for (const e of written) {
			changes++;
			if (texts.get(e) === e.textContent && e.id !== "live") count(e, "text");
			texts.set(e, e.textContent);
			if (e.closest("[aria-live], [role=status], [role=alert]") && e.textContent !== "") spoken.push(e.textContent);
		}
	});
	for (const part of document.querySelectorAll("#transport, #live, #notices, #draw, #think, #watch, #mini, #errors")) {
		for (const e of part.querySelectorAll("*")) texts.set(e, e.textContent);
		texts.set(part, part.textContent);
		observer.observe(part, {subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true});
	}
}`

// TestOnlyWhatChangedIsRewritten trains a network and counts what is rewritten
// unchanged, which page translators fight, and what is said twice.
func TestOnlyWhatChangedIsRewritten(t *testing.T) {
	t.Parallel()
	p := open(t, before(watcher))
	p.draw(7)
	eval[bool](p, "(watch(), true)")
	p.set("network", "mlp")
	p.set("epochs", "2")
	p.click("#train")
	p.phase("done", 4*time.Minute)
	p.await("the end is said", `spoken.some(s => /^Done/.test(s))`, patience)
	if n := eval[int](p, "changes"); n < 100 {
		t.Errorf("only %d changes were observed: this test says nothing", n)
	}
	if again := eval[map[string]int](p, "again"); len(again) > 0 {
		t.Errorf("rewritten unchanged: %v", again)
	}
	said := eval[[]string](p, "spoken")
	seen := map[string]bool{}
	for _, s := range said {
		if seen[s] && // a prediction may settle anew
			!strings.HasPrefix(s, "Prediction") {
			t.Errorf("said twice: %q", s)
		}
		seen[s] = true
	}
	t.Logf("said: %q", said)
}
