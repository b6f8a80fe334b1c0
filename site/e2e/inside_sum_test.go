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
)

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
	t.Parallel()
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
