package e2e

import (
	"fmt"
	"testing"
	"time"
)

// state is what zerokara.state() returns.
type state struct {
	Phase           string
	Step, Epoch     int
	ImagesSeen      int
	ImagesPerSecond float64
	Workers         int
	TrainLoss       *float64
	TestLoss        *float64
	TestAccuracy    *float64
	Prediction      *int
	Probabilities   []float64
	Error           *string
}

func (s state) String() string { return js(s) }

// digit returns the predicted digit, -1 without a prediction.
func (s state) digit() int {
	if s.Prediction == nil {
		return -1
	}
	return *s.Prediction
}

// accuracy returns the test accuracy, -1 before there is one.
func (s state) accuracy() float64 {
	if s.TestAccuracy == nil {
		return -1
	}
	return *s.TestAccuracy
}

// reason returns the error's text, "" without one.
func (s state) reason() string {
	if s.Error == nil {
		return ""
	}
	return *s.Error
}

func (p *page) state() state { p.t.Helper(); return eval[state](p, "zerokara.state()") }

// phase waits for a phase.
func (p *page) phase(name string, limit time.Duration) {
	p.t.Helper()
	p.await("phase "+name, fmt.Sprintf("zerokara.state().phase === %q", name), limit)
}

// learned opens a page and trains a small network to the end of its recipe, not to
// a time or an accuracy, so that it is the same network each time.
func learned(t *testing.T, options ...option) *page {
	t.Helper()
	p := open(t, options...)
	p.train(quickly)
	return p
}

// quickly is a recipe that is over in a second or two and classifies most drawings
// correctly.
const quickly = `{preset: "mlp", epochs: 1}`

// hardly is a recipe that is over at once, for tests to which it does not matter what
// the network has learned.
const hardly = `{preset: "mlp", epochs: 1, batchSize: 1000}`

// train trains by a recipe to the end.
func (p *page) train(recipe string) {
	p.t.Helper()
	eval[bool](p, "zerokara.start("+recipe+").then(() => true)")
	p.phase("done", 4*time.Minute)
}

// mistaken trains hardly, and shows the test digits of a cell: then every view has
// something to show, and nothing is on its way.
func (p *page) mistaken() {
	p.t.Helper()
	p.train(hardly)
	p.await("the matrix", `e2e.one("#errors-body").dataset.state === "shown" && e2e.count("#mixups button") > 0`, patience)
	p.await("the downloads are over", `e2e.count("#loads li") === 0`, patience)
	p.run(`e2e.one("#mixups button").click()`)
	p.await("a cell's digits", `e2e.count("#cell-digits button") > 0`, patience)
}

// start starts a run by a recipe, and does not wait.
func (p *page) start(recipe string) {
	p.t.Helper()
	p.run("zerokara.start(" + recipe + ")")
}

// pause pauses the run.
func (p *page) pause() {
	p.t.Helper()
	p.run("zerokara.pause()")
	p.phase("paused", patience)
}

// set gives the field of a name in the form a value.
func (p *page) set(name, value string) {
	p.t.Helper()
	ask[bool](p, "set", "[name="+name+"]", value)
}

// input returns the 784 grey values of the network's input.
func (p *page) input() []float64 {
	p.t.Helper()
	return eval[[]float64](p, "Array.from(zerokara.input())")
}

func sum(values []float64) float64 {
	var s float64
	for _, v := range values {
		s += v
	}
	return s
}
