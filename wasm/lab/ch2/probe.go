package ch2

import "github.com/zerokara/zerokara/nn/book/perceptron"

// side is the width of a drawing, in pixels.
const side = 28

// firstPixels are the drawing's pixels that are x1 and x2 at first.
var firstPixels = [2]int{7*side + 11, 14*side + 16}

// Pixel returns the column and the row of the pixel that is x1 or x2.
func (g *Gates) Pixel(i int) (column, row int) { return g.pixels[i] % side, g.pixels[i] / side }

// SetPixel moves it, as far as the drawing goes.
func (g *Gates) SetPixel(i, column, row int) {
	g.pixels[i] = min(max(row, 0), side-1)*side + min(max(column, 0), side-1)
	g.rev++
}

// Probe is the neuron, or what is stacked in its place, on two pixels of a drawing.
type Probe struct {
	X      Point
	Sum    float64 // of the last neuron
	Output int
}

// Probe computes it.
func (g *Gates) Probe(grey []byte) (p Probe) {
	p.X = Point{float64(grey[g.pixels[0]]) / 255, float64(grey[g.pixels[1]]) / 255}
	p.Sum = g.sum(p.X)
	if g.stacked {
		s := stack(p.X)
		p.Sum = sumAt(stackAND, Point{float64(s.NAND), float64(s.OR)})
	}
	p.Output = int(perceptron.Step(p.Sum))
	return p
}
