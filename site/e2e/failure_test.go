package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// notice waits until the page's notices contain all words.
func (p *page) notice(limit time.Duration, words ...string) {
	p.t.Helper()
	var tests []string
	for _, w := range words {
		tests = append(tests, fmt.Sprintf(`noticed.includes(%q)`, w))
	}
	p.await("a notice about "+strings.Join(words, ", "), strings.Join(tests, " && "), limit)
}

// TestMissingFeatures opens the page without each feature that it needs.
func TestMissingFeatures(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"WebAssembly":      `delete globalThis.WebAssembly;`,
		"WebAssembly SIMD": `WebAssembly.validate = () => false;`,
		"WebGL": `HTMLCanvasElement.prototype.getContext = ((f) => function (kind, ...rest) {
			return kind.includes("webgl") ? null : f.call(this, kind, ...rest) })(HTMLCanvasElement.prototype.getContext);`,
		"Web Workers":         `delete globalThis.Worker;`,
		"DecompressionStream": `delete globalThis.DecompressionStream;`,
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, unready, before(script))
			p.notice(patience, name)
			if !strings.Contains(p.text("h1"), "Zerokara") {
				t.Error("the rest of the page is gone")
			}
			p.shot("missing-" + strings.ReplaceAll(name, " ", "-"))
		})
	}
}

// TestSpoiledShards trains on shards whose first downloads fail in different ways.
func TestSpoiledShards(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	site.spoil("train-00", 1, missing)
	site.spoil("train-01", 1, torn)
	site.spoil("test-00", 1, flipped)
	p := open(t, on(site))
	p.start(`{preset: "mlp", batchSize: 500}`)
	p.notice(patience, "train-00")
	p.phase("done", 2*time.Minute)
	p.forgive("404")
	if s := p.state(); s.ImagesSeen != 60000 || s.accuracy() < 0.85 {
		t.Errorf("after retries: %+v", s)
	}
	for _, shard := range []string{"train-00", "train-01", "test-00"} {
		if n := site.asked(shard); n != 2 {
			t.Errorf("%s was asked for %d times, want twice", shard, n)
		}
	}
}

// TestLostShard trains without a shard that never arrives.
func TestLostShard(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	site.spoil("train-02", always, flipped)
	p := open(t, on(site))
	p.start(`{preset: "mlp", batchSize: 500}`)
	p.notice(patience, "train-02")
	p.phase("done", 2*time.Minute)
	if s := p.state(); s.ImagesSeen != 50000 || s.accuracy() < 0.85 {
		t.Errorf("without a shard: %+v", s)
	}
	p.shot("lost-shard")
}

// TestNoData checks that training without data stops with an error, and starts
// again when the data can be downloaded.
func TestNoData(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	site.spoil("MANIFEST.json", 3, missing)
	p := open(t, on(site))
	p.draw(1)
	p.start(`{preset: "mlp", batchSize: 500}`)
	p.phase("error", patience)
	p.forgive("404")
	if s := p.state(); s.reason() == "" {
		t.Errorf("no reason given: %+v", s)
	}
	if ink := sum(p.input()); ink == 0 {
		t.Error("the drawing is gone")
	}
	p.shot("no-data")
	p.start("")
	p.await("learning starts", "zerokara.state().step > 0", patience)
}

// diverging is a recipe whose loss is not finite after a few steps.
const diverging = `{preset: "mlp", optimizer: {kind: "sgd"}, learningRate: 100,
	layers: [{kind: "dense", units: 30}, {kind: "dense", units: 30}, {kind: "dense", units: 10}]}`

func TestDiverged(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)))
	p.draw(0)
	p.start(diverging)
	p.phase("error", patience)
	if reason := p.state().reason(); !strings.Contains(reason, "learning rate") || !strings.Contains(reason, "step") {
		t.Errorf("error %q", reason)
	}
	p.notice(patience, "learning rate")
	p.draw(1) // drawing still works, with the last good weights
	p.await("the drawing is classified", `zerokara.state().prediction !== null &&
		zerokara.state().probabilities.every((v) => v >= 0 && v <= 1)`, patience)
	p.shot("diverged")
	p.run("zerokara.reset()")
	p.phase("idle", patience)
	p.start(`{preset: "mlp", batchSize: 500}`)
	p.await("learning works again", "zerokara.state().step > 0 && zerokara.state().error === null", patience)
}

func TestBadRecipe(t *testing.T) {
	t.Parallel()
	p := open(t)
	for recipe, field := range map[string]string{
		`{preset: "mlp", epochz: 3}`:                              "epochz",
		`{preset: "mlp", batchSize: 1e9}`:                         "batchSize",
		`{preset: "mlp", layers: [{kind: "dense", units: 1e15}]}`: "layers[0].units",
		`{preset: "mlp", learningRate: NaN}`:                      "learningRate",
		`{preset: "mlp", optimizer: {kind: "adam", beta1: 2}}`:    "optimizer.beta1",
		`"mlp"`: "recipe",
		`7`:     "recipe",
		`{}`:    "version",
	} {
		message := eval[string](p, `zerokara.start(`+recipe+`).then(() => "", (e) => e.message)`)
		if !strings.Contains(message, field) {
			t.Errorf("start(%s): %q, want it to name %s", recipe, message, field)
		}
	}
	if s := p.state(); s.Phase != "idle" {
		t.Errorf("phase %q after refused recipes", s.Phase)
	}
}

// watchWorkers collects the page's workers in globalThis.workers.
const watchWorkers = `globalThis.workers = [];
	globalThis.Worker = class extends Worker { constructor(...a) { super(...a); workers.push(this); } };`

// TestWorkerDies ends the worker, by an uncaught error and without one, and checks
// that training continues from the last snapshot.
func TestWorkerDies(t *testing.T) {
	t.Parallel()
	for name, kill := range map[string]string{
		"error":  `workers.at(-1).dispatchEvent(new ErrorEvent("error", {message: "out of memory"}))`,
		"silent": `workers.at(-1).terminate()`,
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, before(watchWorkers))
			p.draw(1)
			p.start(`{preset: "codelab", batchSize: 20}`)
			p.await("learning starts", "zerokara.state().step > 20", patience)
			p.pause() // which saves a snapshot
			step := p.state().Step
			p.run("zerokara.resume()")
			p.await("learning goes on", fmt.Sprintf("zerokara.state().step > %d", step+5), patience)
			p.run(kill)
			p.await("a new worker is started", "workers.length === 2", patience)
			p.notice(patience, "worker")
			p.await("learning goes on from the snapshot", fmt.Sprintf(
				`zerokara.state().phase === "training" && zerokara.state().step > %d`, step+10), patience)
			p.forgive("out of memory")
			p.draw(0)
			p.await("the new worker classifies drawings", "zerokara.state().prediction !== null", patience)
			p.shot("worker-died-" + name)
		})
	}
}

// TestContextLost loses the canvas's WebGL context, upon which ebiten reloads the
// page: weights, drawing and run must be the same.
func TestContextLost(t *testing.T) {
	t.Parallel()
	p := open(t, byEbiten)
	p.start(`{preset: "mlp", epochs: 5, seed: 7}`)
	p.await("learning starts", "zerokara.state().step > 50", patience)
	p.pause() // so that it does not end meanwhile
	p.draw(2)
	p.await("the 2 was classified", "zerokara.state().prediction !== null", patience)
	image, before := p.input(), p.state()
	p.run("zerokara.resume()")
	p.await("learning goes on", fmt.Sprintf("zerokara.state().step > %d", before.Step), patience)
	p.loseGraphics()
	p.comeBack()
	p.await("what was learned is back", fmt.Sprintf("zerokara.state().step >= %d", before.Step), patience)
	if !equal(image, p.input()) {
		t.Error("the drawing is not what it was")
	}
	p.await("the drawing is classified again", "zerokara.state().prediction !== null", patience)
	p.shot("context-lost")
	p.notice(patience, "The graphics were reset", "What was on the pad is back", "Training goes on from step")
	p.phase("done", 2*time.Minute)
	if s := p.state(); s.ImagesSeen != 5*60000 {
		t.Errorf("%d images seen in all", s.ImagesSeen)
	}
}

// TestDownloadFails checks the notice of a failed download and its button to try
// again.
func TestDownloadFails(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"app.wasm", "worker.wasm"} {
		t.Run(file, func(t *testing.T) {
			site := serve(t, "/")
			site.spoil(file, 1, missing)
			p := open(t, on(site), unready)
			p.notice(patience, file)
			p.forgive("404", file)
			p.shot("download-fails-" + file)
			p.click("#notices button")
			p.ready()
		})
	}
}
