//go:build !js

package gradcheck_test

import (
	"fmt"
	"log"

	"github.com/zerokara/zerokara/nn/book/gradcheck"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Compare the gradients of backpropagation through the book's convolutional
// network with numerical ones: three images, ten elements of each array.
func Example() {
	images, _, err := shard.ReadDir("../../../assets/mnist")
	if err != nil {
		log.Fatal(err)
	}
	r, _ := recipe.Preset("simpleconv")
	report, err := gradcheck.Recipe(r, images, 3, 10)
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range report.Arrays {
		fmt.Printf("%-15s %6d elements, %d wrong\n", a.Name, a.Size, a.Wrong)
	}
	fmt.Println("correct:", report.Correct())
	// Output:
	// 0 conv2d weight    750 elements, 0 wrong
	// 0 conv2d bias       30 elements, 0 wrong
	// 3 dense weight  432000 elements, 0 wrong
	// 3 dense bias       100 elements, 0 wrong
	// 5 dense weight    1000 elements, 0 wrong
	// 5 dense bias        10 elements, 0 wrong
	// correct: true
}
