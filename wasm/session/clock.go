package session

import "time"

// stopwatch sums the time during which it runs.
type stopwatch struct {
	sum, since time.Duration
	on         bool
}

// run starts or stops the stopwatch.
func (w *stopwatch) run(on bool, now time.Duration) {
	if w.on {
		w.sum += now - w.since
	}
	w.on, w.since = on, now
}

func (w *stopwatch) read(now time.Duration) time.Duration {
	if w.on {
		return w.sum + now - w.since
	}
	return w.sum
}

// rateWindow is the time over which images per second are averaged.
const rateWindow = 3 * time.Second

// meter computes images per second from points in time, by the stopwatch, and
// the number of images so far.
type meter struct{ points []meterPoint }

type meterPoint struct {
	at     time.Duration
	images int
}

// start adds the first point.
func (m *meter) start(at time.Duration, images int) {
	if len(m.points) == 0 {
		m.points = append(m.points, meterPoint{at, images})
	}
}

// rate adds a point and returns images per second since the first one that is at
// most rateWindow ago, 0 if no time has passed.
func (m *meter) rate(at time.Duration, images int) float64 {
	m.points = append(m.points, meterPoint{at, images})
	drop := 0
	for drop < len(m.points)-2 && m.points[drop].at < at-rateWindow {
		drop++
	}
	m.points = append(m.points[:0], m.points[drop:]...)
	first := m.points[0]
	if at <= first.at {
		return 0
	}
	return float64(images-first.images) / (at - first.at).Seconds()
}
