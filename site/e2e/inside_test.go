package e2e

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
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

// briefly is a recipe that trains for seconds to classify most drawings correctly.
const briefly = `{preset: "zerokara", epochs: 1}`

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
	p.await("maps of the drawing", `document.querySelector("#inside-note").style.visibility === "hidden"`, patience)
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
	p.await("an empty pad has no maps", `document.querySelector("#inside-note").style.visibility === ""`, patience)
}

// layoutOf is where the rows are in the page.
const layoutOf = `Array.from(document.querySelectorAll("#layers > li"), e => [e.offsetTop, e.offsetHeight]).join()`

// number reads a number as the page writes it.
func number(t testing.TB, s string) float64 {
	t.Helper()
	s, power, _ := strings.Cut(strings.NewReplacer("−", "-", ",", "").Replace(s), "×10⁻")
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Errorf("%q is no number", s)
	}
	exponent := 0.0
	for _, digit := range power {
		exponent = 10*exponent + float64(slices.Index([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹"), digit))
	}
	return v * math.Pow(10, -exponent)
}

// arithmetic adds up what the close-up shows, as a visitor would: its terms, if it has
// so many, and its lines, which must be the value in its sentence.
func (p *page) arithmetic(what string, terms int) {
	p.t.Helper()
	p.await("the arithmetic of "+what, fmt.Sprintf(`!document.querySelector("#closeup-sum").hidden && document.querySelectorAll("#sum-terms li").length === %d`, terms), patience)
	type shown struct {
		Terms, Lines []string
		Said         string
	}
	s := eval[shown](p, `({Terms: Array.from(document.querySelectorAll("#sum-terms li"), e => e.textContent), Lines: Array.from(document.querySelectorAll("#sum-lines td"), e => e.textContent), Said: document.querySelector("#closeup-text").textContent})`)
	const rounding = 0.006 // of a number of three digits
	near := func(of string, got, want, size float64) {
		p.t.Helper()
		if math.Abs(got-want) > rounding*size+1e-9 {
			p.t.Errorf("%s, %s: %g, shown is %g (%+v)", what, of, got, want, s)
		}
	}
	sum, size, inked := 0.0, 0.0, 0
	for _, term := range s.Terms {
		parts := strings.Fields(term) // 0.5 × −0.25 = −0.125
		if len(parts) != 5 || parts[1] != "×" || parts[3] != "=" {
			p.t.Fatalf("a term is %q", term)
		}
		x, w, product := number(p.t, parts[0]), number(p.t, parts[2]), number(p.t, parts[4])
		near(term, x*w, product, 2*math.Abs(product))
		sum, size = sum+product, size+math.Abs(product)
		if x != 0 {
			inked++
		}
	}
	if terms > 0 && inked == 0 {
		p.t.Errorf("%s: the patch has no ink", what)
	}
	var lines []float64
	for _, l := range s.Lines {
		lines = append(lines, number(p.t, l))
	}
	if len(lines) < 3 {
		p.t.Fatalf("%s: %d lines", what, len(lines))
	}
	if terms > 0 {
		near("the products", sum, lines[0], size)
	}
	sum, size = 0, 0
	value := lines[len(lines)-1]
	for _, l := range lines[:len(lines)-1] {
		sum, size = sum+l, size+math.Abs(l)
	}
	near("the lines", sum, value, size)
	m := regexp.MustCompile(`(?:: |value is )(−?[\d.,]*\d(?:×10⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)\.`).FindStringSubmatch(s.Said)
	if m == nil || m[1] != s.Lines[len(s.Lines)-1] {
		p.t.Errorf("%s: the sentence is %q, the sum %q", what, s.Said, s.Lines[len(s.Lines)-1])
	}
}

// TestArithmetic moves about in a map by pointer and keys, and chooses input maps.
func TestArithmetic(t *testing.T) {
	for name, options := range map[string][]option{"desktop": nil, "phone": {phone}} {
		t.Run(name, func(t *testing.T) {
			p := open(t, options...)
			p.draw(2)
			p.choose("codelab")
			p.await("the rows", `document.querySelectorAll("#layers > li").length === 5`, patience)
			p.unfold()
			p.hit(layerCanvas(0), 20, 20)
			p.arithmetic("a map", 25)
			place := "#closeup-map-picture"
			at := func(what, row, column string) {
				t.Helper()
				p.await(what, fmt.Sprintf(`document.querySelector("#closeup-text").textContent.startsWith("At row %s, column %s of 24 × 24") && document.querySelector(%q).getAttribute("aria-valuetext").startsWith("row %s, column %s: ")`, row, column, place, row, column), patience)
				p.arithmetic(what, 25)
			}
			side := p.box(place).Width
			p.hit(place, side*11.5/24, side*8.5/24)
			at("the place clicked at", "9", "12")
			eval[bool](p, fmt.Sprintf(`(document.querySelector(%q).focus({preventScroll: true}), true)`, place))
			p.do(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowDown))
			at("the place after two keys", "10", "13")
			if now := eval[string](p, fmt.Sprintf(`document.querySelector(%q).getAttribute("aria-valuenow")`, place)); now != "229" {
				t.Errorf("it is number %s of 576", now)
			}
			p.do(chromedp.KeyEvent(kb.Home))
			p.await("the strongest place again", `document.querySelector("#closeup-text").textContent.startsWith("Strongest at") && document.querySelector("#closeup-max").disabled`, patience)

			p.hit(layerCanvas(3), 20, 20)
			p.await("a map of eight maps", `document.querySelector("#closeup-title").textContent === "Convolution: map 1 of 16" && /^Input map \d of 8$/.test(document.querySelector("#sum-channel-text").textContent)`, patience)
			largest := p.text("#sum-channel-text")
			for _, step := range []struct{ button, is string }{{"next", "!=="}, {"back", "==="}, {"next", "!=="}} {
				p.click("#sum-" + step.button)
				p.await("another input map, "+step.button, fmt.Sprintf(`document.querySelector("#sum-channel-text").textContent %s %q`, step.is, largest), patience)
			}
			if n := eval[int](p, `document.querySelectorAll("#sum-lines tr").length`); n != 10 {
				t.Errorf("%d lines for eight input maps and the bias", n)
			}
			lines := eval[[]string](p, `Array.from(document.querySelectorAll("#sum-lines tr"), e => e.textContent)`)
			terms := eval[[]string](p, `Array.from(document.querySelectorAll("#sum-terms li span:last-child"), e => e.textContent)`)
			sum, size := 0.0, 0.0
			for _, product := range terms {
				v := number(t, product)
				sum, size = sum+v, size+math.Abs(v)
			}
			channel := strings.Fields(p.text("#sum-channel-text"))[2]
			for _, l := range lines {
				if subtotal, ok := strings.CutPrefix(l, "Input map "+channel); ok && math.Abs(number(t, subtotal)-sum) > 0.006*size {
					t.Errorf("the products of input map %s add up to %g: %q", channel, sum, lines)
				}
			}
			if w, in := eval[float64](p, "document.documentElement.scrollWidth"), eval[float64](p, "innerWidth"); w > in {
				t.Errorf("the page is %v wide in a window of %v", w, in)
			}
			for _, v := range p.axe() {
				for _, place := range v.Places {
					if regexp.MustCompile(`closeup|maps-|sum-|layers|fold|terms`).MatchString(place) {
						t.Errorf("breaks the rule %s: %s", v.Rule, place)
					}
				}
			}
			p.shot("inside-arithmetic-" + name)
		})
	}
}

// TestInsideOtherNetworks inspects a network without convolutions and one with many
// filters, by touch on a phone.
func TestInsideOtherNetworks(t *testing.T) {
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

// named checks that the pictures of reasons have names, as role img needs.
func (p *page) named(when, names string) {
	p.t.Helper()
	got := eval[string](p, `Array.from(document.querySelectorAll('#why [role="img"]'), (e) => e.offsetParent && document.getElementById(e.getAttribute("aria-labelledby")).textContent.trim()).filter((name) => name !== null).map((name) => name.split(" ")[0]).join()`)
	if got != names {
		p.t.Errorf("%s the pictures' names begin with %q, want %q", when, got, names)
	}
}

// TestExplain explains a prediction by occlusion and by saliency, and stops a long
// occlusion.
func TestExplain(t *testing.T) {
	p := open(t)
	if !strings.Contains(p.text("#look .picture .hint"), "Draw a digit") {
		t.Errorf("nothing says how reasons appear: %q", p.text("#look .picture .hint"))
	}
	p.show("#why")
	p.named("At first", "Draw,Choose")
	p.show("#watch")
	p.draw(7)
	p.train(quickly)
	p.show("#why")
	covered := regexp.MustCompile(`It reads a 7, ([\d.]+)%. ` +
		`Most depends on rows \d+ to \d+, columns \d+ to \d+(?:: |, but even )with those covered, 7 gets ([\d.]+)%`)
	p.await("where it looks",
		`e2e.one("#look").dataset.state === "fits" && /Most depends on/.test(e2e.text("#look-text"))`, patience)
	m := covered.FindStringSubmatch(p.text("#look-text"))
	if m == nil || len(m[1]) == len(m[2]) && m[1] < m[2] {
		t.Fatalf("it says %q", p.text("#look-text"))
	}
	p.named("Explained,", "It,Choose")
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
	p.named("Erased,", "Draw,Choose")
}

// TestCounterfactual asks for the counterfactual of a drawing for a chosen digit
// and gives that image to the network.
func TestCounterfactual(t *testing.T) {
	for name, options := range map[string][]option{"desktop": nil, "phone": {phone, dark}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, options...)
			p.show("#why")
			high := p.box("#why").Height
			p.show("#watch") // on a phone the pad is there
			p.draw(7)
			p.train(quickly)
			p.show("#targets")
			p.await("where it looks", `document.querySelector("#look").dataset.state === "fits"`, patience)
			p.click("#targets label:nth-child(10)")
			p.await("what would make it a 9", `/it reads a 9: [\d.]+% instead of/.test(e2e.text("#alter-text"))`, patience)
			stays := func(when string) {
				t.Helper()
				if h := p.box("#why").Height; h != high {
					t.Errorf("%s the section is %v high, before %v", when, h, high)
				}
			}
			stays("with its reasons")
			p.click("#alter-read")
			p.await("the altered drawing", `!document.querySelector("#altered").hidden`, patience)
			const altered = `e2e.all("#altered tbody td").map((c) => c.className + " " + c.textContent)`
			cells := eval[[]string](p, altered)
			if len(cells) != 20 || !strings.HasPrefix(cells[7], "answers ") || !strings.HasPrefix(cells[19], "answers ") {
				t.Errorf("before and after: %q", cells)
			}
			p.shot("alter-" + name)
			p.named("Altered,", "It,Ink,The")
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
			p.await("what would make it a 0", `/ 0/.test(e2e.text("#alter-text")) && e2e.one("#alter").dataset.state === "fits"`, patience)

			// While a network learns, they soon are of an earlier one.
			p.click("#alter-read")
			eval[bool](p, `(zerokara.start({preset: "zerokara", epochs: 50}), true)`)
			p.await("it learns", "zerokara.state().step > 3", patience)
			p.click("#look-again")
			p.click("#targets label:nth-child(2)")
			p.await("both are old", `["look", "alter"].every((id) => document.getElementById(id).dataset.state === "old") && /earlier drawing/.test(e2e.text("#look-old"))`, patience)
			stays("with old reasons")
		})
	}
}
