//go:build js

package main

import (
	"errors"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/view/timeline"
)

const penRests = 300 * time.Millisecond // before the past is asked about a drawing

func (a *app) buildTimeline() {
	a.views.add("hindsight", func() view {
		return timeline.New(a.model, &a.views.words, timeline.Commands{Seek: a.seek, Branch: a.branch, Seen: a.askPast})
	})
}

// seek looks at another moment, or at now. c is nil if it is the same.
func (a *app) seek(c *protocol.Seek) {
	if c == nil {
		return
	}
	a.post(c)
	a.show()
	a.changed()
}

// branch has the run replayed up to what is looked at.
func (a *app) branch() {
	if c := a.model.Branch(); c != nil {
		a.post(c)
		a.show()
	}
}

// branched puts the branch in the run's place, which is kept.
func (a *app) branched(m *protocol.Branched) {
	if len(m.Data) == 0 {
		return
	}
	a.giveUp(func() {
		a.model.TakeBranch(m)
		a.changed()
	})
}

// askPast asks what the page shows of the past: of the drawing only once the pen rests.
func (a *app) askPast() {
	if q := a.model.PastQuestion(a.views.place != nil && a.views.place.Place() == "test/errors"); q != nil {
		a.post(q)
	}
	if left := penRests - time.Since(a.drawnAt); left > 0 {
		if !a.pastWaits {
			a.pastWaits = true
			time.AfterFunc(left, a.guarded(func() {
				a.pastWaits = false
				a.askPast()
			}))
		}
		return
	}
	if q := a.model.HindsightQuestion(); q != nil {
		a.post(q)
	}
}

// apiSeek looks at the moment nearest to a step, without one at now, and returns the
// step that is shown.
func (a *app) apiSeek(args []js.Value) any {
	if len(args) == 0 || args[0].IsUndefined() || args[0].IsNull() {
		a.seek(a.model.SeekNow())
	} else {
		if !isFinite(args[0]) || args[0].Float() < 0 {
			return newError(errors.New("zerokara: seek: a step is a number, 0 or more; null is now"))
		}
		a.seek(a.model.Seek(uint32(min(args[0].Float(), 1<<31))))
	}
	if step, looking := a.model.Past(); looking {
		return step
	}
	return a.model.Progress.Step
}
