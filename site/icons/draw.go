package main

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// samples is the number of points per pixel and axis at which the outline is asked for.
const samples = 8

// draw draws an icon.
func (i *icon) draw(d *drawing) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, i.size, i.size))
	hits := make([]int, i.size) // of a row's pixels
	for y := range i.size {
		clear(hits)
		for s := range samples {
			i.scan(d.crossings(i.place(y*samples+s)), hits)
		}
		for x, n := range hits {
			m.SetNRGBA(x, y, i.mix(d.fill, n))
		}
	}
	return m
}

// place returns where in the drawing a sample is.
func (i *icon) place(sample int) float64 {
	at := (float64(sample) + 0.5) / float64(samples*i.size)
	return (at-0.5)/i.mark + 0.5
}

// crossing is where the outline crosses a row, and whether downwards, 1, or up, -1.
type crossing struct {
	x    float64
	turn int
}

// crossings returns those of the row at y, from left to right.
func (d *drawing) crossings(y float64) (all []crossing) {
	for k, a := range d.outline {
		b := d.outline[(k+1)%len(d.outline)]
		if (a.y <= y) == (b.y <= y) {
			continue
		}
		c := crossing{a.x + (y-a.y)/(b.y-a.y)*(b.x-a.x), 1}
		if b.y < a.y {
			c.turn = -1
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b crossing) int { return cmp.Compare(a.x, b.x) })
	return all
}

// scan counts the samples of a row that the outline goes around.
func (i *icon) scan(crossings []crossing, hits []int) {
	turns := 0
	for s := range samples * i.size {
		for len(crossings) > 0 && crossings[0].x < i.place(s) {
			turns += crossings[0].turn
			crossings = crossings[1:]
		}
		if turns != 0 {
			hits[s/samples]++
		}
	}
}

// mix returns the colour of a pixel of whose samples so many are within the outline.
func (i *icon) mix(fill color.NRGBA, hits int) color.NRGBA {
	const all = samples * samples
	if i.back.A == 0 {
		fill.A = uint8(hits * 0xff / all)
		return fill
	}
	part := func(fill, back uint8) uint8 { return uint8((int(fill)*hits + int(back)*(all-hits)) / all) }
	return color.NRGBA{part(fill.R, i.back.R), part(fill.G, i.back.G), part(fill.B, i.back.B), 0xff}
}
