package e2e

import "testing"

// at returns a digit's strokes scaled and moved to a place on the pad.
func at(x, y, scale float64, strokes [][]point) (moved [][]point) {
	for _, s := range strokes {
		var m []point
		for _, q := range s {
			m = append(m, point{x + (q.X-0.5)*scale, y + (q.Y-0.5)*scale})
		}
		moved = append(moved, m)
	}
	return moved
}

// severalDigits draws numbers, small digits and scribbles by mouse on TestTrain's page:
// it takes a network of the default recipe.
func severalDigits(t *testing.T, p *page) {
	p.click("#clear")
	p.await("an empty pad", `e2e.one("#answer").dataset.state === "empty"`, patience)
	p.pen(at(0.22, 0.5, 0.6, digits[7]))
	p.settled()
	p.await("a small 7 at the edge is classified",
		"zerokara.state().prediction === 7 && zerokara.state().doubt === null", patience)
	if n := eval[int](p, "zerokara.state().digits.length"); n != 1 {
		t.Errorf("one digit is split into %d", n)
	}
	seven := p.state().Probabilities

	p.pen(at(0.52, 0.5, 0.6, digits[2]))
	p.pen(at(0.8, 0.5, 0.6, digits[0]))
	p.await("720 is shown", `e2e.text("#digit") === "720"`, patience)
	p.await("the API has all digits", `zerokara.state().digits.map(d => d.digit).join("") === "720"`, patience)
	s := p.state()
	for i, v := range s.Probabilities {
		if d := v - seven[i]; d > 1e-6 || d < -1e-6 {
			t.Errorf("the number's first digit is %v, alone it was %v", s.Probabilities, seven)
			break
		}
	}
	if s.digit() != 7 {
		t.Errorf("the prediction is %d, want the first digit's", s.digit())
	}
	p.shot("number")
	p.click("#number button:nth-child(3)")
	p.await("the bars are the third digit's", `zerokara.state().prediction === 0 &&
		e2e.one("#number button:nth-child(3)").ariaPressed === "true"`, patience)
	if left, _, right, _ := extent(p.input()); right-left < 8 {
		t.Errorf("the 0 covers columns %d-%d of the input", left, right)
	}
	p.click("#undo")
	p.await("72 is shown", `e2e.text("#digit") === "72"`, patience)

	p.click("#clear")
	p.await("an empty pad has no digits", `e2e.one("#number").hidden`, patience)
	var zigzag []point
	for i := range 9 {
		x, y := 0.1+0.08*float64(i), 0.2+0.6*float64(i%2)
		zigzag = append(zigzag, line(point{x, y}, point{x + 0.08, 1 - y})...)
	}
	p.stroke(zigzag...)
	p.settled()
	p.await("a zigzag is not named as a digit", `zerokara.state().doubt !== null &&
		!["known", "empty"].includes(e2e.one("#answer").dataset.state)`, patience)
	p.shot("no-digit")
}

// TestNumberFits checks that the predictions of three digits fit a phone and a
// desktop: nothing overlaps or passes the edge.
func TestNumberFits(t *testing.T) {
	t.Parallel()
	for name, set := range map[string][]option{
		"desktop": nil, "phone": {phone, japanese},
	} {
		p := open(t, set...)
		p.show(pad)
		for i, d := range []int{7, 2, 0} {
			p.pen(at(0.2+0.3*float64(i), 0.5, 0.6, digits[d]))
		}
		p.await(name+": three digits", `e2e.count("#number button") === 3 && !e2e.one("#number").hidden`, patience)
		boxes := []string{"#digit", "#remark", "#number button:nth-child(1)", "#number button:nth-child(2)",
			"#number button:nth-child(3)", `[data-slot="bars"]`}
		for i, a := range boxes {
			x := p.box(a)
			if width := eval[float64](p, "innerWidth"); x.X < 0 || x.X+x.Width > width+0.5 {
				t.Errorf("%s: %s is %v in a page %v wide", name, a, x, width)
			}
			for _, b := range boxes[:i] {
				y := p.box(b)
				if x.X < y.X+y.Width-1 && y.X < x.X+x.Width-1 && x.Y < y.Y+y.Height-1 && y.Y < x.Y+x.Height-1 {
					t.Errorf("%s: %s %v lies over %s %v", name, a, x, b, y)
				}
			}
		}
		p.shot("number-" + name)
		p.close()
	}
}
