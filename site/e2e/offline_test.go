package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// offlineText is what the page says of itself without a network.
const offlineText = `document.querySelector("#offline-text").textContent`

// says waits until that has a part.
func (p *page) saysOffline(part string) {
	p.t.Helper()
	p.await(part, fmt.Sprintf("%s.includes(%q)", offlineText, part), patience)
}

// keptFiles are those of the site that the browser keeps, by name, and whether their
// content is the one that the hash in the name is of.
const keptFiles = `(async () => {
	const found = {};
	for (const cache of await caches.keys()) for (const request of await (await caches.open(cache)).keys()) {
		const body = await (await caches.match(request)).arrayBuffer();
		const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
		const hash = Array.from(sum.slice(0, 5), (b) => b.toString(16).padStart(2, "0")).join("");
		const named = /\.([0-9a-f]{10})\./.exec(request.url);
		found[request.url.replace(/.*\//, "").replace(/\.[0-9a-f]{10}(?=\.)/, "")] = !named || named[1] === hash;
	}
	return found;
})()`

// cut has the site answer nothing any more, as without a network.
func (s *site) cut() {
	s.spoil("", always, func(http.ResponseWriter, *httptest.ResponseRecorder) { panic(http.ErrAbortHandler) })
}

// reload loads the page again.
func (p *page) reload() {
	p.t.Helper()
	p.run("globalThis.old = true")
	p.do(chromedp.Reload())
	p.await("the page is loaded again", "!globalThis.old", patience)
	p.ready()
}

// TestOffline visits the page once and cuts the network: what is open goes on, and a
// reload has all of it.
func TestOffline(t *testing.T) {
	t.Parallel()
	site := serve(t, "/some/where/")
	p := open(t, on(site), keeps)
	p.saysOffline("works offline")
	p.notice(patience, "now works offline")
	kept := eval[map[string]bool](p, keptFiles)
	if len(kept) < 30 {
		t.Errorf("%d files are kept", len(kept))
	}
	for name, good := range kept {
		if !good {
			t.Errorf("%s has another content", name)
		}
	}
	site.cut()
	p.train(hardly)
	p.reload()
	p.run(`zerokara.reset()`)
	p.train(hardly)
	p.openLab("2.1")
	p.click(`[data-lang="ja"]`)
	p.await("it is in Japanese", `document.documentElement.lang === "ja" && e2e.text("#to-watch") === "学習を見る"`, patience)
	p.saysOffline("オフラインでも使えます")
	if got := p.text("#notices"); strings.Contains(got, "オフライン") {
		t.Errorf("it is said again: %s", got)
	}
	p.run(`location.hash = "#/about"`)
	p.await("the section is shown", `document.querySelector("#offline").checkVisibility() && (document.querySelector("#offline").scrollIntoView({block: "center"}), true)`, patience)
	p.shot("offline-about")
}

// TestInstallable asks the browser whether the page can be installed, by an address of its
// own. In a private window, as each test's is, it never is.
func TestInstallable(t *testing.T) {
	t.Parallel()
	p := open(t, on(serve(t, "/some/where/")), unready)
	m := call(p, cdppage.GetAppManifest, cdppage.GetAppManifestParams{})
	if !strings.Contains(m.URL, "/some/where/manifest.") || len(m.Errors) > 0 {
		t.Errorf("the manifest %q has %d errors", m.URL, len(m.Errors))
	}
	for _, e := range call(p, cdppage.GetInstallabilityErrors, cdp.Empty{}).InstallabilityErrors {
		if e.ErrorID != "in-incognito" {
			t.Errorf("it cannot be installed: %s", js(e))
		}
	}
	if id := call(p, cdppage.GetAppID, cdp.Empty{}).AppID; id != p.site.url {
		t.Errorf("it is installed as %q", id)
	}
}

// TestNextRelease serves another release under a page: it goes on with its own files and
// keeps what it has learned, until the visitor takes the new one.
func TestNextRelease(t *testing.T) {
	t.Parallel()
	site, next := twoReleases(t)
	p := open(t, on(site), keeps)
	p.saysOffline("works offline")
	p.train(hardly)
	print := p.print()
	next()
	p.reload()
	p.saysOffline("There is a new version")
	if eval[bool](p, `noticed.includes("new version")`) {
		t.Error("the new version is there before anybody has agreed to fetch it")
	}
	p.run(`location.hash = "#/about"`)
	p.click("#offline-keep")
	p.notice(patience, "new version")
	p.run(`location.hash = "#/"`)
	p.shot("offline-release")
	if got := p.text("#to-watch"); got != "Watch" {
		t.Errorf("the page that was there says %q", got)
	}
	q := open(t, beside(p), keeps)
	if got := q.text("#to-watch"); got != "Watch" {
		t.Errorf("another page says %q before the new version is taken", got)
	}
	p.run("globalThis.old = true")
	p.run(`[...document.querySelectorAll("#notices button")].find((b) => b.textContent === "Take the new version").click()`)
	p.await("the new one is there", `!globalThis.old && e2e.text("#to-watch") === "Watch next"`, patience)
	p.ready()
	if got := p.print(); got != print {
		t.Errorf("the weights are %s, before %s", got, print)
	}
	p.saysOffline("works offline")
	q.click(`[data-lang="ja"]`)
	q.await("another tab goes on with its own files", `document.documentElement.lang === "ja" && e2e.text("#to-watch") === "学習を見る"`, patience)
	q.close()
	site.cut()
	p.reload()
	p.await("the new one works offline", `e2e.text("#to-watch") === "次の学習を見る"`, patience)
	p.await("the old one is removed", `caches.keys().then((names) => globalThis.releases = names.filter((n) => n.split(" ").length === 3).length), globalThis.releases === 1`, patience)
}

// TestTornIsNotKept spoils a file on its way, twice: it is not kept, nothing false is said,
// and the rest follows on the next visit; as does a file that is lost later.
func TestTornIsNotKept(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	site.spoil("train-05", 1, torn)
	site.spoil("train-05", 1, cached(flipped))
	p := open(t, on(site), keeps)
	p.saysOffline("Not everything could be fetched")
	kept := eval[map[string]bool](p, keptFiles)
	if _, ok := kept["train-05.bin.gz"]; ok || !kept["app.wasm.gz"] {
		t.Errorf("kept are %v", kept)
	}
	p.reload()
	p.saysOffline("works offline")
	if !eval[map[string]bool](p, keptFiles)["train-05.bin.gz"] {
		t.Error("the file is not there")
	}
	p.run(`caches.keys().then(async ([name]) => globalThis.lost = await (await caches.open(name)).delete(document.querySelector("script[src*=boot]").src))`)
	p.await("a file is lost", "globalThis.lost === true", patience)
	p.reload()
	p.saysOffline("works offline")
	if !eval[map[string]bool](p, keptFiles)["boot.js"] {
		t.Error("what was lost is not there again")
	}
	if n := site.asked("train-04"); n != 1 {
		t.Errorf("what was kept is fetched %d times", n)
	}
}

// TestNotKept is browsers that let nothing be kept: it is said once, and the page works.
func TestNotKept(t *testing.T) {
	t.Parallel()
	full := serve(t, "/")
	full.spoil("/sw.js", always, keeper(t, `{
		let n = 0;
		const put = Cache.prototype.put;
		Cache.prototype.put = function (...args) {
			return n++ < 3 ? put.apply(this, args) : Promise.reject(new DOMException("full", "QuotaExceededError"));
		};
	}`))
	refuses := before(`ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no", "SecurityError"))`)
	for name, c := range map[string]struct {
		said    string
		options []option
	}{
		"full":    {"no room", []option{on(full)}},
		"refused": {"does not let Zerokara be kept", []option{refuses}},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, append(c.options, keeps)...)
			p.notice(patience, c.said)
			if got := eval[map[string]bool](p, keptFiles); len(got) > 0 {
				t.Errorf("kept are %v", got)
			}
			p.train(hardly)
			p.reload()
			p.saysOffline(c.said)
			if got := p.text("#notices"); strings.Contains(got, c.said) {
				t.Errorf("it is said again: %s", got)
			}
		})
	}
}

// TestMetered is a line that costs something: nothing is fetched for later before the
// visitor has read how much that is, and agreed.
func TestMetered(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	site.spoil("/sw.js", always, keeper(t, metered))
	p := open(t, on(site), keeps)
	p.notice(patience, "MB at most")
	p.shot("offline-metered")
	if n := site.asked(".bin.gz"); n > 0 {
		t.Errorf("%d files are fetched", n)
	}
	p.click(`[data-notice="offline"] button:last-child`)
	p.reload()
	p.saysOffline("MB at most")
	if got := p.text("#notices"); strings.Contains(got, "at most") {
		t.Errorf("it is asked again: %s", got)
	}
	p.run(`location.hash = "#/about"`)
	p.click("#offline-keep")
	p.saysOffline("works offline")
	p.await("no button is left", `!document.querySelector("#offline-keep").checkVisibility()`, patience)
}

// TestNothingSaid is a page within another, and one from an insecure address: neither
// keeps anything or speaks of it.
func TestNothingSaid(t *testing.T) {
	t.Parallel()
	p := open(t, keeps, before(`top.registered ??= [], ServiceWorkerContainer.prototype.register = function () {
		top.registered.push(top === self);
		return new Promise(() => {});
	}`))
	p.run(`document.body.append(Object.assign(document.createElement("iframe"), { src: "./?view=embed" }))`)
	p.await("the page within works", `frames[0].zerokara && (frames[0].zerokara.ready.then(() => globalThis.within = true), globalThis.within)`, patience)
	if got := eval[[]bool](p, "registered"); len(got) != 1 || !got[0] {
		t.Errorf("registered: %v, by the page itself", got)
	}
	q := open(t)
	q.run(`location.hash = "#/about"`)
	q.await("the view", `document.querySelector("#about").checkVisibility()`, patience)
	for name, p := range map[string]*page{"within": p, "insecure": q} {
		if eval[bool](p, `[document, frames[0]?.document].some((d) => d?.querySelector("#offline:not([hidden])"))`) {
			t.Errorf("%s: the section is shown", name)
		}
	}
}
