package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestShortcutsCanBeTurnedOff turns the keys P, full stop and S off, and loads the page
// again: they stay off, Enter and Escape do not.
func TestShortcutsCanBeTurnedOff(t *testing.T) {
	t.Parallel()
	p := open(t, japanese)
	const presents = `document.body.matches("[data-present]")`
	keys := func(ids ...string) (all []string) {
		for _, id := range ids {
			all = append(all, eval[string](p, fmt.Sprintf(`document.getElementById(%q).getAttribute("aria-keyshortcuts") ?? ""`, id)))
		}
		return all
	}
	p.run(`zerokara.go("about")`)
	p.at("about")
	p.click("#shortcuts")
	p.await("they are off", `!e2e.one("#shortcuts").checked && !document.querySelector("[aria-keyshortcuts~=p]")`, patience)
	p.shot("shortcuts-off")
	p.do(chromedp.Reload())
	p.ready()
	p.await("they still are", `!e2e.one("#shortcuts").checked`, patience)
	if k := fmt.Sprintf("%q", keys("present-start", "present-end", "round-skip")); k != `["" "Escape" ""]` {
		t.Errorf("shortcuts that are off: %s", k)
	}
	p.run(`zerokara.go("test/score"), zerokara.score(1)`)
	p.await("a digit is asked for", `e2e.text("#round-ask").includes("1/20")`, patience)
	p.do(chromedp.KeyEvent("s"), chromedp.KeyEvent("p"), chromedp.KeyEvent("."))
	p.click("#round-skip")
	p.await("the button skips", `!e2e.text("#round-ask").includes("1/20")`, patience)
	second := p.text("#round-ask")
	if !strings.Contains(second, "2/20") || eval[bool](p, presents) {
		t.Errorf("keys that are off and one button: %q, or a presentation", second)
	}
	p.run("zerokara.present(true)")
	p.do(chromedp.KeyEvent(kb.Escape))
	p.await("Escape ends the presentation", "!"+presents, patience)

	p.run(`zerokara.go("about")`)
	p.at("about")
	p.click("#shortcuts")
	p.await("they are on", `e2e.one("#present-start").getAttribute("aria-keyshortcuts") === "p"`, patience)
	p.run(`e2e.one("#explain-title").focus()`)
	p.do(chromedp.KeyEvent("p"))
	p.await("P presents", presents, patience)
	p.do(chromedp.KeyEvent("p"))
	p.await("P ends it", "!"+presents, patience)
	p.do(chromedp.KeyEvent("s"))
	p.await("S skips", fmt.Sprintf(`e2e.text("#round-ask") !== %q`, second), patience)
}
