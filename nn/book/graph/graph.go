// Package graph is the computational graph of chapter 5 of the book: a
// calculation as nodes and edges, run forward for its value and backward for
// all its derivatives at once, by the chain rule alone. Its values are single
// numbers; the layers of package layer do the same with whole batches.
//
//	g := graph.New()
//	price, count, tax := g.Var("apple price", 100), g.Var("apples", 2), g.Var("tax", 1.1)
//	total := g.Mul(g.Mul(price, count), tax)
//	g.Backward(total) // total.Value is 220, price.Grad 2.2, count.Grad 110, tax.Grad 200
package graph

// Graph is a calculation. Its nodes are in the order they were made, so that
// every node comes after its inputs.
type Graph struct{ nodes []*Node }

// Node is one operation, or a variable that other nodes compute with.
type Node struct {
	Name  string    // of a variable, or "" for an operation
	Value float64   // set a variable's, then call Forward
	Grad  float64   // of what Backward was called on, by this node
	in    []*Node   // what the operation takes
	edges []float64 // what Backward sends to each of in
	op    *op       // nil for a variable
	index int       // in Graph.nodes
}

// New returns an empty graph.
func New() *Graph { return new(Graph) }

// Var adds a variable with its first value.
func (g *Graph) Var(name string, value float64) *Node {
	return g.add(&Node{Name: name, Value: value})
}

// Nodes returns all nodes, inputs before what uses them.
func (g *Graph) Nodes() []*Node { return g.nodes }

// In returns the nodes that an operation takes, none for a variable.
func (n *Node) In() []*Node { return n.in }

const foreignNode = "graph: node of another graph"

// own panics unless n is a node of this graph.
func (g *Graph) own(n *Node) {
	if n == nil || n.index >= len(g.nodes) || g.nodes[n.index] != n {
		panic(foreignNode)
	}
}

// apply adds an operation and computes its value.
func (g *Graph) apply(o *op, in ...*Node) *Node {
	for _, n := range in {
		g.own(n)
	}
	n := g.add(&Node{op: o, in: in, edges: make([]float64, len(in))})
	n.forward()
	return n
}

func (g *Graph) add(n *Node) *Node {
	n.index = len(g.nodes)
	g.nodes = append(g.nodes, n)
	return n
}

// Forward computes every operation's value from the variables' present ones.
func (g *Graph) Forward() {
	for _, n := range g.nodes {
		n.forward()
	}
}

// Backward computes every node's Grad, the derivative of out by it, with one
// walk from out back to the variables: each operation multiplies what reaches
// it by its own derivatives, and where a value is used more than once, what
// comes back is added up (the book's section 5.3). Values are those of the last
// Forward; Grad is overwritten, and 0 where out does not depend on a node.
func (g *Graph) Backward(out *Node) {
	g.own(out)
	for _, n := range g.nodes {
		n.Grad = 0
		clear(n.edges)
	}
	out.Grad = 1
	for i := out.index; i >= 0; i-- {
		n := g.nodes[i]
		if n.op == nil {
			continue
		}
		n.op.backward(n)
		for j, from := range n.in {
			from.Grad += n.edges[j]
		}
	}
}

func (n *Node) forward() {
	if n.op != nil {
		n.Value = n.op.forward(n)
	}
}
