package graph

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
)

func apples() (*Graph, *Node) { return Apples() }
func fruit() (*Graph, *Node)  { return ApplesAndOranges() }
func sharing() (*Graph, *Node) { // a value used twice, and names that need quoting
	g := New()
	a, b := g.Var(`<a & "b">`, 2), g.Var(`back\slash`, 3)
	s := g.Add(a, b)
	return g, g.Mul(g.Exp(s), g.Div(s, a))
}

var drawn = map[string]func() (*Graph, *Node){"apples": apples, "fruit": fruit, "sharing": sharing}

// TestLayout checks what a reader needs: every edge goes right, and no two
// nodes share a place.
func TestLayout(t *testing.T) {
	for name, make := range drawn {
		g, _ := make()
		places := g.Layout()
		for i, n := range g.nodes {
			for _, in := range n.in {
				if places[in.index].Column >= places[i].Column {
					t.Errorf("%s: the edge from node %d to %d does not go right", name, in.index, i)
				}
			}
			for j := range i {
				if places[i].Column == places[j].Column && math.Abs(places[i].Row-places[j].Row) < 1 {
					t.Errorf("%s: nodes %d and %d are at %v and %v", name, i, j, places[i], places[j])
				}
			}
		}
	}
}

// TestSVG parses the drawings and looks for what must be readable in them.
func TestSVG(t *testing.T) {
	for name, make := range drawn {
		g, total := make()
		g.Backward(total)
		texts := map[string]int{}
		elements := map[string]int{}
		d := xml.NewDecoder(strings.NewReader(g.SVG()))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				elements[token.Name.Local]++
			case xml.CharData:
				texts[string(token)]++
			}
		}
		edges, operations := 1, 0
		for _, n := range g.nodes {
			edges += len(n.in)
			if n.op != nil {
				operations++
			}
			for _, want := range []string{n.Label(), number(n.Value)} {
				if texts[want] == 0 {
					t.Errorf("%s: %q is not in the drawing", name, want)
				}
			}
			for _, d := range n.edges {
				if texts[number(d)] == 0 {
					t.Errorf("%s: the gradient %s is not in the drawing", name, number(d))
				}
			}
		}
		if elements["circle"] != operations || elements["line"] != edges {
			t.Errorf("%s: %d circles and %d lines, want %d and %d", name, elements["circle"], elements["line"], operations, edges)
		}
	}
}

func TestDOT(t *testing.T) {
	g, total := apples()
	g.Backward(total)
	dot := g.DOT()
	for _, want := range []string{
		`n0 [label="apple price", shape=plaintext]`,
		`n3 [label="×"]`,
		`n0 -> n3 [label=<100<br/><font color="#274a86">2.2</font>>]`,
		`n4 -> out0 [label=<220<br/><font color="#274a86">1</font>>]`,
	} {
		if !strings.Contains(dot, want+"\n") {
			t.Errorf("no line %s in\n%s", want, dot)
		}
	}
	g, _ = sharing()
	if dot := g.DOT(); !strings.Contains(dot, `[label="<a & \"b\">", `) || !strings.Contains(dot, `[label="back\\slash", `) {
		t.Errorf("names are not quoted:\n%s", dot)
	}
}
