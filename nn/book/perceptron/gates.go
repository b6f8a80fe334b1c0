package perceptron

// The gates have the book's weights (section 2.3). Any weights would do whose
// line separates the same points.

// AND returns a perceptron that fires when both inputs are 1.
func AND() Perceptron { return Perceptron{[]float64{0.5, 0.5}, -0.7} }

// NAND returns a perceptron that fires unless both inputs are 1.
func NAND() Perceptron { return Perceptron{[]float64{-0.5, -0.5}, 0.7} }

// OR returns a perceptron that fires when at least one input is 1.
func OR() Perceptron { return Perceptron{[]float64{0.5, 0.5}, -0.2} }

// XOR returns the exclusive or (section 2.5), which fires when exactly one input
// is 1: AND of NAND and OR. No line separates its ones from its zeros, so no
// single perceptron computes it; two layers do.
func XOR() Layers { return Layers{{NAND(), OR()}, {AND()}} }

// Example is an input with its target.
type Example struct {
	X []float64
	Y float64 // 0 or 1
}

// TruthTable returns the four rows of a gate with two inputs, whose output is 1
// where fires returns true.
func TruthTable(fires func(a, b bool) bool) []Example {
	var rows []Example
	for _, x := range [][]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		row := Example{X: x}
		if fires(x[0] == 1, x[1] == 1) {
			row.Y = 1
		}
		rows = append(rows, row)
	}
	return rows
}
