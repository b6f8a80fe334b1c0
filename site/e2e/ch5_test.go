package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// drawnIn are the elements of lab 5.1's drawing that are seen.
const drawnIn = `((s) => [...document.querySelectorAll('[data-lab="5.1"] svg.walk ' + s)].filter((e) => e.getBoundingClientRect().width > 0))`

// fill types into a field of the open lab, as a visitor does who replaces what stands
// there.
func (p *page) fill(selector, text string) {
	p.t.Helper()
	p.run(fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.focus(); e.select(); document.execCommand("insertText", false, %q); })()`, selector, text))
}

// labButton presses the button of the open lab that has a text.
func (p *page) labButton(text string) {
	p.t.Helper()
	p.run(fmt.Sprintf(`e2e.visible("[data-lab] button").find((b) => b.textContent === %q).click()`, text))
}

// TestAppleShop plays lab 5.1: the book's numbers in place, the quiz to its mission, a
// fork, the stream and the digit; and it comes back from its address.
func TestAppleShop(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.openLab("5.1")
	in := func(s string) string { return `[data-lab="5.1"] ` + s }
	button := p.labButton
	// seen are the numbers of the drawing, by class.
	seen := func(class string) string {
		return eval[string](p, drawnIn+fmt.Sprintf(`(".%s").map((e) => e.textContent).sort().join(" ")`, class))
	}
	if got := seen("value"); got != "1.1 100 2" {
		t.Errorf("before the first step the values are %q", got)
	}
	p.click(in(".options button:nth-child(4)"))
	button("Next number")
	if got, rule := seen("value"), p.text(in(".rule")); got != "1.1 100 2 200" || !strings.Contains(rule, "100 × 2 = 200") {
		t.Errorf("after a step: %q, %q", got, rule)
	}
	button("All the way forwards")
	button("All the way back")
	p.clean("lab 5.1")
	if got := seen("grad"); got != "1 1.1 110 2.2 200" {
		t.Errorf("the gradients are %q", got)
	}
	if got := p.text(in(".happened")); !strings.Contains(got, "220 to 222.2") {
		t.Errorf("what happened: %q", got)
	}
	if got := p.text(in(".guess")); !strings.Contains(got, "You guessed so") {
		t.Errorf("the guess: %q", got)
	}
	p.fill(in(".var:nth-of-type(1) input"), "200")
	if got := seen("value"); got != "1.1 2 200 400 440" {
		t.Errorf("at 200 yen the values are %q", got)
	}
	p.await("the address", `location.hash.includes("v=200,2,1.1") && location.hash.includes("at=7")`, patience)

	// A fork: the sum over the children is written out.
	button("With bags")
	button("All the way forwards")
	button("All the way back")
	if got := p.text(in(".happened")); !strings.Contains(got, "110 + 5.5 = 115.5") {
		t.Errorf("at the fork: %q", got)
	}
	p.run(`document.querySelector('[data-lab="5.1"] .try .choose:last-of-type .buttons button:nth-child(2)').click()`)
	if got := p.text(in(".happened")); !strings.Contains(got, "100 × 1 × 1.1 + 5 × 1 × 1.1") || !strings.Contains(got, "115.5") {
		t.Errorf("the stream: %q", got)
	}
	if n := eval[int](p, drawnIn+`("path.flows").length`); n < 5 {
		t.Errorf("the stream flows on %d lines", n)
	}

	// The quiz, typed, by Enter.
	button("Apples and oranges")
	button("All the way forwards")
	button("Quiz")
	if got := seen("newest"); !strings.Contains(got, "?") {
		t.Errorf("the quiz asks for %q", got)
	}
	p.fill(in("form input"), "3")
	p.do(chromedp.KeyEvent("\r"))
	if got := p.text(in(".rule")); !strings.Contains(got, "Not yet") {
		t.Errorf("a wrong number: %q", got)
	}
	for i, number := range strings.Fields("1 1.1 650 1.1 1.1 3.3 165 110") {
		p.fill(in("form input"), number)
		p.do(chromedp.KeyEvent("\r"))
		if got := p.text(in(".rule")); !strings.HasPrefix(got, "Correct") {
			t.Fatalf("number %d: %q", i, got)
		}
	}
	if got := p.standing("5.1"); got != "tried" {
		t.Errorf("before the last number the lab is %q", got)
	}
	p.fill(in("form input"), "2,2")
	p.do(chromedp.KeyEvent("\r"))
	p.labDone("5.1")

	p.draw(7)
	p.await("the digit's loss", `/\d/.test(document.querySelector('[data-lab="5.1"] .on-digit p').textContent) && !document.querySelector('[data-lab="5.1"] .on-digit p').textContent.includes("no prediction")`, patience)
	button("Walk through it")
	p.await("the digit's graph", `location.hash.includes("shop=3")`, patience)

	p.run(`location.hash = "#/book/5?lab=5.1&shop=2&v=100,3,5,1.1&at=4"`)
	p.await("the state of the address", drawnIn+`(".value").some((e) => e.textContent === "346.5")`, patience)
}

// TestExpression plays lab 5.2: an expression, a refusal that says where, the mission.
func TestExpression(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.openLab("5.2")
	in := func(s string) string { return `[data-lab="5.2"] ` + s }
	back := func() {
		t.Helper()
		p.labButton("All the way forwards")
		p.labButton("All the way back")
	}
	p.click(in(".options button:nth-child(1)"))
	back()
	if got := p.text(in(".happened")); !strings.Contains(got, "3 + 3 = 6") {
		t.Errorf("x * x: %q", got)
	}
	if got := p.text(in(".guess")); !strings.Contains(got, "It is: 6") {
		t.Errorf("the guess: %q", got)
	}
	p.fill(in(".expression input"), "max(x, y) + exp(0) * y")
	back()
	if got := p.text(in(".try table")); !strings.Contains(got, "max(x, y)") || !strings.Contains(got, "0 + 1 = 1") {
		t.Errorf("the table: %q", got)
	}
	p.fill(in(".expression input"), "x + sin(y)")
	p.clean("lab 5.2")
	if got := p.text(in(".refused")); !strings.Contains(got, "“sin” at letter 5") {
		t.Errorf("refused: %q", got)
	}
	if !eval[bool](p, `document.querySelector('[data-lab="5.2"] .expression input').getAttribute("aria-invalid") === "true" && !location.hash.includes("sin")`) {
		t.Error("a refused expression is not marked, or is in the address")
	}
	if p.standing("5.2") == "done" {
		t.Error("done too early")
	}
	p.fill(in(".expression input"), "x * x - 6 * x")
	back()
	p.labDone("5.2")
	p.await("the address", `location.hash.includes("f=x*x-6*x")`, patience)
	p.click(in(".on-digit button"))
	if got := p.text(in(".try table")); !strings.Contains(got, "exp(a)") {
		t.Errorf("the digit's loss: %q", got)
	}
}

// TestSabotage plays lab 5.5: trains with a mistake that the loss hardly shows, has the
// check name the layer, and finds three hidden mistakes by the check alone.
func TestSabotage(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.openLab("5.5")
	in := func(s string) string { return `[data-lab="5.5"] ` + s }
	idle := func(what string) {
		t.Helper()
		p.await(what, `e2e.visible('[data-lab="5.5"] button').some((b) => b.textContent === "Hide a mistake") && document.querySelector('[data-lab="5.5"] .try .primary').getAttribute("aria-disabled") !== "true"`, patience)
	}
	idle("the images")
	p.click(in(".options button:nth-child(3)"))
	p.labButton("Pooling to all positions (max pooling)")
	p.labButton("Train with and without")
	idle("the training")
	if got := p.text(in(".happened")); !strings.Contains(got, "After 200 steps") {
		t.Errorf("what happened: %q", got)
	}
	if got := p.text(in(".guess")); !strings.Contains(got, "You guessed so") {
		t.Errorf("the guess: %q", got)
	}
	if got := p.text(in(".on-digit p")); strings.Count(got, "%") != 2 {
		t.Errorf("on the digit: %q", got)
	}
	p.labButton("Check the gradients")
	idle("the check")
	if got := p.text(in(".happened")); !strings.Contains(got, "first fails in this layer: max pooling") {
		t.Errorf("what happened: %q", got)
	}
	p.clean("lab 5.5")
	// The first cross from the top, as the gradient goes, names the layer.
	crossed := in("tr.wrong th")
	if got := eval[string](p, fmt.Sprintf(`document.querySelector(%q).textContent`, crossed)); got != "max pooling" {
		t.Errorf("the first cross is at %q", got)
	}
	for i := range 3 {
		p.labButton("Hide a mistake")
		p.labButton("Check the gradients")
		idle("a check")
		p.labButton(eval[string](p, fmt.Sprintf(`document.querySelector(%q).textContent`, crossed)))
		if got := p.text(in(".rule")); !strings.Contains(got, fmt.Sprintf("In a row: %d of 3", i+1)) {
			t.Fatalf("hidden mistake %d: %q", i, got)
		}
	}
	p.labDone("5.5")
	p.await("the address", `location.hash.includes("hidden=2")`, patience)
}
