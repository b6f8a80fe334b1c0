package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/wasm/lab/table"
)

// timed adds up what the page's own code works: what hears the pointer and the sliders, and
// what runs before a frame is painted.
const timed = `globalThis.work = 0;
const measured = (f) => typeof f !== "function" ? f : function (...given) {
	const began = performance.now();
	try { return f.apply(this, given); } finally { work += performance.now() - began; }
};
const frame = requestAnimationFrame, listen = EventTarget.prototype.addEventListener;
globalThis.requestAnimationFrame = (f) => frame(measured(f));
EventTarget.prototype.addEventListener = function (type, f, ...rest) {
	return listen.call(this, type, ["pointermove", "input"].includes(type) ? measured(f) : f, ...rest);
};
// drags moves everything of the open lab that can be dragged, and tells for each what a move
// took: hearing it, the frame after it, and laying that frame out.
globalThis.drags = async (moves) => {
	const lab = [...document.querySelectorAll("[data-lab]")].find((e) => e.checkVisibility()), told = [];
	const shown = (e) => e.checkVisibility() && e.getBoundingClientRect().width > 0;
	const things = () => [...lab.querySelectorAll("input[type=range], [style*=touch-action]")].filter((e) => shown(e) && !e.disabled);
	const point = (e, type, x, y) => e.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse", isPrimary: true, buttons: 1, clientX: x, clientY: y }));
	const count = things().length;
	for (let n = 0; n < count; n++) {
		const e = things()[n];
		if (!e) break;
		e.scrollIntoView({ block: "center" });
		await new Promise((done) => frame(() => frame(done)));
		const at = e.getBoundingClientRect(), x = at.x + at.width / 2, y = at.y + at.height / 2;
		const area = (e.closest("svg") ?? e.parentElement).getBoundingClientRect();
		const ms = [];
		if (e.type !== "range") point(e, "pointerdown", x, y);
		for (let i = 0; i < moves; i++) {
			work = 0;
			if (e.type === "range") {
				e.value = Math.round((i * 0.618 % 1) * e.max);
				e.dispatchEvent(new Event("input", { bubbles: true }));
			} else point(e, "pointermove", area.x + area.width * (i * 0.618 % 1), area.y + area.height * (i * 0.755 % 1));
			await new Promise((done) => frame(() => {
				const began = performance.now();
				document.body.getBoundingClientRect();
				ms.push(work + performance.now() - began);
				done();
			}));
			await new Promise((done) => frame(() => frame(done)));
		}
		if (e.type !== "range") point(e, "pointerup", x, y);
		ms.sort((a, b) => a - b);
		told.push({ name: e.closest("label")?.querySelector("span")?.textContent || e.getAttribute("aria-label") || e.getAttribute("class") || e.tagName, median: ms[moves / 2 | 0], high: ms[moves * 0.95 | 0], most: ms[moves - 1] });
	}
	return told;
};`

// BenchmarkDrags measures one move of whatever can be dragged in the labs: the app's work
// until the frame that shows it, in milliseconds.
func BenchmarkDrags(b *testing.B) {
	p := open(b, before(timed))
	p.draw(7)
	p.train(`{preset: "zerokara", epochs: 1}`)
	worst := 0.0
	var told strings.Builder
	for b.Loop() {
		for _, l := range table.All() {
			p.labAt(l.ID, "")
			lab := fmt.Sprintf("[data-lab=%q]", l.ID)
			if eval[bool](p, fmt.Sprintf(`!!document.querySelector(%q)?.checkVisibility()`, lab+" .train button")) {
				p.click(lab + " .train button")
				p.await("it is trained", fmt.Sprintf(`!document.querySelector(%q)?.checkVisibility() || !!e2e.one(%q).textContent.match(/\d/)`, lab+" .train button", lab+" .train"), 2*patience)
			}
			for _, d := range eval[[]struct {
				Name               string
				Median, High, Most float64
			}](p, "drags(40)") {
				fmt.Fprintf(&told, "\n%s %-40s %5.1f ms, %5.1f in 95%%, %5.1f at most", l.ID, d.Name, d.Median, d.High, d.Most)
				worst = max(worst, d.Median)
			}
		}
	}
	fmt.Println(told.String()) // b.Log cuts
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(worst, "ms/worst-median")
}
