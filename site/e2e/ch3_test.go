package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// openLab opens the page at a lab, with a 7 drawn.
func openLab(t *testing.T, id, rest string, options ...option) *page {
	t.Helper()
	chapter, _, _ := strings.Cut(id, ".")
	p := open(t, append(options, reducedMotion, func(s *setup) { s.at = "#/book/" + chapter + "?lab=" + id + rest })...)
	p.lab(id)
	p.run("zerokara.draw(" + stroke7 + ")")
	p.await("the digit", `!document.querySelector('[data-lab="`+id+`"] .yours .note').textContent.includes("example")`, patience)
	return p
}

// keys presses a key on an element several times.
func (p *page) keys(selector, key string, times int) {
	p.t.Helper()
	p.run(fmt.Sprintf("e2e.one(%q).focus()", selector))
	for range times {
		p.do(chromedp.KeyEvent(key))
	}
}

// trainChapter has the chapter's network trained in the open lab.
func (p *page) trainChapter(lab string) {
	p.t.Helper()
	p.click(lab + " .train button")
	p.await("trained weights", fmt.Sprintf(`e2e.one(%q).textContent.includes("images correct")`, lab+" .train .note"), 2*patience)
}

func (p *page) missionDone(lab string, done bool) {
	p.t.Helper()
	p.await("the mission's standing", fmt.Sprintf(`(e2e.one(%q).dataset.standing === "done") === %v`, lab, done), patience)
}

// fine checks the open lab by axe-core, and that nothing is wider than the window.
func (p *page) fine(what string) {
	p.t.Helper()
	for _, v := range p.axe() {
		p.t.Errorf("%s breaks %s (%s): %s\n\t%s", what, v.Rule, v.Impact, v.Help, strings.Join(v.Places, "\n\t"))
	}
	if cut := eval[int](p, `e2e.visible("[data-lab] table").filter((t) => t.getBoundingClientRect().right > t.closest("[data-lab]").getBoundingClientRect().right + 1).length`); cut > 0 {
		p.t.Errorf("%s has %d tables too wide for it", what, cut)
	}
	if wide := eval[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
		p.t.Errorf("%s is %d pixels too wide", what, wide)
	}
}

// TestChapter3Phone opens the labs on a phone, in Japanese, and touches one control of
// each.
func TestChapter3Phone(t *testing.T) {
	t.Parallel()
	p := openLab(t, "3.1", "", phone, japanese, dark)
	p.run("zerokara.go('book/3')")
	p.await("the chapter's page", `e2e.visible("#book3-said").length === 1`, patience)
	p.fine("the chapter's page")
	if *shots != "" {
		p.full("3-phone-full")
	}
	for _, c := range []struct{ lab, touch, then string }{
		{"3.1", " .mm-turn", `e2e.count(".mm-joint.broken") === 1`},
		{"3.2", " .choose button:nth-of-type(5)", `e2e.visible(".templates canvas").length === 10`},
		{"3.3", " .choose button:nth-of-type(3)", `e2e.count(".burst") === 3`},
		{"3.4", " .choose button:nth-of-type(2)", `e2e.count("[data-lab='3.4'] tbody .differs") > 0`},
	} {
		p.run(fmt.Sprintf("zerokara.go('book/3', { lab: %q })", c.lab))
		p.lab(c.lab)
		lab := fmt.Sprintf("[data-lab=%q]", c.lab)
		p.shot(c.lab + "-phone")
		p.fine(c.lab + " at first")
		p.click(lab + c.touch)
		p.await(c.lab+" answers", c.then, patience)
		p.fine(c.lab)
		if h := p.box(lab).Height; h > 3*844 {
			t.Errorf("%s is %v pixels high", c.lab, h)
		}
		if *shots != "" {
			p.full(c.lab + "-phone-full")
		}
	}
}

// TestShapesLab trains the chapter's network, grows the batch by keyboard, breaks a
// joint and mends it, and follows the largest terms to a pixel.
func TestShapesLab(t *testing.T) {
	t.Parallel()
	p := openLab(t, "3.1", "")
	const lab = `[data-lab="3.1"]`
	p.trainChapter(lab)
	p.click(lab + " .options button:nth-child(1)")
	p.keys(lab+" .mm-cell:nth-child(2) .slider input", kb.ArrowRight, 4)
	p.await("five rows", fmt.Sprintf(`e2e.text(%q).includes("5×784")`, lab+" .mm-chain"), patience)
	p.await("the guess, correct", fmt.Sprintf(`e2e.count(%q) === 1`, lab+" .options button.true"), patience)
	p.await("the address", `location.hash.includes("n=5")`, patience)
	if got := p.text(lab + " .happened"); !strings.Contains(got, "45,400") || !strings.Contains(got, "226,000") {
		t.Errorf("five rows: %q", got)
	}
	// W₂ transposed: 50 values meet 100.
	turn := lab + " .mm-turn"
	p.run(fmt.Sprintf(`e2e.all(%q)[2].click()`, turn))
	p.await("a broken joint", fmt.Sprintf(`e2e.text(%q) === "50 ≠ 100"`, lab+" .mm-joint.broken"), patience)
	if got := p.text(lab + " .mm-reason"); !strings.Contains(got, "Transpose W₂ᵀ") {
		t.Errorf("the reason is %q", got)
	}
	p.shot("3.1-broken")
	p.run(fmt.Sprintf(`e2e.all(%q)[2].click()`, turn))
	p.await("no broken joint", fmt.Sprintf(`e2e.count(%q) === 0`, lab+" .mm-joint.broken"), patience)
	p.shot("3.1")
	p.missionDone(lab, false)
	for i := range 3 {
		p.click(lab + " .mm-terms button:nth-child(1)")
		if i < 2 {
			p.missionDone(lab, false)
		}
	}
	p.missionDone(lab, true)
	followed := fmt.Sprintf(`e2e.visible(%q).findIndex((b) => b.ariaCurrent) === `, lab+" .mm-terms button")
	p.await("the pixel's term is marked", followed+"0", patience)
	p.click(lab + " .mm-terms button:nth-child(2)")
	p.await("another pixel", followed+"1", patience)
	p.fine("3.1")
	p.shot("3.1-traced")
	p.run("zerokara.go('book/3')")
	p.await("the chapter's page", `e2e.visible("#book3-said").length === 1`, patience)
	p.shot("3")
}

// TestActivationsLab trains with sigmoid and without a bend and draws until the two
// networks disagree.
func TestActivationsLab(t *testing.T) {
	t.Parallel()
	p := openLab(t, "3.2", "")
	const lab = `[data-lab="3.2"]`
	p.trainChapter(lab)
	p.click(lab + " .options button:nth-child(1)")
	p.shot("3.2")
	figures := func() string { return p.text(lab + " .readings tbody") }
	before := figures()
	p.click(lab + " .choose button:nth-of-type(5)")
	p.await("the templates", fmt.Sprintf(`e2e.visible(%q).length === 10`, lab+" .templates canvas"), patience)
	p.await("the guess, wrong", fmt.Sprintf(`e2e.text(%q).includes("It is: One")`, lab+" .guess"), patience)
	if got := p.text(lab + " .happened"); !strings.Contains(got, "784×10") {
		t.Errorf("collapsed: %q", got)
	}
	p.trainChapter(lab)
	if figures() == before {
		t.Error("the figures of identity are those of sigmoid's weights")
	}
	p.fine("3.2")
	p.shot("3.2-identity")
	// Between a 4 and a 9, a 1 and a 7, ... there are drawings on which they disagree.
	verdicts := func() (sigmoid, identity string) {
		rows := eval[[]string](p, fmt.Sprintf(`e2e.all(%q).map((e) => e.textContent)`, lab+" .readings tbody td:nth-child(2)"))
		return rows[0], rows[4]
	}
	for i := range 60 {
		x, y := 0.25+float64(i%6)*0.1, 0.2+float64(i/6)*0.06
		p.run(fmt.Sprintf(`zerokara.draw([[[%g,0.2],[0.3,%g],[0.7,0.5],[%g,0.85]], [[0.3,0.2],[0.6,%g]]])`, x, y, 1-x, y))
		p.await("the input", `zerokara.input().some((v) => v > 0)`, patience)
		p.do(chromedp.Sleep(150e6))
		sigmoid, identity := verdicts()
		done := eval[string](p, fmt.Sprintf(`e2e.one(%q).dataset.standing`, lab)) == "done"
		if done != (sigmoid != identity) {
			t.Logf("drawing %d: sigmoid %s, identity %s, done %v", i, sigmoid, identity, done)
		}
		if sigmoid != identity {
			p.missionDone(lab, true)
			return
		}
	}
	t.Error("the networks agree on everything")
}

// TestSoftmaxLab doubles the scores, makes the naive formula overflow, and moves one
// score by keyboard until the network is sure of a wrong digit.
func TestSoftmaxLab(t *testing.T) {
	t.Parallel()
	p := openLab(t, "3.3", "")
	const lab = `[data-lab="3.3"]`
	row := func(i, column int) string {
		return p.text(fmt.Sprintf("%s tbody tr:nth-child(%d) > :nth-child(%d)", lab, i+1, column))
	}
	p.click(lab + " .choose button:nth-of-type(2)")
	p.await("the book's scores", fmt.Sprintf(`e2e.visible(%q).length === 3`, lab+" tbody tr"), patience)
	for i, want := range []string{"1.8%", "24.5%", "73.7%"} {
		if naive, stable := row(i, 4), row(i, 6); naive != want || stable != want {
			t.Errorf("row %d: %s, %s, the book's %s", i, naive, stable, want)
		}
	}
	p.click(lab + " .options button:nth-child(2)")
	p.click(lab + " .softmax-controls > .buttons:not(.choose) button")
	p.await("the guess", fmt.Sprintf(`e2e.count(%q) === 1`, lab+" .options button.true"), patience)
	p.click(lab + " .choose button:nth-of-type(3)")
	p.await("NaN", fmt.Sprintf(`e2e.count(%q) === 3`, lab+" .burst"), patience)
	if got := p.text(lab + " .happened"); !strings.Contains(got, "1,010") || !strings.Contains(got, "NaN") {
		t.Errorf("1010, 1000, 990: %q", got)
	}
	if got := row(0, 6); got != "99.9%" {
		t.Errorf("stable: %s", got)
	}
	p.shot("3.3-burst")
	p.click(lab + " .choose button:nth-of-type(1)")
	p.await("ten scores", fmt.Sprintf(`e2e.visible(%q).length === 10`, lab+" tbody tr"), patience)
	p.missionDone(lab, false)
	const wrong = 3
	input := fmt.Sprintf("%s tbody tr:nth-child(%d) input", lab, wrong+1)
	p.keys(input, kb.PageUp, 10)
	p.missionDone(lab, true)
	if got := row(wrong, 6); !strings.HasPrefix(got, "99.") && got != "100.0%" {
		t.Errorf("sure of %d with %s", wrong, got)
	}
	p.await("the address", `location.hash.includes("a=")`, patience)
	p.fine("3.3")
	p.shot("3.3")
	moved := row(wrong, 2)
	p.do(chromedp.Reload())
	p.lab("3.3")
	p.await("the score after a reload", fmt.Sprintf(`e2e.text(%q) === %q`, fmt.Sprintf("%s tbody tr:nth-child(%d) > :nth-child(2)", lab, wrong+1), moved), patience)
}

// TestBatchLab checks the bits, changes the order of addition, and finds the largest
// range of inputs that leaves half of the units awake.
func TestBatchLab(t *testing.T) {
	t.Parallel()
	p := openLab(t, "3.4", "")
	const lab = `[data-lab="3.4"]`
	stopped := eval[[]string](p, fmt.Sprintf(`(() => {
		const b = e2e.one(%q), note = e2e.one(%q);
		b.click();
		const going = note.textContent;
		b.click();
		return [going, note.textContent];
	})()`, lab+" .train button", lab+" .train .note"))
	if !strings.Contains(stopped[0], "Training") || !strings.Contains(stopped[1], "Untrained") {
		t.Errorf("started and stopped: %q", stopped)
	}
	p.trainChapter(lab)
	differ := fmt.Sprintf(`e2e.count(%q)`, lab+" tbody tr.differs")
	if n := eval[int](p, differ); n != 0 {
		t.Errorf("%d scores differ in the batch", n)
	}
	p.click(lab + " .choose button:nth-of-type(2)")
	p.await("other bits", differ+" > 0", patience)
	p.click(lab + " .choose button:nth-of-type(1)")
	p.await("the same bits", differ+" === 0", patience)
	p.fine("3.4")
	p.shot("3.4")
	p.click(lab + " .options button:nth-child(2)")
	top := lab + " .halves > :nth-child(2) .slider input"
	saturated := func() int {
		n, _, _ := strings.Cut(p.text(lab+" .halves > :nth-child(2) .batch-note"), " ")
		v, err := strconv.Atoi(n)
		if err != nil {
			t.Fatalf("%q units are saturated", n)
		}
		return v
	}
	p.keys(top, kb.End, 1)
	p.await("the guess", fmt.Sprintf(`e2e.count(%q) === 1`, lab+" .options button.true"), patience)
	if n := saturated(); n < 40 {
		t.Errorf("0 to 255: %d of 50", n)
	}
	p.shot("3.4-255")
	p.missionDone(lab, false)
	for range 50 {
		p.keys(top, kb.ArrowLeft, 1)
		if saturated() < 25 {
			break
		}
		p.missionDone(lab, false)
	}
	p.missionDone(lab, true)
	p.await("the address", `location.hash.includes("top=")`, patience)
}
