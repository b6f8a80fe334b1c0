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

func TestScore(t *testing.T) {
	t.Parallel()
	p := learned(t, phone, reducedMotion)
	eval[bool](p, "(zerokara.score(1), true)")
	p.click("#round-stop") // the rounds after it have known orders, too
	p.await("no digit is asked for", `document.querySelector("#round").hidden`, patience)
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
			p.roundInView(844)
			if bars := p.box(`[data-slot="bars"]`); bars.Y > 844 {
				t.Errorf("the bars are at %v of the screen", bars.Y)
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
	p.click("#round-stop")
	p.await("one is misread", `document.querySelectorAll("#misread .thumb").length === 1`, patience)
	p.click("#misread .thumb")
	p.settled()
	p.click("#misread .small")
	p.await("it is taught", `!document.querySelector("#receipt").hidden`, patience)
	if text := p.text("#receipt"); !strings.Contains(text, fmt.Sprintf("This %d", asked)) {
		t.Errorf("the receipt says %q", text)
	}
}

// roundInView checks that the question, its buttons and the whole pad are in a window
// of some height.
func (p *page) roundInView(height float64) {
	p.t.Helper()
	for _, selector := range []string{"#round-ask", "#round-skip", "#round-next", "#round-stop", pad} {
		if b := p.box(selector); b.Height == 0 || b.Y < 0 || b.Y+b.Height > height {
			p.t.Errorf("%s is at %v to %v of a window of %v", selector, b.Y, b.Y+b.Height, height)
		}
	}
}

// TestRoundIsBesideThePad begins rounds at all ends of the page.
func TestRoundIsBesideThePad(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func() (*page, float64){
		"desktop": func() (*page, float64) { return open(t, reducedMotion), 800 },
		"phone":   func() (*page, float64) { return open(t, reducedMotion, phone), 844 },
	} {
		t.Run(name, func(t *testing.T) {
			p, height := open()
			p.t = t
			for _, from := range []string{"#score", "#recipe, .recipe", "header"} {
				p.show(from)
				p.await("a round can begin", `!document.querySelector("#score-begin").disabled`, patience)
				eval[bool](p, `(document.querySelector("#score-begin").click(), true)`)
				p.await("a digit is asked for", `document.querySelector("#round-ask").textContent.includes("(1/20)")`, patience)
				p.roundInView(height)
				if !eval[bool](p, `document.activeElement.id === "pad"`) {
					t.Error("the focus is not on the pad")
				}
				if n := eval[int](p, `[...document.querySelectorAll("#round .primary, #score .primary")].filter((b) => b.checkVisibility()).length`); n != 1 {
					t.Errorf("%d primary buttons", n)
				}
				p.run(`document.activeElement.blur()`) // a click by a script counts as the keyboard's: its help goes at the first touch
				p.click("#round-stop")
				p.await("the round is over", `document.querySelector("#round").hidden`, patience)
			}
		})
	}
}
