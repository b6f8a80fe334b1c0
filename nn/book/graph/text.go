package graph

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// Label returns a variable's name, or an operation's sign.
func (n *Node) Label() string {
	if n.op != nil {
		return n.op.sign
	}
	return n.Name
}

// Text returns the calculation as a list, one line per node:
//
//	1  apple price     100  gradient 2.2
//	2  apples            2  gradient 110
//	3  × (1, 2)        200  gradient 1.1
func (g *Graph) Text() string {
	labels, values := make([]string, len(g.nodes)), make([]string, len(g.nodes))
	wide, long := 0, 0
	for i, n := range g.nodes {
		labels[i], values[i] = n.Label(), number(n.Value)
		if n.op != nil {
			var from []string
			for _, in := range n.in {
				from = append(from, strconv.Itoa(in.index+1))
			}
			labels[i] += " (" + strings.Join(from, ", ") + ")"
		}
		wide, long = max(wide, len([]rune(labels[i]))), max(long, len(values[i]))
	}
	var b strings.Builder
	for i, n := range g.nodes {
		row, name, value := strconv.Itoa(i+1), labels[i], values[i]
		b.WriteString(blanks(3, row) + row + "  " + name + blanks(wide, name) + "  " + blanks(long, value) + value + "  gradient " + number(n.Grad) + "\n")
	}
	return b.String()
}

// blanks are those that a text lacks to be so wide.
func blanks(width int, s string) string {
	return strings.Repeat(" ", max(width-len([]rune(s)), 0))
}

// number formats a value to six digits, which hide the rounding error of 1.1*200.
func number(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// DOT returns the graph in Graphviz's language: on the edges the values in black
// and the gradients in blue.
func (g *Graph) DOT() string {
	var b strings.Builder
	b.WriteString("digraph {\n\trankdir=LR\n\tnode [shape=circle]\n")
	for _, n := range g.nodes {
		shape := ""
		if n.op == nil {
			shape = ", shape=plaintext"
		}
		b.WriteString(format.Sprintf("\tn%d [label=%s%s]\n", n.index, quoteDOT(n.Label()), shape))
	}
	edge := func(from int, to string, value, grad float64) {
		b.WriteString(format.Sprintf("\tn%d -> %s [label=<%s<br/><font color=\"%s\">%s</font>>]\n", from, to, number(value), gradColour, number(grad)))
	}
	for _, n := range g.nodes {
		for j, in := range n.in {
			edge(in.index, "n"+strconv.Itoa(n.index), in.Value, n.edges[j])
		}
	}
	for i, n := range g.results() {
		b.WriteString(format.Sprintf("\tout%d [label=\"\", shape=point]\n", i))
		edge(n.index, "out"+strconv.Itoa(i), n.Value, n.Grad)
	}
	b.WriteString("}\n")
	return b.String()
}

// quoteDOT quotes a label; in a DOT string only " and \ have a meaning.
func quoteDOT(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// results returns the operations that are no other's input.
func (g *Graph) results() []*Node {
	used := make([]bool, len(g.nodes))
	for _, n := range g.nodes {
		for _, in := range n.in {
			used[in.index] = true
		}
	}
	var out []*Node
	for _, n := range g.nodes {
		if n.op != nil && !used[n.index] {
			out = append(out, n)
		}
	}
	return out
}
