package state

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/weights/onnx"
)

// Mark is a part of a picture to be saved: text at a point, or a rectangle without it.
type Mark struct {
	X, Y, W, H float64
	Colour     string
	Text       string
}

// The picture's size in pixels, and the font of its texts.
const (
	PictureWidth, PictureHeight = 640, 400
	PictureFont                 = "16px sans-serif"
)

// Picture returns the bench as marks, one over the other: the network's input, its
// prediction as ten bars, and which network it is. It has the colours of light paper,
// whatever the page's are.
func (m *Model) Picture(grey []byte) []Mark {
	const (
		paper, dark, bar, best = "#fbf8f1", "#1f1c18", "#8a8378", "#c1361f"
		side, left, top        = 11, 24, 24
		row, x, widest         = 30.8, 380, 150
	)
	marks := []Mark{{0, 0, PictureWidth, PictureHeight, paper, ""}, {left, top, 28 * side, 28 * side, "#fff", ""}}
	for i, v := range grey[:ink.Pixels] {
		if v > 0 {
			g := strconv.Itoa(255 - int(v))
			marks = append(marks, Mark{left + float64(i%28*side), top + float64(i/28*side), side, side, "rgb(" + g + "," + g + "," + g + ")", ""})
		}
	}
	for digit, p := range m.Prediction.P {
		y, colour := top+row*float64(digit), bar
		if m.Prediction.Known && digit == m.Prediction.Digit {
			colour = best
		}
		if !m.Prediction.Known {
			p = 0
		}
		marks = append(marks,
			Mark{X: x - 20, Y: y + 20, Colour: dark, Text: strconv.Itoa(digit)},
			Mark{x, y + 6, widest * float64(p), 16, colour, ""},
			Mark{X: x + widest + 12, Y: y + 20, Colour: dark, Text: strconv.FormatFloat(100*float64(p), 'f', 1, 64) + "%"})
	}
	name := m.Recipe.Name + " · " + strconv.Itoa(int(m.Progress.Step))
	if m.Fingerprint != 0 {
		name += " · " + onnx.Fingerprint(m.Fingerprint)
	}
	return append(marks, Mark{X: left, Y: PictureHeight - 24, Colour: dark, Text: name})
}
