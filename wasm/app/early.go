//go:build js

package main

// early is what has become of the pad of site/ink.js.
type early struct {
	taken  bool
	erased uint32 // the drawing's Erased then
	seen   bool   // the canvas has a frame
}

// takeOver takes the pad over from site/ink.js, whose picture stays until inked.
func (a *app) takeOver() {
	if a.views.bench == nil {
		return
	}
	v := a.boot.Call("ink")
	drawn := make([]float64, v.Length())
	for i := range drawn {
		drawn[i] = v.Index(i).Float()
	}
	a.views.bench.TakeOver(drawn)
	a.early.taken, a.early.erased = true, a.model.Drawing.Erased()
}

// followErased takes the script's picture away early, if what is in it was erased.
func (a *app) followErased() {
	if a.early.taken && a.model.Drawing.Erased() != a.early.erased {
		a.inked()
	}
}

// inked is called with each frame: the first one shows the drawing.
func (a *app) inked() {
	if !a.early.seen {
		a.early.seen = true
		a.boot.Call("inked")
	}
}
