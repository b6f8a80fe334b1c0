package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestShellBeforeWasm checks that the page can be read before any wasm arrives.
func TestShellBeforeWasm(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	letGo := site.hold(t, ".wasm")
	p := open(t, on(site), unready)
	p.await("the shell is there", `document.querySelector("#train").offsetHeight > 0`, patience)
	for _, s := range []string{"h1", ".explain", ".draw h2", ".think h2", ".watch h2"} {
		if p.text(s) == "" {
			t.Errorf("%s is empty", s)
		}
	}
	if eval[bool](p, "!!globalThis.zerokara") {
		t.Error("the program was there too soon for this test to say anything")
	}
	p.shot("shell")
	letGo()
	p.ready()
}

// TestPadBeforeWorker draws while the worker is still downloading.
func TestPadBeforeWorker(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	letGo := site.hold(t, "worker.wasm")
	p := open(t, on(site), unready)
	p.await("the pad is there", `globalThis.zerokara && document.querySelector("#bench canvas")`, patience)
	p.stroke(digits[1][0]...)
	if sum(p.input()) == 0 {
		t.Error("the pad takes no strokes before the worker is there")
	}
	if s := p.state(); s.Prediction != nil {
		t.Error("somebody answered before the worker was there")
	}
	letGo()
	p.ready()
	p.await("the drawing is classified at last", "zerokara.state().prediction !== null", patience)
}

// TestDownloadsSayWhatIsKnown holds the program back half-way: of its bytes as they are
// sent, it is said how many there are. Where the host has the browser inflate them nobody
// knows, and nothing is said.
func TestDownloadsSayWhatIsKnown(t *testing.T) {
	t.Parallel()
	for name, encoding := range map[string]string{"as it is": "", "inflated by the browser": "gzip"} {
		t.Run(name, func(t *testing.T) {
			site := serve(t, "/")
			gate := make(chan struct{})
			size := 0
			site.spoil("app.wasm", 1, func(w http.ResponseWriter, good *httptest.ResponseRecorder) {
				body := good.Body.Bytes()
				if encoding != "" {
					w.Header().Set("Content-Encoding", encoding)
				}
				size = len(body)
				w.Header().Set("Content-Length", strconv.Itoa(size))
				w.Write(body[:size/2])
				w.(http.Flusher).Flush()
				<-gate
				w.Write(body[size/2:])
			})
			p := open(t, on(site), unready)
			const text = `document.querySelector('[data-load="app"]')?.textContent`
			p.await("something arrives", text, patience)
			want := `/^Program$/`
			if encoding != "" {
				eval[bool](p, "new Promise(done => setTimeout(done, 500, true))") // for half of it to be counted
			} else {
				p.await("it is counted", "/ MB$/.test("+text+")", patience)
				want = fmt.Sprintf(`/^Program[1-9]\d*\.\d \/ %.1f MB$/`, float64(size)/1e6)
				p.await("half of it", fmt.Sprintf(`parseFloat(%s.slice("Program".length)) > %v`, text, 0.4*float64(size)/1e6), patience)
			}
			if ok, _ := p.try(want + ".test(" + text + ")"); !ok {
				t.Errorf("%q, want %s", eval[string](p, text), want)
			}
			close(gate)
			p.ready()
		})
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	isJapanese := func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) }
	inJapanese := func(s string) bool { return strings.ContainsFunc(s, isJapanese) }
	p := open(t, on(few(t)), japanese)
	if lang := eval[string](p, "document.documentElement.lang"); lang != "ja" {
		t.Errorf("a Japanese browser gets %q", lang)
	}
	words := []string{"title", ".explain", ".draw h2", "#train", ".facts"}
	for _, s := range words {
		if text := p.text(s); !inJapanese(text) {
			t.Errorf("%s is not Japanese: %q", s, text)
		}
	}
	p.draw(7)
	p.shot("ja-desktop")
	// A failure's notice is in the page's language, too.
	p.start(diverging)
	p.phase("error", patience)
	if reason := p.state().reason(); !inJapanese(reason) {
		t.Errorf("the error is not Japanese: %q", reason)
	}
	p.click(`[data-lang="en"]`)
	p.await("English", `document.documentElement.lang === "en" && e2e.text("#train") !== ""`, patience)
	for _, s := range append(words, "main") {
		if text := p.text(s); text == "" || inJapanese(text) {
			t.Errorf("Japanese is left over in the English %s: %.300s", s, text)
		}
	}
	p.do(chromedp.Reload())
	p.ready()
	if lang := eval[string](p, "document.documentElement.lang"); lang != "en" {
		t.Errorf("the choice of language is forgotten: %q", lang)
	}
}

// TestKeyboard uses the page by keyboard only.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	p := open(t)
	key := func(keys ...string) {
		for _, k := range keys {
			p.do(chromedp.KeyEvent(k))
		}
	}
	focus := func(want string) {
		t.Helper()
		for range 60 {
			key(kb.Tab)
			if eval[bool](p, fmt.Sprintf("document.activeElement.matches(%q)", want)) {
				if eval[string](p, `(s => s.outlineStyle + s.boxShadow)(getComputedStyle(document.activeElement))`) == "nonenone" {
					t.Errorf("%s shows no focus", want)
				}
				return
			}
		}
		t.Fatalf("Tab never reaches %s", want)
	}
	focus(pad)
	key(" ")
	for range 12 {
		key(kb.ArrowDown)
	}
	key(" ")
	if sum(p.input()) == 0 {
		t.Fatal("arrow keys draw nothing")
	}
	p.await("the drawing is classified", "zerokara.state().prediction !== null", patience)
	p.shot("keyboard")
	key(kb.Backspace)
	if sum(p.input()) != 0 {
		t.Error("Backspace undoes nothing")
	}
	focus("#train")
	key(kb.Enter)
	p.await("learning starts", "zerokara.state().step > 0", patience)
	key(kb.Enter)
	p.phase("paused", patience)
	focus("#step")
	before := p.state().Step
	key(kb.Enter)
	p.await("one step", fmt.Sprintf("zerokara.state().step === %d", before+1), patience)
	focus("#reset")
	key(kb.Enter)
	p.await("a reset", `zerokara.state().phase === "idle" && zerokara.state().step === 0`, patience)
	focus(`select[name="network"]`)
	key(kb.ArrowDown)
	p.await("another network", `e2e.text("#json").includes("patient")`, patience)
	focus("summary")
}

// TestLiveRegion checks that progress is announced to screen readers, in sentences
// and not too often.
func TestLiveRegion(t *testing.T) {
	t.Parallel()
	p := open(t)
	ask[bool](p, "record", "#live")
	p.start(`{preset: "mlp", batchSize: 100, epochs: 5}`)
	p.phase("done", 2*time.Minute)
	p.await("the end is said", `e2e.said.some((s) => /accuracy/i.test(s))`, patience)
	if n := eval[int](p, "e2e.said.filter((s) => s).length"); n < 2 || n > 20 {
		t.Errorf("%d announcements in one run", n)
	}
}

// TestSettings sets each field of the form and compares the recipe.
func TestSettings(t *testing.T) {
	t.Parallel()
	p := open(t)
	const recipe = `e2e.json("#json")`
	for _, network := range []string{"zerokara", "patient", "zerokara-2epochs", "simpleconv", "deepconv", "deepconv-augmented", "codelab",
		"mlp-sigmoid", "twolayer", "twolayer-sigmoid", "mlp"} {
		p.set("network", network)
		p.await(network, fmt.Sprintf(`e2e.text("#json").includes(%q)`, network), patience)
	}
	for _, optimizer := range []string{"sgd", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "momentum"} {
		p.set("optimizer", optimizer)
		p.await(optimizer, recipe+".optimizer.kind === "+js(optimizer), patience)
	}
	p.set("learningRate", "0.05")
	p.set("schedule", "cosine")
	p.set("weightDecay", "0.0001")
	p.set("batchSize", "200")
	p.set("epochs", "2")
	p.set("init", "xavier")
	p.set("seed", "99")
	const whole = `["momentum", 0.05, "cosine", 0.0001, 200, 2, "xavier", 99]`
	p.await("the whole choice", `((r) => JSON.stringify([r.optimizer.kind, r.learningRate, r.schedule.kind,
		r.weightDecay, r.batchSize, r.epochs, r.init.kind, r.seed]) === JSON.stringify(`+whole+`))(`+recipe+`)`, patience)
	p.click("#train")
	p.await("learning starts", "zerokara.state().step > 2", patience)
	p.set("learningRate", "0.01")
	p.await("a note that it takes effect later", `e2e.text("#settings-note") !== ""`, patience)
	if p.state().Step == 0 {
		t.Error("a change of settings threw away what was learned")
	}
	p.set("learningRate", "-1")
	p.await("a refusal", `/learning rate/i.test(e2e.text("#settings-note") + e2e.text("#notices"))`, patience)
}

// TestRefusalInJapanese types a learning rate that is refused, and reads why.
func TestRefusalInJapanese(t *testing.T) {
	t.Parallel()
	p := open(t)
	eval[bool](p, `(document.querySelector("[data-lang=ja]").click(), true)`)
	p.await("the page is in Japanese", `document.documentElement.lang === "ja"`, patience)
	eval[bool](p, `(() => {
		const field = document.querySelector("#settings [name=learningRate]");
		field.value = "1000";
		return field.dispatchEvent(new Event("change", { bubbles: true }));
	})()`)
	p.await("the reason, in Japanese", `document.querySelector("#settings").parentElement.textContent.includes("1000ではなく、0より大きく100以下にしてください")`, patience)
}

// TestSubPathAndOrigin serves the page from a sub-path and checks that it requests
// nothing outside it.
func TestSubPathAndOrigin(t *testing.T) {
	t.Parallel()
	site := serve(t, "/some/where/")
	p := open(t, on(site))
	p.start(`{preset: "mlp", batchSize: 500}`)
	p.phase("done", 2*time.Minute)
	if seen := p.origins(); len(seen) != 1 || !seen[site.server.URL] {
		t.Errorf("origins asked: %v, want only %s", seen, site.server.URL)
	}
	for path := range site.sent() {
		if !strings.HasPrefix(path, "/some/where/") {
			t.Errorf("%s was asked for, outside the sub-path", path)
		}
	}
}

// TestTransfer bounds the bytes transferred before the pad works and before the
// first step.
func TestTransfer(t *testing.T) {
	t.Parallel()
	total := func(s *site) (n int) {
		for _, b := range s.sent() {
			n += b
		}
		return n
	}
	site := serve(t, "/")
	letGo := site.hold(t, "worker.wasm")
	p := open(t, on(site), unready)
	p.await("the pad is there", `globalThis.zerokara && document.querySelector("#bench canvas")`, patience)
	pad := total(site) - site.sent()["/worker.wasm.gz"]
	letGo()
	p.ready()
	for path := range site.sent() {
		if strings.HasSuffix(path, ".bin.gz") {
			t.Errorf("%s was fetched before training was started", path)
		}
	}
	site.hold(t, "test-")
	site.hold(t, "train-01")
	p.click("#train")
	p.await("learning starts", "zerokara.state().step > 0", patience)
	needed := 0
	for path, n := range site.sent() {
		if !strings.Contains(path, "test-") && !strings.Contains(path, "train-01") {
			needed += n
		}
	}
	t.Logf("bytes before the pad works: %d; before the first step: %d", pad, needed)
	// The programs have their own limits (make sizes); 240,000 bytes are left for the rest
	// of the page, 400,000 for the first images.
	if pad > 2_000_000+240_000 || needed > 2_000_000+240_000+1_000_000+400_000 {
		t.Errorf("%d bytes before the pad works, %d before the first step", pad, needed)
	}
}

// TestLayout checks the layout at both sizes, in both languages, light and dark,
// and takes screenshots.
func TestLayout(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]option{
		"desktop-en-light": {},
		"desktop-ja-dark":  {japanese, dark},
		"phone-en-dark":    {phone, dark},
		"phone-ja-light":   {phone, japanese, reducedMotion},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, options...)
			p.draw(2)
			p.await("the 2 was classified", "zerokara.state().prediction !== null", patience)
			window := eval[box](p, "({Width: document.documentElement.clientWidth, Height: innerHeight})")
			if w := eval[float64](p, "document.documentElement.scrollWidth"); w > window.Width {
				t.Errorf("the page is %v wide in a window of %v", w, window.Width)
			}
			eval[bool](p, "(scrollTo(0, 0), true)")
			for _, slot := range []string{"pad", "bars"} {
				b := p.box(fmt.Sprintf("[data-slot=%q]", slot))
				if b.Width < 80 || b.Y < 0 || b.Y+b.Height > window.Height || b.X < 0 || b.X+b.Width > window.Width {
					t.Errorf("%s is not on the first screen: %+v", slot, b)
				}
			}
			if small := ask[[]string](p, "small"); len(small) > 0 {
				t.Errorf("too small to hit: %q", small)
			}
			p.shot(name + "-before")
			p.start(`{preset: "mlp"}`)
			p.await("some learning", "zerokara.state().testAccuracy > 0.9", 3*time.Minute)
			p.run("zerokara.pause()")
			p.await("paused, or over by then", `["paused", "done"].includes(zerokara.state().phase)`, patience)
			p.shot(name)
			if *shots != "" {
				p.full(name + "-full")
			}
		})
	}
}
