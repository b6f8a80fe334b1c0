package gan

import (
	"math"

	"github.com/zerokara/zerokara/nn/mnist"
)

// GridSide is the number of generated images per row and per column of a grid.
const GridSide = 8

// GridPixels is the side of a grid of MNIST's images, in pixels.
const GridPixels = GridSide * mnist.Side

// gridStep is the step of the grid's noise; no step of a run has this number.
const gridStep = math.MaxUint64

// Grid overwrites dst with the generator's images of GridSide² points of noise,
// the same points in every call, as grey values from 0 (background) to 255 (ink):
// GridSide times an image's height rows of GridSide times its width, for each
// channel; for MNIST's images GridPixels rows of GridPixels. Batch normalisation
// uses its running statistics. Grid may be called between any two calls of
// Advance.
func (t *Trainer) Grid(dst []byte) {
	copy(t.view.Stats(), t.gen.Stats())
	s := t.set.Format().Shape
	for row := range GridSide {
		z := t.view.Input(GridSide)
		for column := range GridSide {
			noise(z.Sample(column), t.recipe.Seed, gridStep, uint64(row*GridSide+column))
		}
		y := t.view.Forward(GridSide, false)
		for column := range GridSide {
			image := y.Sample(column)
			for i := range s.C * s.H { // the rows of all channels
				at := (i/s.H*GridSide+row)*s.H + i%s.H
				to := dst[(at*GridSide+column)*s.W:][:s.W]
				for j, v := range image[i*s.W:][:s.W] {
					to[j] = byte(min(max((v+1)*127.5+0.5, 0), 255))
				}
			}
		}
	}
}
