package main

import (
	"cmp"
	"image"
	"image/color"
	"slices"

	"github.com/zerokara/zerokara/nn/mnist"
)

// The sheet of wrongly predicted drawings, in pixels.
const (
	maxSheet     = 600 // drawings
	sheetColumns = 20
	sheetZoom    = 3
	cellWidth    = mnist.Side*sheetZoom + 4
	cellHeight   = cellWidth + 5*sheetZoom + 3
)

// mistake is a drawing with a wrong prediction.
type mistake struct {
	label, predicted int
	p                float32 // probability of the predicted digit
	pixels           [mnist.Pixels]byte
}

var (
	paper     = color.RGBA{0xfa, 0xf7, 0xf0, 0xff}
	inkColour = color.RGBA{0x1f, 0x1d, 0x1a, 0xff}
	vermilion = color.RGBA{0xc5, 0x3d, 0x1d, 0xff}
)

// drawSheet draws the network's inputs, sorted by label, prediction and falling
// probability. Below each stand its label and, in vermilion, the predicted digit
// and its probability in per cent.
func drawSheet(all []mistake) *image.RGBA {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b mistake) int {
		return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(a.predicted, b.predicted), -cmp.Compare(a.p, b.p))
	})
	rows := max(1, (len(all)+sheetColumns-1)/sheetColumns)
	sheet := image.NewRGBA(image.Rect(0, 0, sheetColumns*cellWidth, rows*cellHeight))
	for i := range sheet.Pix {
		sheet.Pix[i] = [4]byte{paper.R, paper.G, paper.B, paper.A}[i%4]
	}
	mix := func(a, b, v byte) byte { return byte((int(a)*(255-int(v)) + int(b)*int(v)) / 255) }
	for i, m := range all {
		left, top := i%sheetColumns*cellWidth+2, i/sheetColumns*cellHeight+2
		for y := range mnist.Side * sheetZoom {
			for x := range mnist.Side * sheetZoom {
				v := m.pixels[y/sheetZoom*mnist.Side+x/sheetZoom]
				sheet.SetRGBA(left+x, top+y, color.RGBA{
					mix(0xef, inkColour.R, v), mix(0xea, inkColour.G, v), mix(0xdf, inkColour.B, v), 0xff,
				})
			}
		}
		top += mnist.Side*sheetZoom + 2
		figure(sheet, left, top, m.label, inkColour)
		figure(sheet, left+6*sheetZoom, top, m.predicted, vermilion)
		percent := min(99, int(m.p*100))
		figure(sheet, left+14*sheetZoom, top, percent/10, vermilion)
		figure(sheet, left+18*sheetZoom, top, percent%10, vermilion)
	}
	return sheet
}

// figures are digits of 3x5 dots, three bits per row.
var figures = [10]uint16{0o75557, 0o26227, 0o71747, 0o71717, 0o55711, 0o74717, 0o74757, 0o71122, 0o75757, 0o75717}

func figure(dst *image.RGBA, left, top, digit int, c color.RGBA) {
	for y := range 5 * sheetZoom {
		for x := range 3 * sheetZoom {
			if figures[digit]>>(14-y/sheetZoom*3-x/sheetZoom)&1 != 0 {
				dst.SetRGBA(left+x, top+y, c)
			}
		}
	}
}
