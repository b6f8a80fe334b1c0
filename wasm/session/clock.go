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

// rateOver is the time that images per second are averaged over.
const rateOver = 3 * time.Second

// meter tells images per second from readings of the stopwatch and of the
// number of images so far.
type meter struct{ readings []reading }

type reading struct {
	at     time.Duration
	images int
}

// start takes the first reading.
func (m *meter) start(at time.Duration, images int) {
	if len(m.readings) == 0 {
		m.readings = append(m.readings, reading{at, images})
	}
}

// rate takes a reading and returns images per second since the first one that
// is at most rateOver ago, 0 when no time has passed.
func (m *meter) rate(at time.Duration, images int) float64 {
	m.readings = append(m.readings, reading{at, images})
	drop := 0
	for drop < len(m.readings)-2 && m.readings[drop].at < at-rateOver {
		drop++
	}
	m.readings = append(m.readings[:0], m.readings[drop:]...)
	first := m.readings[0]
	if at <= first.at {
		return 0
	}
	return float64(images-first.images) / (at - first.at).Seconds()
}
