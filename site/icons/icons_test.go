package main

import (
	"image/color"
	"os"
	"strings"
	"testing"
)

func favicon(t *testing.T) *drawing {
	t.Helper()
	b, err := os.ReadFile("../favicon.svg")
	if err != nil {
		t.Fatal(err)
	}
	d, err := parse(string(b))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestIcons checks each icon where the ring is, in its middle and in its corners, and that
// of the maskable one nothing is outside the circle that is sure to be seen.
func TestIcons(t *testing.T) {
	d := favicon(t)
	red := color.NRGBA{0xbf, 0x34, 0x19, 0xff}
	for _, i := range icons {
		m := i.draw(d)
		at := func(x, y float64) color.Color {
			place := func(v float64) int { return int(((v/64-0.5)*i.mark + 0.5) * float64(i.size)) }
			return m.At(place(x), place(y))
		}
		if got := at(11.4, 32); got != red {
			t.Errorf("%s: the ring is %v", i.name, got)
		}
		back := color.Color(i.back)
		if i.back.A == 0 {
			back = color.NRGBA{red.R, red.G, red.B, 0}
		}
		for _, p := range [][2]float64{{32, 32}, {1, 1}, {63, 63}, {43, 9.5}} { // the last is in the ring's gap
			if got := at(p[0], p[1]); got != back {
				t.Errorf("%s: at %v it is %v, want %v", i.name, p, got, back)
			}
		}
		if i.back.A == 0 {
			continue
		}
		for y := range i.size {
			for x := range i.size {
				dx, dy := x-i.size/2, y-i.size/2
				if far := 25*(dx*dx+dy*dy) > 4*i.size*i.size; far && m.At(x, y) != back {
					t.Fatalf("%s: (%d, %d) may be cut off", i.name, x, y)
				}
			}
		}
	}
}

func TestParse(t *testing.T) {
	svg := func(path string) string {
		return `<svg viewBox="0 0 64 64"><path fill="#bf3419" d="` + path + `"/></svg>`
	}
	if d, err := parse(svg("M32 0C64 0 64 0 64 32c0 32-32.5.5-32 32z")); err != nil || len(d.outline) != 129 || d.outline[128] != (point{0.5, 1}) {
		t.Errorf("%v", err)
	}
	for why, s := range map[string]string{
		"square":  `<svg viewBox="0 0 64 32"/>`,
		"path":    svg("M1 1L2 2z"),
		"end":     svg("M1 1C2 2 3 3 4 4"),
		"after":   svg("M1 1C2 2 3z"),
		"outline": svg("M1 1M2 2z"),
	} {
		if _, err := parse(s); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, want an error with %q", s, err, why)
		}
	}
}
