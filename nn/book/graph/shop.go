package graph

// Apples returns the book's first calculation (section 5.2): two apples at 100
// yen each with a tax of 10 per cent make 220 yen.
func Apples() (g *Graph, total *Node) {
	g = New()
	price, count, tax := g.Var("apple price", 100), g.Var("apples", 2), g.Var("tax", 1.1)
	return g, g.Mul(g.Mul(price, count), tax)
}

// ApplesAndOranges returns the book's second calculation (section 5.4.2): with
// three oranges at 150 yen each, 715 yen.
func ApplesAndOranges() (g *Graph, total *Node) {
	g = New()
	apples, apple := g.Var("apples", 2), g.Var("apple price", 100)
	orange, oranges := g.Var("orange price", 150), g.Var("oranges", 3)
	tax := g.Var("tax", 1.1)
	return g, g.Mul(g.Add(g.Mul(apples, apple), g.Mul(orange, oranges)), tax)
}
