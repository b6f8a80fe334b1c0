package e2e

import (
	"math"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// moment waits until what the page shows is of a step that is looked at.
func (p *page) moment(step string) {
	p.t.Helper()
	p.await("the page shows step "+step, `zerokara.state().at === `+step+` && zerokara.state().answered`, patience)
}

// TestTimeline looks back at step 0 by the handle, by keys and by a script, and asks the
// past about a drawing that is made after the training.
func TestTimeline(t *testing.T) {
	t.Parallel()
	p := open(t)
	if eval[bool](p, `!e2e.one("#seek").hidden || !e2e.one("#past").hidden`) {
		t.Error("there is a past before anything is learned")
	}
	p.train(quickly)
	p.run(`zerokara.draw([[[0.3, 0.2], [0.7, 0.2], [0.4, 0.85]]])`)
	p.await("the strip", `e2e.count("#sights > span:not([hidden])") > 20`, patience)
	p.await("its end is now", `(s => e2e.one("#hindsight-text").textContent.includes("predicted " + s.prediction + " "))(zerokara.state())`, patience)
	now := p.state()
	heights := eval[[]float64](p, `[...document.querySelectorAll("#sights > span:not([hidden])")].map(e => Number(e.style.getPropertyValue("--p")))`)
	if last, want := heights[len(heights)-1], now.Probabilities[now.digit()]; math.Abs(last-want) > 1e-4 {
		t.Errorf("the strip ends with %v, the bench has %v", last, want)
	}
	if heights[0] > 0.5 {
		t.Errorf("the untrained network is sure: %v", heights)
	}
	p.shot("timeline-now")

	handle := ask[point](p, "still", "#seek")
	left := eval[float64](p, `e2e.one("#track").getBoundingClientRect().left`)
	p.run(`scrollTo({ top: 0, behavior: "instant" })`)
	chart := p.box(`[data-slot="loss"]`)
	p.mouse("mouseMoved", handle, false)
	p.mouse("mousePressed", handle, true)
	p.mouse("mouseMoved", point{left + 100, handle.Y}, true)
	p.await("the page looks back", `zerokara.state().at > 0`, patience)
	p.mouse("mouseMoved", point{left - 5, handle.Y}, true)
	p.mouse("mouseReleased", point{left - 5, handle.Y}, false)
	p.moment("0")
	for digit, q := range p.state().Probabilities {
		if q < 0.01 || q > 0.4 {
			t.Errorf("untrained, digit %d has %v", digit, q)
		}
	}
	if s := ask[string](p, "text", "#past-text"); !strings.Contains(s, "step 0") {
		t.Errorf("the page says %q", s)
	}
	if now := p.box(`[data-slot="loss"]`); now != chart {
		t.Errorf("looking back moves the chart from %+v to %+v", chart, now)
	}
	if notice, foot := p.box("#past"), p.box(".transport"); notice.Y < chart.Y || notice.Y+notice.Height > foot.Y {
		t.Errorf("what says so is %+v, above %+v", notice, foot)
	}
	p.shot("timeline-past")

	p.do(chromedp.KeyEvent(kb.ArrowRight)) // the handle has the focus: an arrow to the right
	p.moment("1")
	if s := eval[string](p, `e2e.one("#seek").getAttribute("aria-valuetext")`); !strings.HasPrefix(s, "step 1 of 6") {
		t.Errorf("the handle is at %q", s)
	}
	p.run(`zerokara.go("test/errors")`)
	p.await("the matrix of step 1", `e2e.one("#matrix-note").textContent.includes("step 1.")`, patience)
	if got := eval[int](p, `zerokara.seek(21)`); got != 20 {
		t.Errorf("step 21 leads to %d", got)
	}
	p.moment("20")
	p.run(`e2e.one("#past-back").click()`)
	p.moment("null")
	if s := p.state(); s.digit() != now.digit() || math.Abs(s.Probabilities[s.digit()]-now.Probabilities[now.digit()]) > 1e-6 {
		t.Errorf("back to now: %v, it was %v", s, now)
	}
}

// TestBranch trains on from a step before, to the same weights bit for bit.
func TestBranch(t *testing.T) {
	p := learned(t)
	print := ask[string](p, "text", "#fingerprint")
	step := eval[int](p, `zerokara.seek(300)`)
	p.await("it can be trained on", `!e2e.one("#past-branch").disabled`, patience)
	p.run(`e2e.one("#past-branch").click()`)
	p.await("the branch", `zerokara.state().at === null && zerokara.state().phase !== "done"`, patience)
	if s := ask[string](p, "text", "#notices"); !strings.Contains(s, "from step "+js(step)+".") {
		t.Errorf("the page says %q", s)
	}
	p.phase("done", patience)
	if got := ask[string](p, "text", "#fingerprint"); got != print || len(got) != 16 {
		t.Errorf("the branch ended with %s, the run with %s", got, print)
	}
}
