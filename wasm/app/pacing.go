//go:build js

package main

import (
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/jsbridge"
)

const (
	plotCost   = 10 // frames with plots take at most a tenth of the time
	plotsApart = 50 * time.Millisecond
	plotsLate  = time.Second
	oneRefresh = 17 * time.Millisecond // of a usual display
	expensive  = 5 * time.Millisecond  // a third of that

	predictWithin = 12 * time.Millisecond // the usual time to a prediction, training or not
)

// pacing measures the cost of frames. With a GPU it is next to nothing; without
// one each frame blocks the page, and training with it.
type pacing struct {
	measures bool          // a frame
	cost     time.Duration // running mean
	yield    *jsbridge.Yield
	next     js.Func
	came     chan struct{} // next was called
}

func newPacing() pacing {
	came := make(chan struct{}, 1)
	return pacing{yield: jsbridge.NewYield(), came: came, next: js.FuncOf(func(js.Value, []js.Value) any {
		came <- struct{}{}
		return nil
	})}
}

// frame is called at the beginning of a frame, whose cost is the time until the
// page does something else, or that by which the next one is late.
func (p *pacing) frame() {
	if p.measures {
		return
	}
	p.measures = true
	began := time.Now()
	go func() {
		js.Global().Call("requestAnimationFrame", p.next)
		p.yield.Wait()
		held := time.Since(began)
		<-p.came
		took := max(held, time.Since(began)-oneRefresh)
		p.cost += (min(took, plotsLate) - p.cost) / 4 // a page out of sight has no frames
		p.measures = false
	}()
}

// expensive reports whether frames should be few.
func (p *pacing) expensive() bool { return p.cost > expensive }

// apart returns the time between frames with plots.
func (p *pacing) apart() time.Duration {
	return min(max(plotCost*p.cost, plotsApart), plotsLate)
}
