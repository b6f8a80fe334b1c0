package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestWalkBackLab takes a label's loss back through the bench's network to the ink, and
// through the one that the lab trains.
func TestWalkBackLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.draw(7)
	p.labAt("5.3", "&label=3")
	const lab = `[data-lab="5.3"] `
	p.click(lab + ".back-head > button")
	p.await("p − t", `e2e.visible('[data-lab="5.3"] .back-errors tbody tr').length === 10`, patience)
	if n := eval[int](p, `e2e.visible('[data-lab="5.3"] .try, [data-lab="5.3"] .guess').length`); n != 0 {
		t.Errorf("%d parts stand beside it", n)
	}
	sum := eval[float64](p, `[...document.querySelectorAll('[data-lab="5.3"] .back-errors .part')].reduce((s, c) => s + Number(c.style.getPropertyValue("--part")), 0)`)
	if sum < -0.01 || sum > 0.01 {
		t.Errorf("p − t adds up to %g", sum)
	}
	p.keys(lab+".spot", kb.ArrowLeft, 1)
	p.await("the element's address", `/&label=3.*&x=\d+&unit=\d/.test(location.hash)`, patience)
	factors := eval[[]float64](p, `e2e.text('[data-lab="5.3"] .back-element').replaceAll("−", "-").match(/= (\S+) × \(?([^\s)]+)\)? = (\S+)\. .* = (\S+)\.$/).slice(1).map((s) => Number(s.replace("×10", "e").replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (c) => c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))))`)
	if x, dy, product, dw := factors[0], factors[1], factors[2], factors[3]; product != dw || x*dy < product-0.01*max(product, -product) || x*dy > product+0.01*max(product, -product) {
		t.Errorf("%s", p.text(lab+".back-element"))
	}
	p.clean("5.3, a dense layer")
	p.keys(lab+`.back-stop[aria-pressed="true"]`, kb.End, 1)
	p.await("the ink", `location.hash.includes("&at=0") && e2e.text('[data-lab="5.3"] .back-text h4').startsWith("Ink")`, patience)
	p.painted(lab+".back-pair figure:last-child canvas", 3)
	if got := p.text(lab + ".happened"); !strings.Contains(got, "label 3") {
		t.Errorf("what happened: %s", got)
	}

	p.click(lab + ".back-head > button")
	p.labButton("Train it")
	p.click(lab + ".back-head > button")
	p.await("the lab's network", `e2e.text('[data-lab="5.3"] .backward > .lead').includes("your blocks")`, 2*patience)
	if n := eval[int](p, `e2e.visible('[data-lab="5.3"] .back-stop').length`); n != 7 {
		t.Errorf("the book's network of 6 layers has %d stops", n)
	}
}
