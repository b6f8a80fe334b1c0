package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// labAt opens a lab of the chapter by its address.
func (p *page) labAt(id, rest string) {
	p.t.Helper()
	chapter, _, _ := strings.Cut(id, ".")
	p.run(fmt.Sprintf(`location.hash = "#/book/%s?lab=%s%s"`, chapter, id, rest))
	p.lab(id)
}

// labDone waits until a lab's mission is done.
func (p *page) labDone(id string) {
	p.t.Helper()
	p.await("the mission of "+id, fmt.Sprintf(`zerokara.labs().find((l) => l.id === %q).state === "done"`, id), patience)
}

// slide moves a slider of a lab to a position.
func (p *page) slide(id string, i, to int) {
	p.t.Helper()
	p.run(fmt.Sprintf(`(() => { const s = document.querySelectorAll('[data-lab="%s"] input[type="range"]')[%d]; s.value = %d; s.dispatchEvent(new Event("input")); })()`, id, i, to))
}

// TestSlopeLab measures the book's slope, loses it to rounding, and finds an h for
// float32: by the slider, by the handle's keys, on the visitor's own loss.
func TestSlopeLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.labAt("4.1", "&h=10&by=1")
	lab := `[data-lab="4.1"] `
	if got := p.text(lab + ".readings"); !strings.Contains(got, "0.1999999999990898") {
		t.Errorf("the book's slope at 5: %s", got)
	}
	p.slide("4.1", 0, 102)
	p.await("10⁻⁵⁰", `document.querySelector('[data-lab="4.1"] .happened').textContent.includes("10⁻⁵⁰")`, patience)
	if got := p.text(lab + ".readings tr:nth-child(3)"); !strings.HasSuffix(got, "0") {
		t.Errorf("over 10⁻⁵⁰ the slope is %q", got)
	}
	p.click(lab + ".options button:nth-child(2)")
	p.await("the guess judged", `document.querySelector('[data-lab="4.1"] .options .true') !== null`, patience)
	p.click(lab + ".choose:nth-of-type(1) button:nth-of-type(1)") // forward
	p.click(lab + ".choose:nth-of-type(2) button:nth-of-type(1)") // float32
	if eval[bool](p, `zerokara.labs().find((l) => l.id === "4.1").state === "done"`) {
		t.Fatal("done before it is")
	}
	p.slide("4.1", 0, 0)
	p.held(lab+".handle", kb.ArrowRight, 8) // h from 10 to 0.001
	p.labDone("4.1")
	p.clean("4.1")
	p.await("the address", `location.hash === "#/book/4?lab=4.1&h=8&in=0"`, patience)
}

// held presses a key some times on an element.
func (p *page) held(selector, key string, times int, options ...chromedp.KeyOption) {
	p.t.Helper()
	p.run(fmt.Sprintf(`document.querySelector(%q).focus()`, selector))
	for range times {
		p.do(chromedp.KeyEvent(key, options...))
	}
}

// TestLandscapeLab waits for the finest slice and finds its lowest place by keys, and
// sees the landscape again when another digit is drawn.
func TestLandscapeLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.draw(7)
	p.labAt("4.2", "")
	lab := `[data-lab="4.2"] `
	if got := p.text(lab + ".slice"); !strings.Contains(got, "not the mountain") {
		t.Errorf("it says %q", got)
	}
	p.await("the finest slice", `document.querySelector('[data-lab="4.2"] .try p.note').textContent.includes("41 × 41")`, patience)
	// The lowest place is where the canvas is lightest.
	place := eval[[]int](p, `(() => {
		const c = document.querySelector('[data-lab="4.2"] canvas'), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
		let best = 0;
		for (let i = 0; i < d.length / 4; i++) if (d[4*i] + d[4*i+1] + d[4*i+2] > d[4*best] + d[4*best+1] + d[4*best+2]) best = i;
		return [best % c.width - 20, 20 - Math.floor(best / c.width)];
	})()`)
	for _, m := range []struct {
		n           int
		plus, minus string
	}{{place[0], kb.ArrowRight, kb.ArrowLeft}, {place[1], kb.ArrowUp, kb.ArrowDown}} {
		key, n := m.plus, m.n
		if n < 0 {
			key, n = m.minus, -n
		}
		p.held(lab+".handle", key, n, chromedp.KeyModifiers(chromedp.ModifierShift))
	}
	p.labDone("4.2")
	p.clean("4.2")
	before := p.text(lab + ".readings")
	p.draw(1)
	p.await("another landscape", fmt.Sprintf(`document.querySelector('[data-lab="4.2"] .readings').textContent !== %q`, before), patience)
	p.click(lab + ".slice + .choose button:nth-of-type(2)") // two weights
	p.await("a plane along two weights", `location.hash.includes("two=1") && document.querySelector('[data-lab="4.2"] .try p.note').textContent.includes("41 × 41")`, patience)
}

// TestRatesLab finds where the walk diverges, draws a loss and races three rates.
func TestRatesLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.draw(7)
	p.labAt("4.3", "")
	lab := `[data-lab="4.3"] `
	p.slide("4.3", 0, 120)
	p.await("divergence", `document.querySelector('[data-lab="4.3"] .happened').textContent.includes("diverges")`, patience)
	p.slide("4.3", 0, 80)
	if eval[bool](p, `zerokara.labs().find((l) => l.id === "4.3").state === "done"`) {
		t.Fatal("done before it is")
	}
	p.slide("4.3", 0, 102)
	p.slide("4.3", 0, 98)
	p.labDone("4.3")
	p.clean("4.3")
	x := p.text(lab + ".readings tbody tr:first-child")
	p.held(lab+".try .handle", kb.ArrowRight, 2)
	if got := p.text(lab + ".readings tbody tr:first-child"); got == x {
		t.Errorf("the start stays at %s", got)
	}
	p.mouseDrag(lab+".try .handle", 30, 20)
	if got := p.text(lab + ".readings tbody tr:first-child"); got == x {
		t.Errorf("dragged, the start stays at %s", got)
	}
	p.held(lab+".guess .handle", kb.ArrowDown, 3)
	p.click(lab + ".try button")
	p.await("the end of all lanes", `document.querySelector('[data-lab="4.3"] .guess .note').textContent.includes("factor")`, patience)
	rows := eval[[]string](p, `[...document.querySelectorAll('[data-lab="4.3"] .try .readings')[1].querySelectorAll("tbody tr")].map((r) => r.textContent)`)
	if len(rows) != 3 || !strings.Contains(rows[1], "%") {
		t.Errorf("lanes: %q", rows)
	}
	t.Logf("lanes: %q", rows)
}

// TestDifferencesLab sees the loss stay with the loop over the outer axis and fall with
// the other, and checks a filter of the bench's network.
func TestDifferencesLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.draw(7)
	p.labAt("4.4", "")
	lab := `[data-lab="4.4"] `
	learn := lab + ".try .buttons:not(.choose) button"
	ended := func() {
		p.await("the end of learning", fmt.Sprintf(`document.querySelector(%q).textContent.startsWith("Learn") && document.querySelector('[data-lab="4.4"] .happened').textContent.includes("In 60 steps")`, learn), patience)
	}
	p.click(learn)
	ended()
	if eval[bool](p, `zerokara.labs().find((l) => l.id === "4.4").state === "done"`) {
		t.Fatal("done before it is")
	}
	p.click(lab + ".choose button:nth-of-type(2)")
	p.click(learn)
	ended()
	p.labDone("4.4")
	p.clean("4.4")
	p.click(lab + ".yours button")
	p.await("the filter", `document.querySelector('[data-lab="4.4"] .yours').textContent.includes("weights, ")`, patience)
	p.await("the forecast", `document.querySelector('[data-lab="4.4"] .yours').textContent.includes("times faster")`, patience)
	t.Log(p.text(lab + ".yours"))
	if n := eval[int](p, `document.querySelectorAll('[data-lab="4.4"] .yours .readings tbody tr').length`); n < 9 {
		t.Errorf("%d weights are listed", n)
	}
}
