package ch5

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/book/graph"
)

// Code is why an expression is refused.
type Code int

// The codes.
const (
	Accepted     Code = iota
	Empty             // there is nothing
	TooLong           // more than maxText letters
	TooLarge          // more than maxNodes nodes
	TooDeep           // more than maxDepth parentheses in one another
	TooMany           // more than maxNames variables
	Stranger          // a letter that no expression has
	Missing           // a number, a name or a parenthesis is to stand here
	Unclosed          // the parenthesis that opens here
	Unopened          // the parenthesis that closes here
	NotOperator       // an operator is to stand here: no product goes without its sign
	NotFunction       // a name with parentheses that is no function
	Bare              // a function without parentheses
	OneArgument       // exp and log take one
	TwoArguments      // max takes two
	BadNumber         // 1.2.3
	LongName          // more than maxName letters
)

// The bounds of an expression: what still can be seen as a graph.
const (
	maxText  = 120
	maxNodes = 30
	maxDepth = 20
	maxNames = 6
	maxName  = 8
)

// Refusal says why an expression is refused, where, counted in letters from 1, and what
// stands there.
type Refusal struct {
	Code Code
	At   int
	What string
}

type parser struct {
	text  []rune
	at    int
	depth int
	g     *graph.Graph
	names []string
	nodes []*graph.Node // of names
	value func(name string) float64
	fault Refusal
}

// parse reads an expression of + - * / exp log max, numbers, variables and parentheses,
// as a graph. value gives a variable's value. A variable is one node however often it is
// used.
func parse(text string, value func(name string) float64) (*Graph, Refusal) {
	p := &parser{text: []rune(narrow(text)), g: graph.New(), value: value}
	if len(p.text) > maxText {
		return nil, Refusal{TooLong, maxText + 1, ""}
	}
	p.space()
	if p.at == len(p.text) {
		return nil, Refusal{Code: Empty, At: 1}
	}
	out := p.sum()
	if p.fault.Code == Accepted && p.at < len(p.text) {
		switch r := p.text[p.at]; {
		case r == ')' || r == ',':
			p.refuse(Unopened, p.at)
		case strings.ContainsRune("+-*/(", r) || letter(r) || digit(r):
			p.refuse(NotOperator, p.at)
		default:
			p.refuse(Stranger, p.at)
		}
	}
	if p.fault.Code != Accepted {
		return nil, p.fault
	}
	return newGraph(p.g, out), Refusal{}
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' }
func digit(r rune) bool  { return r >= '0' && r <= '9' || r == '.' }

// refuse notes the first fault.
func (p *parser) refuse(code Code, at int) {
	if p.fault.Code == Accepted {
		what := ""
		if at < len(p.text) {
			what = string(p.text[at])
		}
		p.fault = Refusal{code, at + 1, what}
	}
}

func (p *parser) space() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
}

// take takes one of some signs; 0 is none.
func (p *parser) take(signs string) rune {
	p.space()
	if p.at < len(p.text) && strings.ContainsRune(signs, p.text[p.at]) {
		p.at++
		return p.text[p.at-1]
	}
	return 0
}

// add adds an operation, unless something was refused before.
func (p *parser) add(at int, f func() *graph.Node) *graph.Node {
	if p.fault.Code == Accepted && len(p.g.Nodes()) >= maxNodes {
		p.refuse(TooLarge, at)
	}
	if p.fault.Code != Accepted {
		return nil
	}
	return f()
}

func (p *parser) sum() *graph.Node {
	x := p.product()
	for p.fault.Code == Accepted {
		at := p.at
		sign := p.take("+-")
		if sign == 0 {
			break
		}
		y := p.product()
		x = p.add(at, func() *graph.Node {
			if sign == '+' {
				return p.g.Add(x, y)
			}
			return p.g.Sub(x, y)
		})
	}
	return x
}

func (p *parser) product() *graph.Node {
	x := p.signed()
	for p.fault.Code == Accepted {
		at := p.at
		sign := p.take("*/")
		if sign == 0 {
			break
		}
		y := p.signed()
		x = p.add(at, func() *graph.Node {
			if sign == '*' {
				return p.g.Mul(x, y)
			}
			return p.g.Div(x, y)
		})
	}
	return x
}

// signed reads what may have a minus before it: of a number it is its own, of anything
// else a product with −1, as the book draws it.
func (p *parser) signed() *graph.Node {
	if !p.enter() {
		return nil
	}
	defer p.leave()
	at := p.at
	if p.take("-") == 0 {
		p.take("+")
		return p.operand("")
	}
	p.space()
	if p.at < len(p.text) && digit(p.text[p.at]) {
		return p.operand("−")
	}
	x := p.signed()
	minus := p.add(at, func() *graph.Node { return p.g.Var("−1", -1) })
	return p.add(at, func() *graph.Node { return p.g.Mul(x, minus) })
}

// enter counts how deep the expression is.
func (p *parser) enter() bool {
	p.depth++
	if p.depth > maxDepth {
		p.refuse(TooDeep, p.at)
		return false
	}
	return true
}

func (p *parser) leave() { p.depth-- }

// operand reads a number, to which a sign may belong, a variable, a function or what is
// in parentheses.
func (p *parser) operand(sign string) *graph.Node {
	p.space()
	at := p.at
	if at == len(p.text) {
		p.refuse(Missing, at)
		return nil
	}
	switch r := p.text[at]; {
	case digit(r):
		return p.number(sign)
	case letter(r):
		return p.name()
	case r == '(':
		p.at++
		x := p.sum()
		p.close(at)
		return x
	case strings.ContainsRune("+-*/),", r):
		p.refuse(Missing, at)
	default:
		p.refuse(Stranger, at)
	}
	return nil
}

// close takes the parenthesis that closes the one at a place.
func (p *parser) close(opened int) {
	if p.fault.Code != Accepted || p.take(")") != 0 {
		return
	}
	switch {
	case p.at == len(p.text):
		p.refuse(Unclosed, opened)
	case p.text[p.at] == ',' || letter(p.text[p.at]) || digit(p.text[p.at]) || p.text[p.at] == '(':
		p.refuse(NotOperator, p.at)
	default:
		p.refuse(Stranger, p.at)
	}
}

func (p *parser) number(sign string) *graph.Node {
	at := p.at
	for p.at < len(p.text) && digit(p.text[p.at]) {
		p.at++
	}
	s := string(p.text[at:p.at])
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v > maxValue {
		p.refuse(BadNumber, at)
		p.fault.What = s
		return nil
	}
	if sign != "" {
		v = -v
	}
	return p.add(at, func() *graph.Node { return p.g.Var(sign+number(abs(v)), v) })
}

func abs(v float64) float64 { return max(v, -v) }

func (p *parser) name() *graph.Node {
	at := p.at
	for p.at < len(p.text) && (letter(p.text[p.at]) || digit(p.text[p.at]) && p.text[p.at] != '.') {
		p.at++
	}
	s := string(p.text[at:p.at])
	p.space()
	called := p.at < len(p.text) && p.text[p.at] == '('
	refuse := func(code Code) *graph.Node {
		p.refuse(code, at)
		if p.fault.At == at+1 {
			p.fault.What = s
		}
		return nil
	}
	switch {
	case len(s) > maxName:
		return refuse(LongName)
	case s == "exp" || s == "log" || s == "max":
		if !called {
			return refuse(Bare)
		}
		return p.function(at, s)
	case called:
		return refuse(NotFunction)
	}
	for i, name := range p.names {
		if name == s {
			return p.nodes[i]
		}
	}
	if len(p.names) == maxNames {
		return refuse(TooMany)
	}
	n := p.add(at, func() *graph.Node { return p.g.Var(s, p.value(s)) })
	p.names, p.nodes = append(p.names, s), append(p.nodes, n)
	return n
}

func (p *parser) function(at int, name string) *graph.Node {
	opened := p.at
	p.at++
	var in []*graph.Node
	for {
		in = append(in, p.sum())
		if p.fault.Code != Accepted {
			return nil
		}
		if p.take(",") == 0 {
			break
		}
	}
	p.close(opened)
	wanted, code := 1, OneArgument
	if name == "max" {
		wanted, code = 2, TwoArguments
	}
	if p.fault.Code == Accepted && len(in) != wanted {
		p.refuse(code, at)
		p.fault.What = name
	}
	return p.add(at, func() *graph.Node {
		switch name {
		case "exp":
			return p.g.Exp(in[0])
		case "log":
			return p.g.Log(in[0])
		}
		return p.g.Max(in[0], in[1])
	})
}
