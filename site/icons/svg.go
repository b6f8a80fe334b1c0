package main

import (
	"fmt"
	"image/color"
	"regexp"
	"strconv"
	"strings"
)

// point is a place in the drawing, whose width and height are 1.
type point struct{ x, y float64 }

// drawing is one outline, filled with one colour.
type drawing struct {
	outline []point // closed
	fill    color.NRGBA
}

var (
	viewBox = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)
	pathTag = regexp.MustCompile(`<path fill="#([0-9a-f]{6})" d="([^"]+)"/>`)
	token   = regexp.MustCompile(`[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)`)
)

// parse reads as much of SVG as site/favicon.svg has: a square with one path of M, C, c
// and z.
func parse(svg string) (*drawing, error) {
	box, path := viewBox.FindStringSubmatch(svg), pathTag.FindAllStringSubmatch(svg, -1)
	if box == nil || box[1] != box[2] || len(path) != 1 {
		return nil, fmt.Errorf("not a square with one filled path")
	}
	side, _ := strconv.ParseFloat(box[1], 64)
	rgb, _ := strconv.ParseUint(path[0][1], 16, 32)
	d := &drawing{fill: color.NRGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 0xff}}
	var command string
	var at point
	var n []float64
	for _, t := range token.FindAllString(path[0][2], -1) {
		v, err := strconv.ParseFloat(t, 64)
		if err != nil {
			if !strings.Contains("MCcz", t) || len(n) > 0 {
				return nil, fmt.Errorf("a path with %q after %v", t, n)
			}
			command = t
			continue
		}
		n = append(n, v/side)
		switch {
		case command == "M" && len(n) == 2:
			if d.outline != nil {
				return nil, fmt.Errorf("a second outline")
			}
			at = point{n[0], n[1]}
			d.outline, n = append(d.outline, at), nil
		case strings.Contains("Cc", command) && len(n) == 6:
			var from point
			if command == "c" {
				from = at
			}
			p := func(i int) point { return point{from.x + n[i], from.y + n[i+1]} }
			d.curve(at, p(0), p(2), p(4))
			at, n = p(4), nil
		}
	}
	if command != "z" || len(n) > 0 {
		return nil, fmt.Errorf("a path that does not end with z")
	}
	return d, nil
}

// curve appends a Bézier curve, in lines shorter than a pixel.
func (d *drawing) curve(a, b, c, e point) {
	const lines = 64
	for i := 1; i <= lines; i++ {
		t := float64(i) / lines
		u := 1 - t
		at := func(a, b, c, e float64) float64 { return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*e }
		d.outline = append(d.outline, point{at(a.x, b.x, c.x, e.x), at(a.y, b.y, c.y, e.y)})
	}
}
