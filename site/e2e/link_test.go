package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/zerokara/zerokara/nn/recipe"
)

// linked opens the page at a fragment.
func linked(fragment string) option { return func(s *setup) { s.at = fragment } }

// said awaits a notice with a text.
func (p *page) said(text string) {
	p.t.Helper()
	p.await("a notice", fmt.Sprintf("e2e.text('#notices').includes(%q)", text), patience)
}

// unsaid awaits that no notice has a text.
func (p *page) unsaid(text string) {
	p.t.Helper()
	p.await("no notice", fmt.Sprintf("!e2e.text('#notices').includes(%q)", text), patience)
}

// TestLink trains by a link in another profile: to the same weights, and the page says
// so. Nothing is trained before it is asked for, and the address rests while the run
// goes on.
func TestLink(t *testing.T) {
	t.Parallel()
	a := open(t, before(`globalThis.rewritten = []; const replace = history.replaceState;
		history.replaceState = function (...args) { rewritten.push(zerokara.state().phase); return replace.apply(this, args); }`))
	a.draw(7)
	a.set("network", "mlp")
	a.set("batchSize", "500")
	a.set("seed", "5")
	a.await("the address", `/^#\/\?preset=mlp&batch=500&seed=5&draw=[\w-]{5,199}$/.test(location.hash)`, patience)
	a.click("#train")
	a.phase("done", patience)
	a.await("the fingerprint in the address", `location.hash.includes("&step=120&expect=") && zerokara.link() === location.href`, patience)
	if n := eval[int](a, `rewritten.filter((phase) => phase === "training").length`); n != 0 {
		t.Errorf("the address was rewritten %d times while the network trained", n)
	}
	link, want := eval[string](a, "location.hash"), eval[string](a, "zerokara.state().fingerprint")
	mine := a.input()

	b := open(t, on(a.site), linked(link), japanese)
	b.said("リンクを開きました")
	if s := b.state(); s.Step != 0 || s.Phase != "idle" {
		t.Errorf("the link begins to train: %v", s)
	}
	if in := b.input(); sum(in) == 0 || different(in, mine) > 0.1 {
		t.Errorf("of the drawing %.0f%% differs", 100*different(in, mine))
	}
	if got := eval[string](b, `["network", "batchSize", "seed"].map((n) => e2e.one("[name=" + n + "]").value).join()`); got != "mlp,500,5" {
		t.Errorf("the form has %s", got)
	}
	b.do(chromedp.Reload()) // what is to be compared outlives it
	b.ready()
	b.click("#train")
	b.phase("done", patience)
	b.said("1ビットの違いもない、同じ重み")
	if got := eval[string](b, "zerokara.state().fingerprint"); got != want || !b.said1(want) {
		t.Errorf("the fingerprint is %s, want %s", got, want)
	}
	for expect, text := range map[string]string{"1-0000000000000001": "エンジンのバージョン1", fmt.Sprint(recipe.Engine, "-0000000000000001"): "0000000000000001とあります"} {
		i := strings.Index(link, "&expect=")
		b.run(fmt.Sprintf("location.hash = %q", link[:i]+"&expect="+expect))
		b.said(text)
	}
}

// said1 reports whether a notice has a text.
func (p *page) said1(text string) bool {
	return eval[bool](p, fmt.Sprintf("e2e.text('#notices').includes(%q)", text))
}

// different is the fraction of an image's ink that another has not.
func different(a, b []float64) (fraction float64) {
	for i := range a {
		fraction += max(a[i]-b[i], b[i]-a[i])
	}
	return fraction / max(sum(a), 1)
}

// TestLinkOverOwnWork opens links in a page with a drawing and a network that has
// learned: both can be had back, and what is refused changes nothing.
func TestLinkOverOwnWork(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)), linked("#/look/inside?lr=1e308"))
	p.said("“lr” is 1e+308, must be above 0 and at most 100")
	p.at("look/inside")
	p.train(hardly)
	p.draw(1)
	p.settled()
	own, step := p.input(), p.state().Step
	for hostile, want := range map[string]string{
		"#/?seed=-1": "“seed” must be a whole number", "#/?%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E=1": "is not a field here",
		"#/?opt=" + strings.Repeat("x", 3000): "“opt” there is no", "#/?" + strings.Repeat("&lr=1", 1000): "“#” is 5,003", "#/?draw=AAAA": "“draw” the drawing in it cannot be read",
	} {
		want = strings.ReplaceAll(want, "5,003", "5003")
		p.run(fmt.Sprintf("location.hash = %q", hostile))
		p.said(want)
		p.await("the address is the page's own again", `location.hash.includes("preset=mlp&") && location.hash.includes("&expect=")`, patience)
	}
	if different(p.input(), own) != 0 || p.state().Step != step {
		t.Error("a refused link has changed the page")
	}

	p.run(`location.hash = "#/test/errors?preset=codelab&lr=0.003&draw=A3GPAdoBCYEBvgI"`)
	p.at("test/errors")
	p.said("Your network stays as it is")
	if s := p.state(); s.Step != step || different(p.input(), own) == 0 || eval[string](p, `e2e.one("[name=learningRate]").value`) != "0.003" {
		t.Errorf("after the link: %v", s)
	}
	p.run(`[...document.querySelectorAll("#notices button")].find((b) => b.textContent === "Undo").click()`)
	p.await("all is as it was", `e2e.one("[name=network]").value === "mlp" && e2e.one("[name=learningRate]").value !== "0.003"`, patience)
	p.unsaid("A link was opened")
	if different(p.input(), own) != 0 {
		t.Error("the drawing has not come back")
	}
	p.run("history.back()")
	p.at("")
	p.await("going back sets nothing", `location.hash.startsWith("#/?preset=mlp&")`, patience)
}

// TestLinkLocks opens a link that hides the prediction, locks the settings and presents.
func TestLinkLocks(t *testing.T) {
	t.Parallel()
	p := open(t, linked("#/?hide=answer&lock=recipe&lang=ja&draw=A3GPAdoBCYEBvgI"))
	p.said("送った人が、予測を隠しています")
	if text := p.text("#digit"); text != "?" {
		t.Errorf("the prediction is %q", text)
	}
	if !eval[bool](p, `e2e.one("[name=learningRate]").disabled && e2e.text("#settings-note").includes("表示して変更を許可")`) {
		t.Error("the settings are not locked, or do not say so")
	}
	p.await("the address keeps all that", `["hide=answer", "lock=recipe", "lang=ja", "draw="].every((k) => location.hash.includes(k))`, patience)
	p.run(`[...document.querySelectorAll("#notices button")].find((b) => b.textContent === "表示して変更を許可").click()`)
	p.await("all is shown and free", `!e2e.one("[name=learningRate]").disabled && e2e.text("#answer").includes("%") && !/hide|lock/.test(location.hash)`, patience)
}

// TestShare copies the link from its panel, with and without the drawing.
func TestShare(t *testing.T) {
	t.Parallel()
	p := open(t, phone, before(`navigator.clipboard.writeText = async (s) => { globalThis.copied = s; }`))
	p.draw(7)
	p.run(`zerokara.go("book/5", {lab: "5.4"})`)
	p.await("the lab", `e2e.one("#book5").dataset.open === "5.4"`, patience)
	p.run(`document.querySelector("#share-open").click()`) // before the address follows
	p.at("runs")
	p.await("the link leads to the lab", `/#\/book\/5\?draw=[\w-]+&lab=5.4/.test(e2e.one("#share-link").value)`, patience)
	if !eval[bool](p, `e2e.one("#share-send").checkVisibility() === "share" in navigator`) {
		t.Error("a sheet is offered where the system has none, or is not where it has one")
	}
	p.click("#share-copy")
	p.await("it is copied", `copied === e2e.one("#share-link").value && e2e.text("#share-copied") === "The link is on the clipboard."`, patience)
	dark := func() int {
		return eval[int](p, `e2e.solid("#share-qr") === "#ffffff" ? e2e.channel(e2e.pixels("#share-qr"), 0).filter((v) => v === 0).length : 0`)
	}
	with := dark()
	p.click("#share-with")
	p.await("the drawing is out", `!e2e.one("#share-link").value.includes("draw=") && e2e.text("#share-holds").includes("is not in it")`, patience)
	if without := dark(); with == 0 || without == 0 || without == with {
		t.Errorf("the QR code has %d dark squares, and %d without the drawing", with, without)
	}
}

// TestReloadKeepsTheLastChoice reloads before the address has followed the language: the
// page's own address is older than what was chosen, and no link.
func TestReloadKeepsTheLastChoice(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.draw(7)
	p.click(`.lang[lang="ja"]`)
	p.await("the address follows", `location.hash.includes("lang=ja")`, patience)
	p.run(`(document.querySelector('.lang[lang="en"]').click(), location.reload())`)
	p.await("it has been loaded again", `document.querySelector("#notices").textContent !== ""`, patience)
	p.ready()
	if l := eval[string](p, "document.documentElement.lang"); l != "en" {
		t.Errorf("the language is %s", l)
	}
	if notices := p.text("#notices"); strings.Contains(notices, "link") || !strings.Contains(notices, "loaded again") {
		t.Errorf("the page says %q", notices)
	}
}
