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
	t.Parallel()
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
	t.Parallel()
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
