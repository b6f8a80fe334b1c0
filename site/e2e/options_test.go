package e2e

import "github.com/chromedp/chromedp"

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
