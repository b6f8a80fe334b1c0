package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// kept is the number of drawings that the page lists as the visitor's own.
const kept = `document.querySelectorAll("#kept-list .thumb").length`

// odd draws something that is no digit: a rhombus with a bar.
func (p *page) odd() {
	p.t.Helper()
	p.show(pad)
	eval[bool](p, "(zerokara.clear(), true)")
	p.stroke(point{0.5, 0.2}, point{0.7, 0.5}, point{0.5, 0.8}, point{0.3, 0.5}, point{0.5, 0.2})
	p.stroke(point{0.2, 0.5}, point{0.8, 0.5})
	p.settled()
}

func TestTeach(t *testing.T) {
	t.Parallel()
	p := open(t, reducedMotion)
	if !strings.Contains(p.text("#kept-text"), "None yet") {
		t.Errorf("without drawings it says %q", p.text("#kept-text"))
	}
	p.odd()
	p.await("one can say what it is", `!document.querySelector("#teach-digits").disabled`, patience)
	if !strings.Contains(p.text("#teach-note"), "learned nothing yet") {
		t.Errorf("an untrained network's note: %q", p.text("#teach-note"))
	}
	eval[bool](p, `(zerokara.start({preset: "codelab", epochs: 20}), true)`)
	p.await("most predictions are correct", "zerokara.state().testAccuracy > 0.85", 2*time.Minute)
	eval[bool](p, "(zerokara.pause(), true)")
	p.phase("paused", patience)
	step := p.state().Step
	p.odd()
	label := 7 // or what it does not read anyway
	if p.state().digit() == 7 {
		label = 1
	}
	p.click(fmt.Sprintf(`#teach-digits [value="%d"]`, label))
	p.run(`globalThis.progress = false,
		new MutationObserver(() => progress ||= !e2e.one("#lesson").hidden).observe(e2e.one("#lesson"), {attributes: true})`)
	p.click("#teach-go")
	p.await("the lesson shows progress", "progress", patience)
	p.await("a receipt", `!document.querySelector("#receipt").hidden`, patience)
	for _, want := range []string{fmt.Sprintf("This %d", label), "Test accuracy", "forgotten"} {
		if text := p.text("#receipt"); !strings.Contains(text, want) {
			t.Errorf("the receipt says %q, want %q", text, want)
		}
	}
	p.await("it reads what it was taught", fmt.Sprintf("zerokara.state().prediction === %d", label), patience)
	if s := p.state(); s.Phase != "paused" || s.Step != step {
		t.Errorf("the run was paused at step %d and is %s at %d", step, s.Phase, s.Step)
	}
	p.await("it is kept, and read right", kept+` === 1 && e2e.text("#kept-text").includes("1 of 1")`, patience)
	p.show("#teach")
	p.shot("teach")

	// A second one while it trains, by keyboard: the run goes on after it.
	eval[bool](p, "(zerokara.resume(), true)")
	p.await("it trains", "zerokara.state().phase === 'training'", patience)
	p.odd()
	p.stroke(point{0.5, 0.1}, point{0.5, 0.9})
	p.settled()
	p.await("one can say what it is", `!e2e.one("#teach-digits").disabled && !e2e.one("#teach-go").hidden`, patience)
	eval[bool](p, `(document.querySelector('#teach-digits [value="3"]').focus(), true)`)
	p.do(chromedp.KeyEvent(" "))
	p.do(chromedp.KeyEvent(kb.ArrowRight)) // to the 4
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await("two are kept", kept+" === 2", patience)
	p.await("the receipt counts the other", `e2e.text("#receipt").includes("Your other drawings (1)")`, patience)
	p.await("it trains on", "zerokara.state().phase === 'training' || zerokara.state().phase === 'done'", patience)

	// Cancelled, nothing changes.
	eval[bool](p, "(zerokara.pause(), true)")
	p.await("it rests", "zerokara.state().phase === 'paused' || zerokara.state().phase === 'done'", patience)
	p.await("the fingerprint is shown", `/^[0-9a-f]{16}$/.test(e2e.text("#fingerprint"))`, patience)
	print := p.text("#fingerprint")
	eval[bool](p, `(document.querySelector("#kept-again").focus(), true)`)
	p.do(chromedp.KeyEvent(kb.Enter))
	p.do(chromedp.KeyEvent(kb.Enter)) // the focus has moved to Cancel
	p.await("it was cancelled", `document.querySelector("#receipt").textContent.includes("as before")`, patience)
	if now := p.text("#fingerprint"); now != print {
		t.Errorf("fingerprint %s, after a cancelled lesson %s", print, now)
	}
}

// upload chooses a file for the page's import.
func (p *page) upload(content string) {
	p.t.Helper()
	name := filepath.Join(p.t.TempDir(), "drawings.ndjson")
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.SetUploadFiles("#kept-file", []string{name}))
}

// exported returns the file that the page's export gives.
func (p *page) exported() string {
	p.t.Helper()
	return eval[string](p, `new Promise((done) => { const make = URL.createObjectURL;
		URL.createObjectURL = (blob) => { URL.createObjectURL = make; blob.text().then(done); return make.call(URL, blob); };
		document.querySelector("#kept-export").click(); })`)
}

func TestKeptDrawings(t *testing.T) {
	t.Parallel()
	p := open(t, reducedMotion)
	p.draw(7)
	p.await("one can say what it is", `!document.querySelector("#teach-digits").disabled`, patience)
	p.click(`#teach-digits [value="7"]`)
	p.click("#teach-keep")
	p.await("it is kept", kept+" === 1", patience)

	// A file with the drawing already kept, a drawing from a tablet, and markup.
	mine := p.exported()
	tablet := `{"label":4,"writer":"<img src=x onerror=\"document.title='owned'\">",` +
		`"strokes":[[[120,80],[90,260],[300,255]],[[250,120],[240,420]]]}` + "\n"
	p.upload("\n" + mine + tablet)
	p.await("one is new", kept+` === 2 && e2e.text("#kept-note").includes("1 drawings added, 1 were here")`, patience)
	if eval[bool](p, `document.title === "owned" || document.querySelectorAll("#teach img").length > 0`) {
		t.Error("markup in a file became part of the page")
	}
	if p.ink("#kept-list li:first-child canvas") < 10 {
		t.Error("the tablet's drawing has no picture")
	}

	// Pictures are in the ink of every theme, with the same greys.
	const greys = `e2e.alpha("#kept-list canvas").join()`
	const inked = `e2e.solid("#kept-list canvas") ===
		getComputedStyle(document.documentElement).getPropertyValue("--ink")`
	light := eval[string](p, greys)
	for _, scheme := range []string{"light", "dark", "light"} {
		p.theme(scheme)
		p.await("the "+scheme+" theme's ink", inked+" && matchMedia(`(prefers-color-scheme: "+scheme+")`).matches", patience)
		if eval[string](p, greys) != light {
			t.Errorf("the picture's grey values are others in the %s theme", scheme)
		}
	}

	// Hostile files: the error names the line, and no drawing is lost.
	for content, want := range map[string]string{
		mine + `{"label":1,"strokes":[[[0.5,`:                        "Line 2",
		mine + mine + `{"label":1,"strokes":[[[NaN,1]]]}`:            "Line 3",
		`{"label":"<b>1</b>","strokes":[[[1,1]]]}`:                   "Line 1",
		strings.Repeat(mine, 501):                                    "Line 501",
		strings.Repeat("x", 9<<20):                                   "too large",
		"\n\n":                                                       "no drawing",
		`{"label":1,"writer":"a","strokes":[[[1.2,1.2],[1.3,1.4]]]}`: "no ink",
	} {
		p.upload(content)
		p.await(want, fmt.Sprintf(`document.querySelector("#kept-note").textContent.includes(%q)`, want), patience)
		if n := eval[int](p, kept); n != 2 {
			t.Errorf("after a bad file %d drawings are left", n)
		}
	}
	p.show("#kept-list")
	p.shot("kept")

	// In Japanese the only Latin letters are the names of fields.
	p.click(`.lang[lang="ja"]`)
	for content, want := range map[string]string{
		mine + `{"label":1,"strokes":[[[0.5,`:    "2行目はJSONとして読めません",
		`[]`:                                     "1行目は字のデータではありません",
		`{"label":"1","strokes":[[[1,1]]]}`:      "labelは0から9まで",
		`{"label":1,"writer":7}`:                 "writerは普通の文字64字まで",
		`{"label":1,"strokes":[]}`:               "strokesは1画以上",
		`{"label":1,"strokes":[[]]}`:             "strokes[0]は点[x, y]が1つ以上",
		`{"label":1,"strokes":[[[1,2],[1]]]}`:    "strokes[0][1]は点[x, y]で",
		strings.Repeat(" ", 2<<20) + "\n" + mine: "1行目が長すぎます（1048576バイトまで）",
	} {
		p.upload(content)
		p.await(want, fmt.Sprintf(`document.querySelector("#kept-note").textContent.includes(%q)`, want), patience)
		const words = `e2e.text("#kept-note").replace(/JSON|label|strokes|writer|1e9|\[x, y\]/g, "")
			.match(/[A-Za-z]+/g) ?? []`
		if rest := eval[[]string](p, words); len(rest) > 0 {
			t.Errorf("%q: %q is not Japanese", want, rest)
		}
	}
	p.click(`.lang[lang="en"]`)

	// The export has the drawings that are kept.
	exported := p.exported()
	if !strings.HasPrefix(exported, mine) || strings.Count(exported, "\n") != 2 || !strings.HasPrefix(exported, `{"label":7,"writer":"w-`) || !strings.Contains(exported, `{"label":4,"writer":"<img src=x`) {
		t.Errorf("exported %q", exported)
	}

	// They are kept after a reload.
	p.do(chromedp.Reload())
	p.ready()
	p.await("two are kept after a reload", kept+" === 2", patience)
	p.click("#kept-list li:last-child .thumb")
	p.settled()
	if _, top, _, bottom := extent(p.input()); bottom-top < 18 {
		t.Error("the kept 7 is not on the pad")
	}

	// One is deleted after a confirmation; then all.
	p.click("#kept-list li:last-child .remove")
	p.await("it asks", `document.querySelector("#confirm").open`, patience)
	p.do(chromedp.KeyEvent(kb.Escape))
	p.await("Escape answers no", `!document.querySelector("#confirm").open`, patience)
	if n := eval[int](p, kept); n != 2 {
		t.Errorf("%d drawings after a no", n)
	}
	p.click("#kept-list li:last-child .remove")
	p.click("#confirm-yes")
	p.await("one is left", kept+" === 1", patience)
	p.do(chromedp.Reload())
	p.ready()
	p.await("one is left after a reload", kept+" === 1", patience)
	p.click("#kept-clear")
	p.shot("confirm")
	p.click("#confirm-yes")
	p.await("none is left", kept+` === 0 && e2e.text("#kept-text").includes("None yet")`, patience)
}
