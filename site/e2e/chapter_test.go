package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// lab waits until a lab is open, alone.
func (p *page) lab(id string) {
	p.t.Helper()
	p.await("the lab "+id, fmt.Sprintf(`e2e.visible("[data-lab]").map((e) => e.dataset.lab).join() === %q`, id), patience)
}

// TestChapter opens a lab from its chapter's page, guesses, and comes back: by the
// chapter's link and by the back button. What was done stays after a reload.
func TestChapter(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.run(`zerokara.go("book/2")`)
	p.at("book/2")
	if n := eval[int](p, `e2e.visible("[data-lab]").length`); n != 0 {
		t.Fatalf("%d labs are open on the chapter's page", n)
	}
	standing := func() string {
		return eval[string](p, `zerokara.labs().find((l) => l.id === "2.1").state`)
	}
	if got := standing(); got != "new" {
		t.Errorf("before anything the lab is %q", got)
	}
	p.click(`#book2-contents a[href="#/book/2?lab=2.1"]`)
	p.lab("2.1")
	if !eval[bool](p, `document.activeElement.closest("[data-lab]") && document.activeElement.matches("h3")`) {
		t.Error("the lab's title has not got the focus")
	}
	if note := p.text(`[data-lab="2.1"] .yours > .note`); !strings.Contains(note, "example") {
		t.Errorf("with an empty pad the lab says %q", note)
	}
	p.click(`[data-lab="2.1"] .options button:nth-child(2)`)
	p.await("the guess", `document.querySelector('[data-lab="2.1"] .options button:nth-child(2)').getAttribute("aria-pressed") === "true"`, patience)
	p.await("the standing", `document.querySelector('#book2-list a[data-standing="tried"]') !== null`, patience)
	if got := standing(); got != "tried" {
		t.Errorf("after a guess the lab is %q", got)
	}
	p.draw(7)
	p.await("the digit", `!document.querySelector('[data-lab="2.1"] .yours > .note').textContent.includes("example")`, patience)

	p.click(`#book2-list a[href="#/book/2"]`)
	p.await("the chapter", `e2e.visible("#book2-said").length === 1 && e2e.visible("[data-lab]").length === 0`, patience)
	p.run(`history.back()`)
	p.lab("2.1")
	p.run(`zerokara.go("look/inside")`)
	p.at("look/inside")
	p.run(`zerokara.go("book/2", { lab: "2.1" })`)
	p.lab("2.1")
	if refusal := eval[string](p, `(() => { try { zerokara.go("book/3", { lab: "2.1" }); } catch (e) { return e.message; } })() ?? ""`); !strings.Contains(refusal, "zerokara.labs()") {
		t.Errorf("a lab of another chapter: %q", refusal)
	}
	p.run(`location.hash = "#/book/2?lab=9.9"`)
	p.await("a notice", `document.querySelector("#notices").textContent.includes("9.9")`, patience)

	p.do(chromedp.Reload())
	p.await("the page again", "globalThis.zerokara?.labs !== undefined", patience)
	if got := standing(); got != "tried" {
		t.Errorf("after a reload the lab is %q", got)
	}
}

// TestLeavingAtOnce leaves a lab before it has written its state into the address: the
// lab that was asked for opens.
func TestLeavingAtOnce(t *testing.T) {
	t.Parallel()
	p := open(t, reducedMotion)
	p.labAt("4.1", "")
	p.run(`(() => {
		const s = document.querySelector('[data-lab="4.1"] input[type="range"]'), began = performance.now();
		s.value = 30;
		s.dispatchEvent(new Event("input", { bubbles: true }));
		while (performance.now() - began < 1000); // the address is due
		location.hash = "#/book/4?lab=4.3";
	})()`)
	p.lab("4.3")
	p.labAt("4.1", "")
	p.await("what was moved is kept", `document.querySelector('[data-lab="4.1"] input[type="range"]').value === "30" && location.hash.includes("h=")`, patience)
}
