package graph_test

import (
	"fmt"

	"github.com/zerokara/zerokara/nn/book/graph"
)

// Two apples at 100 yen each with a tax of 10 per cent (the book's section 5.2),
// and the derivatives of the total with respect to each value.
func Example() {
	g := graph.New()
	price, count, tax := g.Var("apple price", 100), g.Var("apples", 2), g.Var("tax", 1.1)
	total := g.Mul(g.Mul(price, count), tax)
	g.Backward(total)
	fmt.Printf("%.0f yen in total; for a yen more per apple %.1f yen more\n", total.Value, price.Grad)
	fmt.Print(g.Text())
	// Output:
	// 220 yen in total; for a yen more per apple 2.2 yen more
	//   1  apple price  100  gradient 2.2
	//   2  apples         2  gradient 110
	//   3  tax          1.1  gradient 200
	//   4  × (1, 2)     200  gradient 1.1
	//   5  × (4, 3)     220  gradient 1
}
