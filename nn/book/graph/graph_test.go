package graph_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/zerokara/zerokara/nn/book/graph"
	"github.com/zerokara/zerokara/nn/book/numeric"
)

func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*(1+math.Abs(want))) {
		t.Errorf("%s is %v, want %v", name, got, want)
	}
}

// variables returns the graph's variables by name.
func variables(g *graph.Graph) map[string]*graph.Node {
	v := map[string]*graph.Node{}
	for _, n := range g.Nodes() {
		if n.Name != "" {
			v[n.Name] = n
		}
	}
	return v
}

// TestShop has the book's numbers (sections 5.2, 5.4).
func TestShop(t *testing.T) {
	for _, c := range []struct {
		make  func() (*graph.Graph, *graph.Node)
		total float64
		grad  map[string]float64
	}{
		{graph.Apples, 220, map[string]float64{"apple price": 2.2, "apples": 110, "tax": 200}},
		{graph.ApplesAndOranges, 715, map[string]float64{
			"apple price": 2.2, "apples": 110, "orange price": 3.3, "oranges": 165, "tax": 650}},
	} {
		g, total := c.make()
		near(t, "total", total.Value, c.total)
		g.Backward(total)
		v := variables(g)
		if len(v) != len(c.grad) {
			t.Errorf("%d variables, want %d", len(v), len(c.grad))
		}
		for name, want := range c.grad {
			near(t, "gradient of "+name, v[name].Grad, want)
		}
		v["tax"].Value = 2.2
		g.Forward()
		near(t, "total at twice the tax", total.Value, 2*c.total)
	}
}

// TestDerivatives compares every operation with central differences, at random
// positive values, with values that are used twice.
func TestDerivatives(t *testing.T) {
	for name, f := range map[string]func(g *graph.Graph, x, y *graph.Node) *graph.Node{
		"add":     func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.Add(x, y) },
		"sub":     func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.Sub(x, y) },
		"mul":     func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.Mul(x, y) },
		"div":     func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.Div(x, y) },
		"exp":     func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.Exp(x) },
		"log":     func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.Log(y) },
		"sigmoid": func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.Sigmoid(g.Sub(x, y)) },
		"relu":    func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.ReLU(g.Sub(x, g.Mul(y, y))) },
		"max":     func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.Mul(g.Max(x, y), x) },
		"square":  func(g *graph.Graph, x, y *graph.Node) *graph.Node { return g.Mul(x, x) },
		"shared": func(g *graph.Graph, x, y *graph.Node) *graph.Node {
			both := g.Mul(x, y)
			return g.Add(g.Exp(both), g.Div(g.Log(both), g.Add(x, both)))
		},
	} {
		rng := rand.New(rand.NewPCG(1, 2))
		for range 20 {
			g := graph.New()
			x, y := g.Var("x", 0.2+rng.Float64()), g.Var("y", 0.2+rng.Float64())
			out := f(g, x, y)
			at := []float64{x.Value, y.Value}
			want := numeric.Gradient(nil, func(v []float64) float64 {
				x.Value, y.Value = v[0], v[1]
				g.Forward()
				return out.Value
			}, at)
			x.Value, y.Value = at[0], at[1]
			g.Forward()
			g.Backward(out)
			g.Backward(out) // overwrites: twice is the same as once
			near(t, name+": gradient of x", x.Grad, want[0])
			near(t, name+": gradient of y", y.Grad, want[1])
		}
	}
}

// TestSigmoidByParts builds the sigmoid of the book's section 5.5.2 from its
// parts: it is the same as the one node.
func TestSigmoidByParts(t *testing.T) {
	for _, v := range []float64{-5, -0.5, 0, 2} {
		g := graph.New()
		x, one := g.Var("x", v), g.Var("1", 1)
		parts := g.Div(one, g.Add(one, g.Exp(g.Mul(x, g.Var("-1", -1)))))
		g.Backward(parts)
		byParts := x.Grad
		whole := g.Sigmoid(x)
		g.Backward(whole)
		near(t, "value", parts.Value, whole.Value)
		near(t, "gradient", byParts, x.Grad)
		near(t, "y(1-y)", x.Grad, whole.Value*(1-whole.Value))
	}
}

// TestSent takes a product apart into what it sends back: its derivatives times its own
// gradient.
func TestSent(t *testing.T) {
	g := graph.New()
	x, y := g.Var("x", 3), g.Var("y", -2)
	product := g.Mul(x, y)
	g.Backward(g.Mul(product, g.Var("z", 5)))
	for i, want := range []float64{-2, 3} {
		near(t, "derivative", product.Derivatives()[i], want)
		near(t, "gradient sent", product.Sent()[i], 5*want)
	}
	if in := product.Inputs(); len(in) != 2 || in[0] != x || in[1] != y || g.Nodes()[product.Index()] != product || x.Inputs() != nil || x.Derivatives() != nil {
		t.Errorf("inputs %v", in)
	}
}

func TestMaxOfEqual(t *testing.T) {
	g := graph.New()
	x, y := g.Var("x", 2), g.Var("y", 2)
	g.Backward(g.Max(x, y))
	if x.Grad != 1 || y.Grad != 0 {
		t.Errorf("max(2, 2) sends %v and %v", x.Grad, y.Grad)
	}
}

func TestReLUAtZero(t *testing.T) {
	for v, want := range map[float64]float64{-1: 0, 0: 0, 3: 1} {
		g := graph.New()
		x := g.Var("x", v)
		y := g.ReLU(x)
		g.Backward(y)
		if x.Grad != want || y.Value != v*want {
			t.Errorf("relu(%g) = %g with slope %g, want slope %g", v, y.Value, x.Grad, want)
		}
	}
}

func TestForeignNode(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a node of another graph is taken")
		}
	}()
	g, other := graph.New(), graph.New()
	g.Var("x", 1)
	g.Exp(other.Var("y", 1))
}
