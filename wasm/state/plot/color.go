package plot

import (
	"image/color"
	"math"
)

// Scale is a colour for each of 256 values, not premultiplied.
type Scale [256]color.RGBA

// Scales are the page's two colour scales. Their lightness is even in OKLab
// (Ottosson 2020), so that equal steps look equal, and their hues are ones that
// the usual kinds of colour-blindness tell apart; none has another meaning in the
// page.
type Scales struct {
	Sequential Scale // 0 is the paper, 255 the max
	Diverging  Scale // 128 is the paper, 1 the min, blue, 255 the max, ochre
}

// The hues, in degrees, and chromas of the scales' ends.
const (
	blueHue, ochreHue, plumHue = 245, 62, 330
	blueChroma, ochreChroma    = 0.125, 0.125
	plumChroma                 = 0.13
	farLight, farDark          = 0.42, 0.80 // lightness of the diverging ends, on light and on dark paper
	endLight, endDark          = 0.27, 0.93 // and of the sequential one
	dark                       = 0.5        // paper below this lightness is dark
	sequentialBends            = 0.62       // where its colour is strongest
)

// NewScales returns the scales for a colour of paper.
func NewScales(paper color.RGBA) Scales {
	p := labOf(paper)
	far, light := farLight, endLight
	if p[0] < dark {
		far, light = farDark, endDark
	}
	blue, ochre := lch(far, blueChroma, blueHue), lch(far, ochreChroma, ochreHue)
	// The middle of the sequential scale has the most colour: its far end is
	// nearly black, or white, where there is little to have.
	end, middle := lch(light, plumChroma/3, plumHue), lch(p[0]+(light-p[0])*sequentialBends, plumChroma, plumHue)
	var s Scales
	for i := range 256 {
		t := float64(i) / 255
		s.Sequential[i] = rgbOf(bend(p, middle, end, t))
		d := float64(i-128) / 127
		pole := ochre
		if d < 0 {
			pole = blue
		}
		s.Diverging[i] = rgbOf(mixLab(p, pole, math.Min(math.Abs(d), 1)))
	}
	return s
}

// bend goes from a to b by way of the colour of middle: lightness is straight,
// the rest a quadratic curve.
func bend(a, middle, b lab, t float64) lab {
	out := mixLab(a, b, t)
	m := sequentialBends
	for i := 1; i < 3; i++ {
		straight := a[i] + (b[i]-a[i])*m
		out[i] += (middle[i] - straight) * t * (1 - t) / (m * (1 - m))
	}
	return out
}

// lab is a colour in OKLab: lightness, green to red, blue to yellow.
type lab [3]float64

func lch(l, c, degrees float64) lab {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return lab{l, c * cos, c * sin}
}

func mixLab(a, b lab, t float64) lab {
	for i := range a {
		a[i] += (b[i] - a[i]) * t
	}
	return a
}

func labOf(c color.RGBA) lab {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return lab{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func rgbOf(c lab) color.RGBA {
	cube := func(a, b float64) float64 { v := c[0] + a*c[1] + b*c[2]; return v * v * v }
	l, m, s := cube(0.3963377774, 0.2158037573), cube(-0.1055613458, -0.0638541728), cube(-0.0894841775, -1.2914855480)
	return color.RGBA{
		sRGB(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		sRGB(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		sRGB(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s),
		255,
	}
}

func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

func sRGB(x float64) uint8 {
	x = clamp(x)
	if x <= 0.0031308 {
		x *= 12.92
	} else {
		x = 1.055*math.Pow(x, 1/2.4) - 0.055
	}
	return uint8(x*255 + 0.5)
}
