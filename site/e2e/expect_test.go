package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestExpectedCurve draws the loss that is expected with the pen and by keys, trains, and
// is told how far off that was. The drawn line stays beside the run's.
func TestExpectedCurve(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.click("#expect-begin")
	p.await("the pen", `document.activeElement.matches("#expect .handle")`, patience)
	p.shot("expect-begin")
	const pen = "#expect .handle"
	flat := eval[string](p, `document.querySelector("#expect path.expected").getAttribute("d")`)
	p.mouseDrag(pen, 200, 60)
	p.await("the pen's line", `document.querySelector("#expect path.expected").getAttribute("d") !== "`+flat+`"`, patience)
	p.held(pen, kb.ArrowDown, 2)
	at := eval[string](p, `e2e.one("`+pen+`").ariaValueText`)
	p.held(pen, kb.ArrowRight, 3)
	p.await("the pen further on", `e2e.one("`+pen+`").ariaValueText !== "`+at+`" && /^After \d+% of the run, loss [\d.]+$/.test(e2e.one("`+pen+`").ariaValueText)`, patience)
	p.shot("expect-drawn")
	for _, v := range p.axe() {
		t.Errorf("drawing breaks %s: %q", v.Rule, v.Places)
	}
	const line = `document.querySelector("#expect path.expected")?.getAttribute("d")`
	drawn := eval[string](p, line)
	p.reload()
	p.await("the curve after a reload", line+` === `+js(drawn), patience)
	p.train(`{preset: "mlp", epochs: 1, steps: 60}`)
	p.await("how far off it was", `e2e.text("#expect .note").includes("off by a factor of ")`, patience)
	if n := eval[int](p, `e2e.visible("#expect .handle, #expect button").length`); n != 0 {
		t.Errorf("after the run %d of the drawing's controls stand there", n)
	}
	p.shot("expect-done")
	p.run(`zerokara.reset()`)
	p.await("it can be drawn again", `e2e.visible("#expect .handle").length === 1`, patience)
	p.click("#expect-forget")
	p.await("it is forgotten", `e2e.visible("#expect .chart").length === 0 && document.activeElement.id === "expect-begin"`, patience)
}
