package e2e

import (
	"strconv"
	"strings"
	"testing"
)

// TestGAN trains the DCGAN for a few steps, pauses it, moves its slider back, and
// starts the run, which must pause it.
func TestGAN(t *testing.T) {
	p := open(t, reducedMotion)
	p.click("#gan-go")
	p.await("the GAN learns", `e2e.text("#gan-gloss") !== "–" && Number(e2e.one("#gan-moment").max) >= 2`, patience)
	if got := p.text("#gan-go"); got != "Pause" {
		t.Errorf("the button says %q while it learns", got)
	}
	p.click("#gan-go")
	p.await("it pauses", `e2e.text("#gan-go") === "Resume" && !e2e.one("#gan-anew").hidden`, patience)
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
	// The picture is that of the slider's moment.
	const paint = `e2e.alpha("#gan-grid").join()`
	newest := eval[string](p, paint)
	ask[bool](p, "set", "#gan-moment", "0")
	if got := p.text("#gan-caption"); !strings.Contains(got, "after 0 steps") {
		t.Errorf("the first moment says %q", got)
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
}

// TestGANOnPhone checks the section's width and language in Japanese and dark.
func TestGANOnPhone(t *testing.T) {
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
}
