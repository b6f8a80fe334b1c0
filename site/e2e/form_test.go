package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestRefusedValues checks that each refused value is named at its field, and that
// nothing runs with a value that is not shown.
func TestRefusedValues(t *testing.T) {
	t.Parallel()
	p := open(t)
	refused := []string{"learningRate", "weightDecay", "batchSize", "epochs", "seed"}
	for _, name := range refused {
		p.set(name, "-1")
	}
	const named = `(e => e.value === "-1" && e.ariaInvalid === "true" && (m => m && m.offsetHeight > 0 && m.textContent.length > 10)(document.getElementById(e.getAttribute("aria-describedby"))))`
	for _, name := range refused {
		p.await(name+" is named", fmt.Sprintf(`%s(document.querySelector("[name=%s]"))`, named, name), patience)
	}
	for _, button := range []string{"train", "step", "reset"} {
		p.click("#" + button)
		p.await(button+" leads to the first refused field", `document.activeElement.name === "learningRate"`, patience)
	}
	p.await("it is said", `/Learning rate, Weight decay, Batch size, Epochs, Seed/.test(document.querySelector("#live").textContent)`, patience)
	if s := eval[string](p, `zerokara.start().then(() => "", e => e.message)`); s == "" {
		t.Error("a script starts a run of values that are not shown")
	}
	if s := p.state(); s.Phase != "idle" || s.Step != 0 {
		t.Errorf("something runs: %+v", s)
	}
	for _, name := range refused {
		p.set(name, map[string]string{"learningRate": "0.001", "weightDecay": "0", "batchSize": "128", "epochs": "1", "seed": "5"}[name])
	}
	p.await("all is accepted", `!document.querySelector("#settings [aria-invalid]") && document.querySelector("#settings-note").textContent === ""`, patience)
	p.click("#train")
	p.await("learning starts", "zerokara.state().step > 0", patience)
}

// TestRefusedByTyping types what a browser itself calls no number.
func TestRefusedByTyping(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.click("[name=learningRate]")
	p.do(chromedp.KeyEvent("e"), chromedp.KeyEvent("-"), chromedp.KeyEvent(kb.Enter))
	p.await("it is named", `document.querySelector("[name=learningRate]").ariaInvalid === "true" && document.querySelector("#refused-learningRate").offsetHeight > 0`, patience)
	p.set("network", "mlp")
	p.await("a network brings another value", `(e => !e.ariaInvalid && Number(e.value) > 0)(document.querySelector("[name=learningRate]"))`, patience)
}

// TestNetworkNamesWhatItSets checks that the other fields that a network's choice sets
// are named beside it and can be had back.
func TestNetworkNamesWhatItSets(t *testing.T) {
	t.Parallel()
	p := open(t)
	const fields = `[...document.querySelectorAll("#settings [name]")].map(e => e.name + "=" + e.value).join(" ")`
	if eval[bool](p, `!!document.querySelector("#also")`) {
		t.Error("at first something has changed")
	}
	before := eval[string](p, fields)
	p.set("network", "twolayer-sigmoid")
	p.await("what else it sets", `(e => e.offsetHeight > 0 && /^Also set: Optimiser Adam → SGD, Learning rate [\d.]+ → [\d.]+, /.test(e.textContent) && e.closest(".field").querySelector("[name=network]"))(document.querySelector("#also"))`, patience)
	p.click("#keep-mine")
	p.await("nothing is said any more", `document.querySelector("#also").offsetHeight === 0`, patience)
	if after, want := eval[string](p, fields), "network=twolayer-sigmoid"+before[len("network=zerokara"):]; after != want {
		t.Errorf("kept %s, want %s", after, want)
	}
	if focus := eval[string](p, "document.activeElement.name"); focus != "network" {
		t.Errorf("the focus is on %q", focus)
	}
	p.await("the recipe", `(r => r.layers.length < 6 && r.optimizer.kind === "adam")(JSON.parse(document.querySelector("#json").textContent))`, patience)
}
