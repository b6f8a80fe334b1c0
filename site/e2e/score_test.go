package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// quick are digits of few points.
var quick = map[int][]point{
	1: {{0.52, 0.18}, {0.5, 0.5}, {0.48, 0.82}},
	7: {{0.28, 0.22}, {0.7, 0.2}, {0.57, 0.5}, {0.45, 0.82}},
}

// sameOrder stops the clock that the order of a round's digits comes from, so that
// they are the same in each run of the test.
const sameOrder = `Date.prototype.getTime = () => 1e12;`

func TestScore(t *testing.T) {
	p := learned(t, phone, reducedMotion, before(sameOrder))
	p.click("#score-begin")
	right, wrong, skipped := 0, 0, 0
	var order []int
	for i := range 20 {
		p.await(fmt.Sprintf("digit %d is asked for", i+1),
			fmt.Sprintf(`e2e.text("#round-ask").includes("(%d/20)")`, i+1), patience)
		asked := eval[int](p, `Number(document.querySelector("#round-ask").textContent.match(/\d/)[0])`)
		order = append(order, asked)
		if i == 0 {
			p.shot("round")
			b, bars := p.box(pad), p.box(`[data-slot="bars"]`)
			if b.Y < 0 || bars.Y > 844 {
				t.Errorf("the pad is at %v and the bars at %v of the screen", b.Y, bars.Y)
			}
		}
		strokes, known := quick[asked]
		if !known && i == 19 {
			strokes, known = quick[1], true // the last Enter must not begin another round
		}
		if !known {
			if skipped == 0 {
				p.click("#round-skip")
			} else {
				p.do(chromedp.KeyEvent("s"))
			}
			skipped++
			continue
		}
		p.stroke(strokes...)
		p.settled()
		if eval[int](p, "zerokara.state().prediction") == asked {
			right++
		} else {
			wrong++
		}
		if right+wrong == 1 {
			p.click("#round-next")
		} else {
			p.do(chromedp.KeyEvent(kb.Enter))
		}
		if i < 19 {
			p.await("the pad is empty again", "zerokara.state().prediction === null", patience)
		}
	}
	t.Logf("asked for %v", order)
	p.await("the score is shown", `e2e.one("#round").hidden && !e2e.one("#score-body").hidden`, patience)
	want := fmt.Sprintf("(%d of %d)", right, right+wrong)
	if got := p.text("#score-yours"); !strings.HasSuffix(got, want) || right+wrong+skipped != 20 || right < 3 {
		t.Errorf("the score is %s, want %s; %d skipped", got, want, skipped)
	}
	if p.text("#score-tests") == "–" {
		t.Error("no test accuracy beside it")
	}
	if n := eval[int](p, `document.querySelectorAll("#misread .thumb").length`); n != wrong {
		t.Errorf("%d misread digits are shown of %d", n, wrong)
	}
	p.shot("score")

	// A wrongly predicted one, in a second round: put on the pad, then taught.
	p.click("#score-begin")
	p.await("another round", `document.querySelector("#round-ask").textContent.includes("(1/20)")`, patience)
	asked := eval[int](p, `Number(document.querySelector("#round-ask").textContent.match(/\d/)[0])`)
	got := asked
	for _, other := range []int{1, 7, 0, 2} { // one of them gets another prediction
		if other != asked && got == asked {
			p.draw(other)
			got = eval[int](p, "zerokara.state().prediction")
		}
	}
	if got == asked {
		t.Fatalf("the prediction is %d whatever is drawn", asked)
	}
	p.click("#round-next")
	p.await("the next is asked for", `document.querySelector("#round-ask").textContent.includes("(2/20)")`, patience)
	p.click("#score-stop")
	p.await("one is misread", `document.querySelectorAll("#misread .thumb").length === 1`, patience)
	p.click("#misread .thumb")
	p.settled()
	p.click("#misread .small")
	p.await("it is taught", `!document.querySelector("#receipt").hidden`, patience)
	if text := p.text("#receipt"); !strings.Contains(text, fmt.Sprintf("This %d", asked)) {
		t.Errorf("the receipt says %q", text)
	}
}
