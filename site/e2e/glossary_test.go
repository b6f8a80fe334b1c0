package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	termOpen   = `!e2e.one("#term").hidden && e2e.one("#term").contains(document.activeElement)`
	termClosed = `e2e.one("#term").hidden`
)

// TestEveryTermIsExplained presses every button of a term, in every view and window:
// the panel has the term's words in the page's language and is in the window.
func TestEveryTermIsExplained(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		language string
		options  []option
	}{
		"desktop-en": {"en", nil}, "phone-ja": {"ja", []option{phone, japanese, dark}},
		"narrow-en": {"en", []option{narrow}}, "landscape-ja": {"ja", []option{landscape, japanese}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, append(c.options, reducedMotion)...)
			p.await("the rows are there", `e2e.count("#layers .term") > 5`, patience)
			seen := map[string]bool{}
			for _, view := range places {
				p.run(fmt.Sprintf("zerokara.go(%q)", view))
				p.at(view)
				if view == "" {
					p.shot("glossary-" + name + "-watch")
				}
				wrong := eval[[]string](p, fmt.Sprintf(`(async () => {
					const words = await (await fetch(%q)).json(), wrong = [];
					for (const b of e2e.visible(".term").filter((b) => b.checkVisibility({ visibilityProperty: true }))) {
						const term = b.dataset.term, panel = e2e.one("#term");
						const label = words["terms.what"].replace("{term}", words["term." + term]);
						if (b.ariaLabel !== label) wrong.push(term + " is called " + b.ariaLabel);
						b.click();
						const r = panel.getBoundingClientRect();
						if (panel.hidden || b.ariaExpanded !== "true" || document.activeElement !== panel) wrong.push(term + " does not open");
						if (e2e.text("#term-name") !== words["term." + term] || e2e.text("#term-text") !== words["term." + term + ".text"]) wrong.push(term + " says " + panel.textContent);
						if (r.left < 0 || r.top < 0 || r.right > document.documentElement.clientWidth + 0.5 || r.bottom > innerHeight + 0.5) wrong.push(term + " is outside: " + JSON.stringify(r));
						b.click();
						if (!panel.hidden || b.ariaExpanded !== "false" || document.activeElement !== b) wrong.push(term + " does not close");
					}
					return wrong;
				})()`, named(t, "i18n/"+c.language+".json")))
				for _, w := range wrong {
					t.Errorf("#/%s: %s", view, w)
				}
				for _, term := range eval[[]string](p, `e2e.visible(".term").map((b) => b.dataset.term)`) {
					seen[term] = true
				}
				if w := eval[float64](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); w > 0 {
					t.Errorf("#/%s is %v wider than its window", view, w)
				}
				if outside := ask[[]string](p, "outside", ".term"); len(outside) > 0 {
					t.Errorf("#/%s: the window cuts off %q", view, outside)
				}
				if small := ask[[]string](p, "small"); strings.Contains(strings.Join(small, ","), "term") {
					t.Errorf("#/%s: too small: %q", view, small)
				}
			}
			if len(seen) < 20 {
				t.Errorf("only %d terms have buttons: %v", len(seen), seen)
			}
		})
	}
}

// TestGlossaryByKeyboard opens a term by the keyboard, goes to a related one, and
// leaves by Escape and by Tab: the focus is where it was, or goes on from there.
func TestGlossaryByKeyboard(t *testing.T) {
	t.Parallel()
	p := open(t, reducedMotion)
	button := `#field-weightDecay .term`
	at := func(what, selector string) {
		t.Helper()
		p.await(what, fmt.Sprintf("document.activeElement === document.querySelector(%q)", selector), patience)
	}
	key := func(keys ...string) {
		for _, k := range keys {
			p.do(chromedp.KeyEvent(k))
		}
	}
	p.show(button)
	p.run(fmt.Sprintf("e2e.one(%q).focus()", button))
	key(kb.Enter)
	p.await("it opens", termOpen, patience)
	if got := p.text("#term-formula") + p.text("#term-chapter"); !strings.Contains(got, "λ") || !strings.Contains(got, "chapter 6.4") {
		t.Errorf("formula and chapter: %q", got)
	}
	if broken := p.axe(); len(broken) > 0 {
		for _, v := range broken {
			if strings.Contains(strings.Join(v.Places, " "), "term") {
				t.Errorf("an open panel breaks %s: %q", v.Rule, v.Places)
			}
		}
	}
	p.shot("glossary-panel")
	key(kb.Tab)
	at("the first related term", "#term-see button")
	key(kb.Enter)
	p.await("overfitting", `e2e.one("#term").dataset.term === "overfitting" && `+termOpen, patience)
	key(kb.Escape)
	p.await("Escape closes it", termClosed, patience)
	at("the focus returns", button)
	key(kb.Enter)
	p.await("it opens again", termOpen, patience)
	p.run(`e2e.one("#term-close").focus()`)
	key(kb.Tab)
	p.await("Tab leaves it", termClosed, patience)
	at("the focus goes on", `#field-batchSize input`)
}

// TestGlossaryByTouch taps a term on a phone: a sheet at the lower edge, which a tap
// elsewhere or its button closes. It speaks another language at once, and goes with
// its view.
func TestGlossaryByTouch(t *testing.T) {
	t.Parallel()
	p := open(t, narrow, reducedMotion)
	p.click("#field-seed .term")
	p.await("it opens", termOpen, patience)
	if r := p.box("#term"); r.X != 0 || r.Width != 320 || r.Y+r.Height != 640 {
		t.Errorf("the sheet is at %v", r)
	}
	p.shot("glossary-sheet")
	english := p.text("#term-text")
	p.run(`document.querySelector("[data-lang=ja]").click()`)
	p.await("it is Japanese", fmt.Sprintf(`e2e.text("#term-text") !== %q && e2e.text("#term-name") === "乱数の種"`, english), patience)
	p.click("#term-close")
	p.await("its button closes it", termClosed, patience)
	p.click("#field-seed .term")
	p.await("it opens again", termOpen, patience)
	p.run(`e2e.one("#settings-title").dispatchEvent(new PointerEvent("pointerdown", {bubbles: true}))`)
	p.await("a tap elsewhere closes it", termClosed, patience)
	p.click("#field-seed .term")
	p.await("it opens once more", termOpen, patience)
	p.run(`zerokara.go("about")`)
	p.at("about")
	p.await("it goes with its view", termClosed, patience)
	if n := eval[int](p, `e2e.visible("#terms-list dt").length`); n < 30 {
		t.Errorf("the list has %d terms", n)
	}
	p.shot("glossary-list")
}
