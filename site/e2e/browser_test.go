// Package e2e drives the built page in a real Chromium with real pointer, touch
// and key events. Its tests need the site that `make site` writes.
package e2e

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	goruntime "runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

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
	if !given("test.parallel") {
		flag.Set("test.parallel", strconv.Itoa(goruntime.GOMAXPROCS(0)*3/2))
	}
	code := m.Run()
	closeShared()
	os.Exit(code)
}

// given reports whether a flag is on the command line.
func given(name string) (is bool) {
	flag.Visit(func(f *flag.Flag) { is = is || f.Name == name })
	return is
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
