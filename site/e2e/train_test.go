package e2e

import (
	"fmt"
	"testing"
	"time"
)

// defaultFingerprint is that of the default recipe with seed 1 at its end, in
// every browser, for engine 3.
const defaultFingerprint = "04bfe8b73ad1935f"

// TestTrain tests the whole path: draw, train the default network on MNIST, draw
// again, and get correct predictions. It is not parallel to others: it needs all
// processors itself.
func TestTrain(t *testing.T) {
	site := serve(t, "/")
	letGo := site.hold(t, "train-03")
	p := open(t, on(site), alone)
	p.draw(1)
	p.click("#train")
	p.await("learning starts before all the data is there", "zerokara.state().step > 0", patience)
	letGo()
	p.await("95% test accuracy", "zerokara.state().testAccuracy >= 0.95", 4*time.Minute)
	for _, slot := range []string{"loss", "accuracy"} {
		if p.ink(`[data-slot="`+slot+`"] canvas`) < 500 {
			t.Errorf("no curve of the %s is drawn", slot)
		}
	}
	p.shot("training")
	for digit := range digits {
		p.draw(digit)
		p.await(fmt.Sprintf("the %d is classified during training", digit),
			fmt.Sprintf("zerokara.state().prediction === %d", digit), patience)
	}
	s := p.state()
	if s.Phase != "training" && s.Phase != "loading" && s.Phase != "done" {
		t.Errorf("phase %q", s.Phase)
	}
	if s.TrainLoss == nil || s.TestLoss == nil || s.ImagesPerSecond <= 0 || s.Workers < 1 || s.Epoch < 1 ||
		s.Error != nil {
		t.Errorf("state %v", s)
	}
	t.Logf("default network: %.0f images/s, test accuracy %.4f after %d images",
		s.ImagesPerSecond, s.accuracy(), s.ImagesSeen)
	p.shot("trained")
	p.phase("done", 4*time.Minute)
	p.await("the weights' fingerprint is shown", `/[0-9a-f]{16}/.test(e2e.text("#fingerprint"))`, patience)
	if got := p.text("#fingerprint"); got != defaultFingerprint {
		t.Errorf("weights %s, want %s", got, defaultFingerprint)
	}
	t.Run("several digits", func(t *testing.T) { severalDigits(t, p) })
}

func TestPauseResumeStepReset(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.start(`{preset: "codelab", batchSize: 50}`)
	p.await("learning starts", "zerokara.state().step > 3", patience)

	latency := eval[float64](p, `new Promise(done => { const t = performance.now(); zerokara.pause();
		const look = () => zerokara.state().phase === "paused" ? done(performance.now() - t) : setTimeout(look, 1);
		look(); })`)
	t.Logf("the page knew of the pause after %.0f ms", latency)
	paused := p.state()
	p.draw(1) // drawing works while paused; its prediction is sent after any step would be
	p.await("the drawing is classified while paused", "zerokara.state().prediction !== null", patience)
	if s := p.state(); s.Step != paused.Step || s.Phase != "paused" {
		t.Errorf("step %d, then %d in phase %q", paused.Step, s.Step, s.Phase)
	}

	p.click("#step")
	p.await("one step", fmt.Sprintf("zerokara.state().step === %d", paused.Step+1), patience)
	p.phase("paused", patience)

	p.run("zerokara.resume()")
	p.await("learning goes on", fmt.Sprintf("zerokara.state().step > %d", paused.Step+3), patience)

	p.run("zerokara.reset()")
	p.phase("idle", patience)
	p.await("everything learned is forgotten",
		`zerokara.state().step === 0 && zerokara.state().testAccuracy === null`, patience)
	if ink := sum(p.input()); ink == 0 {
		t.Error("a reset wipes the drawing")
	}
	p.await("the untrained network sees the drawing", "zerokara.state().probabilities.every((v) => v > 0.01)", patience)
}

// TestReproducible trains one recipe in two browsers, with data that arrives at
// different times: the weights must be equal.
func TestReproducible(t *testing.T) {
	t.Parallel()
	const recipe = `{preset: "mlp", epochs: 1, batchSize: 500, seed: 42}`
	var prints []string
	for run := range 2 {
		site := serve(t, "/")
		if run == 1 {
			site.spoil("train-02", 1, late(1500*time.Millisecond))
		}
		p := open(t, on(site))
		p.start(recipe)
		if run == 1 { // what is asked in between must not matter
			p.draw(2)
			p.run("zerokara.pause()")
			p.await("paused or done", `["paused", "done"].includes(zerokara.state().phase)`, patience)
			p.run("zerokara.resume()")
		}
		p.phase("done", 2*time.Minute)
		p.await("the weights' fingerprint is shown", `/[0-9a-f]{16}/.test(e2e.text("#fingerprint"))`, patience)
		prints = append(prints, p.text("#fingerprint"))
		if s := p.state(); s.ImagesSeen != 60000 || s.Step != 120 {
			t.Errorf("%d images in %d steps, want every one of 60000 once", s.ImagesSeen, s.Step)
		}
	}
	if prints[0] != prints[1] {
		t.Errorf("fingerprints %q and %q", prints[0], prints[1])
	}
}

// TestUndoStartOver starts over by hand, with another network, and undoes that: all is
// as it was, but for the drawing, which is another by then.
func TestUndoStartOver(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.start(`{preset: "mlp", batchSize: 500}`)
	p.await("an evaluation", "zerokara.state().step > 5 && zerokara.state().testAccuracy !== null", patience)
	const seen = `JSON.stringify(["#fingerprint", "#n-accuracy", "#n-loss", "#n-step", "#status", "#json"].map(e2e.text)) + document.querySelector("[name=network]").value`
	for _, phase := range []string{"paused", "done"} {
		if phase == "paused" {
			p.pause()
		} else {
			p.run("zerokara.resume()")
			p.phase("done", 2*time.Minute)
		}
		p.await("the weights' fingerprint is shown", `/[0-9a-f]{16}/.test(e2e.text("#fingerprint"))`, patience)
		before := eval[string](p, seen)
		accuracy := p.state().accuracy()
		p.set("network", "twolayer")
		p.click("#reset")
		p.await("another network that knows nothing, and a way back",
			`zerokara.state().step === 0 && e2e.text("#n-accuracy") === "–" && !!document.querySelector("[data-notice=undo]")`, patience)
		p.draw(1)
		drawn := sum(p.input())
		p.run("zerokara.start()")
		p.await("training anew keeps the way back", `zerokara.state().step > 5 && !!document.querySelector("[data-notice=undo]")`, patience)
		p.click("[data-notice=undo] button:first-of-type")
		p.phase(phase, patience)
		p.await("all is as it was", fmt.Sprintf("%s === %q", seen, before), patience)
		if s := p.state(); s.accuracy() != accuracy || sum(p.input()) != drawn {
			t.Errorf("%s: accuracy %v, want %v; ink %v, want %v", phase, s.accuracy(), accuracy, sum(p.input()), drawn)
		}
		p.click("[data-notice=undo] button:last-of-type")
		p.await("the notice is closed", `!document.querySelector("[data-notice=undo]")`, patience)
	}
	p.run("zerokara.reset()") // a script knows what it does
	p.phase("idle", patience)
	p.draw(2)
	if p.text("#notices") != "" {
		t.Errorf("after a script's reset the page says %q", p.text("#notices"))
	}
}
