package session

import (
	"math/bits"
	"time"
)

const (
	trialSteps = 5                // steps timed per number of workers
	minWait    = time.Second      // until the numbers are compared again
	maxWait    = 16 * time.Second // after several comparisons
)

// pace finds the number of workers with the fastest steps: 1, 2, 4 or 8. A small
// network is often trained sooner than sent to a replica. The weights are the same
// either way, so numbers can be tried at any time.
type pace struct {
	level   int                       // 1<<level workers are in use
	top     int                       // the highest level possible
	trying  bool                      // one level after the other
	took    [4]time.Duration          // median duration of a step in the last trial, by level
	samples [trialSteps]time.Duration // the first n, sorted
	n       int                       // of samples; -1: the next step follows a change and does not count
	last    time.Duration             // when the last step ended, 0 if other work came after it
	wait    time.Duration             // between two comparisons
	decided time.Duration             // when the last one ended
	best    time.Duration             // duration of a step then
}

// workers returns the number of workers for the next step, out of n.
func (p *pace) workers(n int) int {
	if top := bits.Len(uint(n)) - 1; top != p.top {
		p.top, p.wait = top, minWait
		p.try()
	}
	return 1 << p.level
}

func (p *pace) try() {
	p.trying, p.level, p.n = p.top > 0, 0, -1
}

// disturb reports that something other than training takes time.
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
		at := p.n // sorted by hand: slices.Sort would add 4 KB to the worker's download
		for ; at > 0 && p.samples[at-1] > took; at-- {
			p.samples[at] = p.samples[at-1]
		}
		p.samples[at] = took
	}
	if p.n++; p.n < trialSteps {
		return
	}
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
		p.wait = min(4*p.wait, maxWait)
		p.try()
	case now-p.decided >= minWait && 2*p.took[p.level] > 3*p.best: // other programs use the cores, too
		p.try()
	}
}

// step returns the duration of a step, 0 if it is unknown.
func (p *pace) step() time.Duration { return p.took[p.level] }
