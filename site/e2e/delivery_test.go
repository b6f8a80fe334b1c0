package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// lostFiles are the names that site/files.js says, "" as long as nothing is seen of it.
const lostFiles = `e2e.visible("#lost").map((box) => [...box.querySelectorAll("p")].filter((p) => !p.hidden).map((p) => p.textContent).join()).join()`

// renew presses the button of the sentence about a file, which loads the page anew.
func (p *page) renew() {
	p.t.Helper()
	p.run(`globalThis.old = true, [...e2e.visible("#lost button"), ...e2e.visible("#notices button")][0].click()`)
	p.await("the page is loaded anew", "!globalThis.old", patience)
	p.ready()
}

// TestFileMissing opens the page without one of its files, or without any style: it says
// which, and loads it with the button.
func TestFileMissing(t *testing.T) {
	t.Parallel()
	for file, spoil := range map[string]func(http.ResponseWriter, *httptest.ResponseRecorder){
		"/files.js": missing, "/i18n.js": missing, "/notice.js": torn, "/boot.js": cached(torn), "/ink.js": missing,
		"/wasm_exec.js": missing, "/worker.js": cached(torn), "styles/": missing,
	} {
		t.Run(strings.Trim(file, "/"), func(t *testing.T) {
			site := serve(t, "/")
			site.spoil(file, always, spoil)
			p := open(t, on(site), unready)
			name := strings.TrimPrefix(file, "/")
			if file == "styles/" {
				name = "page.css"
			}
			said := fmt.Sprintf("(%s + noticed).includes(%q)", lostFiles, name)
			p.await("a sentence about "+name, said, patience)
			if got := eval[string](p, lostFiles+" + noticed"); strings.Contains(got, "smaller") || strings.Contains(got, "mistake") {
				t.Errorf("it blames something else: %s", got)
			}
			p.shot("missing-" + strings.Trim(file, "/"))
			p.forgive("404", "SyntaxError")
			if file != "/wasm_exec.js" && file != "/worker.js" { // one of each notice is enough
				return
			}
			site.mend()
			p.renew()
			p.forgive("404", "SyntaxError")
		})
	}
}

// TestNoSlash serves the page at an address without a slash at its end, as some hosts do:
// then it finds none of its files.
func TestNoSlash(t *testing.T) {
	t.Parallel()
	good := serve(t, "/")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/some/where" {
			http.NotFound(w, r)
			return
		}
		r.URL.Path = "/"
		good.server.Config.Handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	p := open(t, on(&site{url: server.URL + "/some/where", server: server, faults: good.faults}), unready)
	p.await("the sentence", `document.querySelector("#lost span")?.checkVisibility()`, patience)
	if got := p.text("#lost span"); !strings.Contains(got, "slash") {
		t.Errorf("it says %q", got)
	}
	p.forgive("404")
}

// rawKeys returns the keys that stand in the page in place of their sentences.
func (p *page) rawKeys() []string {
	p.t.Helper()
	words := map[string]string{}
	if err := json.Unmarshal([]byte(released(p.t, "i18n/en.json")), &words); err != nil {
		p.t.Fatal(err)
	}
	return eval[[]string](p, fmt.Sprintf(`((words) => {
		const found = new Set();
		const look = (s) => { for (const part of [s, ...s.split(/[\s:()]+/)]) if (words[part.trim()] && words[part.trim()] !== part.trim() && part.includes(".")) found.add(part); if (words[s.trim()] !== undefined) found.add(s); };
		const walk = document.createTreeWalker(document.body);
		for (let n = walk.currentNode; n; n = walk.nextNode()) {
			if (n.nodeType === Node.TEXT_NODE) look(n.data);
			else for (const a of ["aria-label", "title", "placeholder"]) if (n.hasAttribute?.(a)) look(n.getAttribute(a));
		}
		return [...found];
	})(%s)`, released(p.t, "i18n/en.json")))
}

// TestWordsMissing spoils the words of every language: the page goes on with those that
// stand in it, says what is missing, and has it with the button, past the cache.
func TestWordsMissing(t *testing.T) {
	t.Parallel()
	page := func(w http.ResponseWriter, _ *httptest.ResponseRecorder) {
		fmt.Fprint(w, "<!doctype html><p>Not here.")
	}
	site := serve(t, "/")
	site.spoil("i18n/", always, cached(page))
	p := open(t, on(site), japanese)
	p.notice(patience, "ja.json")
	p.await("the status is English", `e2e.text("#status") === "Ready. Draw a digit, then press Train."`, patience)
	p.draw(1)
	p.await("a remark", `e2e.text("#remark").startsWith("Only guessing")`, patience)
	if raw := p.rawKeys(); len(raw) > 0 {
		t.Errorf("in place of words: %q", raw)
	}
	p.run(`globalThis.asked = 0, document.addEventListener("zerokara:language", () => asked++)`)
	p.click(`[data-lang="ja"]`)
	p.await("asking again has failed", `asked === 1`, patience) // site.mend() before that would let it succeed
	p.shot("words-missing")
	site.mend()
	if got := eval[string](p, `String(localStorage.getItem("zerokara.language"))`); got != "null" {
		t.Errorf("remembered is %q", got)
	}
	p.click(`[data-notice="words"] button`)
	p.await("the page is in Japanese", `document.documentElement.lang === "ja" && e2e.text("#to-watch") === "学習を見る" && !document.querySelector("[data-notice=words]")`, patience)
	p.await("it is remembered", `localStorage.getItem("zerokara.language") === "ja"`, patience)
}

// watchLimits makes expire() end the newest wait of 30 s.
const watchLimits = `globalThis.setTimeout = ((f) => (run, ms, ...rest) => {
	if (ms === 30000) globalThis.expire = run;
	return f(run, ms, ...rest);
})(globalThis.setTimeout);`

// TestProgramStalls holds each program back until it is given up.
func TestProgramStalls(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	files := []string{"app.wasm", "worker.wasm"} // parts of their names
	var letGo []func()
	for _, file := range files {
		letGo = append(letGo, site.hold(t, file))
	}
	p := open(t, on(site), unready, before(watchLimits))
	for i, file := range files {
		p.await(file+" is asked for", fmt.Sprintf(`globalThis.expire && !!document.querySelector("[data-load=%s]")`, strings.TrimSuffix(file, ".wasm")), patience)
		p.run("expire()")
		p.notice(patience, file, "no byte for 30 s")
		letGo[i]()
		p.click("#notices button")
	}
	p.ready()
}

// TestKeptSpoiled lets the browser keep a torn program: another try goes past its cache.
func TestKeptSpoiled(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	site.spoil("app.wasm", 1, cached(torn))
	p := open(t, on(site), unready)
	p.notice(patience, "app.wasm")
	p.click("#notices button")
	p.ready()
	if n := site.asked("app.wasm"); n != 2 {
		t.Errorf("app.wasm was asked for %d times", n)
	}
}

// TestTwoReleases gives the page each of its files from another release.
func TestTwoReleases(t *testing.T) {
	t.Parallel()
	build := regexp.MustCompile(`data-build="([0-9a-f]{10})"`)
	for _, file := range []string{"index.html", "boot.js", "i18n.js", "notice.js", "worker.js", "ink.js", "app.wasm.gz", "worker.wasm.gz"} {
		t.Run(file, func(t *testing.T) {
			site := serve(t, "/")
			index := site.page(t)
			id := build.FindStringSubmatch(index)
			if id == nil {
				t.Fatal("the page has no build id")
			}
			content, path := index, "/"
			if file != "index.html" {
				content, path = released(t, file), "/"+file
			}
			isPacked := strings.HasSuffix(file, ".gz")
			if isPacked {
				b, err := unpack([]byte(content))
				if err != nil {
					t.Fatal(err)
				}
				content = string(b)
			}
			other := strings.ReplaceAll(content, id[1], "0000000000")
			if other == content {
				t.Fatalf("%s has no build id", file)
			}
			if isPacked {
				other = string(pack([]byte(other)))
			}
			site.spoil(path, 1, cached(with(other)))
			p := open(t, on(site), unready)
			p.notice(patience, "different versions")
			if got := eval[string](p, "noticed"); strings.Contains(got, "mistake") {
				t.Errorf("it says %s", got)
			}
			if file == "boot.js" || file == "worker.js" { // one of each notice is enough
				p.renew()
			}
		})
	}
}

// TestFramed shows the page within another: only where that asked for it does it work.
func TestFramed(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.run(`["./?", "./?view=embed"].forEach((src) => document.body.append(Object.assign(document.createElement("iframe"), { src })))`)
	p.await("the sentence", `/inside itself/.test(frames[0].document.querySelector("#notices")?.textContent)`, patience)
	p.await("the other works", `frames[1].zerokara !== undefined`, patience)
	p.shot("framed")
	if eval[bool](p, `frames[0].zerokara !== undefined || frames[1].document.querySelector("[data-notice=unsupported]") !== null`) {
		t.Error("the wrong one works")
	}
}

// TestWorkerPolicy runs in the worker's place what an intruder would.
func TestWorkerPolicy(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	p := open(t, on(site))
	other := serve(t, "/")
	site.spoil("/worker.js", 1, with(`addEventListener("message", async ({ data: [own, other] }) => {
		const could = [];
		try { could.push(eval("'eval'")); } catch {}
		try { could.push(new Function("return 'Function'")()); } catch {}
		for (const url of [own, other]) try { await fetch(url, { mode: "no-cors" }); could.push(url); } catch {}
		postMessage(could.join());
	});`))
	got := eval[string](p, fmt.Sprintf(`new Promise((done) => {
		const worker = new Worker(%q);
		worker.onmessage = (event) => done(event.data);
		worker.onerror = (event) => done("error " + event.message);
		worker.postMessage([%q, %q]);
	})`, named(t, "worker.js")+"?", site.url, other.url))
	if got != site.url {
		t.Errorf("a worker could %q, only %s was to be allowed", got, site.url)
	}
}
