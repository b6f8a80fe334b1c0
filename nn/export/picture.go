package export

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/weights/onnx"
)

// Mark is a part of a picture: text at a point of its base line, or a rectangle
// without it.
type Mark struct {
	X, Y, W, H float64
	Colour     string // #rrggbb
	Text       string
}

// The picture's size, and that of its sans-serif text, in pixels.
const (
	PictureWidth, PictureHeight = 640, 400
	PictureText                 = 16
)

// Picture returns marks, one over the other: the drawing's grey values, the ten
// probabilities p as bars, the max in vermilion, and which network it is. p is nil for
// no prediction.
func (n *Network) Picture(p []float32) []Mark {
	const (
		paper, white, dark = "#fbf8f1", "#ffffff", "#1f1c18"
		bar, best          = "#8a8378", "#c1361f"
		side, left, top    = 11, 24, 24
		row, x, widest     = 30.8, 380, 150
	)
	marks := []Mark{{0, 0, PictureWidth, PictureHeight, paper, ""}, {left, top, 28 * side, 28 * side, white, ""}}
	for i, v := range n.Drawing.digits() {
		if v > 0 {
			marks = append(marks, Mark{left + float64(i%28*side), top + float64(i/28*side), side, side, grey(255 - v), ""})
		}
	}
	predicted := -1
	if p == nil {
		p = make([]float32, recipe.Classes)
	} else {
		predicted = tensor.ArgMax(p)
	}
	for digit, p := range p {
		y, colour := top+row*float64(digit), bar
		if digit == predicted {
			colour = best
		}
		marks = append(marks,
			Mark{X: x - 20, Y: y + 20, Colour: dark, Text: strconv.Itoa(digit)},
			Mark{x, y + 6, widest * float64(p), 16, colour, ""},
			Mark{X: x + widest + 12, Y: y + 20, Colour: dark, Text: strconv.FormatFloat(100*float64(p), 'f', 1, 64) + "%"})
	}
	name := n.Recipe.Name + " · " + strconv.Itoa(n.Step)
	if n.Fingerprint != 0 {
		name += " · " + onnx.Fingerprint(n.Fingerprint)
	}
	return append(marks, Mark{X: left, Y: PictureHeight - 24, Colour: dark, Text: name})
}

// grey returns a grey value as a colour.
func grey(v byte) string {
	const hex = "0123456789abcdef"
	two := string([]byte{hex[v>>4], hex[v&15]})
	return "#" + two + two + two
}
