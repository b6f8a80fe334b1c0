package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// violation is one rule of axe-core that the page breaks: where, and how.
type violation struct {
	Rule, Impact, Help string
	Places             []string
}

// axe checks the page as it is by axe-core, which make test-e2e puts into .build.
func (p *page) axe() []violation {
	p.t.Helper()
	if !eval[bool](p, "!!globalThis.axe") {
		script, err := os.ReadFile(filepath.Join("..", "..", ".build", "axe.min.js"))
		if err != nil {
			p.t.Fatalf("axe-core is not there: run .ci/axe, or make test-e2e: %v", err)
		}
		p.run(string(bytes.TrimRight(script, "; \n")) + ", 0")
	}
	return ask[[]violation](p, "axe")
}

// TestAxe checks every view by axe-core, in both languages: untrained, and with a
// drawing, mistakes and reasons.
func TestAxe(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]option{
		"desktop-light": {reducedMotion},
		"phone-dark":    {reducedMotion, phone, japanese, dark},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, append(options, on(few(t)))...)
			check := func(state string) {
				p.eachView(func(view string) {
					for _, v := range p.axe() {
						t.Errorf("%s, %s breaks %s (%s): %s\n\t%s", state, view, v.Rule, v.Impact, v.Help, strings.Join(v.Places, "\n\t"))
					}
				})
			}
			check("empty")
			p.run("zerokara.draw(" + stroke7 + ")")
			p.mistaken()
			check("trained")
			other := "ja"
			if eval[string](p, "document.documentElement.lang") == other {
				other = "en"
			}
			p.run(fmt.Sprintf(`e2e.one("[data-lang=%s]").click()`, other))
			p.await("the other language", fmt.Sprintf("document.documentElement.lang === %q", other), patience)
			check(other)
		})
	}
}

// TestForcedColors forces colours, which takes all grounds away: whatever stands
// out by its ground or its edge must have an edge then, in every view, and what is
// chosen or of another kind must look otherwise than what is not.
func TestForcedColors(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)))
	const controls = "button, select, input, summary, [role=slider], [tabindex]"
	p.draw(7)
	p.mistaken()
	flat := map[string][]string{}
	p.eachView(func(view string) { flat[view] = ask[[]string](p, "flat", controls) })
	p.forcedColors()
	p.await("colours are forced", `matchMedia("(forced-colors: active)").matches`, patience)
	p.run(`e2e.one("#step-crop").click()`)
	pairs := map[string][][2]string{
		"": {{".key.training::before", ".key.test::before"}, {".lang[aria-pressed=true]", ".lang[aria-pressed=false]"},
			{".places > a[aria-current]", ".places > a:not([aria-current])"}},
		"look/why":         {{".choice input:checked + span", ".choice input:not(:checked) + span"}},
		"look/preparation": {{"#step-pen", "#step-crop"}, {"#step-pen::before", "#step-crop::before"}, {"#to-film", "#to-why"}},
		"test/errors":      {{"#matrix [aria-pressed=true]", "#matrix .wrong[aria-pressed=false]"}, {"#matrix .right", "#matrix .wrong"}, {"#mixups [aria-pressed=true]", "#mixups [aria-pressed=false]"}},
		"test/teach":       {{"#teach-digits input:checked + span", "#teach-digits input:not(:checked) + span"}},
		"noise":            {{".losses .d::before", ".losses .g::before"}, {"#gan-d", "#gan-g"}},
	}
	p.eachView(func(view string) {
		for _, name := range ask[[]string](p, "edgeless", controls) {
			if !slices.Contains(flat[view], name) {
				t.Errorf("%q: with forced colours %s has no edge", view, name)
			}
		}
		if view == "test/teach" {
			p.run(`e2e.one("#teach-digits input").click()`)
		}
		for _, pair := range pairs[view] {
			if a, b := ask[string](p, "look", pair[0]), ask[string](p, "look", pair[1]); a == b {
				t.Errorf("%q: with forced colours %s looks like %s: %s", view, pair[0], pair[1], a)
			}
		}
		p.shot("forced-colors-" + strings.ReplaceAll(view, "/", "-"))
	})
	dots := map[string]string{}
	for _, phase := range []string{"idle", "training", "done"} {
		p.run(fmt.Sprintf("document.body.dataset.phase = %q", phase))
		look := ask[string](p, "look", "#status::before")
		if other, ok := dots[look]; ok {
			t.Errorf("the dot of %s looks like that of %s", phase, other)
		}
		dots[look] = phase
	}
}

// TestZoom checks every view on small screens and magnified: it is as wide as its
// window, all controls and texts are in it whole, a finger can hit them, and nothing
// lies over the pad.
func TestZoom(t *testing.T) {
	t.Parallel()
	size := func(w, h int64) option { return func(s *setup) { s.width, s.height = w, h } }
	touch := func(s *setup) { s.touch = true }
	for name, options := range map[string][]option{
		"landscape":        {landscape, japanese},
		"narrow-en":        {narrow},
		"narrow-ja":        {narrow, japanese},
		"phone-ja":         {phone, japanese},
		"tablet":           {size(768, 1024), touch, japanese},
		"tablet-landscape": {size(1024, 768), touch, japanese},
		"200%":             {zoomed(2), japanese},
		"400%-en":          {zoomed(4)},
		"400%-ja":          {zoomed(4), japanese},
		"200px":            {size(200, 400), japanese},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, options...)
			p.show(pad)
			if v := ask[float64](p, "covered", pad); v > 0 {
				t.Errorf("a fraction of %v of the pad is covered", v)
			}
			p.stroke(point{0.3, 0.25}, point{0.6, 0.3})
			if sum(p.input()) == 0 {
				t.Error("the pad takes no ink")
			}
			p.mistaken()
			window := eval[float64](p, "document.documentElement.clientWidth")
			p.eachView(func(view string) {
				if w := eval[float64](p, "document.documentElement.scrollWidth"); w > window {
					t.Errorf("%q is %v wide in a window of %v", view, w, window)
				}
				for what, names := range map[string][]string{
					"outside the window": ask[[]string](p, "outside", "body *"),
					"cut off":            ask[[]string](p, "cut"),
					"too small to hit":   ask[[]string](p, "small"),
				} {
					if what == "cut off" && window < 280 { // no choice of a select fits
						continue
					}
					if len(names) > 0 {
						t.Errorf("%q, %s: %q", view, what, names)
					}
				}
				p.shot("zoom-" + name + "-" + strings.ReplaceAll(view, "/", "-"))
			})
		})
	}
}

// TestTabStops goes through every view by Tab, in windows in which bars take much of
// the room: whatever has the focus is seen.
func TestTabStops(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]option{
		"200%":  {zoomed(2)},
		"phone": {phone, japanese, func(s *setup) { s.height = 664 }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, append(options, on(few(t)))...)
			p.draw(7)
			p.mistaken()
			stops := map[string]bool{}
			p.eachView(func(view string) {
				n := eval[int](p, `e2e.visible("a, button, input, select, summary, [tabindex='0']").length`)
				for range n {
					p.do(chromedp.KeyEvent(kb.Tab))
					stop := eval[[2]string](p, "[e2e.hiddenStop(), document.activeElement.id]")
					if stop[0] != "" {
						t.Errorf("%q: the focus is behind something: %s", view, stop[0])
					}
					stops[stop[1]] = true
				}
			})
			if len(stops) < 25 {
				t.Errorf("Tab reaches %d elements", len(stops))
			}
		})
	}
}

// TestPrint prints every view: the drawing is on paper, no bar and no button that does
// something is, nothing is cut off at the right, and it takes few sheets.
func TestPrint(t *testing.T) {
	t.Parallel()
	p := open(t, dark)
	p.draw(7)
	p.mistaken()
	most := map[string]int{"": 2, "look/inside": 3, "about": 3}
	p.eachView(func(view string) {
		p.run(`e2e.all(".on-paper").forEach((c) => c.getContext("2d").clearRect(0, 0, c.width, c.height))`)
		sheets := bytes.Count(p.pdf(), []byte("/Type /Page\n"))
		if sheets < 1 || sheets > max(most[view], 2) {
			t.Errorf("%q takes %d sheets of paper", view, sheets)
		}
		for _, picture := range []string{"#paper-pad", "#paper-input"} {
			if ink := ask[float64](p, "ink", picture); ink < 20 {
				t.Errorf("%q: the picture %s has ink %v", view, picture, ink)
			}
		}
	})
	p.view(718, 1047, 1) // A4 with Chromium's margins
	p.emulate("print")
	p.await("it is on paper", `matchMedia("print").matches`, patience)
	p.eachView(func(view string) {
		if w := eval[float64](p, "document.documentElement.scrollWidth"); w > 718 {
			t.Errorf("%q is %v wide on paper of 718", view, w)
		}
		if out := ask[[]string](p, "outside", "main *, #bench *"); len(out) > 0 {
			t.Errorf("%q: cut off: %q", view, out)
		}
		for _, picture := range []string{"#paper-pad", "#paper-input"} {
			if box := p.box(picture); box.Width < 80 || box.Height < 80 {
				t.Errorf("%q: the picture %s is %v", view, picture, box)
			}
		}
		if left := ask[[]string](p, "visible", ".top, .transport, .mini, .tabs, .tools button, .buttons button, .primary"); len(left) > 0 {
			t.Errorf("%q: %d controls are on paper", view, len(left))
		}
		if filter := eval[string](p, `getComputedStyle(e2e.one('[data-slot="loss"] canvas')).filter`); filter == "none" {
			t.Errorf("%q: the curves are drawn for a dark screen", view)
		}
		p.shot("print-" + strings.ReplaceAll(view, "/", "-"))
	})
}

// pdf prints the page, on A4.
func (p *page) pdf() []byte {
	p.t.Helper()
	return call(p, cdppage.PrintToPDF, cdppage.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69}).Data
}

// shift returns the layout shift so far that no input caused, as Chromium counts
// it: what moved how far, in parts of the window.
func (p *page) shift() float64 {
	p.t.Helper()
	return ask[float64](p, "shift")
}

// TestLayoutShift checks that hardly anything moves by itself in any view: while the
// page, the program and the network come one after the other, one draws, and the network
// trains and is done.
func TestLayoutShift(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]option{"desktop": nil, "phone": {phone, japanese}} {
		for _, view := range places {
			t.Run(name+"/"+view, func(t *testing.T) {
				t.Parallel()
				site := few(t)
				if view == "" { // all downloads are shown there, and the largest numbers
					site = serve(t, "/")
				}
				program, worker := site.hold(t, "app.wasm"), site.hold(t, "worker.wasm")
				p := open(t, append(slices.Clone(options), on(site), unready, func(s *setup) { s.at = "#/" + view })...)
				p.await("the page is shown", `document.documentElement.dataset.shown !== undefined`, patience)
				p.frames()
				program()
				p.await("the program runs", `document.body.dataset.pad !== undefined`, patience)
				p.frames()
				worker()
				p.ready()
				p.at(view)
				p.run("zerokara.draw(" + stroke7 + ")")
				p.train(hardly)
				if s := p.shift(); s > 0.1 {
					t.Errorf("the layout shifts by %.3f: %s", s, strings.Join(ask[[]string](p, "shifted"), "; "))
				}
				t.Logf("layout shift %.4f: %s", p.shift(), strings.Join(ask[[]string](p, "shifted"), "; "))
				// The observer works: something is pushed down.
				before := p.shift()
				eval[bool](p, `(scrollTo(0, 0), document.body.prepend(Object.assign(document.createElement("div"), {id: "push"})),
					e2e.one("#push").style.height = "300px", true)`)
				p.await("a shift is seen", fmt.Sprintf("e2e.shift() > %g", before+0.05), time.Minute)
			})
		}
	}
}

// frames waits until the page has been painted as it is.
func (p *page) frames() {
	p.t.Helper()
	eval[bool](p, "new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(() => f(true))))")
}

// eachView shows every view, one after the other.
func (p *page) eachView(f func(view string)) {
	p.t.Helper()
	for _, view := range places {
		p.run(fmt.Sprintf("zerokara.go(%q)", view))
		p.at(view)
		f(view)
	}
}

// stroke7 is a 7 as zerokara.draw takes it.
const stroke7 = "[[[0.3,0.25],[0.7,0.25],[0.4,0.8]]]"
