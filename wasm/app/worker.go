//go:build js

package main

import (
	"cmp"
	"errors"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

const (
	maxDeaths   = 3 // of workers, within deathWindow, before giving up
	deathWindow = time.Minute
)

// worker is the training worker and what is needed to replace it.
type worker struct {
	module   js.Value
	value    js.Value // the Worker
	port     *jsbridge.Port
	failed   js.Func
	deaths   []time.Time
	snapshot []byte        // the newest, nil before the first
	recipe   recipe.Recipe // of the snapshot
	step     uint32        // of the snapshot
	lost     bool          // the one before died
	resume   bool          // while it was training
	heard    time.Time
	asked    bool // an event is due
	pinged   bool // and was asked for once more
}

// startWorker starts a worker; it is prepared when it says that it is ready.
func (a *app) startWorker() {
	w := &a.worker
	w.value = js.Global().Get("Worker").New(a.boot.Get("worker"))
	w.port = jsbridge.NewPort(w.value)
	w.port.Listen(a.receive)
	w.failed = js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		detail := ""
		if m := args[0].Get("message"); m.Type() == js.TypeString {
			detail = m.String()
		}
		go a.workerDied(detail) // after this handler, which it releases
		return nil
	})
	w.value.Call("addEventListener", "error", w.failed)
	w.value.Call("addEventListener", "messageerror", w.failed)
	w.value.Call("postMessage", map[string]any{
		"module": w.module,
		"base":   js.Global().Get("document").Get("baseURI"),
	})
}

// stopWorker ends the worker.
func (a *app) stopWorker() {
	w := &a.worker
	w.resume = w.resume || a.model.Running()
	w.value.Call("terminate")
	w.port.Close()
	w.failed.Release()
	w.port = nil
	w.asked, w.pinged = false, false
	a.model.WorkerLost()
	a.lost()
}

// workerDied starts a new worker from the last snapshot, unless they keep
// dying. detail is what the browser said, or empty.
func (a *app) workerDied(detail string) {
	w := &a.worker
	if w.port == nil {
		return
	}
	a.stopWorker()
	a.model.LoseGAN(detail)
	now := time.Now()
	for len(w.deaths) > 0 && now.Sub(w.deaths[0]) > deathWindow {
		w.deaths = w.deaths[1:]
	}
	w.deaths = append(w.deaths, now)
	if len(w.deaths) > maxDeaths {
		a.model.Phase = protocol.PhaseError
		a.model.Fault(protocol.Fault{Code: state.CodeWorkerLost, Detail: detail})
		a.settle(errors.New("the engine keeps stopping: " + cmp.Or(detail, "it does not answer")))
	} else {
		w.lost = true
		a.startWorker()
	}
	a.changed()
}

// watch finds a worker that dies without a word: it is asked for a snapshot when
// events are long overdue, and replaced when that does not come either.
func (a *app) watch() {
	const silence = 5 * time.Second
	for {
		time.Sleep(time.Second)
		w := &a.worker
		if w.port == nil || !a.model.Ready || !w.asked && !a.model.Running() && !a.model.Lesson.Running() && !a.model.GAN.Running() || time.Since(w.heard) < silence {
			continue
		}
		w.heard = time.Now() // a silence more
		if w.pinged {
			a.workerDied("")
			continue
		}
		w.pinged = true
		a.post(&protocol.Save{})
	}
}

// post sends a command. Without a worker it is dropped: the next worker gets its
// own.
func (a *app) post(m protocol.Message) {
	if a.worker.port != nil && a.model.Ready {
		a.worker.port.Post(m)
		switch m.(type) {
		case *protocol.Prepare, *protocol.Restore, *protocol.Save, *protocol.Start, *protocol.Resume, *protocol.StepOnce:
			a.worker.asked = true
		}
	}
}

// receive takes an event from the worker.
func (a *app) receive(m protocol.Message, err error) {
	if err != nil {
		if errors.Is(err, protocol.ErrVersion) {
			a.model.Fault(protocol.Fault{Code: protocol.CodeVersion, Detail: err.Error()})
			a.changed()
			return
		}
		go a.workerDied("")
		return
	}
	a.worker.heard, a.worker.asked, a.worker.pinged = time.Now(), false, false
	before := a.model.Phase
	a.model.Apply(m)
	a.askSamples()
	a.askKept()
	switch m := m.(type) {
	case *protocol.Ready:
		a.workerReady()
	case *protocol.Prepared:
		a.prepared()
	case *protocol.Snapshot:
		a.worker.snapshot, a.worker.recipe, a.worker.step = m.Data, a.model.Recipe, m.Step
		for _, c := range a.saved {
			close(c)
		}
		a.saved = nil
	case *protocol.Fault:
		a.fault(m)
	case *protocol.LabSet, *protocol.LabStep, *protocol.LabLosses, *protocol.LabBackprop, *protocol.LabChecked:
		a.hear(m)
		return // nothing else shows it
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
	}
	a.changed()
}

// workerReady gives a new worker its network.
func (a *app) workerReady() {
	if a.worker.snapshot != nil {
		a.model.BeginRestore(a.worker.step)
		a.post(&protocol.Restore{Recipe: a.worker.recipe, Data: a.worker.snapshot})
	} else {
		a.prepare()
	}
	if a.worker.lost {
		a.worker.lost = false
		a.model.Fault(protocol.Fault{Code: protocol.CodeWorker, Step: a.worker.step})
	}
	a.unsent = true
	a.send()
}

// prepare asks for an untrained network of the form's recipe.
func (a *app) prepare() {
	a.post(&protocol.Prepare{Recipe: a.model.Form.Recipe()})
}

func (a *app) prepared() {
	if !a.model.Learned() {
		a.worker.snapshot = nil // of a run that was given up
	}
	if a.worker.resume {
		a.worker.resume = false
		a.post(&protocol.Start{})
	}
	a.askInspect()
	a.settle(nil)
	select {
	case <-a.ready:
	default:
		close(a.ready)
	}
}

// fault reacts to a fault, beyond showing it.
func (a *app) fault(f *protocol.Fault) {
	switch f.Code {
	case protocol.CodeSnapshot: // it cannot be restored: begin anew
		if !a.model.Prepared {
			a.worker.snapshot = nil
			a.model.AbandonRestore()
			a.prepare()
		} else {
			a.model.AbandonRestore() // of an undo: what was there is still there
		}
	case protocol.CodeRecipe:
		a.settle(errors.New(f.Detail))
	}
}

// settle ends the waits for a Prepared.
func (a *app) settle(err error) {
	for _, f := range a.waiting {
		f(err)
	}
	a.waiting = nil
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
