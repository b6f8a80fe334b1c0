//go:build js

package main

import (
	"runtime"
	"syscall/js"
	"time"
)

// guard calls f, by which something outside gets into the program. A panic in it is our
// mistake: the worker is stopped, and the page says that it must be loaded again, which
// keeps what there is. Sections break alone (wasm/dom/section.go) and never get here.
func (a *app) guard(f func()) {
	defer func() {
		if r := recover(); r != nil {
			stack := make([]byte, 8<<10)
			reason := reasonOf(r)
			js.Global().Get("console").Call("error", "panic: "+reason+"\n"+string(stack[:runtime.Stack(stack, false)]))
			time.AfterFunc(0, func() { a.crash(reason) }) // whatever was under way is left
		}
	}()
	f()
}

// guarded returns f in a guard.
func (a *app) guarded(f func()) func() { return func() { a.guard(f) } }

func (a *app) crash(reason string) {
	if a.worker.port != nil {
		a.stopWorker()
	}
	a.model.Crash(reason)
	a.show()
}
