package gan

import (
	"math"

	"github.com/zerokara/zerokara/nn/mnist"
)

// GridSide is how many generated images a grid has in a row and in a column.
const GridSide = 8

// GridPixels is the side of a grid in pixels.
const GridPixels = GridSide * mnist.Side

// gridStep stands for the step in the noise of the grid, which no step has.
const gridStep = math.MaxUint64

// Grid overwrites dst, GridPixels rows of GridPixels grey values, 0 paper and
// 255 ink, with what the generator makes of GridSide² fixed points of noise: the
// same in every call, so that two grids show what was learned in between. Batch
// norm uses its running statistics. It may be called between any two calls of
// Advance.
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
