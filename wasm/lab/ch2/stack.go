package ch2

import "github.com/zerokara/zerokara/nn/book/perceptron"

// The neurons that are stacked, with the book's weights: XOR is AND of NAND and OR.
var (
	stackNAND = perceptron.NAND()
	stackOR   = perceptron.OR()
	stackAND  = perceptron.AND()
)

// Stack is what the two layers make of a pair of inputs.
type Stack struct {
	X           Point
	NAND, OR, Y int // outputs
	Target      int // of a row of the truth table
}

func stack(x Point) Stack {
	in := []float64{x.X, x.Y}
	nand, or := stackNAND.Output(in), stackOR.Output(in)
	return Stack{X: x, NAND: int(nand), OR: int(or), Y: int(stackAND.Output([]float64{nand, or}))}
}

// Stacked reports whether two layers are in the place of the neuron.
func (g *Gates) Stacked() bool { return g.stacked }

// SetStacked puts them there, or takes them away. They compute XOR.
func (g *Gates) SetStacked(on bool) {
	if on {
		g.Choose(XOR)
	}
	g.stacked = on
	g.rev++
}

// Chosen returns the row of the truth table whose wires are lit.
func (g *Gates) Chosen() int { return g.row }

// ChooseRow chooses it.
func (g *Gates) ChooseRow(row int) {
	if row >= 0 && row < len(g.table) {
		g.row = row
		g.rev++
	}
}

// StackRows returns the truth table as the two layers compute it.
func (g *Gates) StackRows() (rows [4]Stack) {
	for i, e := range g.table {
		rows[i] = stack(Point{e.X[0], e.X[1]})
		rows[i].Target = int(e.Y)
	}
	return rows
}

// StackLines returns the ends of NAND's and OR's lines in the picture.
func StackLines() (lines [2][2]Point) {
	for i, p := range [...]perceptron.Perceptron{stackNAND, stackOR} {
		lines[i][0], lines[i][1], _ = lineOf(p)
	}
	return lines
}

// StackFiring returns the corners of the part of the picture where both fire, which
// makes AND fire.
func StackFiring() []Point { return clip(clip(square(), stackNAND), stackOR) }
