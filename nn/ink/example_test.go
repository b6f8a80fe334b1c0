package ink_test

import (
	"fmt"

	"github.com/zerokara/zerokara/nn/ink"
)

// Draw a 7 in a corner of the pad and print its 28x28 image: in the middle, 20
// pixels high, like MNIST's.
func ExampleRender() {
	seven := ink.Stroke{{X: 0.1, Y: 0.1}, {X: 0.3, Y: 0.1}, {X: 0.2, Y: 0.45}}
	image := make([]byte, ink.Pixels)
	ink.Render(image, []ink.Stroke{seven})
	for y := 4; y < 28; y += 2 { // every other row
		for x := range ink.Side {
			fmt.Printf("%c", ".-+*#"[image[y*ink.Side+x]/52])
		}
		fmt.Println()
	}
	// Output:
	// ............................
	// ............................
	// .......############.........
	// ................*#+.........
	// ...............-##..........
	// ...............##+..........
	// ..............+##...........
	// ..............##-...........
	// .............*#*............
	// ............-##.............
	// ............*#+.............
	// ............##..............
}

// Separate the digits of 17, drawn side by side.
func ExampleSegment() {
	one := ink.Stroke{{X: 0.2, Y: 0.3}, {X: 0.2, Y: 0.7}}
	seven := ink.Stroke{{X: 0.5, Y: 0.3}, {X: 0.75, Y: 0.3}, {X: 0.6, Y: 0.7}}
	bar := ink.Stroke{{X: 0.55, Y: 0.5}, {X: 0.75, Y: 0.5}}
	for _, digit := range ink.Segment([]ink.Stroke{seven, one, bar}) {
		fmt.Println(len(digit), "strokes, from x =", digit[0][0].X)
	}
	// Output:
	// 1 strokes, from x = 0.2
	// 2 strokes, from x = 0.5
}
