package gan

import (
	"math"

	"github.com/zerokara/zerokara/nn/mnist"
)

// GridSide is the number of generated images per row and per column of a grid.
const GridSide = 8

// GridPixels is the side of a grid in pixels.
const GridPixels = GridSide * mnist.Side

// gridStep is the step of the grid's noise; no step of a run has this number.
const gridStep = math.MaxUint64

// Grid overwrites dst, GridPixels rows of GridPixels grey values from 0
// (background) to 255 (ink), with the generator's images of GridSide² points of
// noise, the same points in every call. Batch normalisation uses its running
// statistics. Grid may be called between any two calls of Advance.
func (t *Trainer) Grid(dst []byte) {
	copy(t.view.Stats(), t.gen.Stats())
	for row := range GridSide {
		z := t.view.Input(GridSide)
		for column := range GridSide {
			noise(z.Sample(column), t.recipe.Seed, gridStep, uint64(row*GridSide+column))
		}
		y := t.view.Forward(GridSide, false)
		for column := range GridSide {
			image := y.Sample(column)
			at := row*mnist.Side*GridPixels + column*mnist.Side
			for i := range mnist.Side {
				to := dst[at+i*GridPixels:][:mnist.Side]
				for j, v := range image[i*mnist.Side:][:mnist.Side] {
					to[j] = byte(min(max((v+1)*127.5+0.5, 0), 255))
				}
			}
		}
	}
}
