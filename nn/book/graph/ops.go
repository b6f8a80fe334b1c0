package graph

import "math"

// op is a kind of operation. forward returns the node's value; backward writes
// n.Grad times the derivative with respect to each input to n.edges.
type op struct {
	sign     string
	forward  func(n *Node) float64
	backward func(n *Node)
}

// x and y are the values of a node's first and second input.
func (n *Node) x() float64 { return n.in[0].Value }
func (n *Node) y() float64 { return n.in[1].Value }

// send writes n.Grad times the derivative with respect to each input.
func (n *Node) send(derivatives ...float64) {
	for i, d := range derivatives {
		n.edges[i] = n.Grad * d
	}
}

var (
	add = &op{"+",
		func(n *Node) float64 { return n.x() + n.y() },
		func(n *Node) { n.send(1, 1) }}
	sub = &op{"−",
		func(n *Node) float64 { return n.x() - n.y() },
		func(n *Node) { n.send(1, -1) }}
	mul = &op{"×",
		func(n *Node) float64 { return n.x() * n.y() },
		func(n *Node) { n.send(n.y(), n.x()) }}
	div = &op{"÷",
		func(n *Node) float64 { return n.x() / n.y() },
		func(n *Node) { n.send(1/n.y(), -n.Value/n.y()) }}
	exp = &op{"exp",
		func(n *Node) float64 { return math.Exp(n.x()) },
		func(n *Node) { n.send(n.Value) }}
	log = &op{"log",
		func(n *Node) float64 { return math.Log(n.x()) },
		func(n *Node) { n.send(1 / n.x()) }}
	relu = &op{"relu",
		func(n *Node) float64 { return math.Max(n.x(), 0) },
		func(n *Node) {
			if n.x() > 0 {
				n.send(1)
			} else {
				n.send(0)
			}
		}}
	maximum = &op{"max",
		func(n *Node) float64 { return math.Max(n.x(), n.y()) },
		func(n *Node) {
			if n.y() > n.x() {
				n.send(0, 1)
			} else {
				n.send(1, 0)
			}
		}}
	sigmoid = &op{"sigmoid",
		func(n *Node) float64 { return 1 / (1 + math.Exp(-n.x())) },
		func(n *Node) { n.send(n.Value * (1 - n.Value)) }}
)

// Add adds the node x + y, whose derivatives are 1 and 1 (section 5.3.1).
func (g *Graph) Add(x, y *Node) *Node { return g.apply(add, x, y) }

// Sub adds the node x - y, whose derivatives are 1 and -1.
func (g *Graph) Sub(x, y *Node) *Node { return g.apply(sub, x, y) }

// Mul adds the node x*y, whose derivatives are y and x (section 5.3.2).
func (g *Graph) Mul(x, y *Node) *Node { return g.apply(mul, x, y) }

// Div adds the node x/y, whose derivatives are 1/y and -x/y² (section 5.5.2).
func (g *Graph) Div(x, y *Node) *Node { return g.apply(div, x, y) }

// Exp adds the node exp(x), which is its own derivative.
func (g *Graph) Exp(x *Node) *Node { return g.apply(exp, x) }

// Log adds the natural logarithm of x, whose derivative is 1/x.
func (g *Graph) Log(x *Node) *Node { return g.apply(log, x) }

// ReLU adds the node max(x, 0), whose derivative is 1 where x > 0, else 0
// (section 5.5.1).
func (g *Graph) ReLU(x *Node) *Node { return g.apply(relu, x) }

// Max adds the node max(x, y), which sends its gradient to the larger input alone, and
// of two equal ones to x, as max pooling does (section 7.4.4).
func (g *Graph) Max(x, y *Node) *Node { return g.apply(maximum, x, y) }

// Sigmoid adds y = 1/(1+exp(-x)) as one node, whose derivative is y(1-y). Built
// of the nodes ×, exp, + and ÷ it has the same value and derivative (section
// 5.5.2).
func (g *Graph) Sigmoid(x *Node) *Node { return g.apply(sigmoid, x) }
