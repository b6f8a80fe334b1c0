package e2e

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// chromium is one running browser. Each test opens its pages in browser contexts
// of their own, as in private windows: no test sees another's cache or storage.
type chromium struct {
	ctx   context.Context
	quit  func()
	agent string // as a user agent names itself
}

// shared are the browsers that all tests use, by whether they are composited.
var (
	sharing sync.Mutex
	shared  = map[bool]*chromium{}
)

// errDied is what a test reports whose browser ended while it ran.
var errDied = errors.New("the browser ended while this test ran, by itself or killed; the next test starts another")

// browserFor returns the browser that all pages with the same flags share, and
// starts it for the first of them and after its death.
func browserFor(composited bool) (*chromium, error) {
	sharing.Lock()
	defer sharing.Unlock()
	if c := shared[composited]; c != nil && !c.dead() {
		return c, nil
	}
	c, err := startChromium(composited, economy()...)
	if err == nil {
		shared[composited] = c
	}
	return c, err
}

// closeShared ends the browsers that tests shared.
func closeShared() {
	sharing.Lock()
	defer sharing.Unlock()
	for _, c := range shared {
		c.quit()
	}
}

// unseen are parts of Chromium's own window that no test sees: pages that draw the
// address bar's suggestions, and a process kept for the page after the next. Each is a
// process for every page opened, and together 40% of the time that opening takes. The
// first two are what chromedp turns off.
const unseen = "Translate,BlinkGenPropertyTrees," +
	"WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess"

// economy has V8 optimise only what runs for long: else it does so anew for every page, with
// most of the program, which takes 20% of all processor time of a test that trains little.
// Training is optimised as ever. What is measured, and pages alone in a browser, do without.
func economy() []chromedp.ExecAllocatorOption {
	if flag.Lookup("test.bench").Value.String() != "" {
		return nil
	}
	return []chromedp.ExecAllocatorOption{chromedp.Flag("js-flags", "--wasm-tiering-budget=1000000000")}
}

// startChromium starts a browser, with options of its own.
func startChromium(composited bool, more ...chromedp.ExecAllocatorOption) (*chromium, error) {
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", unseen),
		chromedp.Flag("lang", "en"))
	if composited {
		flags = append(flags, chromedp.Flag("use-gl", "angle"), chromedp.Flag("use-angle", "swiftshader"),
			chromedp.Flag("ignore-gpu-blocklist", true))
	}
	flags = append(flags, more...)
	if os.Getuid() == 0 {
		flags = append(flags, chromedp.NoSandbox)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithErrorf(complain))
	c := &chromium{ctx: ctx, quit: func() { cancel(); stop() }}
	version, err := chromedp.Run(ctx, func(ctx context.Context, _ *chromedp.Target) (browser.GetVersionResult, error) {
		return cdp.Call(ctx, chromedp.FromContext(ctx).Browser, browser.GetVersion, cdp.Empty{})
	})
	if err != nil {
		c.quit()
		return nil, fmt.Errorf("starting Chromium: %w", err)
	}
	c.agent = version.UserAgent
	return c, nil
}

// complain prints chromedp's errors, but for a value that it does not know yet.
func complain(format string, values ...any) {
	if s := fmt.Sprintf(format, values...); !strings.Contains(s, "IPAddressSpace") {
		log.Print("chromedp: ", s)
	}
}

// dead reports whether the browser's process has ended.
func (c *chromium) dead() bool {
	select {
	case <-chromedp.FromContext(c.ctx).Browser.LostConnection:
		return true
	default:
		return false
	}
}

// TestChromiumEnds kills a shared browser: the tests after it must get another.
func TestChromiumEnds(t *testing.T) {
	c, err := startChromium(false)
	if err != nil {
		t.Fatal(err)
	}
	defer c.quit()
	sharing.Lock()
	others := shared
	shared = map[bool]*chromium{false: c}
	sharing.Unlock()
	defer func() {
		closeShared()
		shared = others
	}()
	if same, err := browserFor(false); same != c || err != nil {
		t.Errorf("a running browser is not shared: %v", err)
	}
	if err := chromedp.FromContext(c.ctx).Browser.Process().Kill(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-chromedp.FromContext(c.ctx).Browser.LostConnection:
	case <-time.After(patience):
		t.Fatal("nobody notices that the browser ended")
	}
	if next, err := browserFor(false); err != nil || next == c || next.dead() {
		t.Errorf("no other browser was started: %v", err)
	}
}

// TestTabCrashes checks that a crashed tab is a problem at once, not a timeout.
func TestTabCrashes(t *testing.T) {
	t.Parallel()
	p := open(t, unready)
	limited, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	chromedp.Run(limited, func(ctx context.Context, tab *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, tab, cdppage.Crash, cdp.Empty{})
	})
	select {
	case <-p.ctx.Done():
	case <-time.After(patience):
		t.Fatal("nobody notices that the tab crashed")
	}
	p.mu.Lock()
	n := len(p.problems)
	p.mu.Unlock()
	if n == 0 {
		t.Error("a crashed tab is no problem")
	}
	p.forgive("crashed")
}
