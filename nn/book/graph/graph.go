// Package graph implements the computational graph of the book's chapter 5: a
// calculation as nodes and edges, run forward for its value and backward, by the
// chain rule, for its derivatives with respect to all nodes at once. Its values
// are float64 numbers; the layers of package layer do the same with batches.
//
//	g := graph.New()
//	price, count, tax := g.Var("apple price", 100), g.Var("apples", 2), g.Var("tax", 1.1)
//	total := g.Mul(g.Mul(price, count), tax)
//	g.Backward(total) // total.Value is 220, price.Grad 2.2, count.Grad 110, tax.Grad 200
package graph

// Graph is a calculation. Its nodes stand in the order in which they were added,
// each after its inputs.
type Graph struct{ nodes []*Node }

// Node is an operation, or a variable that operations take.
type Node struct {
	Name  string    // of a variable, "" for an operation
	Value float64   // may be set for a variable; Forward computes the others
	Grad  float64   // derivative of Backward's out with respect to this node
	in    []*Node   // the operation's inputs
	edges []float64 // the derivatives that Backward sends to each of in
	op    *op       // nil for a variable
	index int       // in Graph.nodes
}

// New returns an empty graph.
func New() *Graph { return new(Graph) }

// Var adds a variable and sets its value.
func (g *Graph) Var(name string, value float64) *Node {
	return g.add(&Node{Name: name, Value: value})
}

// Nodes returns all nodes, each after its inputs.
func (g *Graph) Nodes() []*Node { return g.nodes }

// Index returns the node's place in Graph.Nodes.
func (n *Node) Index() int { return n.index }

// Inputs returns the nodes that an operation takes, none of a variable.
func (n *Node) Inputs() []*Node { return n.in }

// Sent returns the derivatives that Backward sends to each of Inputs.
func (n *Node) Sent() []float64 { return n.edges }

// Derivatives returns the derivatives of an operation with respect to each of Inputs: what
// Backward multiplies by.
func (n *Node) Derivatives() []float64 {
	if n.op == nil {
		return nil
	}
	m := Node{Value: n.Value, Grad: 1, in: n.in, edges: make([]float64, len(n.in))}
	n.op.backward(&m)
	return m.edges
}

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

// Backward computes every node's Grad, the derivative of out with respect to it,
// in one pass from out back to the variables: each operation multiplies its Grad
// by its own derivatives, and the derivatives that come back from several uses of
// a value are added (the book's section 5.3). Values are those of the last
// Forward. Grad is overwritten; it is 0 where out does not depend on the node.
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
