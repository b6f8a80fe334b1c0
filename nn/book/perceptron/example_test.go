package perceptron_test

import (
	"fmt"

	"github.com/zerokara/zerokara/nn/book/perceptron"
)

// XOR, which no single perceptron computes, as two layers of gates.
func Example() {
	and, nand, or := perceptron.AND(), perceptron.NAND(), perceptron.OR()
	xor := perceptron.Layers{{nand, or}, {and}}
	fmt.Println("x      AND NAND OR XOR")
	for _, x := range [][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}} {
		fmt.Printf("%v  %v   %v    %v  %v\n", x, and.Output(x), nand.Output(x), or.Output(x), xor.Output(x)[0])
	}
	// Output:
	// x      AND NAND OR XOR
	// [0 0]  0   1    0  0
	// [0 1]  0   1    1  1
	// [1 0]  0   1    1  1
	// [1 1]  1   0    1  0
}

// Learn AND and XOR by Rosenblatt's rule from weights of 0.
func ExamplePerceptron_Learn() {
	for _, gate := range []func(a, b bool) bool{
		func(a, b bool) bool { return a && b },
		func(a, b bool) bool { return a != b },
	} {
		p := perceptron.Perceptron{Weights: []float64{0, 0}}
		learned, err := p.Learn(perceptron.TruthTable(gate), 1, 100)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("weights %v, bias %v after %d epochs\n", p.Weights, p.Bias, learned.Epochs)
	}
	// Output:
	// weights [1 2], bias -2 after 6 epochs
	// perceptron: no line separates the ones from the zeros: use two layers (9 updates, and the weights of an earlier epoch came again)
}
