package e2e

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// TestGAN trains the DCGAN for a few steps, pauses it, moves its slider back, and
// starts the run, which must pause it.
func TestGAN(t *testing.T) {
	t.Parallel()
	p := open(t, reducedMotion)
	p.click("#gan-go")
	p.await("the GAN learns", `e2e.text("#gan-gloss") !== "–" && Number(e2e.one("#gan-moment").max) >= 2`, patience)
	if got := p.text("#gan-go"); got != "Pause" {
		t.Errorf("the button says %q while it learns", got)
	}
	p.await("the page says what is going on", `document.querySelector("#status").textContent.startsWith("Making digits out of noise: epoch 1 of 5")`, patience)
	p.await("it says how long that takes", `/^\d+ (min \d+ )?s$/.test(document.querySelector("#gan-left").textContent)`, patience)
	p.click("#gan-go")
	p.await("it pauses", `document.querySelector("#gan-go").textContent === "Resume" && !document.querySelector("#gan-anew").hidden`, patience)
	if got := p.text("#gan-left"); got != "–" {
		t.Errorf("paused, the time left is %q", got)
	}
	progress := p.text("#gan-progress")
	if !strings.HasPrefix(progress, "Step ") || !strings.Contains(progress, "epoch 1 of 5") {
		t.Errorf("progress says %q", progress)
	}
	for _, id := range []string{"#gan-dloss", "#gan-gloss", "#gan-rate"} {
		if v := eval[float64](p, `Number(document.querySelector("`+id+`").textContent.replace(/,/g, ""))`); !(v > 0) {
			t.Errorf("%s says %v", id, v)
		}
	}
	if n := eval[int](p, `document.querySelector("#gan-g").getAttribute("d").length`); n < 10 {
		t.Error("no curve")
	}
	if got := p.text("#status"); strings.Contains(got, "noise") {
		t.Errorf("while it is paused the page says %q", got)
	}
	// Two curves that colour and dash tell apart, each with its guide line, and both in
	// figures.
	checkGANCurves(p)
	top := eval[float64](p, `Number(document.querySelector("#gan-top").textContent)`)
	if left := eval[bool](p, `document.querySelector("#gan-top").getBoundingClientRect().right <= document.querySelector("#gan-d").closest("div").getBoundingClientRect().left`); !left {
		t.Error("the upper edge's loss does not stand beside the plot")
	}
	for id, loss := range map[string]float64{"#gan-d-guide": 1.386, "#gan-g-guide": 0.693} {
		at := eval[float64](p, `(() => { const box = document.querySelector(".losses-plot svg").getBoundingClientRect();
			return (box.bottom - document.querySelector("`+id+`").getBoundingClientRect().bottom) / box.height; })()`)
		if want := loss / top; math.Abs(at-want) > 0.01 {
			t.Errorf("%s is at %v of the height, want %v", id, at, want)
		}
	}
	if rows := eval[int](p, `[...document.querySelectorAll("#gan-rows tr:not([hidden])")].filter((r) => [...r.cells].every((c) => /\d/.test(c.textContent))).length`); rows < 2 {
		t.Errorf("%d rows of figures", rows)
	}
	// The picture is that of the slider's moment.
	const paint = `e2e.alpha("#gan-grid").join()`
	newest := eval[string](p, paint)
	ask[bool](p, "set", "#gan-moment", "0")
	if got := p.text("#gan-caption"); !strings.Contains(got, "after 0 steps") {
		t.Errorf("the first moment says %q", got)
	}
	if at, said := p.text("#gan-at"), eval[string](p, `document.querySelector("#gan-moment").getAttribute("aria-valuetext")`); at != "step 0" || said != at {
		t.Errorf("the slider says %q, and aloud %q", at, said)
	}
	if first := eval[string](p, paint); first == newest || !strings.Contains(first, "128") {
		t.Error("the picture does not change with the moment, or is not grey at first")
	}
	eval[bool](p, `e2e.set("#gan-moment", e2e.one("#gan-moment").max)`)
	p.show("#gan")
	p.shot("gan-desktop")

	// It continues until the run starts.
	step := eval[int](p, `Number(document.querySelector("#gan-last").textContent.replace(/,/g, ""))`)
	p.click("#gan-go")
	p.await("it goes on", `Number(e2e.text("#gan-last").replace(/,/g, "")) > `+strconv.Itoa(step), patience)
	eval[bool](p, "(zerokara.start(), true)")
	p.phase("training", patience)
	p.await("it makes room", `document.querySelector("#gan-go").textContent === "Resume"`, patience)
	p.await("the run learns", "zerokara.state().step > 3", patience)
	p.await("the page's status is the run's", `document.querySelector("#status").textContent.startsWith("Learning")`, patience)
}

// TestGANOnPhone checks the section's width and language in Japanese and dark.
func TestGANOnPhone(t *testing.T) {
	t.Parallel()
	p := open(t, phone, japanese, dark, reducedMotion)
	p.click("#gan-go")
	p.await("the GAN learns", `document.querySelector("#gan-gloss").textContent !== "–"`, patience)
	if w := eval[float64](p, "document.documentElement.scrollWidth"); w > 390 {
		t.Errorf("the page is %v wide", w)
	}
	if got := p.text("#gan-progress"); !strings.HasPrefix(got, "ステップ") {
		t.Errorf("progress says %q", got)
	}
	p.click("#gan-go")
	p.show("#gan")
	p.shot("gan-phone")
	p.forcedColors()
	p.await("the visitor's colours are forced", `matchMedia("(forced-colors: active)").matches`, patience)
	checkGANCurves(p)
	p.show(".losses")
	p.shot("gan-forced")
}

// checkGANCurves checks that colour and dash tell the curves and their keys apart, and
// that each key has its curve's.
func checkGANCurves(p *page) {
	p.t.Helper()
	look := func(expression string) [4]string { return eval[[4]string](p, expression) }
	const style = `(() => { const [d, g] = [getComputedStyle(document.querySelector("%d"), %p), getComputedStyle(document.querySelector("%g"), %p)]; return [%s]; })()`
	curves := look(strings.NewReplacer("%d", "#gan-d", "%g", "#gan-g", "%p", "null", "%s", "d.stroke, g.stroke, d.strokeDasharray, g.strokeDasharray").Replace(style))
	keys := look(strings.NewReplacer("%d", ".losses .d", "%g", ".losses .g", "%p", `"::before"`, "%s", "d.borderTopColor, g.borderTopColor, d.borderTopStyle, g.borderTopStyle").Replace(style))
	if curves[0] == curves[1] || curves[2] == "none" || curves[3] != "none" || keys != [4]string{curves[0], curves[1], "dashed", "solid"} {
		p.t.Errorf("the curves are %q, their keys %q", curves, keys)
	}
}
