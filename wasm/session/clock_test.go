package session

import (
	"math"
	"testing"
	"time"
)

func TestStopwatch(t *testing.T) {
	var w stopwatch
	const s = time.Second
	for _, c := range []struct {
		on        bool
		now, want time.Duration // read a second after
	}{
		{false, 5 * s, 0}, {true, 10 * s, 1 * s}, {true, 12 * s, 3 * s}, {false, 14 * s, 4 * s},
		{false, 20 * s, 4 * s}, {true, 3600 * s, 5 * s},
	} {
		w.run(c.on, c.now)
		if got := w.read(c.now + s); got != c.want {
			t.Errorf("at %v: %v, want %v", c.now, got, c.want)
		}
	}
}

func TestMeter(t *testing.T) {
	var m meter
	m.start(0, 1000) // restored: images of before do not count
	m.start(0, 9999)
	if r := m.rate(0, 1000); r != 0 {
		t.Errorf("rate %v of no time", r)
	}
	if r := m.rate(500*time.Millisecond, 1050); r != 100 {
		t.Errorf("rate %v, want 100", r)
	}
	images := 1050
	for at := 600 * time.Millisecond; at <= 10*time.Second; at += 100 * time.Millisecond {
		images += 40
		m.rate(at, images)
	}
	if r := m.rate(10100*time.Millisecond, images+40); math.Abs(r-400) > 1 {
		t.Errorf("rate %v over the last seconds, want 400", r)
	}
	if n := len(m.points); n > 35 {
		t.Errorf("%d points kept", n)
	}
}
