package e2e

import (
	"strings"
	"testing"
)

// TestRaceIsEditedAndSent changes a lane in its own fields, is refused a value, and sends
// the race to somebody who can begin it at once: the drawing and what it is are in the
// address.
func TestRaceIsEditedAndSent(t *testing.T) {
	t.Parallel()
	a := open(t, linked("#/race?a=preset:twolayer&b=init:he"))
	a.draw(7)
	a.raceChoice("What is your digit", "7")
	a.click("#race-lanes li:nth-child(2) .edit")
	const rate, says = `#race-fields [name=learningRate]`, `document.querySelector("#race-lanes li:nth-child(2) > span").textContent`
	a.await("the lane's fields, with the focus", `document.activeElement.matches("#race-fields [name=network]") && e2e.visible("#race-fields .field").length === 6`, patience)
	ask[bool](a, "set", rate, "1000")
	a.await("a refusal", `document.querySelector("`+rate+`").ariaInvalid === "true" && document.querySelector("#race-refused-learningRate").checkVisibility()`, patience)
	for _, v := range a.axe() {
		t.Errorf("a lane's fields break %s: %q", v.Rule, v.Places)
	}
	a.shot("race-edit")
	ask[bool](a, "set", rate, "0.05")
	a.await("the difference", says+`.includes("Learning rate: 0.05")`, patience)
	a.await("the address", `/draw=[\w-]+&digit=7&a=preset:twolayer&b=lr:0.05,init:he$/.test(location.hash)`, patience)
	if got := eval[string](a, `document.querySelector("#settings [name=learningRate]").value`); got == "0.05" {
		t.Error("the form of the next run has the lane's value")
	}
	a.click("#race-lanes li:nth-child(2) .edit")
	a.await("no fields", `e2e.visible("#race-fields .field").length === 0`, patience)
	link := eval[string](a, "location.hash")

	b := open(t, on(a.site), linked(link), japanese)
	b.await("the race can begin", `!document.getElementById("race-start").disabled && `+says+`.includes("0.05")`, patience)
	b.await("what the drawing is", `document.getElementById("page").textContent.includes("リンクによると7です")`, patience)
	b.click("#race-lanes li:nth-child(1) .edit")
	b.await("the fields in Japanese", `e2e.visible("#race-fields label span")[1].textContent === "最適化手法"`, patience)
	b.shot("race-edit-ja")
	if in := b.input(); sum(in) == 0 || different(in, a.input()) > 0.1 {
		t.Error("it is another drawing")
	}
	if got := eval[string](b, "location.hash"); !strings.Contains(got, "digit=7") {
		t.Errorf("its address is %s", got)
	}
}
