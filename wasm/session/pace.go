package session

import (
	"math/bits"
	"slices"
	"time"
)

const (
	trialSteps = 5           // that a number of workers is judged by
	firstWait  = time.Second // until the numbers are compared again
	longWait   = 16 * time.Second
)

// pace finds out with how many workers steps are fastest: 1, 2, 4 or 8. Small
// networks are often trained sooner than sent to others. The weights are the
// same either way, so it can try at any time.
type pace struct {
	level   int              // 1<<level workers are at work
	top     int              // the highest level that can be had
	trying  bool             // one level after the other
	took    [4]time.Duration // by a step, by level; the median of the last trial
	samples [trialSteps]time.Duration
	n       int           // samples; -1: the next step follows a change and does not count
	last    time.Duration // when the last step ended, 0 if other work came after it
	wait    time.Duration // between two comparisons
	decided time.Duration // when the last one was made
	best    time.Duration // and what a step took then
}

// workers returns with how many workers the next step is to be made, of those
// there are.
func (p *pace) workers(most int) int {
	if top := bits.Len(uint(most)) - 1; top != p.top {
		p.top, p.wait = top, firstWait
		p.try()
	}
	return 1 << p.level
}

func (p *pace) try() {
	p.trying, p.level, p.n = p.top > 0, 0, -1
}

// disturb says that something other than training takes time.
func (p *pace) disturb() { p.last = 0 }

// stepped counts a step that ends now.
func (p *pace) stepped(now time.Duration) {
	took := now - p.last
	if p.last == 0 {
		took = 0
	}
	p.last = now
	if took == 0 {
		return
	}
	if p.n >= 0 {
		p.samples[p.n] = took
	}
	if p.n++; p.n < trialSteps {
		return
	}
	slices.Sort(p.samples[:])
	p.took[p.level], p.n = p.samples[trialSteps/2], 0
	switch {
	case p.trying && p.level < p.top:
		p.level++
		p.n = -1
	case p.trying:
		for l, t := range p.took[:p.top] {
			if t < p.took[p.level] {
				p.level = l
			}
		}
		p.trying, p.n, p.decided, p.best = false, -1, now, p.took[p.level]
	case now-p.decided >= p.wait:
		p.wait = min(4*p.wait, longWait)
		p.try()
	case now-p.decided >= firstWait && 2*p.took[p.level] > 3*p.best: // others want the cores, too
		p.try()
	}
}

// step returns how long a step takes, 0 if that is not known.
func (p *pace) step() time.Duration { return p.took[p.level] }
