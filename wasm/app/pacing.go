//go:build js

package main

import (
	"syscall/js"
	"time"
)

const (
	plotShare  = 10 // a tenth of the time at most is for frames with plots
	plotsApart = 50 * time.Millisecond
	plotsLate  = time.Second
	refreshes  = 34 * time.Millisecond // two of a usual display
)

// pacing measures what frames cost. With a GPU that is next to nothing; without
// one the page is held up for 50 ms and more, and training with it.
type pacing struct {
	began     time.Time     // of the frame that is measured, zero if none is
	cost      time.Duration // running mean
	callbacks int           // since it began
	f         js.Func
}

// frame asks for a frame and measures it: the second callback from here comes
// when the frame is out.
func (p *pacing) frame() {
	scheduleFrame()
	if !p.began.IsZero() {
		return
	}
	if p.f.IsUndefined() {
		p.f = js.FuncOf(func(js.Value, []js.Value) any { p.called(); return nil })
	}
	p.began, p.callbacks = time.Now(), 0
	p.await()
}

func (p *pacing) await() { js.Global().Call("requestAnimationFrame", p.f) }

func (p *pacing) called() {
	if p.callbacks++; p.callbacks < 2 {
		p.await()
		return
	}
	took := min(time.Since(p.began), plotsLate) // a page out of sight has no callbacks
	p.cost += (max(took-refreshes, 0) - p.cost) / 4
	p.began = time.Time{}
}

// apart returns how far frames with plots should be apart.
func (p *pacing) apart() time.Duration {
	return min(max(plotShare*p.cost, plotsApart), plotsLate)
}
