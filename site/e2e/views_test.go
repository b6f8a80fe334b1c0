package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// places are the addresses of all views.
var places = []string{
	"", "look/inside", "look/why", "look/preparation", "test/errors", "test/score", "test/teach", "noise", "runs", "race",
	"book/2", "book/3", "book/4", "book/5", "about",
}

// at waits until a view is shown, alone.
func (p *page) at(view string) {
	p.t.Helper()
	p.await("the view "+view, fmt.Sprintf(`zerokara.state().view === %q && e2e.views().join() === %[1]q && location.hash.replace(/^#?\/?([^?]*).*$/, "$1") === %[1]q`, view), patience)
}

// TestViews goes to every view by its link: its heading is what the link says and has
// the focus, and the address, the title and the links follow.
func TestViews(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]option{"desktop-en": nil, "phone-ja": {phone, japanese}} {
		t.Run(name, func(t *testing.T) {
			p := open(t, options...)
			follow := func(view string) {
				t.Helper()
				selector := fmt.Sprintf(`a[href="#/%s"]:not(h1 a, #next, .chapter a)`, view)
				if p.mobi && !eval[bool](p, in("clickable", selector)) {
					p.click("#menu")
				}
				p.click(selector)
				p.at(view)
			}
			for _, view := range places[1:] {
				if group := map[string]string{"look/why": "look/inside", "look/preparation": "look/inside", "test/score": "test/errors", "test/teach": "test/errors", "book/3": "book/2", "book/4": "book/2", "book/5": "book/2"}[view]; group != "" {
					follow(group) // where its link stands
				}
				follow(view)
				link := fmt.Sprintf(`a[href="#/%s"]:not(h1 a, #next, .chapter a)`, view)
				heading := p.text("main > section:not([hidden]) > h2")
				if links := ask[[]string](p, "texts", link); links[len(links)-1] != heading {
					t.Errorf("the link says %q, the heading %q", links, heading)
				}
				if !eval[bool](p, `document.activeElement === document.querySelector("main > section:not([hidden]) > h2")`) {
					t.Errorf("%s: the heading has not got the focus", view)
				}
				if title := eval[string](p, "document.title"); title != heading+" · Zerokara" && title != heading+"｜Zerokara" {
					t.Errorf("%s: the window is called %q", view, title)
				}
				if n := eval[int](p, fmt.Sprintf(`document.querySelectorAll(%q).length - document.querySelectorAll(%q).length`, link, link+"[aria-current]")); n != 0 {
					t.Errorf("%s: %d links do not say that one is there", view, n)
				}
				if primary := eval[[]string](p, `e2e.visible(".primary").map((e) => e.id)`); len(primary) != 1 {
					t.Errorf("%s has the primary buttons %q, want one", view, primary)
				}
				if outside := ask[[]string](p, "outside", "main *, #bench *, #transport *"); eval[float64](p, "document.documentElement.scrollWidth") > eval[float64](p, "innerWidth") {
					t.Errorf("%s is wider than the window: %q", view, outside)
				}
			}
			follow("")
		})
	}
}

// TestBackButton goes back to the view before, where it was scrolled to, and opens the
// page at a view.
func TestBackButton(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.draw(7)
	p.show("#fingerprint")
	y := eval[float64](p, "scrollY")
	if y == 0 {
		t.Fatal("there is nothing to scroll in Watch")
	}
	p.run(`zerokara.go("look/why")`)
	p.at("look/why")
	if eval[float64](p, "scrollY") != 0 {
		t.Error("a view that was not seen before is scrolled")
	}
	p.run("history.back()")
	p.at("")
	if got := eval[float64](p, "scrollY"); got != y {
		t.Errorf("Watch is scrolled to %v, was at %v", got, y)
	}
	p.run(`location.hash = "#/test/errors?seed=3"`)
	p.await("the view of an address with keys", `zerokara.state().view === "test/errors"`, patience)
	p.do(chromedp.Reload())
	p.ready()
	p.await("the page opens at its address", `zerokara.state().view === "test/errors" && e2e.views().join() === "test/errors"`, patience)
	p.run(`location.hash = "#/no/such"`)
	p.await("an address that leads nowhere is said", `zerokara.state().view === "" && e2e.text("#notices").includes("#/no/such")`, patience)
	for _, wrong := range []string{`"no/such"`, "", "7"} {
		if said := eval[string](p, "(() => { try { zerokara.go("+wrong+"); return '' } catch (e) { return e.message } })()"); said == "" {
			t.Errorf("go(%s) is taken", wrong)
		}
	}
}

// TestMiniBench opens the pad from a view on a phone, draws, and closes it.
func TestMiniBench(t *testing.T) {
	t.Parallel()
	p := open(t, phone)
	p.run(`zerokara.go("look/inside")`)
	p.at("look/inside")
	if n := eval[int](p, `e2e.visible("[data-bench]").filter((e) => getComputedStyle(e).visibility === "visible").length`); n != 1 {
		t.Errorf("%d benches are seen, want the line", n)
	}
	p.click("#mini")
	p.await("the sheet is open", `document.querySelector("#mini").ariaExpanded === "true" && getComputedStyle(document.querySelector("#pad")).visibility === "visible"`, patience)
	if c := ask[float64](p, "covered", "#pad"); c > 0 {
		t.Errorf("%v of the pad is covered", c)
	}
	p.draw(7)
	p.await("its prediction in the line", `e2e.text("#mini-percent") === e2e.text("#percent") && e2e.text("#mini-digit") !== "?" && e2e.ink("#mini-thumb") > 0`, patience)
	p.shot("sheet")
	p.do(chromedp.KeyEvent(kb.Escape))
	p.await("the sheet is closed", `document.querySelector("#mini").ariaExpanded === "false" && getComputedStyle(document.querySelector("#pad")).visibility === "hidden"`, patience)
}

// TestMiniBenchWhileWatching scrolls the pad of a phone out of the window: the line that
// stands for it comes, moves nothing, and leads back.
func TestMiniBenchWhileWatching(t *testing.T) {
	t.Parallel()
	p := open(t, phone)
	p.draw(7)
	const shown = `document.querySelector("#mini").checkVisibility()`
	if eval[bool](p, shown) {
		t.Error("the line is there beside the pad")
	}
	p.run("zerokara.start({preset: 'mlp'})")
	p.await("learning, and no download is shown", `zerokara.state().step > 5 && e2e.count("#loads li") === 0`, patience)
	before := p.shift()
	p.run("scrollTo(0, document.body.scrollHeight)")
	p.await("the line stands for the pad", shown+` && e2e.box("#pad").Y + e2e.box("#pad").Height < 0 && e2e.text("#mini-percent") !== ""`, patience)
	if b := p.box("#mini"); b.Y+b.Height > p.box("#transport").Y+0.5 || b.Y < 400 {
		t.Errorf("the line is at %+v, the transport at %+v", b, p.box("#transport"))
	}
	if covered := ask[float64](p, "covered", "#mini"); covered > 0 {
		t.Errorf("%v of the line are covered", covered)
	}
	if b := p.box("#watch"); b.Y+b.Height > p.box("#mini").Y+0.5 {
		t.Errorf("the line covers the end of the page, %v of it", b.Y+b.Height-p.box("#mini").Y)
	}
	if s := p.shift(); s > before {
		t.Errorf("the layout shifts by %v: %q", s-before, ask[[]string](p, "shifted"))
	}
	p.shot("mini-watch")
	p.click("#mini")
	p.await("it leads back to the pad", `!`+shown+` && e2e.box("#pad").Y >= 0 && document.activeElement.id === "pad"`, patience)
	if eval[bool](p, `document.body.matches("[data-sheet]")`) {
		t.Error("it opens a sheet")
	}
}

// TestOnePercentage looks whenever something changes, while the network learns and the
// drawing is predicted anew: one probability is one text, wherever it stands.
func TestOnePercentage(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.draw(7)
	p.await("a prediction", "zerokara.state().answered", patience)
	p.run(`globalThis.percents = new Set(), globalThis.unequal = [], new MutationObserver(() => {
		const s = e2e.text("#percent"), digit = e2e.text("#digit"), row = e2e.texts("#probabilities td");
		percents.add(s);
		const all = [s, e2e.text("#mini-percent"), ...(digit === "?" ? [] : [row[digit]])];
		if (new Set(all).size > 1 || !row.includes(s)) unequal.push(all.join(" "));
	}).observe(document.body, {subtree: true, childList: true, characterData: true})`)
	p.start(`{preset: "mlp", epochs: 1}`)
	p.phase("done", 2*time.Minute)
	if n := eval[int](p, "percents.size"); n < 5 {
		t.Errorf("only %d percentages were seen", n)
	}
	if bad := eval[[]string](p, "unequal"); len(bad) > 0 {
		t.Errorf("one probability, several texts: %q", bad)
	}
}

// TestChosenSegmentUnderThePointer hovers the chosen segment: its label stays readable.
func TestChosenSegmentUnderThePointer(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.draw(7)
	const label = "#why .choice label:has(input:checked)"
	p.await("a chosen segment that is enabled", `!!document.querySelector("#why .choice input:checked:not(:disabled)")`, patience)
	at := ask[point](p, "still", label)
	p.mouse("mouseMoved", at, false)
	p.await("the pointer is over it", `document.querySelector("#why .choice input:checked").matches(":hover")`, patience)
	if c := eval[[]string](p, `(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.querySelector("`+label+` span")))`); c[0] == c[1] {
		t.Errorf("its label is %s on %s", c[0], c[1])
	}
}
