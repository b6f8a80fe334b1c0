package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// host serves a page of another origin that has a zerokara-view, as markup, among much
// else, and opens it. What it hears is in results.
func host(t *testing.T, view string, options ...option) (p *page, home *site) {
	t.Helper()
	home = few(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><script src="%szerokara-view.js"></script>
<div style="height: 900px">before</div>%s<div style="height: 2000px">after</div>
<script>
const results = [];
addEventListener("result", (event) => results.push(event.detail));
const element = document.querySelector("zerokara-view");
const frame = element.shadowRoot.querySelector("iframe");
</script>`, home.url, view)
	}))
	t.Cleanup(server.Close)
	p = open(t, append(options, on(&site{url: server.URL + "/", server: server, faults: home.faults}), unready)...)
	p.run("element.scrollIntoView()") // it loads when it is near
	p.await("the first result", "results.length > 0", patience)
	return p, home
}

// within returns the value of an expression in the frame's document, which the page around
// cannot see: beside its scripts, in a world of the debugger's.
func within[T any](p *page, expression string) T {
	p.t.Helper()
	tree := call(p, cdppage.GetFrameTree, cdp.Empty{})
	world := call(p, cdppage.CreateIsolatedWorld, cdppage.CreateIsolatedWorldParams{FrameID: tree.FrameTree.ChildFrames[0].Frame.ID, WorldName: "test"})
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise, func(e *runtime.EvaluateParams) {
		e.ContextID = world.ExecutionContextID
	}))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// fits awaits that the frame is as high as what it shows.
func (p *page) fits() (height float64) {
	p.t.Helper()
	p.until("the frame has its page's height", func() bool {
		height = eval[float64](p, "frame.offsetHeight")
		return height == within[float64](p, "Math.max(Math.ceil(document.body.getBoundingClientRect().height), 520)")
	})
	return height
}

// inFrame returns where a place of an element in the frame is in the window, from 0 to 1 over
// its box. It is scrolled to the window's middle.
func (p *page) inFrame(selector string, x, y float64) point {
	p.t.Helper()
	inner := within[point](p, fmt.Sprintf("(({x, y, width, height}) => ({ X: x + %v * width, Y: y + %v * height }))(document.querySelector(%q).getBoundingClientRect())", x, y, selector))
	outer := eval[point](p, fmt.Sprintf(`(async () => {
		for (let last = NaN, same = 0; same < 5; same += 1) { // what was set going before goes on for a while
			scrollTo({ top: scrollY + frame.getBoundingClientRect().y + %v - innerHeight / 2, behavior: "instant" });
			if (scrollY !== last) [last, same] = [scrollY, 0];
			await new Promise(requestAnimationFrame);
		}
		const { x, y } = frame.getBoundingClientRect();
		return { X: x, Y: y };
	})()`, inner.Y))
	return point{inner.X + outer.X, inner.Y + outer.Y}
}

// swipe moves fingers side by side up by 200 pixels.
func (p *page) swipe(fingers ...point) {
	p.t.Helper()
	moved := func(by float64) (to []point) {
		for _, f := range fingers {
			to = append(to, point{f.X, f.Y - by})
		}
		return to
	}
	for n := range fingers {
		p.touch("touchStart", fingers[:n+1]...)
	}
	for by := 20.0; by <= 200; by += 20 {
		p.touch("touchMove", moved(by)...)
	}
	p.touch("touchEnd")
}

// TestEmbedPhone uses a network within another origin's page on a phone: one finger draws
// on the pad, and whatever else is done scrolls the page around.
func TestEmbedPhone(t *testing.T) {
	t.Parallel()
	p, _ := host(t, `<zerokara-view view="watch" lang="ja" title="net"></zerokara-view>`, phone)
	p.fits()
	if lang, title := within[string](p, "document.documentElement.lang"), eval[string](p, "frame.title"); lang != "ja" || title != "net" {
		t.Errorf("the language is %q, the title %q", lang, title)
	}
	if seen := within[string](p, `[...document.querySelectorAll(".top, .tabs, .mini, #next")].filter((e) => e.checkVisibility()).map((e) => e.className).join()`); seen != "" {
		t.Errorf("beside the view stands %s", seen)
	}
	scrolled := func(what string, want bool, do func()) {
		t.Helper()
		before := eval[float64](p, "scrollY")
		do()
		if want {
			p.await(what+" scrolls the page around", fmt.Sprintf("scrollY > %v + 50", before), patience)
		} else if now := eval[float64](p, "scrollY"); now != before {
			t.Errorf("%s scrolls the page around, from %v to %v", what, before, now)
		}
	}

	at := p.inFrame(".pad", 0.4, 0.8)
	scrolled("a finger on the pad", false, func() { p.swipe(at) })
	p.await("a prediction", "results.at(-1).prediction !== null", patience)

	at = p.inFrame(".pad", 0.2, 0.8)
	scrolled("two fingers on the pad", true, func() { p.swipe(at, point{at.X + 80, at.Y}) })
	within[bool](p, "(document.querySelector('#undo').click(), true)")
	p.await("one stroke was all", "results.at(-1).prediction === null", patience)

	at = p.inFrame(".charts", 0.5, 0.5)
	scrolled("a finger beside the pad", true, func() { p.swipe(at) })

	within[bool](p, "(document.querySelector('#train').click(), true)")
	p.await("it says that it learns", "results.at(-1).phase === 'training'", patience)
	p.shot("embedded-phone")
}

// TestEmbedLab shows a lab within another origin's page, and then another lab in the same
// frame. The page around is sent lies meanwhile.
func TestEmbedLab(t *testing.T) {
	t.Parallel()
	p, home := host(t, `<zerokara-view lab="2.1" gate="or" run="preset=mlp&seed=2" class="x" data-y="z"></zerokara-view>`, func(s *setup) { s.width = 800 })
	p.until("the downloads are over", func() bool { return within[bool](p, "document.querySelector('#loads li') === null") })
	first := p.fits()
	if src := eval[string](p, "frame.src"); src != home.url+"?view=embed#/book/2?preset=mlp&seed=2&lab=2.1&gate=or" {
		t.Errorf("the frame's address is %s", src)
	}
	p.until("its option has arrived", func() bool {
		return within[bool](p, `document.querySelector('[data-lab="2.1"] [aria-pressed="true"]')?.textContent === "OR"`)
	})

	// Lies: of the page around, of another frame, and of whatever has taken over this one.
	lies := `[null, 7, "height", { zerokara: "height", height: "900px" }, { zerokara: "height", height: NaN }, { zerokara: "height", height: Infinity },
		{ zerokara: "result" }, { ...good, prediction: 77 }, { ...good, prediction: "3" }, { ...good, probabilities: [1] }, { ...good, probabilities: Array(10).fill(NaN) },
		{ ...good, phase: "<b>" }, { ...good, testAccuracy: 1e308 }, { ...good, fingerprint: "x" }, { ...good, fingerprint: ["0123456789abcdef"] }]`
	good := `const good = { zerokara: "result", prediction: 3, probabilities: Array(10).fill(0.1), phase: "idle", testAccuracy: 0.5, fingerprint: "0123456789abcdef", more: "more" };`
	n := eval[int](p, "results.length")
	eval[bool](p, `new Promise((done) => {
		`+good+`
		addEventListener("message", ({ data }) => { if (data === "over") done(true); });
		for (const lie of [...`+lies+`, { ...good, prediction: 1 }, { zerokara: "height", height: 5000 }]) postMessage(lie, "*");
		const other = document.body.appendChild(document.createElement("iframe"));
		other.srcdoc = "<script>parent.postMessage(" + JSON.stringify({ ...good, prediction: 2 }) + ", '*'); parent.postMessage({ zerokara: 'height', height: 5000 }, '*'); parent.postMessage('over', '*')</" + "script>";
	})`)
	within[bool](p, `(() => { `+good+` for (const lie of `+lies+`) parent.postMessage(lie, "*"); parent.postMessage(good, "*"); return true; })()`)
	p.await("what is no lie", "results.at(-1).prediction === 3", patience)
	if got := eval[[]map[string]any](p, fmt.Sprintf("results.slice(%d).filter((r) => r.prediction !== null)", n)); len(got) != 1 || len(got[0]) != 5 {
		t.Errorf("heard as results: %v", got)
	}
	if now := p.fits(); now != first {
		t.Errorf("the frame was %v high, and now is %v", first, now)
	}

	// Another lab is as high as that is, and the page in the frame is the same.
	within[bool](p, "(document.body.dataset.mark = 'same', true)")
	p.run(`(element.removeAttribute("gate"), element.setAttribute("lab", "5.3"))`)
	p.until("the other lab", func() bool {
		return within[bool](p, `!!document.querySelector('[data-lab="5.3"]')?.checkVisibility() && document.body.dataset.mark === "same"`)
	})
	if now := p.fits(); now == first {
		t.Errorf("the other lab is as high as the first, %v", now)
	}

	// Over the pad, too, the wheel scrolls the page around; so does nothing else by itself.
	at, before := p.inFrame(".pad", 0.5, 0.5), eval[float64](p, "scrollY")
	wheel := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseWheel, X: at.X, Y: at.Y, DeltaX: 1, DeltaY: 120}
	call(p, input.DispatchMouseEvent, wheel)
	p.await("the wheel over the pad", fmt.Sprintf("scrollY > %v + 50", before), patience)
	p.shot("embedded-lab")
}

// framed is the window of a zerokara-view of a page of the same origin.
func framed(id string) string {
	return fmt.Sprintf(`document.querySelector(%q).shadowRoot.querySelector("iframe").contentWindow`, "#"+id)
}

// TestEmbedPage opens the page that shows how, with its two frames: each comes back with
// what it had.
func TestEmbedPage(t *testing.T) {
	t.Parallel()
	site := few(t)
	site.url += "embed.html"
	p := open(t, on(site), unready, japanese)
	if seen := eval[string](p, "document.querySelector('main').innerText"); strings.Contains(seen, "Two lines") || !strings.Contains(seen, "2行") {
		t.Errorf("in Japanese it says %q", seen)
	}
	both := func() {
		t.Helper()
		for _, id := range []string{"lab", "net"} {
			p.run(fmt.Sprintf(`document.querySelector("#%s").scrollIntoView({ behavior: "instant" })`, id))
			p.await(id, framed(id)+".zerokara?.state().phase === 'idle'", patience)
		}
	}
	both()
	p.run(framed("net") + ".zerokara.draw([[[0.3, 0.25], [0.7, 0.25], [0.45, 0.8]]])")
	p.await("a result", `/"prediction": [0-9]/.test(document.querySelector("#result").textContent)`, patience)
	p.shot("embed-page")
	p.do(chromedp.Reload())
	both()
	p.await("the drawing is back", framed("net")+".zerokara.state().prediction !== null", patience)
	if eval[bool](p, framed("lab")+".zerokara.state().prediction !== null") {
		t.Error("the drawing of one frame is in the other")
	}

	// A link leads out of the frame, to a page of its own, with the drawing.
	p.run(framed("net") + ".open = (url) => { top.opened = url; }")
	p.run(framed("net") + `.document.querySelector(".transport .embedded").click()`)
	if url := eval[string](p, "top.opened"); !strings.HasPrefix(url, "/#/?draw=") {
		t.Errorf("the link opens %s", url)
	}
}

// until polls until ok is true.
func (p *page) until(what string, ok func() bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for !ok() {
		if ctx.Err() != nil {
			p.shot("failure-" + p.t.Name())
			p.t.Fatalf("%s: still not so after %v", what, patience)
		}
	}
}
