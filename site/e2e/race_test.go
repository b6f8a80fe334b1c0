package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// raceChoice presses a button of the race by its text, in a group by its name.
func (p *page) raceChoice(group, button string) {
	p.t.Helper()
	p.run(`[...document.querySelectorAll("#race [role=group]")].find((g) => g.ariaLabel.startsWith(` + js(group) + `)).querySelectorAll("button")` +
		`.forEach((b) => b.textContent === ` + js(button) + ` && b.click())`)
}

// raced waits for the photo finish, and returns it.
func (p *page) raced() string {
	p.t.Helper()
	p.await("the photo finish", `document.getElementById("race-finish").textContent.startsWith("Photo finish")`, patience)
	return p.text("#race-finish")
}

// TestRace races the form's recipe while a run is under way: that rests, and goes on
// after. A lane's weights are those of a run of its recipe. A race is lost with its worker.
func TestRace(t *testing.T) {
	t.Parallel()
	p := open(t, before(watchWorkers))
	p.draw(7)
	p.start(`{preset: "twolayer", epochs: 100}`)
	p.await("the first steps", `zerokara.state().step > 3`, patience)
	p.held("#race-this", kb.Enter, 1)
	p.await("the race", `zerokara.state().view === "race" && location.hash.includes("b=layers:simpleconv")`, patience)
	p.run(`location.hash = "#/race?a=preset:twolayer&b=init:he&guess=b"`)
	p.await("the other race", `document.getElementById("race-lanes").textContent.includes("Initial weights: He")`, patience)
	if !eval[bool](p, `document.getElementById("race-start").disabled`) {
		t.Error("it can begin without knowing the digit")
	}
	p.raceChoice("What is your digit", "7")
	p.await("the button", `!document.getElementById("race-start").disabled`, patience)
	p.click("#race-start")
	p.phase("paused", patience)
	step := p.state().Step
	p.raceChoice("Prediction", "lane B’s")
	finish := p.raced()
	if !strings.Contains(finish, "7") || !strings.Contains(finish, "guess") && !strings.Contains(finish, "no lane") {
		t.Errorf("it says %q", finish)
	}
	p.await("the run to go on", `zerokara.state().step > `+js(step), patience)
	p.pause()
	p.await("lane B on the bench", `document.getElementById("page").textContent.includes("The prediction is lane B’s")`, patience)
	prints := eval[[]string](p, `[...document.querySelectorAll("#race-lanes code")].slice(0, 2).map((c) => c.textContent)`)
	p.await("the address", `/^#.race[?].*a=preset:twolayer&b=init:he&guess=b$/.test(location.hash)`, patience)

	p.run(`zerokara.go("")`)
	p.await("the run's prediction", `!document.getElementById("page").textContent.includes("The prediction is lane") && zerokara.state().prediction !== null`, patience)
	p.start(`{preset: "twolayer", steps: 100}`)
	p.phase("done", patience)
	p.await("a run's weights", `document.getElementById("fingerprint").textContent === `+js(prints[0]), patience)
	if prints[0] == prints[1] || len(prints[1]) != 16 {
		t.Errorf("the lanes' weights: %q", prints)
	}

	p.run(`history.back()`)
	p.await("the race again", `zerokara.state().view === "race"`, patience)
	if got := p.text("#race-finish"); got != finish {
		t.Errorf("after coming back it says %q, before %q", got, finish)
	}

	p.run(`location.hash = "#/race?a=preset:twolayer&b=init:he&steps=0"`)
	p.await("the long race", `document.getElementById("race-start").textContent === "Start the race"`, patience)
	p.click("#race-start")
	p.await("its first steps", `document.getElementById("race-finish").textContent.startsWith("Step")`, patience)
	p.run(kill)
	p.await("what became of it", `document.getElementById("race-finish").textContent.includes("the race is lost")`, patience)
	p.await("another worker", `!document.getElementById("race-start").disabled`, patience)
}
