package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestMicroscopeLab looks at weights of the bench's network until secant and tangent
// agree, by keyboard, and checks the whole network.
func TestMicroscopeLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.draw(7)
	p.labAt("5.4", "&array=0&at=12")
	lab := `[data-lab="5.4"] `
	p.await("the curve", `document.querySelector('[data-lab="5.4"] .happened').textContent.includes("Backpropagation")`, patience)
	where := p.text(lab + ".try .note")
	p.keys(lab+".spot", kb.ArrowRight, 1)
	p.await("another weight", `location.hash.includes("at=13")`, patience)
	if got := p.text(lab + ".try .note"); got == where {
		t.Errorf("the weight stays: %s", got)
	}
	if eval[bool](p, `zerokara.labs().find((l) => l.id === "5.4").state === "done"`) {
		t.Fatal("done before it is")
	}
	p.click(lab + ".choose button:nth-of-type(3)") // nearest
	p.await("a guess judged", `document.querySelector('[data-lab="5.4"] .happened').textContent.includes("±0.01")`, patience)
	p.slide("5.4", 2, 9)
	p.slide("5.4", 0, 99) // the last: the scores' biases, whose slopes are p − t
	p.missionDone(`[data-lab="5.4"]`, true)
	t.Log(p.text(lab+".try .readings"), p.text(lab+".happened"))
	p.click(lab + ".yours button")
	p.await("the whole network", `document.querySelector('[data-lab="5.4"] .yours').textContent.includes("times faster")`, patience)
	t.Log(p.text(lab + ".yours"))
	p.clean("5.4")
}
