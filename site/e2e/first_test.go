package e2e

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// watchFrames records, from the first frame on, what can be seen of the page: its
// language and its view, each once. After four frames it asks for a file of that name.
// The stylesheet's last resort, which shows a page whose scripts never came, waits for
// ever.
const watchFrames = `globalThis.seen = new Set();
	let frames = 0;
	(function frame() {
		requestAnimationFrame(frame);
		for (const a of document.getAnimations()) if (a.animationName === "shown") a.pause();
		const views = [...document.querySelectorAll("[data-view]:not(body)")];
		if (views.length === 0) return;
		if (++frames === 4) fetch("four-frames");
		for (const e of views.filter((v) => v.checkVisibility({ visibilityProperty: true }))) {
			seen.add(document.querySelector("#to-watch").textContent + " " + e.dataset.view);
		}
	})();`

// TestFirstFrames checks that nothing is ever seen in another language or place than
// the visitor's, however late the language arrives.
func TestFirstFrames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file, want string
		more             []option
	}{
		{"Japanese", "i18n/ja.json", "学習を見る test/errors", []option{japanese}},
		{"English", "boot.js", "Watch test/errors", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := serve(t, "/")
			site.url += "#/test/errors"
			letGo := site.hold(t, c.file)
			site.spoil("four-frames", 1, func(w http.ResponseWriter, _ *httptest.ResponseRecorder) {
				letGo()
				w.WriteHeader(http.StatusNoContent)
			})
			p := open(t, append(c.more, on(site), before(watchFrames))...)
			p.await("the page is seen", "seen.size > 0", patience)
			if seen := eval[[]string](p, "[...seen]"); len(seen) != 1 || seen[0] != c.want {
				t.Errorf("seen were %q, want only %q", seen, c.want)
			}
		})
	}
}

// TestLanguageLate checks that without the visitor's language the page begins in
// English, and that the language can be asked for again.
func TestLanguageLate(t *testing.T) {
	t.Parallel()
	site := serve(t, "/")
	site.spoil("ja.json", 2, missing)
	p := open(t, japanese, on(site))
	p.forgive("404")
	if got := p.text("#to-watch") + ", " + p.text("#remark"); got != "Watch, Its prediction appears here when you draw." {
		t.Errorf("it begins with %q", got)
	}
	p.click(`[data-lang="ja"]`)
	p.await("the page is in Japanese", `document.documentElement.lang === "ja" && e2e.text("#to-watch") === "学習を見る"`, patience)
}

// TestScriptsNeverCome checks that the page is seen all the same.
func TestScriptsNeverCome(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"i18n.js", "boot.js", ".json"} {
		t.Run(file, func(t *testing.T) {
			site := serve(t, "/")
			site.spoil(file, always, missing)
			p := open(t, japanese, on(site), unready)
			p.await("the page is seen", `document.querySelector("h1")?.checkVisibility({ visibilityProperty: true })`, patience)
			p.forgive("404", "fetch")
			if got := p.text("#to-watch"); file != "boot.js" && got != "Watch" {
				t.Errorf("without %s it says %q", file, got)
			}
		})
	}
}
