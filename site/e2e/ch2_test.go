package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// openLab opens a lab by the console's API.
func (p *page) openLab(id string) {
	p.t.Helper()
	p.run(fmt.Sprintf(`zerokara.go("book/%c", { lab: %q })`, id[0], id))
	p.lab(id)
}

// standing returns what the page says of a lab.
func (p *page) standing(id string) string {
	p.t.Helper()
	return eval[string](p, fmt.Sprintf(`zerokara.labs().find((l) => l.id === %q).state`, id))
}

// clean checks that axe finds nothing in the view.
func (p *page) clean(what string) {
	p.t.Helper()
	for _, v := range p.axe() {
		p.t.Errorf("%s breaks %s (%s): %s\n\t%s", what, v.Rule, v.Impact, v.Help, strings.Join(v.Places, "\n\t"))
	}
}

// mouseDrag drags from the middle of an element by some pixels.
func (p *page) mouseDrag(selector string, dx, dy float64) {
	p.t.Helper()
	at := ask[point](p, "still", selector)
	p.mouse("mouseMoved", at, false)
	p.mouse("mousePressed", at, true)
	p.mouse("mouseMoved", point{at.X + dx/2, at.Y + dy/2}, true)
	p.mouse("mouseMoved", point{at.X + dx, at.Y + dy}, true)
	p.mouse("mouseReleased", point{at.X + dx, at.Y + dy}, false)
}

// TestGatesLab plays lab 2.1: AND's line by hand, XOR by the rule and by two layers,
// NAND with b = 0.7 typed, pixels of a drawing by arrow keys.
func TestGatesLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.openLab("2.1")
	const lab = `[data-lab="2.1"] `
	count := func() string { return p.text(lab + ".count") }
	p.shot("lab-2.1-line")
	p.clean("2.1")

	side := p.box(lab + ".gates .area").Width
	before := p.text(lab + ".formula")
	p.mouseDrag(lab+".gates .handle:last-child", 0.4*side, -0.35*side)
	p.await("the weights follow", fmt.Sprintf(`e2e.text(%q) !== %q && location.hash.includes("w=")`, lab+".formula", before), patience)

	// The rule on AND: every row correct. The address brings it back.
	p.click(lab + ".acts button:nth-child(1)")
	p.await("AND is learned", fmt.Sprintf(`e2e.text(%q).startsWith("4 of 4")`, lab+".count"), patience)
	p.await("the address", `location.hash.includes("learn=")`, patience)
	formula := p.text(lab + ".formula")
	p.do(chromedp.Reload())
	p.ready()
	p.lab("2.1")
	if got := p.text(lab + ".formula"); got != formula || !strings.HasPrefix(count(), "4 of 4") {
		t.Errorf("the address gives %s, %s; it was %s", got, count(), formula)
	}

	// A guess, and XOR: one mistake after another until the loop closes.
	p.click(lab + ".options button:nth-child(2)")
	p.click(lab + ".choose button:nth-of-type(4)")
	if !strings.HasPrefix(p.text(lab+".learn .note"), "Rosenblatt") {
		t.Errorf("before the first mistake: %s", p.text(lab+".learn .note"))
	}
	for n := 1; ; n++ {
		p.click(lab + ".acts button:nth-child(2)")
		text := p.text(lab + ".learn .note")
		if !strings.HasPrefix(text, fmt.Sprintf("Mistake %d:", n)) {
			t.Fatalf("after %d mistakes: %s", n, text)
		}
		if strings.Contains(text, "round and round") {
			break
		}
		if n == 30 {
			t.Fatalf("XOR's weights do not come back: %s", text)
		}
	}
	if !eval[bool](p, fmt.Sprintf(`e2e.one(%q).getAttribute("d").length > 10`, lab+".loop")) || count()[0] == '4' {
		t.Errorf("no loop is drawn, or XOR is done: %s", count())
	}
	if note := p.text(lab + ".guess p"); !strings.Contains(note, "so it is") {
		t.Errorf("the guess was correct: %s", note)
	}
	p.shot("lab-2.1-loop")
	p.clean("2.1's loop")

	p.click(lab + ".acts button:nth-child(3)")
	p.await("two layers do XOR", fmt.Sprintf(`e2e.text(%q).startsWith("4 of 4")`, lab+".count"), patience)
	for row, lit := range []int{1, 5, 5, 5} {
		p.click(fmt.Sprintf(lab+".stacked .choose button:nth-of-type(%d)", row+1))
		if n := eval[int](p, fmt.Sprintf(`document.querySelectorAll(%q).length`, lab+".wire.lit")); n != lit {
			t.Errorf("row %d lights %d wires, want %d", row, n, lit)
		}
	}
	p.shot("lab-2.1-stack")
	p.clean("2.1's stack")

	// The mission, by typing.
	if got := p.standing("2.1"); got != "tried" {
		t.Errorf("before the mission the lab is %q", got)
	}
	p.click(lab + ".choose button:nth-of-type(3)")
	for i, value := range []string{"-0.4", "-0.5", "0.7"} {
		field := fmt.Sprintf(lab+".typed label:nth-of-type(%d) input", i+1)
		p.run(fmt.Sprintf(`e2e.one(%q).select()`, field))
		p.do(chromedp.KeyEvent(value), chromedp.KeyEvent(kb.Enter))
	}
	p.await("the mission", `zerokara.labs()[0].state === "done"`, patience)

	// Two pixels of a drawing, by the arrow keys: under one is ink, then under both.
	p.draw(7)
	p.settled()
	input := p.input()
	at := -1
	for i := range input {
		if input[i] > 0.9 {
			at = i
			break
		}
	}
	place := func(handle, to int) {
		p.run(fmt.Sprintf(`e2e.one(%q).focus()`, fmt.Sprintf(lab+".pixels g:nth-of-type(%d)", handle)))
		for range 28 {
			p.do(chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.ArrowUp))
		}
		for range to % 28 {
			p.do(chromedp.KeyEvent(kb.ArrowRight))
		}
		for range to / 28 {
			p.do(chromedp.KeyEvent(kb.ArrowDown))
		}
	}
	place(2, 0) // no ink
	for i, want := range []string{"output 1", "output 0"} {
		place(i+1, at)
		if text := p.text(lab + ".probe .note"); !strings.Contains(text, want) || !strings.Contains(text, fmt.Sprintf("x₁ = %.2f", input[at])) {
			t.Errorf("NAND with ink under %d pixels: %s", i+1, text)
		}
	}
	p.shot("lab-2.1-digit")
}

// TestPixelsLab plays lab 2.2: one mistake, the rule to its end, another pair, and the
// mission by the keys of the bias' slider.
func TestPixelsLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.openLab("2.2")
	const lab = `[data-lab="2.2"] `
	p.await("the images", fmt.Sprintf(`!e2e.one(%q).disabled`, lab+".acts button"), patience)
	p.click(lab + ".options button:nth-child(1)")
	p.clean("2.2")
	p.click(lab + ".acts button:nth-child(2)")
	p.await("one mistake", fmt.Sprintf(`e2e.text(%q).startsWith("1 mistake")`, lab+".count"), patience)
	first := p.text(lab + ".inks .note")
	p.click(lab + ".acts button:nth-child(1)")
	p.await("all correct", fmt.Sprintf(`/^All [\d,]+ images correct/.test(e2e.text(%q))`, lab+".count"), patience)
	if text := p.text(lab + ".inks .note"); text == first || !strings.Contains(p.text(lab+".readings tbody tr:last-child td"), "99.") {
		t.Errorf("the weights are %q, the test images %q", text, p.text(lab+".readings tbody tr:last-child td"))
	}
	p.await("the guess is judged", fmt.Sprintf(`e2e.text(%q).includes("so it is")`, lab+".guess p"), patience)
	p.await("the address", `location.hash.includes("updates=")`, patience)
	p.shot("lab-2.2-learned")

	// The sum on the visitor's digit is what the weights and the ink give.
	p.draw(0)
	p.settled()
	sum := lab + `.on-digit p`
	p.await("a 0", fmt.Sprintf(`e2e.text(%q).includes("output 1, so it says 0")`, sum), patience)
	if p.standing("2.2") != "tried" {
		t.Errorf("the lab is %s before the mission", p.standing("2.2"))
	}
	p.run(fmt.Sprintf(`e2e.one(%q).focus()`, lab+".slider input"))
	for range 300 {
		p.do(chromedp.KeyEvent(kb.ArrowLeft))
		if strings.Contains(p.text(sum), "output 0, so it says 1") {
			break
		}
	}
	p.await("the mission", `zerokara.labs().find((l) => l.id === "2.2").state === "done"`, patience)
	if text := p.text(lab + ".happened p"); !strings.Contains(text, "You moved b") {
		t.Errorf("what happened: %s", text)
	}
	p.shot("lab-2.2-bias")
	p.clean("2.2 done")
	hash, happened := eval[string](p, "location.hash"), p.text(lab+".happened p")
	if !strings.Contains(hash, "&b=-") {
		t.Errorf("the address is %s", hash)
	}
	p.do(chromedp.Reload())
	p.ready()
	p.await("the same again", fmt.Sprintf(`location.hash === %q && e2e.text(%q).slice(0, 20) === %q`, hash, lab+".happened p", happened[:20]), patience)

	// Another pair begins anew.
	p.run(fmt.Sprintf(`(() => { const s = e2e.one(%q); s.value = "7"; s.dispatchEvent(new Event("change")); })()`, lab+"select"))
	p.await("other images", fmt.Sprintf(`location.hash.includes("pair=71") && e2e.text(%q).includes("training images are here")`, lab+".count"), patience)
	p.click(lab + ".acts button:nth-child(1)")
	p.await("7 and 1", fmt.Sprintf(`/^All [\d,]+ images correct/.test(e2e.text(%q))`, lab+".count"), patience)
}

// TestInvertLab plays lab 2.3: images alone, the ceiling by hand, the rule that does not
// end, the hidden layer.
func TestInvertLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.openLab("2.3")
	const lab = `[data-lab="2.3"] `
	button := func(n int) string { return fmt.Sprintf(lab+".acts button:nth-child(%d)", n) }
	meter := func(n int) string { return p.text(fmt.Sprintf(lab+`[data-part="value%d"]`, n)) }
	p.await("the images", fmt.Sprintf(`!e2e.one(%q).disabled`, button(1)), patience)
	p.click(lab + ".options button:nth-child(2)")
	p.click(button(1))
	p.await("images alone are learned", fmt.Sprintf(`e2e.text(%q) === "100.0%%"`, lab+`[data-part="value0"]`), patience)
	p.clean("2.3")
	p.click(button(2))
	p.await("the ceiling", fmt.Sprintf(`/^[4-7]\d/.test(e2e.text(%q))`, lab+`[data-part="value0"]`), patience)
	p.shot("lab-2.3-inverted")
	dots := fmt.Sprintf(`document.querySelector(%q).getAttribute("d")`, lab+".dots")
	before := eval[string](p, dots)

	// By the keys of the corner's slider, to its end: near the ceiling, not above.
	p.run(fmt.Sprintf(`e2e.one(%q).focus()`, lab+".slider input"))
	p.do(chromedp.KeyEvent(kb.End))
	p.await("near the ceiling", fmt.Sprintf(`/^7[45]/.test(e2e.text(%q))`, lab+`[data-part="value0"]`), patience)
	if eval[string](p, dots) == before {
		t.Error("the dots stay where they were")
	}
	if text := p.text(lab + ".proof"); !strings.Contains(text, "each 1 is wrong") || !strings.Contains(text, "(0 of 500") {
		t.Errorf("the proof says %s", text)
	}
	p.do(chromedp.KeyEvent(kb.Home))
	p.await("the other side", fmt.Sprintf(`e2e.text(%q).includes("each 0 is wrong")`, lab+".proof"), patience)
	p.shot("lab-2.3-ceiling")

	// The rule goes on without an end, until it is stopped.
	p.click(button(1))
	p.await("some passes", fmt.Sprintf(`/^[3-9] passes|^\d\d+ passes/.test(e2e.text(%q))`, lab+`[data-part="status"]`), patience)
	p.click(button(1))
	p.await("it stops", fmt.Sprintf(`e2e.one(%q).getAttribute("aria-pressed") === "false"`, button(1)), patience)
	if p.standing("2.3") != "tried" {
		t.Errorf("without a hidden layer the lab is %s", p.standing("2.3"))
	}

	p.run(`performance.mark("layer")`)
	p.click(button(3))
	p.await("the ceiling breaks", fmt.Sprintf(`parseFloat(e2e.text(%q)) > 75`, lab+`[data-part="value1"]`), patience)
	t.Logf("the ceiling broke within %.0f ms", eval[float64](p, `performance.now() - performance.getEntriesByName("layer")[0].startTime`))
	p.await("almost all", fmt.Sprintf(`parseFloat(e2e.text(%q)) > 98`, lab+`[data-part="value1"]`), patience)
	t.Logf("98%% within %.0f ms", eval[float64](p, `performance.now() - performance.getEntriesByName("layer")[0].startTime`))
	p.await("the mission", `zerokara.labs().find((l) => l.id === "2.3").state === "done"`, patience)
	p.draw(0)
	p.settled()
	p.await("a 0, both times", fmt.Sprintf(`e2e.text(%q).includes("Both times it says 0")`, lab+".on-digit p"), patience)
	p.shot("lab-2.3-hidden")
	p.clean("2.3 with a hidden layer")
	if m := meter(0); !strings.Contains(m, "best 75") {
		t.Errorf("the neuron's meter says %s", m)
	}
	p.await("the address", `location.hash.includes("hidden=1") && location.hash.includes("runs=")`, patience)

	// The address brings back what the rule, the hand and the hidden layer did.
	p.await("the hidden layer has learned", fmt.Sprintf(`/ ([\d,]+) of \1 /.test(e2e.text(%q))`, lab+`[data-part="status"]`), patience)
	hash, status := eval[string](p, "location.hash"), p.text(lab+`[data-part="status"]`)
	figures := p.text(lab + ".readings tbody")
	p.do(chromedp.Reload())
	p.ready()
	p.await("the same status", fmt.Sprintf(`e2e.text(%q) === %q`, lab+`[data-part="status"]`, status), patience)
	p.await("the same figures", fmt.Sprintf(`e2e.text(%q) === %q`, lab+".readings tbody", figures), patience)
	if again := eval[string](p, "location.hash"); again != hash {
		t.Errorf("the address is %s, was %s", again, hash)
	}
}

// TestChapter2ByTouch uses the chapter's labs on a phone, in Japanese: handles and
// buttons by a finger, nothing wider than the screen.
func TestChapter2ByTouch(t *testing.T) {
	t.Parallel()
	p := open(t, phone, japanese, dark)
	fits := func(id string) {
		p.clean(id)
		if w := eval[float64](p, "document.documentElement.scrollWidth"); w > 390 {
			t.Errorf("%s is %v wide", id, w)
		}
	}
	finger := func(selector string, dx, dy float64) {
		at := ask[point](p, "still", selector)
		p.touch("touchStart", at)
		p.touch("touchMove", point{at.X + dx/2, at.Y + dy/2})
		p.touch("touchMove", point{at.X + dx, at.Y + dy})
		p.touch("touchEnd")
	}
	p.openLab("2.1")
	const gates = `[data-lab="2.1"] `
	before := p.text(gates + ".formula")
	finger(gates+".gates .handle:last-child", 60, -40)
	p.await("the line follows the finger", fmt.Sprintf(`e2e.text(%q) !== %q`, gates+".formula", before), patience)
	before = p.text(gates + ".probe .note")
	finger(gates+".pixels .handle:last-child", 30, 30)
	p.await("the pixel follows the finger", fmt.Sprintf(`e2e.text(%q) !== %q`, gates+".probe .note", before), patience)
	fits("2.1")

	p.openLab("2.2")
	const pixels = `[data-lab="2.2"] `
	p.await("the images", fmt.Sprintf(`!e2e.one(%q).disabled`, pixels+".acts button"), patience)
	p.click(pixels + ".acts button")
	p.await("all correct", fmt.Sprintf(`e2e.text(%q).includes("すべて正解")`, pixels+".count"), patience)
	fits("2.2")

	p.openLab("2.3")
	const invert = `[data-lab="2.3"] `
	p.await("the images", fmt.Sprintf(`!e2e.one(%q).disabled`, invert+".acts button"), patience)
	p.click(invert + ".acts button:nth-child(3)")
	p.await("the ceiling breaks", fmt.Sprintf(`parseFloat(e2e.text(%q)) > 90`, invert+`[data-part="value1"]`), patience)
	if p.standing("2.3") == "done" {
		t.Error("the mission is done without the first half of it")
	}
	fits("2.3")
}
