//go:build js

package main

import (
	"errors"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// worker is the training worker. What it is to do, and when another takes its place,
// is decided in wasm/state/life.go.
type worker struct {
	module js.Value
	value  js.Value // the Worker
	port   *jsbridge.Port
	failed js.Func
}

// startWorker starts a worker; it gets its network when it says that it is ready.
func (a *app) startWorker() {
	w := &a.worker
	w.value = js.Global().Get("Worker").New(a.boot.Get("worker"))
	w.port = jsbridge.NewPort(w.value)
	w.port.Listen(func(m protocol.Message, err error) { a.guard(func() { a.receive(m, err) }) })
	w.failed = js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		said := func(name string) string {
			if v := args[0].Get(name); v.Type() == js.TypeString {
				return v.String()
			}
			return ""
		}
		detail := said("message")
		f, unloaded := state.WorkerFault(detail, said("filename"), a.model.Ready)
		go a.guard(func() { // after this handler, which is released
			if unloaded {
				a.workerUnloaded(f)
			} else {
				a.workerDied(detail)
			}
		})
		return nil
	})
	w.value.Call("addEventListener", "error", w.failed)
	w.value.Call("addEventListener", "messageerror", w.failed)
	w.value.Call("postMessage", map[string]any{
		"module": w.module,
		"base":   js.Global().Get("document").Get("baseURI"),
	})
	a.boot.Get("app").Set("worker", w.value) // to be ended when this program has
	a.model.Born()
}

// stopWorker ends the worker.
func (a *app) stopWorker() {
	w := &a.worker
	w.value.Call("terminate")
	w.port.Close()
	w.failed.Release()
	w.port = nil
}

// workerUnloaded gives up: the page must be loaded again.
func (a *app) workerUnloaded(f protocol.Fault) {
	if a.worker.port == nil {
		return
	}
	a.stopWorker()
	a.model.Unloaded(f)
	a.isReady() // it never will be
	a.lost()
	a.changed()
}

// workerDied replaces the worker. detail is what the browser said, or empty.
func (a *app) workerDied(detail string) {
	if a.worker.port == nil {
		return
	}
	a.stopWorker()
	if a.model.Died(detail) {
		a.startWorker()
	} else {
		a.isReady() // it never will be
	}
	a.lost()
	a.changed()
}

// watch finds a worker that dies without a word.
func (a *app) watch() {
	for {
		time.Sleep(time.Second)
		a.guard(func() {
			if a.model.Tick() {
				a.workerDied("")
			}
			a.beat()
		})
	}
}

// post gives the worker a command, or keeps it for the next one.
func (a *app) post(m protocol.Message) { a.model.Command(m) }

// receive takes an event from the worker.
func (a *app) receive(m protocol.Message, err error) {
	if err != nil {
		if errors.Is(err, protocol.ErrVersion) {
			a.model.Fault(protocol.Fault{Code: protocol.CodeVersion, Detail: err.Error()})
			a.changed()
			return
		}
		go a.guard(func() { a.workerDied("") })
		return
	}
	before := a.model.Phase
	a.model.Apply(m)
	a.model.Follow(m)
	a.tellRace()
	switch e := m.(type) {
	case *protocol.Pong:
		return // nothing shows it
	case *protocol.Ready:
		a.unsent = true
		a.send()
	case *protocol.Prepared:
		a.askInspect()
		a.isReady()
	case *protocol.Branched:
		a.branched(e)
	case *protocol.Snapshot:
		for _, c := range a.saved {
			close(c)
		}
		a.saved = nil
		a.saveUnderWay()
	}
	a.askSamples()
	a.askKept()
	switch m := m.(type) {
	case *protocol.FileMade:
		a.takeaways.arrive(m)
		return // who asked shows it
	case *protocol.LabSet, *protocol.LabStep, *protocol.LabLosses, *protocol.LabBackprop, *protocol.LabChecked:
		a.hear(m)
		a.showing.after(100 * time.Millisecond) // the race
		return                                  // nothing else shows it
	case *protocol.GAN:
		a.showing.after(100 * time.Millisecond) // no canvas shows it
		return
	case *protocol.Samples, *protocol.Inspected:
		a.views.show()
		return // nothing else shows it
	}
	a.scoreWaits(m)
	if a.model.Phase != before {
		a.show() // buttons must not lag
		a.saveUnderWay()
	}
	a.changed()
}

// isReady ends the waits for the first network.
func (a *app) isReady() {
	select {
	case <-a.ready:
	default:
		close(a.ready)
	}
}

// begin asks for an untrained network of a recipe, which the form then shows, and
// trains it, if train. done may be nil.
func (a *app) begin(r recipe.Recipe, train bool, done func(error)) {
	a.model.Begin(r, train, func(err error) {
		if err == nil {
			a.model.Form.Use(r)
		}
		if done != nil {
			done(err)
		}
	})
}

// prepare asks for an untrained network of the form's recipe.
func (a *app) prepare() {
	a.model.Begin(a.model.Form.Recipe(), false, nil)
}

// send preprocesses the drawing and asks for its prediction.
func (a *app) send() {
	if !a.unsent {
		return
	}
	a.unsent = false
	a.model.Segment()
	ink := a.render()
	a.showing.after(100 * time.Millisecond) // the input
	a.scene.SetPixels(a.grey[:])
	if a.model.Ready {
		m := protocol.Classify{Seq: a.model.NextDrawing(), Drawing: true}
		if ink {
			m.Images = a.appendDigits(append(m.Images, a.grey[:]...))
		}
		a.post(&m)
		time.AfterFunc(predictWithin, a.refresh)
	}
	a.refresh()
}
