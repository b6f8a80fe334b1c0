package e2e

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// layerCanvas is the selector of a layer's canvas, counted from 0.
func layerCanvas(i int) string { return fmt.Sprintf("#layers li:nth-child(%d) canvas", i+2) }

// colors returns the number of colours in the upper half of a row's first line:
// those of the maps, above the filters.
func (p *page) colors(canvas string) int {
	p.t.Helper()
	return ask[int](p, "colors", canvas, 40)
}

// hit clicks or taps at a place in an element, in CSS pixels.
func (p *page) hit(selector string, x, y float64) {
	p.t.Helper()
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

// briefly is a recipe that trains for seconds to classify most drawings correctly.
const briefly = `{preset: "zerokara", epochs: 1}`

// choose selects a network in the form.
func (p *page) choose(network string) {
	p.t.Helper()
	p.set("network", network)
}

// TestInside inspects maps by mouse and keyboard, before, during and after
// training.
func TestInside(t *testing.T) {
	p := open(t)
	title, said := "#closeup-title", "#closeup-text"
	p.choose("codelab")
	p.show("#layers")
	p.await("the layers", `document.querySelectorAll("#layers li").length === 9`, patience)
	for _, s := range []string{"#inside-note", "#closeup"} {
		if !strings.Contains(strings.ToLower(p.text(s)), "drawing") && !strings.Contains(p.text(s), "Draw") {
			t.Errorf("%s does not say what will appear: %q", s, p.text(s))
		}
	}
	p.show(layerCanvas(0))
	p.await("filters before there is a drawing", fmt.Sprintf(
		`e2e.channel(e2e.pixels(%q, 0, e2e.one(%[1]q).height / 2 + 4, undefined, 8), 0).some((v, i, d) => v !== d[0])`,
		layerCanvas(0)), patience)
	if n := p.colors(layerCanvas(0)); n > 4 {
		t.Errorf("%d colours of maps without a drawing", n)
	}

	p.draw(7)
	p.show(layerCanvas(0))
	p.await("maps of the drawing", `document.querySelector("#inside-note").style.visibility === "hidden"`, patience)
	for i, least := range map[int]int{0: 20, 1: 10, 2: 10} {
		p.show(layerCanvas(i))
		p.await(fmt.Sprintf("maps of layer %d", i), fmt.Sprintf(`e2e.colors(%q, 40) > %d`, layerCanvas(i), least), patience)
	}
	// The third tile of the first convolution, whose eight share the width.
	w := p.box(layerCanvas(0)).Width
	p.hit(layerCanvas(0), w*2.5/8, 20)
	p.await("the close-up of map 3", fmt.Sprintf(`/map 3 of 8/.test(e2e.text(%q))`, title), patience)
	strongest := regexp.MustCompile(`row \d+, column \d+ of 24 × 24: -?[\d.]+.*rows \d+ to \d+, columns \d+ to \d+`)
	p.await("its strongest value in words", fmt.Sprintf(`/row \d+, column/.test(e2e.text(%q))`, said), patience)
	if !strongest.MatchString(p.text(said)) {
		t.Errorf("the close-up says %q", p.text(said))
	}
	// The filter comes with the worker's next values, which may be after the words.
	p.await("map, filter, drawing and patch in their pixels",
		`e2e.all("#closeup .parts figure:not([hidden]) canvas").map((c) => c.width).join() === "24,5,28,5"`, patience)
	p.shot("inside-closeup")

	key := func(k string) { p.do(chromedp.KeyEvent(k)) }
	is := func(what string) {
		t.Helper()
		p.await(what, fmt.Sprintf(`document.querySelector(%q).textContent.includes(%q)`, title, what), patience)
	}
	eval[bool](p, fmt.Sprintf(`(document.querySelector(%q).focus(), true)`, layerCanvas(0)))
	key(kb.ArrowRight)
	is("map 4 of 8")
	v := eval[string](p, fmt.Sprintf(`e2e.one(%q).getAttribute("aria-valuetext")`, layerCanvas(0)))
	if !strings.HasPrefix(v, "map 4 of 8, strongest") {
		t.Errorf("a screen reader hears %q", v)
	}
	key(kb.End)
	is("map 8 of 8")
	key(kb.ArrowRight)
	is("map 8 of 8")
	p.click("#closeup-next")
	is("map 1 of 8")
	p.click("#closeup-back")
	is("map 8 of 8")
	key(kb.Escape)
	p.await("it is closed", `document.querySelector("#closeup").dataset.state === "empty"`, patience)
	if !eval[bool](p, fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, layerCanvas(0))) {
		t.Error("closing loses the keyboard's place")
	}

	// A deeper map reacts to a larger patch; a unit to the whole drawing.
	p.hit(layerCanvas(5), 20, 20)
	is("Max pooling: map 1 of 16")
	p.await("the patch of a deep map", `/depends on rows/.test(e2e.text("#closeup-text"))`, patience)
	p.hit(layerCanvas(6), 20, 10)
	is("score of 0")
	p.await("a unit's value", `/Its value is .*the whole drawing/.test(e2e.text("#closeup-text"))`, patience)

	// During training the maps change; out of the window they rest.
	picture := fmt.Sprintf(`e2e.one(%q).toDataURL()`, layerCanvas(0))
	p.show(layerCanvas(0))
	p.start(`{preset: "codelab", epochs: 500}`)
	p.await("learning", "zerokara.state().step > 5", patience)
	changes := func(what string) {
		t.Helper()
		before, step := eval[string](p, picture), p.state().Step
		p.await(what, fmt.Sprintf(`%s !== %q && zerokara.state().step > %d`, picture, before, step), patience)
	}
	changes("the filters change as it learns")
	p.show(".facts")
	p.await("out of the window they rest for many steps of training", in("rests", layerCanvas(0), 300), patience)
	p.show(layerCanvas(0))
	changes("in the window they change again")
	p.pause()
	p.run("zerokara.clear()")
	p.show(layerCanvas(0))
	p.await("an empty pad has no maps", `document.querySelector("#inside-note").style.visibility === ""`, patience)
}

// TestInsideOtherNetworks inspects a network without convolutions and one with many
// filters, by touch on a phone.
func TestInsideOtherNetworks(t *testing.T) {
	p := open(t, phone)
	p.draw(2)
	p.choose("mlp")
	p.await("its five layers", `document.querySelectorAll("#layers li").length === 7`, patience)
	p.show(layerCanvas(2))
	p.await("the hidden units' values", fmt.Sprintf(`e2e.colors(%q) > 20`, layerCanvas(2)), patience)
	p.hit(layerCanvas(0), 8, 8)
	p.await("the first unit", `/unit 1 of 50/.test(document.querySelector("#closeup-title").textContent)`, patience)
	p.await("its weights, as an image", `e2e.one("#closeup [data-part=weight] canvas").width === 28`, patience)
	if !eval[bool](p, `document.querySelector("#layers li:nth-child(2)").contains(document.querySelector("#closeup"))`) {
		t.Error("on a phone the close-up is not below its layer")
	}
	for range 2 {
		p.click("#closeup-next")
	}
	p.await("the third unit", `/unit 3 of 50/.test(document.querySelector("#closeup-title").textContent)`, patience)

	p.choose("deepconv")
	p.await("many layers", `document.querySelectorAll("#layers li").length > 20`, patience)
	last := eval[int](p, `e2e.all("#layers li .kind").findLastIndex(e => e.textContent === "Convolution")`) - 1
	p.show(layerCanvas(last))
	p.await("the last convolution's maps", fmt.Sprintf(`e2e.colors(%q) > 50`, layerCanvas(last)), patience)
	p.hit(layerCanvas(last), 20, 20)
	p.await("its first map", `/map 1 of 64/.test(document.querySelector("#closeup-title").textContent)`, patience)
	p.await("its filter's slices", `/\d+ maps/.test(document.querySelector("#closeup-weight").textContent)`, patience)
	if w, in := eval[float64](p, "document.documentElement.scrollWidth"), eval[float64](p, "innerWidth"); w > in {
		t.Errorf("the page is %v wide in a window of %v", w, in)
	}
	p.shot("inside-deepconv")
}

// TestExplain explains a prediction by occlusion and by saliency, and stops a long
// occlusion.
func TestExplain(t *testing.T) {
	p := open(t)
	if !strings.Contains(p.text("#look .picture .hint"), "Draw a digit") {
		t.Errorf("nothing says how reasons appear: %q", p.text("#look .picture .hint"))
	}
	p.draw(7)
	p.train(briefly)
	p.show("#why")
	covered := regexp.MustCompile(`It reads a 7, ([\d.]+)%. ` +
		`Most depends on rows \d+ to \d+, columns \d+ to \d+(?:: |, but even )with those covered, 7 gets ([\d.]+)%`)
	p.await("where it looks",
		`e2e.one("#look").dataset.state === "fits" && /Most depends on/.test(e2e.text("#look-text"))`, patience)
	m := covered.FindStringSubmatch(p.text("#look-text"))
	if m == nil || len(m[1]) == len(m[2]) && m[1] < m[2] {
		t.Fatalf("it says %q", p.text("#look-text"))
	}
	frame, picture := p.box("#look-frame"), p.box("#look-picture")
	if math.Abs(frame.Width-picture.Width*5/28) > 1.5 || frame.X < picture.X-2 ||
		frame.Y+frame.Height > picture.Y+picture.Height+2 {
		t.Errorf("the patch is outlined at %+v of %+v", frame, picture)
	}
	// The probability with the patch covered by hand must be the one shown.
	at := eval[[]int](p, `e2e.text("#look-text").match(/rows (\d+) to \d+, columns (\d+)/).slice(1).map(Number)`)
	p.run(fmt.Sprintf(`zerokaraBoot.app.putImage(Uint8Array.from(zerokara.input(), (v, i) => {
		const row = Math.floor(i / 28) - %d, column = i %% 28 - %d;
		return row >= 0 && row < 5 && column >= 0 && column < 5 ? 0 : Math.round(255 * v);
	}))`, at[0]-1, at[1]-1))
	p.await("the covered drawing is read",
		fmt.Sprintf(`Math.abs(zerokara.state().probabilities[7] - %s / 100) < 0.0015`, m[2]), patience)

	p.draw(7)
	p.click("#look label:nth-child(2)")
	p.await("the gradient", `/The ink that speaks for it most/.test(e2e.text("#look-text"))`, patience)
	data := `document.querySelector("#look-picture").toDataURL()`
	before := eval[string](p, data)
	eval[bool](p, "(zerokara.start(), true)")
	p.await("it changes as the network learns",
		fmt.Sprintf(`zerokara.state().step > 20 && %s !== %q`, data, before), patience)
	eval[bool](p, "(zerokara.pause(), true)")
	p.phase("paused", patience)

	// A network so large that occlusion takes seconds.
	p.click("#look label:nth-child(1)")
	const wide = `{kind: "conv2d", filters: 128, kernel: 5, stride: 1, pad: 2}`
	p.run(`zerokara.start({preset: "mlp", batchSize: 8,
		layers: [` + wide + `, ` + wide + `, {kind: "dense", units: 10}]}).then(() => zerokara.pause())`)
	p.phase("paused", patience)
	p.show("#why")
	p.await("progress", `!e2e.one("#look-progress").hidden && e2e.one("#look-progress").value > 0`, patience)
	p.click("#look-stop")
	p.await("it has stopped", `e2e.one("#look-progress").hidden && e2e.one("#look-stop").hidden`, patience)
	if !eval[bool](p, `document.activeElement.id === "look-again" && !document.querySelector("#look-again").disabled`) {
		t.Error("one cannot look again, or the keyboard has lost its place")
	}
	eval[bool](p, "(zerokara.clear(), true)")
	p.await("an empty pad has no reasons", `document.querySelector("#look").dataset.state === "empty"`, patience)
}

// TestCounterfactual asks for the counterfactual of a drawing for a chosen digit
// and gives that image to the network.
func TestCounterfactual(t *testing.T) {
	for name, options := range map[string][]option{"desktop": nil, "phone": {phone, dark}} {
		t.Run(name, func(t *testing.T) {
			p := open(t, options...)
			p.draw(7)
			p.train(briefly)
			p.show("#targets")
			p.await("where it looks", `document.querySelector("#look").dataset.state === "fits"`, patience)
			p.click("#targets label:nth-child(10)")
			p.await("what would make it a 9", `/it reads a 9: [\d.]+% instead of/.test(e2e.text("#alter-text"))`, patience)
			p.click("#alter-read")
			p.await("the altered drawing", `!document.querySelector("#altered").hidden`, patience)
			const altered = `e2e.all("#altered tbody td").map((c) => c.className + " " + c.textContent)`
			cells := eval[[]string](p, altered)
			if len(cells) != 20 || !strings.HasPrefix(cells[7], "answers ") || !strings.HasPrefix(cells[19], "answers ") {
				t.Errorf("before and after: %q", cells)
			}
			p.shot("alter-" + name)
			// The picture shown is the image with that prediction.
			p.run(`zerokaraBoot.app.putImage((() => {
				const css = (name) => parseInt(zerokaraBoot.color(name).slice(1, 3), 16);
				const paper = css("sheet"), ink = css("ink");
				const grey = (red) => Math.round(255 * (red - paper) / (ink - paper));
				return Uint8Array.from(e2e.channel(e2e.pixels("#altered-picture"), 0), grey);
			})())`)
			p.await("the prediction is 9", "zerokara.state().prediction === 9", patience)

			// By keyboard: the next digit is a 0.
			eval[bool](p, `(document.querySelector("#targets input:checked").focus(), true)`)
			p.do(chromedp.KeyEvent(kb.ArrowRight))
			p.await("what would make it a 0",
				`/ 0/.test(e2e.text("#alter-text")) && e2e.one("#alter").dataset.state === "fits"`, patience)
		})
	}
}
