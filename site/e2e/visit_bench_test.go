package e2e

import (
	"flag"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/zerokara/zerokara/site/serve/handler"
)

var rounds = flag.Int("rounds", 5, "of BenchmarkVisit")

// wire is a visitor's line to a server: all connections share its rate. Chromium's own
// emulation leaves out what workers fetch.
type wire struct {
	rate  float64       // bytes per second, 0 without a limit
	delay time.Duration // there and back
	mu    sync.Mutex
	free  time.Time // when what was sent so far has arrived
}

// pass waits until n bytes have passed.
func (l *wire) pass(n int) {
	if l.rate == 0 {
		return
	}
	l.mu.Lock()
	if now := time.Now(); l.free.Before(now) {
		l.free = now
	}
	l.free = l.free.Add(time.Duration(float64(n) / l.rate * float64(time.Second)))
	free := l.free
	l.mu.Unlock()
	time.Sleep(time.Until(free))
}

// wireListener accepts connections over a line.
type wireListener struct {
	net.Listener
	wire *wire
}

func (l wireListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return wireConn{c, l.wire}, err
}

type wireConn struct {
	net.Conn
	wire *wire
}

func (c wireConn) Write(b []byte) (n int, err error) {
	for part := range slices.Chunk(b, 4096) {
		c.wire.pass(len(part))
		m, err := c.Conn.Write(part)
		n += m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// over serves a built site over a line.
func (l *wire) over(t testing.TB, dir string) *site {
	t.Helper()
	h, err := handler.New(dir, "/")
	if err != nil {
		t.Fatal(err)
	}
	known := sync.Map{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(l.delay)
		if _, old := known.LoadOrStore(r.RemoteAddr, true); !old {
			time.Sleep(l.delay) // to connect
		}
		h.ServeHTTP(w, r)
	}))
	server.Listener = wireListener{server.Listener, l}
	server.Start()
	t.Cleanup(server.Close)
	return &site{url: server.URL + "/", server: server, faults: &faults{}}
}

// visitor presses and draws as soon as that does something, and writes down when.
const visitor = `(() => {
	const at = (globalThis.visit = { paint: 0, ink: 0, pad: 0, step: 0 });
	const now = () => performance.now();
	new PerformanceObserver((list) => {
		for (const e of list.getEntries()) if (e.name === "first-contentful-paint") at.paint = e.startTime;
	}).observe({ type: "paint", buffered: true });
	const tap = (type) => {
		const pad = document.querySelector("#pad");
		const { x, y, width, height } = pad.getBoundingClientRect();
		const init = { pointerId: 1, pointerType: "mouse", button: 0, buttons: 1, bubbles: true, clientX: x + width / 2, clientY: y + height / 2 };
		pad.dispatchEvent(new PointerEvent(type, init));
	};
	const watch = setInterval(() => {
		if (!at.ink && at.paint) {
			tap("pointerdown");
			tap("pointerup");
			if (document.body.hasAttribute("data-ink") || globalThis.zerokara?.input().some((v) => v > 0)) at.ink = now();
		}
		if (!at.pad && document.body?.dataset.pad !== undefined) at.pad = now();
		if (!at.asked && globalThis.zerokara) {
			at.asked = true;
			zerokara.ready.then(() => { zerokara.start(); at.started = true; });
		}
		const step = at.started ? zerokara.state().step : -1; // a run of the visit before may be back
		at.fresh ||= step === 0;
		if (at.fresh && step > 0) {
			at.step = now();
			clearInterval(watch);
		}
	}, 5);
})()`

// visit has the milliseconds from navigation to first paint, to the first ink, until the
// program has the pad, and to the first optimiser step.
type visit struct{ Paint, Ink, Pad, Step float64 }

func (p *page) visit() visit {
	p.t.Helper()
	p.await("the first step", "globalThis.visit?.step > 0 && visit.ink > 0 && visit.pad > 0", 3*time.Minute)
	return eval[visit](p, "visit")
}

func medians(visits []visit) (m visit) {
	median := func(of func(visit) float64) float64 {
		var all []float64
		for _, v := range visits {
			all = append(all, of(v))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	m.Paint = median(func(v visit) float64 { return v.Paint })
	m.Ink = median(func(v visit) float64 { return v.Ink })
	m.Pad = median(func(v visit) float64 { return v.Pad })
	m.Step = median(func(v visit) float64 { return v.Step })
	return m
}

// BenchmarkVisit visits the site for the first time with a phone's window, or again in
// another process, with what the service worker or the browser's cache has kept: -dist and,
// in turn with it, -old.
func BenchmarkVisit(b *testing.B) {
	dirs := []string{*dist}
	if *oldDist != "" {
		dirs = []string{*oldDist, *dist}
	}
	for _, c := range []struct {
		name  string
		mbits float64
		delay time.Duration
		slow  float64
		again []option
		most  int // rounds
	}{
		{"10Mbit", 10, 60 * time.Millisecond, 1, nil, 99},
		{"10Mbit-slow4x", 10, 60 * time.Millisecond, 4, nil, 99},
		{"1.6Mbit", 1.6, 150 * time.Millisecond, 1, nil, 2},
		{"local", 0, 0, 1, nil, 99},
		{"local-again-kept", 0, 0, 1, []option{keeps}, 99},
		{"local-again-cached", 0, 0, 1, []option{unready}, 99},
	} {
		b.Run(c.name, func(b *testing.B) {
			visits := make([][]visit, len(dirs))
			for range min(*rounds, c.most) {
				for i, dir := range dirs {
					w := &wire{rate: c.mbits * 1e6 / 8, delay: c.delay}
					options := []option{alone, phone, on(w.over(b, dir)), unready, before(visitor), func(s *setup) { s.slow = c.slow }}
					if c.again != nil {
						options = append(append(options, profile(b.TempDir())), c.again...)
						first := open(b, options...)
						first.visit()
						if kept, _ := first.try("navigator.serviceWorker !== undefined"); kept {
							first.saysOffline("works offline")
						}
						first.await("some learning", "zerokara.state().step > 20", patience) // compiled code may be kept by then
						first.end()
					}
					p := open(b, options...)
					visits[i] = append(visits[i], p.visit())
					p.end()
				}
			}
			for i, dir := range dirs {
				m := medians(visits[i])
				b.Logf("%s: paint %.0f, ink %.0f, pad %.0f, first step %.0f ms; %.0f", dir, m.Paint, m.Ink, m.Pad, m.Step, visits[i])
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// end closes a page with its browser.
func (p *page) end() {
	p.t.Helper()
	p.killed = true
	p.do(chromedp.Navigate("about:blank"))
	p.close()
	p.chromium.quit()
}

// slowed makes the page so many times as slow.
func (p *page) slowed(by float64) {
	p.t.Helper()
	call(p, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: by})
}
