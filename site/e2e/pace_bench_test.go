package e2e

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat"
)

// watchPen records, for every movement of the pen that was classified, the time
// until a frame with that prediction was drawn, and until the page was free again, which
// it is not while the frame is read back. It watches the messages between page and worker
// (wasm/protocol: 7 is Classify, 70 Classified), WebGL's draw calls, and what is put into
// a plain canvas instead.
const watchPen = `(() => {
	const pen = globalThis.pen = { moved: 0, sent: new Map(), due: [], drawn: [], took: [], seen: [], answers: [] };
	addEventListener("pointerrawupdate", (e) => { pen.moved ||= e.timeStamp; }, { capture: true });
	const seq = (data) => new DataView(data.buffer, data.byteOffset + 2).getUint32(0, true);
	const { postMessage } = Worker.prototype;
	Worker.prototype.postMessage = function (data, ...rest) {
		if (data instanceof Uint8Array && data[1] === 7 && pen.moved) {
			pen.sent.set(seq(data), pen.moved);
			pen.moved = 0;
		}
		return postMessage.call(this, data, ...rest);
	};
	const hear = ({ data }) => {
		const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
		if (bytes[1] !== 70) return;
		const n = seq(bytes), at = pen.sent.get(n);
		if (!at) return;
		pen.sent.delete(n);
		pen.answers.push(performance.now() - at);
		pen.due.push(at);
	};
	globalThis.Worker = new Proxy(Worker, { construct(target, args) {
		const w = Reflect.construct(target, args);
		w.addEventListener("message", hear);
		return w;
	} });
	const free = new MessageChannel();
	free.port1.onmessage = () => {
		for (const at of pen.drawn.splice(0)) pen.seen.push(performance.now() - at);
	};
	for (const [of, name] of [[WebGL2RenderingContext, "drawElements"], [CanvasRenderingContext2D, "putImageData"]]) {
		const draw = of.prototype[name];
		of.prototype[name] = function (...args) {
			draw.apply(this, args);
			if (pen.due.length === 0 || !this.canvas.closest(".bench")) return;
			const due = pen.due.splice(0);
			queueMicrotask(() => { // when all of the frame is drawn
				for (const at of due) pen.took.push(performance.now() - at);
				pen.drawn.push(...due);
				free.port2.postMessage(0);
			});
		};
	}
})()`

// BenchmarkPen draws without a pause, at rest and while the default network trains
// on all cores, and reports the time from a movement of the pen to the network's
// prediction, to the frame that shows it, and to the page free again. "composited" is
// closer to a machine with a GPU. With -old both builds take turns.
func BenchmarkPen(b *testing.B) {
	for _, c := range []struct {
		name    string
		trains  bool
		options []option
	}{
		{"rest", false, nil},
		{"training", true, nil},
		{"rest-composited", false, []option{composited, byEbiten}},
		{"training-composited", true, []option{composited, byEbiten}},
		{"rest-phone", false, []option{phone}},
		{"training-phone", true, []option{phone}},
	} {
		b.Run(c.name, func(b *testing.B) {
			rounds := []string{*dist}
			if *oldDist != "" {
				rounds = slices.Repeat([]string{*oldDist, *dist}, 3)
			}
			for b.Loop() {
				for _, dir := range rounds {
					b.Log(dir)
					p := open(b, append(slices.Clone(c.options), before(watchPen), on(serveFrom(b, dir, "/")))...)
					if c.trains {
						eval[bool](p, `(zerokara.start({preset: "zerokara", epochs: 100}), true)`)
						p.await("training with all data",
							`zerokara.state().phase === "training" && zerokara.state().imagesSeen > 60000`, 3*patience)
					}
					p.scribble()
					p.report(b, "answer", "pen.answers")
					p.report(b, "frame", "pen.took")
					p.report(b, "free", "pen.seen")
					p.close()
				}
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// scribble draws for some seconds.
func (p *page) scribble() {
	p.t.Helper()
	eval[bool](p, "(pen.took.length = pen.seen.length = pen.answers.length = 0, true)")
	box := p.box(pad)
	at := func(i int) point {
		angle := float64(i) * 0.15
		return point{box.X + box.Width*(0.5+0.3*math.Cos(angle)), box.Y + box.Height*(0.5+0.4*math.Sin(angle))}
	}
	move := func(mouse, touch string, to point) {
		if p.mobi {
			p.touch(touch, to)
		} else {
			p.mouse(mouse, to, true)
		}
	}
	for stroke := range 8 {
		eval[bool](p, "(zerokara.clear(), true)")
		move("mousePressed", "touchStart", at(0))
		for i := range 40 {
			move("mouseMoved", "touchMove", at(i*(stroke%3+1)))
			time.Sleep(16 * time.Millisecond)
		}
		if p.mobi {
			p.touch("touchEnd")
		} else {
			p.mouse("mouseReleased", at(40), false)
		}
	}
}

// report reports quantiles of a list of times in the page.
func (p *page) report(b *testing.B, what, list string) {
	took := eval[[]float64](p, list)
	slices.Sort(took)
	if len(took) < 50 {
		b.Fatalf("only %d times were recorded", len(took))
	}
	median, late := stat.Quantile(0.5, stat.Empirical, took, nil), stat.Quantile(0.95, stat.Empirical, took, nil)
	b.Logf("movement of the pen to %s: median %.1f ms, 95%% within %.1f ms (%d movements)", what, median, late, len(took))
	b.ReportMetric(late, "p95-ms-"+what)
}

// BenchmarkFirstStep opens a new page, starts training as soon as possible, and
// reports the time from navigation to the first optimiser step.
func BenchmarkFirstStep(b *testing.B) {
	const press = `(() => {
		const look = setInterval(() => {
			if (!globalThis.zerokara) return;
			clearInterval(look);
			zerokara.ready.then(() => {
				globalThis.readyAt = performance.now();
				zerokara.start();
				const watch = setInterval(() => {
					if (zerokara.state().step === 0) return;
					clearInterval(watch);
					globalThis.steppedAt = performance.now();
				}, 1);
			});
		}, 5);
	})()`
	for b.Loop() {
		var readies, steps []float64
		for range 5 {
			p := open(b, alone, before(press), unready)
			p.await("the first step", "globalThis.steppedAt", patience)
			readies = append(readies, eval[float64](p, "readyAt"))
			steps = append(steps, eval[float64](p, "steppedAt"))
			p.close()
		}
		slices.Sort(readies)
		slices.Sort(steps)
		b.Logf("from navigation: ready after %.0f ms, first step after %.0f ms (medians of 5; %.0f to %.0f)",
			readies[2], steps[2], steps[0], steps[4])
		b.ReportMetric(steps[2], "ms-to-first-step")
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkMemory reports the memory of all WebAssembly instances while two
// workers train, for the networks of the page.
func BenchmarkMemory(b *testing.B) {
	const watch = `(() => {
		const { instantiate } = WebAssembly;
		const channel = new BroadcastChannel("memory");
		WebAssembly.instantiate = async (...args) => {
			const instance = await instantiate.apply(WebAssembly, args);
			const id = Math.random();
			setInterval(() => channel.postMessage([id, instance.exports.mem.buffer.byteLength]), 100);
			if (globalThis.document) globalThis.ownMemory = () => instance.exports.mem.buffer.byteLength;
			return instance;
		};
		if (globalThis.document) {
			globalThis.memories = new Map();
			channel.onmessage = ({ data: [id, bytes] }) => memories.set(id, bytes);
		}
	})();`
	for _, preset := range []string{"zerokara", "simpleconv"} {
		b.Run(preset, func(b *testing.B) {
			script := released(b, "worker.js")
			site := serve(b, "/")
			site.spoil("worker.js", always, func(w http.ResponseWriter, _ *httptest.ResponseRecorder) {
				w.Header().Set("Content-Type", "text/javascript")
				fmt.Fprintf(w, "%s%s", watch, script)
			})
			p := open(b, alone, on(site), before(watch))
			for b.Loop() {
				eval[bool](p, fmt.Sprintf(`(zerokara.start({preset: %q, epochs: 3}), true)`, preset))
				p.await("an epoch", "zerokara.state().imagesSeen > 60000", 2*time.Minute)
				workers := eval[[]float64](p, "[...memories.values()]")
				app := eval[float64](p, "ownMemory()")
				total := app + sum(workers)
				b.Logf("app %.1f MB, %d workers %.1f MB, in all %.1f MB", app/1e6, len(workers), sum(workers)/1e6, total/1e6)
				b.ReportMetric(total/1e6, "MB")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
