package plot

import (
	"image/color"
	"math"
	"testing"
)

var papers = map[string]color.RGBA{"light": {0xfd, 0xfa, 0xf3, 255}, "dark": {0x20, 0x1e, 0x1b, 255}}

func TestScalesAreEven(t *testing.T) {
	for name, paper := range papers {
		s := NewScales(paper)
		even := func(what string, first, last int, scale *Scale) {
			from, to := labOf(scale[first])[0], labOf(scale[last])[0]
			if math.Abs(to-from) < 0.4 {
				t.Errorf("%s %s: lightness %.2f to %.2f", name, what, from, to)
			}
			for i := min(first, last); i <= max(first, last); i++ {
				want := from + (to-from)*float64(i-first)/float64(last-first)
				if got := labOf(scale[i])[0]; math.Abs(got-want) > 0.012 {
					t.Errorf("%s %s: lightness %.3f at %d, want %.3f", name, what, got, i, want)
					return
				}
			}
		}
		even("sequential", 0, 255, &s.Sequential)
		even("negative", 128, 1, &s.Diverging)
		even("positive", 128, 255, &s.Diverging)
		if s.Sequential[0] != paper || s.Diverging[128] != paper {
			t.Errorf("%s: nothing is %v and %v, not the paper", name, s.Sequential[0], s.Diverging[128])
		}
	}
}

// TestScalesForColorBlindEyes looks at the ends of the diverging scale as
// people without red or without green cones do (Viénot et al. 1999).
func TestScalesForColorBlindEyes(t *testing.T) {
	views := map[string][3][3]float64{
		"protanopia":   {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}},
		"deuteranopia": {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}},
	}
	for name, paper := range papers {
		s := NewScales(paper)
		for view, m := range views {
			see := func(c color.RGBA) lab {
				in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
				var out [3]uint8
				for i := range out {
					out[i] = sRGB(m[i][0]*in[0] + m[i][1]*in[1] + m[i][2]*in[2])
				}
				return labOf(color.RGBA{out[0], out[1], out[2], 255})
			}
			a, b := see(s.Diverging[1]), see(s.Diverging[255])
			if d := math.Hypot(a[1]-b[1], a[2]-b[2]); d < 0.12 {
				t.Errorf("%s, %s: the ends are %.3f apart", name, view, d)
			}
		}
	}
}

func TestColorsAreConvertedBack(t *testing.T) {
	for _, c := range []color.RGBA{{0, 0, 0, 255}, {255, 255, 255, 255}, {0xbf, 0x34, 0x19, 255}, {1, 200, 77, 255}} {
		if got := rgbOf(labOf(c)); got != c {
			t.Errorf("%v became %v", c, got)
		}
		if d := labOf(papers["dark"]); rgbOf(mixLab(labOf(c), d, 0)) != c || rgbOf(mixLab(d, labOf(c), 1)) != c {
			t.Errorf("%v is no end of a mix", c)
		}
	}
	if l := labOf(color.RGBA{255, 255, 255, 255})[0]; math.Abs(l-1) > 1e-3 {
		t.Errorf("white has lightness %g", l)
	}
}
