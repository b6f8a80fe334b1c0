package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// worst is the cell off the diagonal with the most mistakes on the page: the index
// of its button, and the number on it.
const worst = `(() => { const b = [...document.querySelectorAll("#matrix button")];
	let best = -1, most = 0;
	b.forEach((c, i) => { const n = Number(c.textContent); if (i % 11 && n > most) { most = n; best = i; } });
	return [best, most]; })()`

func TestErrors(t *testing.T) {
	t.Parallel()
	p := open(t, reducedMotion)
	if eval[bool](p, `e2e.one("#errors-body").dataset.state !== "empty"`) || p.text("#errors-lead") == "" {
		t.Error("an untrained network has a matrix, or no word on how to get one")
	}
	eval[bool](p, `(zerokara.start({preset: "mlp", epochs: 20}), true)`)
	p.await("most predictions are correct", "zerokara.state().testAccuracy > 0.85", 2*time.Minute)
	eval[bool](p, "(zerokara.pause(), true)")
	p.phase("paused", patience)
	p.await("the matrix is shown", `e2e.one("#errors-body").dataset.state === "shown"`, patience)
	p.await("its diagonal is the test accuracy", `(() => { let all = 0, right = 0;
		e2e.all("#matrix button").forEach((b, i) => {
		const n = Number(b.textContent) || 0; all += n; if (i % 11 === 0) right += n; });
		return all >= 1000 && Math.abs(right / all - zerokara.state().testAccuracy) < 1e-6; })()`, patience)

	// A click on a cell of a network at rest evaluates its present weights.
	p.click("#matrix tbody tr:nth-child(1) td:nth-child(2) button")
	p.await("all test digits are counted", `(() => { const note = document.querySelector("#matrix-note").textContent;
		const step = zerokara.state().step.toLocaleString("en");
		return note.includes("10,000") && note.endsWith("step " + step + "."); })()`, patience)
	cell := eval[[2]int](p, worst)
	label, answer := cell[0]/10, cell[0]%10
	button := fmt.Sprintf("#matrix tbody tr:nth-child(%d) td:nth-child(%d) button", label+1, answer+2)
	p.click(button)
	p.await("its digits are shown", `document.querySelectorAll("#cell-digits .thumb").length > 0`, patience)
	if n := eval[int](p, `document.querySelectorAll("#cell-digits .thumb").length`); n != min(cell[1], 24) {
		t.Errorf("%d digits are shown of a cell of %d", n, cell[1])
	}
	percents := eval[[]string](p, `[...document.querySelectorAll("#cell-digits .thumb span")].map((s) => s.textContent)`)
	last := 100.0
	for _, s := range percents {
		n, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
		if err != nil || n > last {
			t.Errorf("confidences %v", percents)
			break
		}
		last = n
	}
	p.show("#errors")
	p.shot("errors")

	// On the pad the test image is the network's input, and its prediction is the same.
	p.draw(1)
	mine := p.input()
	p.click("#cell-digits .thumb")
	p.await("the test image is on the pad", `document.querySelector("#teach-digits").disabled`, patience)
	p.settled()
	if s := p.state(); s.digit() != answer {
		t.Errorf("on the pad the prediction of the image is %d, in its cell %d", s.digit(), answer)
	}
	image := p.input()
	if equal(image, mine) || sum(image) == 0 {
		t.Error("the pad's input is not the test image")
	}
	shown := eval[float64](p, `(() => { const c = document.querySelector("#cell-digits canvas");
		const d = c.getContext("2d").getImageData(0, 0, 28, 28).data, z = zerokara.input();
		return Math.max(...Array.from(z, (v, i) => Math.abs(v - d[4 * i + 3] / 255))); })()`)
	if shown > 1e-6 {
		t.Errorf("the thumbnail differs from the input by %v", shown)
	}
	if !strings.Contains(p.text("#teach-legend"), "cheating") || eval[bool](p, `!e2e.one("#teach-digits").disabled`) {
		t.Errorf("a test image can be taught: %s", p.text("#teach-legend"))
	}
	p.shot("errors-pad")
	p.stroke(digits[7][0]...) // a stroke begins anew
	p.settled()
	if eval[bool](p, `document.querySelector("#teach-digits").disabled`) {
		t.Error("a stroke on an image cannot be taught")
	}
	seven := p.input()
	p.draw(7)
	if again := p.input(); !equal(seven, again) {
		t.Error("a stroke on an image is not a drawing of its own")
	}
	p.click("#cell-digits .thumb")
	p.click("#clear")
	if sum(p.input()) != 0 {
		t.Error("Clear leaves the image on the pad")
	}

	// By keyboard, along the matrix.
	eval[bool](p, `(document.querySelector("#matrix button").focus(), true)`)
	for range answer {
		p.do(chromedp.KeyEvent(kb.ArrowRight))
	}
	for range label {
		p.do(chromedp.KeyEvent(kb.ArrowDown))
	}
	if !eval[bool](p, fmt.Sprintf("document.activeElement === e2e.one(%q) && e2e.one(%[1]q).tabIndex === 0", button)) {
		t.Error("the arrow keys do not reach the cell")
	}
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await("the cell is chosen", fmt.Sprintf(`e2e.one(%q).getAttribute("aria-pressed") === "true"`, button), patience)

	// A cell on the diagonal has many: page by page.
	p.click("#matrix tbody tr:nth-child(2) td:nth-child(3) button")
	p.await("ones are shown", `document.querySelectorAll("#cell-digits .thumb").length === 24`, patience)
	p.click("#cell-more")
	p.await("more ones are shown", `document.querySelectorAll("#cell-digits .thumb").length === 48`, patience)
	const index = `(b) => b.getAttribute("aria-label").match(/digit (\d+)/)[1]`
	indices := eval[int](p, `new Set(e2e.all("#cell-digits .thumb").map(`+index+`)).size`)
	if indices != 48 {
		t.Errorf("%d different digits of 48", indices)
	}
	p.click("#reset")
	p.await("a reset forgets the matrix", `e2e.one("#errors-body").dataset.state === "empty"`, patience)
}

// TestErrorsInOtherLanguageAndTheme changes both while a cell's test images are shown.
func TestErrorsInOtherLanguageAndTheme(t *testing.T) {
	t.Parallel()
	p := open(t, reducedMotion)
	eval[bool](p, `(zerokara.start({preset: "mlp", epochs: 20}), true)`)
	p.await("the matrix has mistakes", `document.querySelectorAll("#mixups button").length > 0`, patience)
	eval[bool](p, "(zerokara.pause(), true)")
	p.phase("paused", patience)
	p.click("#mixups button")
	p.await("a cell's digits are shown", `document.querySelectorAll("#cell-digits .thumb").length > 0`, patience)
	p.await("all test digits are counted", `e2e.text("#matrix-note").includes("10,000")`, patience)
	p.click(`[data-lang="ja"]`)
	for _, selector := range []string{"#errors-lead", "#matrix-note", "#mixups button", "#cell-title", "#cell-text"} {
		p.await(selector+" is Japanese", fmt.Sprintf(`/[ぁ-ん一-龠（]/.test(e2e.text(%q))`, selector), patience)
	}
	p.await("labels are Japanese", `e2e.all("#matrix button, #mixups button, #cell-digits button")
		.every((b) => /[ぁ-ん]/.test(b.ariaLabel ?? b.title))`, patience)
	const red = `((d) => Math.max(...d.filter((_, i) => i % 4 === 0 && d[i + 3] > 200)))
		(e2e.pixels("#cell-digits canvas"))`
	light := eval[int](p, red)
	p.theme("dark")
	p.await("the digits take the dark theme's ink", fmt.Sprintf(`%s > %d + 100`, red, light), patience)
}
