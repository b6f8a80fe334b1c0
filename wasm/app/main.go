//go:build js

package main

import (
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/scene"
	"github.com/zerokara/zerokara/wasm/state"
)

// app is the running page. Everything runs on JavaScript's one thread and no
// handler blocks, so that no lock is needed.
type app struct {
	boot   js.Value // what site/boot.js offers, globalThis.zerokaraBoot
	model  *state.Model
	scene  *scene.Scene
	screen *ebiten.Image // ebiten's, while it draws
	soft   soft
	worker worker
	views  views
	labs   labs
	links  links

	grey        [28 * 28]byte // the network's input
	unsent      bool          // the drawing is newer than grey
	example     int           // the digit that comes next
	unseen      bool          // the stage has been scrolled away
	early       early
	paper       state.Paper
	kept        keeper
	checkpoints checkpoints
	drawnAt     time.Time
	pastWaits   bool // askPast comes again
	runs        runs
	keeper      *dom.Keeper // nil where the page cannot be kept
	sending     timer
	asking      timer
	rendered    timer // shows the views a new input
	showing     timer
	plotting    timer
	pacing      pacing
	ready       chan struct{}   // closed once pad and worker accept input
	saved       []chan struct{} // for the next Snapshot
	resting     bool            // rest waits for one
	takeaways   takeaways
	told        told
}

// workerFirst is how long the graphics wait for the worker's start.
const workerFirst = 200 * time.Millisecond

func main() {
	a := &app{
		boot:   js.Global().Get("zerokaraBoot"),
		model:  &state.Model{Steps: ink.MNIST()},
		pacing: newPacing(),
		ready:  make(chan struct{}),
	}
	preset, _ := recipe.Preset(recipe.Default)
	a.model.Form.Use(preset)
	a.model.Life.Post = func(m protocol.Message) { a.worker.port.Post(m) }
	a.soft = a.newSoft()
	a.scene = scene.New(a.model, newRasterizer(a.boot.Get("family").String()), a.showPlot, a.put)
	a.sending.f, a.showing.f, a.plotting.f, a.asking.f = a.guarded(a.send), a.guarded(a.show), a.scheduleFrame, a.guarded(a.ask)
	a.rendered.f, a.links.frame.f = a.guarded(a.views.show), a.guarded(a.writeAddress)
	a.buildViews()
	a.exposeControls()
	a.exposeTests()
	a.exposeStage()
	a.layout()
	a.palette()
	a.openStores()
	restored := a.restorePage() // which waits
	a.exposeAPI()
	a.embed()
	a.arrive(true, restored)
	a.takeOver()
	a.drawn()
	a.show()
	for _, f := range []func(){a.findRuns, a.storeKept, a.storeRuns, a.keepOffline} {
		go a.guard(f)
	}
	started := make(chan struct{})
	go a.guard(func() {
		a.startEngine()
		close(started)
	})
	if a.soft.on() {
		select {} // the page's own events go on
	}
	// The graphics keep this thread busy at first: a worker that is there starts before.
	// The pad has the ink of site/ink.js meanwhile.
	select {
	case <-started:
	case <-time.After(workerFirst):
	}
	if err := runGame(a); err != nil {
		a.inked()             // it never will be
		if !a.model.Blind() { // then it is no wonder
			a.model.Fault(protocol.Fault{Code: protocol.CodeInternal, Detail: err.Error()})
		}
		a.changed()
		select {} // the page's controls go on
	}
}

// startEngine starts the worker as soon as its program has arrived.
func (a *app) startEngine() {
	module, err := dom.Await(a.boot.Get("workerModule"))
	if err != nil {
		a.model.Fault(protocol.Fault{Code: protocol.CodeInternal, Detail: err.Error()})
		a.changed()
		return
	}
	a.worker.module = module
	<-a.runs.found // or there is none
	a.startWorker()
	go a.watch()
}

// drawn is called after every change of the drawing: the pad shows it at once, the
// network classifies it a moment later.
func (a *app) drawn() {
	a.model.Drawn()
	a.unsent, a.drawnAt = true, time.Now()
	a.sending.after(10 * time.Millisecond)
	a.followErased()
	a.changed()
}

// changed is called after every change of the model: the page's text follows
// at most ten times a second, the canvas when it must.
func (a *app) changed() {
	a.showing.after(100 * time.Millisecond)
	a.asking.after(100 * time.Millisecond)
	a.refresh()
}

// timer calls f once for any number of calls of after.
type timer struct {
	f    func()
	set  bool
	last time.Time
}

// after calls f at once if the last call is at least d ago, else when it is.
func (t *timer) after(d time.Duration) {
	if t.set {
		return
	}
	if left := d - time.Since(t.last); left > 0 {
		t.set = true
		time.AfterFunc(left, t.fire)
		return
	}
	t.fire()
}

func (t *timer) fire() {
	t.set, t.last = false, time.Now()
	t.f()
}
