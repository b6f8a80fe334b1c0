// Package e2e drives the built page in a real Chromium with real pointer, touch
// and key events. Its tests need the site that `make site` writes.
package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var (
	dist  = flag.String("dist", "../../dist", "the built site")
	shots = flag.String("shots", "", "folder to write screenshots to")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if _, err := os.Stat(filepath.Join(*dist, "index.html")); err != nil {
		fmt.Fprintln(os.Stderr, "the site is not built: run make site, or make test-e2e")
		os.Exit(1)
	}
	code := m.Run()
	closeShared()
	os.Exit(code)
}

// patience is the time that a test waits for something that takes the page a
// second or two, on a busy machine without a GPU.
const patience = 60 * time.Second

// page is one tab in a browser context of its own.
type page struct {
	t        testing.TB
	ctx      context.Context
	quit     context.CancelFunc
	site     *site
	mobi     bool
	chromium *chromium

	scheme  string // "light" or "dark"
	reduced bool   // motion
	forced  bool   // colours
	killed  bool   // with its browser, by the test

	mu       sync.Mutex
	problems []string // uncaught exceptions and console errors
	requests []string // every URL asked for, workers' included
}

// option changes a page before it is opened.
type option func(*setup)

type setup struct {
	width, height int64
	touch         bool
	scale         float64
	language      string
	dark          bool
	reduced       bool
	before        []string // scripts that run before the page's own
	site          *site
	at            string // the fragment of its address
	wait          bool
	composited    bool
	alone         bool
	beside        *page
	profile       bool                           // it keeps what it stores: no private window
	flags         []chromedp.ExecAllocatorOption // of a browser for this page only
	keeps         bool
	slow          float64 // so many times
}

func phone(s *setup) { s.width, s.height, s.touch, s.scale = 390, 844, true, 2 }

func japanese(s *setup) { s.language = "ja" }

func dark(s *setup) { s.dark = true }

func reducedMotion(s *setup) { s.reduced = true }

// before runs a script ahead of the page's own ones.
func before(script string) option { return func(s *setup) { s.before = append(s.before, script) } }

// on serves the page from a site other than a plain one.
func on(site *site) option { return func(s *setup) { s.site = site } }

// composited lets the GPU process compose the page, as on a machine with a GPU.
// Otherwise Chromium reads every frame of the canvas back, which blocks the page
// for 50 ms.
func composited(s *setup) { s.composited = true }

// byEbiten has the page draw as where there is a GPU, which it asks WebGL for.
func byEbiten(s *setup) {
	before(`{
		const { getParameter } = WebGL2RenderingContext.prototype;
		WebGL2RenderingContext.prototype.getParameter = function (name) {
			return name === 0x9246 ? "a GPU" : getParameter.call(this, name); // UNMASKED_RENDERER_WEBGL
		};
	}`)(s)
}

// alone starts a browser for this page only: for tests that measure a browser's
// first page, or may end the browser.
func alone(s *setup) { s.alone = true }

// beside opens another tab beside a page: both share what the browser stores.
func beside(p *page) option { return func(s *setup) { s.beside, s.site = p, p.site } }

// profile starts a browser for this page only, which keeps what it stores in a folder.
func profile(folder string) option {
	return func(s *setup) { s.profile, s.flags = true, append(s.flags, chromedp.UserDataDir(folder)) }
}

// keeps leaves the page its service worker, which fetches all of the site: nothing that
// other tests look at, and half a second of each.
func keeps(s *setup) { s.keeps = true }

// noKeeper makes a browser one without service workers.
const noKeeper = `delete Navigator.prototype.serviceWorker`

// unready does not wait for the page to be ready.
func unready(s *setup) { s.wait = false }

// helpers are the functions that tests call in the page, as e2e.text(...).
//
//go:embed helpers.js
var helpers string

// open opens the page in a browser context of its own. The test fails at its end if the
// page threw an exception or wrote an error to the console.
func open(t testing.TB, options ...option) *page {
	t.Helper()
	s := setup{width: 1280, height: 800, scale: 1, language: "en", wait: true}
	for _, o := range options {
		o(&s)
	}
	if s.site == nil {
		s.site = serve(t, "/")
	}
	var c *chromium
	var err error
	if s.alone || s.flags != nil {
		if c, err = startChromium(s.composited, s.flags...); err == nil {
			t.Cleanup(c.quit)
		}
	} else {
		c, err = browserFor(s.composited)
	}
	if err != nil {
		t.Fatal(err)
	}
	// The page's site is closed after the page.
	p := &page{t: t, site: s.site, mobi: s.touch, chromium: c, scheme: "light"}
	switch {
	case s.beside != nil:
		p.ctx, p.quit = chromedp.NewContext(s.beside.ctx, chromedp.WithListener(p.hear))
	case s.profile: // its own context would be as a private window
		p.ctx, p.quit = chromedp.NewContext(c.ctx, chromedp.WithListener(p.hear))
	default:
		p.ctx, p.quit = chromedp.NewContext(c.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.hear))
	}
	t.Cleanup(func() {
		p.quit()
		if c.dead() && !p.killed {
			t.Error(errDied)
		}
	})
	if s.dark {
		p.scheme = "dark"
	}
	p.reduced = s.reduced
	p.do() // opens the tab
	p.view(s.width, s.height, s.scale)
	p.emulate("")
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	call(p, emulation.SetLocaleOverride, emulation.SetLocaleOverrideParams{Locale: s.language})
	agent := emulation.SetUserAgentOverrideParams{UserAgent: c.agent, AcceptLanguage: s.language}
	call(p, emulation.SetUserAgentOverride, agent)
	if !s.keeps {
		s.before = append(s.before, noKeeper)
	}
	for _, script := range append([]string{helpers}, s.before...) {
		call(p, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	}
	if s.slow > 1 {
		p.slowed(s.slow)
	}
	p.do(chromedp.Navigate(s.site.url + s.at))
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, problem := range p.problems {
			t.Errorf("the page: %s", problem)
		}
	})
	if s.wait {
		p.ready()
	}
	return p
}

// close closes the page before the test's end.
func (p *page) close() { p.quit() }

// hear records exceptions, console errors and requests. It must not call the
// browser.
func (p *page) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += fmt.Sprint(" ", e.ExceptionDetails.Exception.Description)
		}
		p.problems = append(p.problems, text)
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, a := range e.Args {
			words = append(words, string(a.Value)+a.Description)
		}
		text := strings.Join(words, " ")
		if e.Type == "error" || strings.Contains(text, "fatal error: ") || strings.Contains(text, "panic: ") { // the last words of a program in Go
			p.problems = append(p.problems, text)
		}
	case *inspector.EventTargetCrashed:
		p.problems = append(p.problems, "its tab crashed")
		go p.quit() // nothing in it will answer any more
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	}
}

// forgive removes the problems that mention one of the words: those that a test
// provoked.
func (p *page) forgive(words ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var rest []string
	for _, problem := range p.problems {
		known := false
		for _, w := range words {
			known = known || strings.Contains(problem, w)
		}
		if !known {
			rest = append(rest, problem)
		}
	}
	p.problems = rest
}

func call[P, R any](p *page, c cdp.Command[P, R], params P) R {
	p.t.Helper()
	r, err := chromedp.Run(p.ctx, func(ctx context.Context, t *chromedp.Target) (R, error) {
		return cdp.Call(ctx, t, c, params)
	})
	if err != nil {
		p.t.Fatalf("%s: %v", c.Method, err)
	}
	return r
}

func (p *page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := p.ctx, context.CancelFunc(func() {})
	if chromedp.FromContext(ctx).Target != nil { // a limit on the first call would end the browser
		ctx, cancel = context.WithTimeout(ctx, patience)
	}
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// eval returns the value of an expression, or of its promise.
func eval[T any](p *page, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// in returns a call of a function of helpers.js as JavaScript.
func in(name string, arguments ...any) string {
	var list []string
	for _, a := range arguments {
		list = append(list, js(a))
	}
	return "e2e." + name + "(" + strings.Join(list, ", ") + ")"
}

// ask calls a function of helpers.js in the page.
func ask[T any](p *page, name string, arguments ...any) T {
	p.t.Helper()
	return eval[T](p, in(name, arguments...))
}

// run runs a statement in the page; what it returns or promises does not matter.
func (p *page) run(statement string) {
	p.t.Helper()
	eval[bool](p, "("+statement+", true)")
}

// js returns a value as JavaScript.
func js(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// try reports whether an expression is true.
func (p *page) try(expression string) (bool, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
}

// await polls until an expression is true.
func (p *page) await(what, expression string, limit time.Duration) {
	p.t.Helper()
	deadline := time.Now().Add(limit)
	for pause := 4 * time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) {
		ok, err := p.try(expression)
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			p.shot("failure-" + strings.ReplaceAll(p.t.Name(), "/", "-"))
			state, _ := chromedp.Run(p.ctx, chromedp.Evaluate[json.RawMessage]("globalThis.zerokara?.state() ?? null"))
			p.t.Fatalf("%s: still not so after %v (%s; %v)\nstate: %s", what, limit, expression, err, state)
		}
		time.Sleep(pause)
	}
}

// ready waits until the pad and the worker accept input.
func (p *page) ready() {
	p.t.Helper()
	p.await("the page is ready", "e2e.ready()", patience)
}

// state is what zerokara.state() returns.
type state struct {
	Phase           string
	Step, Epoch     int
	ImagesSeen      int
	ImagesPerSecond float64
	Workers         int
	TrainLoss       *float64
	TestLoss        *float64
	TestAccuracy    *float64
	Prediction      *int
	Probabilities   []float64
	Error           *string
}

func (s state) String() string { return js(s) }

// digit returns the predicted digit, -1 without a prediction.
func (s state) digit() int {
	if s.Prediction == nil {
		return -1
	}
	return *s.Prediction
}

// accuracy returns the test accuracy, -1 before there is one.
func (s state) accuracy() float64 {
	if s.TestAccuracy == nil {
		return -1
	}
	return *s.TestAccuracy
}

// reason returns the error's text, "" without one.
func (s state) reason() string {
	if s.Error == nil {
		return ""
	}
	return *s.Error
}

func (p *page) state() state { p.t.Helper(); return eval[state](p, "zerokara.state()") }

// phase waits for a phase.
func (p *page) phase(name string, limit time.Duration) {
	p.t.Helper()
	p.await("phase "+name, fmt.Sprintf("zerokara.state().phase === %q", name), limit)
}

// learned opens a page and trains a small network to the end of its recipe, not to
// a time or an accuracy, so that it is the same network each time.
func learned(t *testing.T, options ...option) *page {
	t.Helper()
	p := open(t, options...)
	p.train(quickly)
	return p
}

// quickly is a recipe that is over in a second or two and classifies most drawings
// correctly.
const quickly = `{preset: "mlp", epochs: 1}`

// hardly is a recipe that is over at once, for tests to which it does not matter what
// the network has learned.
const hardly = `{preset: "mlp", epochs: 1, batchSize: 1000}`

// train trains by a recipe to the end.
func (p *page) train(recipe string) {
	p.t.Helper()
	eval[bool](p, "zerokara.start("+recipe+").then(() => true)")
	p.phase("done", 4*time.Minute)
}

// mistaken trains hardly, and shows the test digits of a cell: then every view has
// something to show, and nothing is on its way.
func (p *page) mistaken() {
	p.t.Helper()
	p.train(hardly)
	p.await("the matrix", `e2e.one("#errors-body").dataset.state === "shown" && e2e.count("#mixups button") > 0`, patience)
	p.await("the downloads are over", `e2e.count("#loads li") === 0`, patience)
	p.run(`e2e.one("#mixups button").click()`)
	p.await("a cell's digits", `e2e.count("#cell-digits button") > 0`, patience)
}

// start starts a run by a recipe, and does not wait.
func (p *page) start(recipe string) {
	p.t.Helper()
	p.run("zerokara.start(" + recipe + ")")
}

// pause pauses the run.
func (p *page) pause() {
	p.t.Helper()
	p.run("zerokara.pause()")
	p.phase("paused", patience)
}

// set gives the field of a name in the form a value.
func (p *page) set(name, value string) {
	p.t.Helper()
	ask[bool](p, "set", "[name="+name+"]", value)
}

// input returns the 784 grey values of the network's input.
func (p *page) input() []float64 {
	p.t.Helper()
	return eval[[]float64](p, "Array.from(zerokara.input())")
}

func sum(values []float64) float64 {
	var s float64
	for _, v := range values {
		s += v
	}
	return s
}

// shot saves a screenshot when the tests run with -shots.
func (p *page) shot(name string) {
	if *shots == "" {
		return
	}
	time.Sleep(300 * time.Millisecond)
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o666)
	}
	if err != nil {
		p.t.Logf("screenshot %s: %v", name, err)
	}
}

// origins returns the origins of every request so far.
func (p *page) origins() map[string]bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := map[string]bool{}
	for _, r := range p.requests {
		if u, err := url.Parse(r); err == nil && u.Scheme != "data" && u.Scheme != "blob" {
			seen[u.Scheme+"://"+u.Host] = true
		}
	}
	return seen
}

// site is a running server of the built page.
type site struct {
	url    string
	server *httptest.Server
	faults *faults
}

// full saves a screenshot of the whole page.
func (p *page) full(name string) {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o666)
	}
	if err != nil {
		p.t.Logf("screenshot %s: %v", name, err)
	}
}
