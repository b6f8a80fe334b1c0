package numeric_test

import (
	"fmt"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/optim"
)

// The gradient of f(x) = x0² + x1² at (3, 4), which is 2x.
func ExampleGradient() {
	f := func(x []float64) float64 { return x[0]*x[0] + x[1]*x[1] }
	fmt.Printf("%.6f\n", numeric.Gradient(nil, f, []float64{3, 4}))
	// Output:
	// [6.000000 8.000000]
}

// Descend the same function from (-3, 4): at a learning rate of 0.1 every step
// of SGD multiplies x by 0.8.
func ExampleDescend() {
	f := func(x []float64) float64 { return x[0]*x[0] + x[1]*x[1] }
	path := numeric.Descend(f, []float64{-3, 4}, optim.SGD{}, 0.1, 20)
	for _, step := range []int{0, 1, 2, 20} {
		fmt.Printf("step %2d: x = %.4f, f = %.4f\n", step, path[step], f(path[step]))
	}
	// Output:
	// step  0: x = [-3.0000 4.0000], f = 25.0000
	// step  1: x = [-2.4000 3.2000], f = 16.0000
	// step  2: x = [-1.9200 2.5600], f = 10.2400
	// step 20: x = [-0.0346 0.0461], f = 0.0033
}
