//go:build js

package main

// takeOver takes the pad over from site/ink.js, whose picture stays until inked.
func (a *app) takeOver() {
	if a.views.bench == nil {
		return
	}
	v := a.boot.Call("ink")
	early := make([]float64, v.Length())
	for i := range early {
		early[i] = v.Index(i).Float()
	}
	a.views.bench.TakeOver(early)
}

// inked is called with each frame: the first one shows the drawing.
func (a *app) inked() {
	if !a.inkSeen {
		a.inkSeen = true
		a.boot.Call("inked")
	}
}
