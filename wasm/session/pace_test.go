package session

import (
	"testing"
	"time"
)

// TestPace lets a pace choose where the time of a step by the number of workers
// changes in the course of time.
func TestPace(t *testing.T) {
	const ms = time.Millisecond
	type costs map[int]time.Duration
	var p pace
	now := time.Hour
	with := map[int]int{} // steps by workers
	steps := func(most int, until time.Duration, cost costs) {
		with = map[int]int{}
		for end := now + until; now < end; {
			n := p.workers(most)
			if n > most {
				t.Fatalf("%d workers of %d", n, most)
			}
			with[n]++
			now += cost[n]
			p.stepped(now)
		}
	}
	settled := func(want int) {
		t.Helper()
		all := 0
		for _, n := range with {
			all += n
		}
		if with[want] < all*8/10 || with[want] == all && p.top > 0 {
			t.Errorf("steps by workers %v; want mostly %d, and some for comparison", with, want)
		}
	}
	big := costs{1: 14 * ms, 2: 8 * ms, 4: 5 * ms, 8: 4 * ms}
	steps(1, time.Second, big)
	settled(1)
	steps(8, 10*time.Second, big)
	settled(8)
	steps(5, 5*time.Second, big)
	settled(4)
	small := costs{1: 2 * ms, 2: 3 * ms, 4: 3 * ms, 8: 5 * ms}
	steps(8, 5*time.Second, small)
	settled(1)
	steps(8, 60*time.Second, costs{1: 2 * ms, 2: 1800 * time.Microsecond, 4: 1500 * time.Microsecond, 8: ms})
	settled(8)
	steps(8, 5*time.Second, small)
	// A number that was judged wrongly is found out, and so is one that gets
	// slower: then at once.
	steps(8, 60*time.Second, big)
	settled(8)
	busy := costs{1: 14 * ms, 2: 20 * ms, 4: 20 * ms, 8: 20 * ms}
	steps(8, 3*time.Second, busy)
	settled(1)

	// What happens between steps does not count.
	p = pace{}
	for i := range 200 {
		n := p.workers(2)
		if i%3 > 0 {
			now += time.Second
			p.disturb()
		}
		now += big[n]
		p.stepped(now)
	}
	if p.step() != 8*ms || p.workers(2) != 2 {
		t.Errorf("%d workers with steps of %v", p.workers(2), p.step())
	}
}
