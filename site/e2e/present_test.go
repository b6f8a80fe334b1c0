package e2e

import (
	"bytes"
	"fmt"
	"image/png"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// red counts the pixels of an element that are about as red as a prediction's bar, as
// a visitor sees it: bars are on a canvas.
func (p *page) red(selector string) (n int) {
	p.t.Helper()
	shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		p.t.Fatal(err)
	}
	b := p.box(selector)
	for y := int(b.Y); y < int(b.Y+b.Height); y++ {
		for x := int(b.X); x < int(b.X+b.Width); x++ {
			if r, g, _, _ := picture.At(x, y).RGBA(); r > 0x9000 && g < 0x6000 {
				n++
			}
		}
	}
	return n
}

// reds waits until there are some, or none.
func (p *page) reds(some bool) {
	p.t.Helper()
	for end := time.Now().Add(patience); (p.red(`[data-slot="bars"]`) > 100) != some; {
		if time.Now().After(end) {
			p.t.Errorf("%d red pixels in the bars; some are wanted: %v", p.red(`[data-slot="bars"]`), some)
			return
		}
	}
}

func TestPresentation(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "ja"} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			p := open(t, func(s *setup) { s.width, s.height, s.language = 1920, 1080, language })
			p.train(quickly)
			p.draw(7)
			p.await("a prediction", `zerokara.state().answered && e2e.text("#digit") === "7"`, patience)
			seen := eval[string](p, `e2e.text("#percent") + e2e.text("#probabilities") + e2e.text("#bench-loss")`)
			pad := p.box("#pad")
			p.do(chromedp.KeyEvent("p"))
			p.await("a presentation", `document.body.matches("[data-present]") && !document.querySelector(".top").checkVisibility()`, patience)
			if b := p.box("#pad"); b.Width < 1.5*pad.Width {
				t.Errorf("the pad is %v wide, and was %v", b.Width, pad.Width)
			}
			if b := p.box("main"); b.X+b.Width < 1860 {
				t.Errorf("the page ends at %v", b.X+b.Width)
			}
			for _, view := range []string{"look/inside", "look/why", "look/preparation", "test/errors", "test/score", "test/teach", "noise", "runs", "race", "about", ""} {
				p.run(fmt.Sprintf("zerokara.go(%q)", view))
				p.await("the view", fmt.Sprintf("zerokara.state().view === %q", view), patience)
				if tiny := eval[[]string](p, "e2e.tiny(20)"); len(tiny) > 0 {
					t.Errorf("%s: too small to be read from the last row: %q", view, tiny)
				}
				if cut := ask[[]string](p, "outside", "body *"); len(cut) > 0 {
					t.Errorf("%s: cut off: %q", view, cut)
				}
				p.shot("present-" + language + "-" + name(view))
			}
			for _, slot := range []string{"pad", "bars", "accuracy"} {
				if b := p.box(`[data-slot="` + slot + `"]`); b.Y < 0 || b.Y+b.Height > p.box("#transport").Y {
					t.Errorf("%s is not on the first screen: %+v", slot, b)
				}
			}
			p.reds(true)
			if line, handle := p.box("#line"), p.box("#seek"); line.Width < 300 || handle.X < line.X || handle.X+handle.Width > line.X+line.Width+1 {
				t.Errorf("the time line is %+v, its handle %+v", line, handle)
			}

			p.do(chromedp.KeyEvent("."))
			const hidden = `e2e.text("#digit") === "?" && e2e.text("#percent") + e2e.text("#bench-loss") === "" &&
				e2e.text("#probabilities").match(/\d–/g).length === 10 && e2e.text("#mini-digit") === "?" && e2e.text("#mini-percent") === ""`
			p.await("the prediction is hidden", hidden, patience)
			p.reds(false)
			p.shot("present-" + language + "-hidden")
			hides := []struct{ view, what string }{
				{"look/why", `["look", "alter"].every((id) => document.getElementById(id).dataset.state === "hidden") && e2e.text("#look-text") === e2e.text("#remark") && document.getElementById("altered").hidden`},
				{"look/preparation", `e2e.text("#film-digit") === "?" && e2e.text("#film-reads") === e2e.text("#remark")`},
				{"test/teach", `!document.querySelector("#teach-digits .answered") && !/7/.test(e2e.text("#teach-legend"))`},
				{"look/inside", `!/7/.test(e2e.text(".layers .answers .said"))`},
			}
			for _, h := range hides {
				p.run(fmt.Sprintf("zerokara.go(%q)", h.view))
				p.await("hidden in "+h.view, h.what, patience)
				p.shot("present-" + language + "-hidden-" + name(h.view))
			}
			p.run(`document.querySelector("#pad").focus()`)
			p.do(chromedp.KeyEvent("."))
			p.await("it is shown again", fmt.Sprintf(`%q === e2e.text("#percent") + e2e.text("#probabilities") + e2e.text("#bench-loss")`, seen), patience)
			for _, h := range hides {
				p.run(fmt.Sprintf("zerokara.go(%q)", h.view))
				p.await("shown again in "+h.view, "!("+h.what+")", patience)
			}
			p.run(`zerokara.go("")`)
			p.reds(true)

			p.do(chromedp.KeyEvent("."))
			p.await("the prediction is hidden", hidden, patience)
			p.draw(1)
			p.await("another drawing is classified", "zerokara.state().answered", patience)
			if !eval[bool](p, hidden) {
				t.Error("another drawing shows its prediction")
			}
			p.do(chromedp.KeyEvent(kb.Escape))
			p.await("the end shows it", `!document.body.matches("[data-present]") && e2e.text("#digit") !== "?"`, patience)
			p.do(chromedp.KeyEvent("."))
			p.run(`document.querySelector("[name=seed]").focus()`)
			p.do(chromedp.KeyEvent("p"), chromedp.KeyEvent("."))
			p.settled()
			if eval[bool](p, `document.body.matches("[data-present]") || e2e.text("#digit") === "?"`) {
				t.Error("a key that is typed into a field presents or hides")
			}

			p.click("#present-start")
			p.await("the button presents Watch", `document.body.matches("[data-present]") && zerokara.state().view === ""`, patience)
			p.click("#present-end")
			p.await("and the other ends it", `!document.body.matches("[data-present]")`, patience)
			p.run("zerokara.present(true)")
			p.await("a script presents", `document.body.matches("[data-present]")`, patience)
			p.run("zerokara.present(false)")
			p.await("and ends it", `!document.body.matches("[data-present]")`, patience)
		})
	}
}

// name is a view's name in a file's.
func name(view string) string {
	return string(bytes.ReplaceAll([]byte(view), []byte("/"), []byte("-")))
}
