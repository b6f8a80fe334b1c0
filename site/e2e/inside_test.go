package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// layerCanvas is the selector of a layer's canvas, counted from 0, and blockCanvas that
// of the block that is folded and begins with a layer.
func layerCanvas(i int) string { return fmt.Sprintf("#maps-%d", 2*i) }

func blockCanvas(first int) string { return fmt.Sprintf("#maps-%d", 2*first+1) }

// foldButton is the selector of the button of the block that begins with a layer.
func foldButton(first int) string {
	return fmt.Sprintf("#layers li:has(%s) .fold", blockCanvas(first))
}

// unfold shows the layers of all blocks.
func (p *page) unfold() {
	p.t.Helper()
	eval[bool](p, `(document.querySelectorAll("#layers .fold[aria-expanded=false]").forEach(b => b.click()), true)`)
	p.await("all layers", `document.querySelectorAll("#layers .fold[aria-expanded=false]").length === 0`, patience)
}

// painted waits for more than a number of colours in the upper part of a canvas.
func (p *page) painted(canvas string, colors int) {
	p.t.Helper()
	p.show(canvas)
	p.await(fmt.Sprintf("more than %d colours of %s", colors, canvas), fmt.Sprintf(`(c => new Set(new Uint32Array(c.getContext("2d").getImageData(0, 0, c.width, 40).data.buffer)).size > %d)(document.querySelector(%q))`, colors, canvas), patience)
}

// colors returns the number of colours in the upper half of a row's first line:
// those of the maps, above the filters.
func (p *page) colors(canvas string) int {
	p.t.Helper()
	return ask[int](p, "colors", canvas, 40)
}

// hit clicks or taps at a place in an element, in CSS pixels.
func (p *page) hit(selector string, x, y float64) {
	p.t.Helper()
	p.show(selector)
	p.run(fmt.Sprintf(`scrollBy({top: e2e.box(%q).Y + %g - innerHeight / 2, behavior: "instant"})`, selector, y))
	b := p.box(selector)
	at := point{b.X + x, b.Y + y}
	if p.mobi {
		p.touch("touchStart", at)
		p.touch("touchEnd")
		return
	}
	p.mouse("mousePressed", at, true)
	p.mouse("mouseReleased", at, false)
}

// choose selects a network in the form.
func (p *page) choose(network string) {
	p.t.Helper()
	p.set("network", network)
}

// watchInspect records the layers that the page asks the worker for.
var watchInspect = fmt.Sprintf(`{
	const { postMessage } = Worker.prototype;
	globalThis.inspected = null;
	Worker.prototype.postMessage = function (data, ...rest) {
		const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data;
		if (bytes instanceof Uint8Array && bytes[1] === %d) globalThis.inspected = Array.from(bytes.subarray(6, 6 + bytes[2]));
		return postMessage.call(this, data, ...rest);
	};
}`, (&protocol.Inspect{}).Kind())

// TestInside inspects maps by mouse and keyboard, before, during and after
// training.
func TestInside(t *testing.T) {
	t.Parallel()
	p := open(t, before(watchInspect))
	title, said := "#closeup-title", "#closeup-text"
	p.choose("codelab")
	p.show("#layers")
	p.await("the rows", `document.querySelectorAll("#layers > li").length === 5`, patience)
	for _, s := range []string{"#inside-note", "#closeup"} {
		if !strings.Contains(strings.ToLower(p.text(s)), "drawing") && !strings.Contains(p.text(s), "Draw") {
			t.Errorf("%s does not say what will appear: %q", s, p.text(s))
		}
	}
	p.show(blockCanvas(0))
	p.await("filters before there is a drawing", fmt.Sprintf(`(c => { const d = c.getContext("2d").getImageData(0, c.height / 2 + 4, c.width, 8).data; return d.some((v, i) => i %% 4 === 0 && v !== d[0]) })(document.querySelector(%q))`, blockCanvas(0)), patience)
	if n := p.colors(blockCanvas(0)); n > 4 {
		t.Errorf("%d colours of maps without a drawing", n)
	}

	// The block's last maps, then its layers; the button keeps the keyboard's place.
	before := eval[string](p, layoutOf)
	p.draw(7)
	p.show(blockCanvas(0))
	p.await("maps of the drawing", `e2e.text("#inside-note").startsWith("Below, every layer")`, patience)
	p.painted(blockCanvas(0), 10)
	if after := eval[string](p, layoutOf); after != before {
		t.Errorf("the rows move when there is a drawing: %s, were %s", after, before)
	}
	if kinds := p.text("#layers li:nth-child(2) .kinds"); kinds != "ConvolutionReLUMax pooling" {
		t.Errorf("the block is of %q", kinds)
	}
	key := func(k string) { p.do(chromedp.KeyEvent(k)) }
	focus := func(selector string) {
		t.Helper()
		eval[bool](p, fmt.Sprintf(`(document.querySelector(%q).focus(), document.activeElement === document.querySelector(%q))`, selector, selector))
	}
	focus(foldButton(0))
	key(kb.Enter)
	p.await("its three layers", `document.querySelectorAll("#layers > li").length === 8`, patience)
	if !eval[bool](p, fmt.Sprintf(`document.activeElement === document.querySelector(%q) && document.activeElement.getAttribute("aria-expanded") === "true"`, foldButton(0))) {
		t.Error("unfolding loses the keyboard's place")
	}
	for i, least := range map[int]int{0: 20, 1: 10, 2: 10} {
		p.painted(layerCanvas(i), least)
	}

	// The third tile of the first convolution, whose eight stand in two lines of four.
	w := p.box(layerCanvas(0)).Width
	p.hit(layerCanvas(0), w*2.5/4, 20)
	p.await("the close-up of map 3", fmt.Sprintf(`/map 3 of 8/.test(document.querySelector(%q).textContent)`, title), patience)
	strongest := regexp.MustCompile(`row \d+, column \d+ of 24 × 24: −?[\d.]+.*rows \d+ to \d+, columns \d+ to \d+`)
	p.await("its strongest value in words", fmt.Sprintf(`/row \d+, column/.test(document.querySelector(%q).textContent)`, said), patience)
	if !strongest.MatchString(p.text(said)) {
		t.Errorf("the close-up says %q", p.text(said))
	}
	// The filter comes with the worker's next values, which may be after the words.
	p.await("map, filter, drawing and patch in their pixels", `Array.from(document.querySelectorAll("#closeup .parts figure:not([hidden]) canvas"), c => c.width).join() === "24,5,28,5"`, patience)
	p.arithmetic("the strongest value of map 3", 25)
	p.shot("inside-closeup")

	is := func(what string) {
		t.Helper()
		p.await(what, fmt.Sprintf(`document.querySelector(%q).textContent.includes(%q)`, title, what), patience)
	}
	focus(layerCanvas(0))
	key(kb.ArrowRight)
	is("map 4 of 8")
	p.await("a screen reader hears it", fmt.Sprintf(`/^map 4 of 8, strongest/.test(document.querySelector(%q).getAttribute("aria-valuetext"))`, layerCanvas(0)), patience)
	key(kb.End)
	is("map 8 of 8")
	key(kb.ArrowRight)
	is("map 8 of 8")
	p.click("#closeup-next")
	is("map 1 of 8")
	p.click("#closeup-back")
	is("map 8 of 8")
	p.click("#closeup-layers button:nth-child(2)")
	is("ReLU: map 8 of 8")
	p.await("how ReLU makes its value", `/^max\(0, .*\) = [\d.]+$/.test(document.querySelector("#closeup-formula").textContent) && document.querySelector("#closeup-sum").hidden`, patience)
	key(kb.Escape)
	p.await("it is closed", `document.querySelector("#closeup").dataset.state === "empty"`, patience)
	if !eval[bool](p, fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, layerCanvas(1))) {
		t.Error("closing loses the keyboard's place")
	}

	// A deeper map reacts to a larger patch; a unit to the whole drawing.
	p.hit(blockCanvas(3), 20, 20)
	is("Max pooling: map 1 of 16")
	p.await("the patch of a deep map", `/depends on rows/.test(e2e.text("#closeup-text"))`, patience)
	p.hit(layerCanvas(6), 20, 10)
	is("score of 0")
	p.await("a unit's value", `/Its value is .*the whole drawing/.test(document.querySelector("#closeup-text").textContent)`, patience)
	p.arithmetic("the score of 0", 0)

	// During training the maps change; out of the window none are sent.
	picture := fmt.Sprintf(`(c => c.toDataURL())(document.querySelector(%q))`, layerCanvas(0))
	p.show(layerCanvas(0))
	p.start(`{preset: "codelab", epochs: 500}`)
	p.await("learning", "zerokara.state().step > 5", patience)
	changes := func(what string) {
		t.Helper()
		old, step := eval[string](p, picture), p.state().Step
		p.await(what, fmt.Sprintf(`%s !== %q && zerokara.state().step > %d`, picture, old, step), patience)
	}
	changes("the filters change as it learns")
	if n := eval[int](p, "globalThis.inspected.length"); n == 0 {
		t.Error("the layers are on the screen, and none is asked for")
	}
	p.show(".facts")
	p.await("no layer is asked for", "globalThis.inspected.length === 0", patience)
	p.await("out of the window they rest for many steps of training", in("rests", layerCanvas(0), 300), patience)
	p.show(layerCanvas(0))
	changes("in the window they change again")
	p.pause()
	p.run("zerokara.clear()")
	p.show(layerCanvas(0))
	p.await("an empty pad has no maps", `e2e.text("#inside-note").startsWith("Draw a digit")`, patience)
}

// layoutOf is where the rows are in the page.
const layoutOf = `Array.from(document.querySelectorAll("#layers > li"), e => [e.offsetTop, e.offsetHeight]).join()`

// TestInsideOtherNetworks inspects a network without convolutions and one with many
// filters, by touch on a phone.
func TestInsideOtherNetworks(t *testing.T) {
	t.Parallel()
	p := open(t, phone)
	p.draw(2)
	p.choose("mlp")
	p.await("its rows", `document.querySelectorAll("#layers > li").length === 5`, patience)
	p.unfold()
	p.await("its five layers", `document.querySelectorAll("#layers > li:not(.open)").length === 7`, patience)
	p.show(layerCanvas(2))
	p.await("the hidden units' values", fmt.Sprintf(`e2e.colors(%q) > 20`, layerCanvas(2)), patience)
	p.hit(layerCanvas(0), 8, 8)
	p.await("the first unit", `/unit 1 of 50/.test(document.querySelector("#closeup-title").textContent)`, patience)
	p.await("its weights, as an image", `document.querySelector("#closeup-weight-picture").width === 28`, patience)
	if !eval[bool](p, fmt.Sprintf(`document.querySelector("#layers li:has(%s)").contains(document.querySelector("#closeup"))`, layerCanvas(0))) {
		t.Error("on a phone the close-up is not below its layer")
	}
	for range 2 {
		p.click("#closeup-next")
	}
	p.await("the third unit", `/unit 3 of 50/.test(document.querySelector("#closeup-title").textContent)`, patience)
	p.arithmetic("a unit", 0)
	p.click(foldButton(0))
	p.await("the close-up goes with the block", fmt.Sprintf(`document.querySelector("#layers li:has(%s)").contains(document.querySelector("#closeup"))`, blockCanvas(0)), patience)

	p.choose("deepconv")
	p.await("its blocks", `document.querySelectorAll("#layers .kind").length > 20`, patience)
	p.unfold()
	p.await("many layers", `document.querySelectorAll("#layers > li:not(.open)").length > 20`, patience)
	last := eval[int](p, `[...document.querySelectorAll("#layers > li:not(.open) .kind")].findLastIndex(e => e.textContent === "Convolution")`) - 1
	p.show(layerCanvas(last))
	p.await("the last convolution's maps", fmt.Sprintf(`e2e.colors(%q) > 50`, layerCanvas(last)), patience)
	p.hit(layerCanvas(last), 20, 20)
	p.await("its first map", `/map 1 of 64/.test(document.querySelector("#closeup-title").textContent)`, patience)
	p.await("its filter's slices", `/\d+ maps/.test(document.querySelector("#closeup-weight-text").textContent)`, patience)
	if w, in := eval[float64](p, "document.documentElement.scrollWidth"), eval[float64](p, "innerWidth"); w > in {
		t.Errorf("the page is %v wide in a window of %v", w, in)
	}
	p.shot("inside-deepconv")
}
