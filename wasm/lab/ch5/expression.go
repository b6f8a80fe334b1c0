package ch5

import (
	"math"
	"strconv"
	"strings"
)

// Expression is the lab "Your own expression".
type Expression struct {
	text    string // as it was typed
	good    string // the text of graph
	graph   *Graph
	refusal Refusal
	names   []string // of variables that had a value
	values  []float64
	square  bool // x * x was walked through
	done    bool
	digits  [2]int // the two most probable; -1: no prediction
	p       [10]float32
}

// Examples are expressions to begin with.
var Examples = [...]string{"x * x", "max(x, y) * x", "1 / (1 + exp(-x))", "log(exp(x) + exp(y))"}

// NewExpression returns the lab as it begins.
func NewExpression() *Expression {
	e := &Expression{digits: [2]int{-1, -1}}
	e.Type(Examples[0])
	return e
}

// Graph returns the newest expression that was accepted, as a graph.
func (e *Expression) Graph() *Graph { return e.graph }

// Text returns what was typed, Refusal why it was refused.
func (e *Expression) Text() string     { return e.text }
func (e *Expression) Refusal() Refusal { return e.refusal }

// Type takes an expression. One that is refused leaves the graph as it was.
func (e *Expression) Type(text string) {
	e.keep()
	e.text = text
	g, refusal := parse(text, e.value)
	e.refusal = refusal
	if refusal.Code == Accepted {
		e.good, e.graph = text, g
	}
	e.graph.rev++
}

// keep remembers the variables' values for other expressions.
func (e *Expression) keep() {
	if e.graph == nil {
		return
	}
	for _, n := range e.graph.inputs {
		e.set(n.Name, n.Value)
	}
}

func (e *Expression) set(name string, v float64) {
	for i, known := range e.names {
		if known == name {
			e.values[i] = v
			return
		}
	}
	if len(e.names) < 50 {
		e.names, e.values = append(e.names, name), append(e.values, v)
	}
}

// value returns a variable's value: the one it had, or 3, or for y 2.
func (e *Expression) value(name string) float64 {
	for i, known := range e.names {
		if known == name {
			return e.values[i]
		}
	}
	if name == "y" {
		return 2
	}
	return 3
}

// Go goes to a place in the walk.
func (e *Expression) Go(at int) {
	e.graph.Go(at)
	e.note()
}

// Set gives the i-th variable a value.
func (e *Expression) Set(i int, v float64) bool {
	ok := e.graph.Set(i, v)
	e.note()
	return ok
}

func (e *Expression) note() {
	w := e.graph
	if w.at < w.Last() {
		return
	}
	e.square = e.square || strings.ReplaceAll(e.good, " ", "") == "x*x"
	e.done = e.done || w.Finite() && w.Cancels()
}

// Seen reports whether x * x was walked through: the guess is answered.
func (e *Expression) Seen() bool { return e.square }

// Done reports whether the mission was reached: gradients that cancel at a fork.
func (e *Expression) Done() bool { return e.done }

// SetDigit takes the network's prediction.
func (e *Expression) SetDigit(o Opinion) { e.digits, e.p = [2]int{o.Digit, o.Second}, o.P }

// UseDigit puts in the loss of the visitor's digit between its two most probable ones: a
// and b are their scores, counted from the larger.
func (e *Expression) UseDigit() {
	a, b := e.Scores()
	e.keep()
	e.set("a", a)
	e.set("b", b)
	e.graph = nil // its values are not to be kept over these
	e.Type("-log(exp(a) / (exp(a) + exp(b)))")
}

// Scores are those of the two digits, to three decimals; without a prediction both are 0.
func (e *Expression) Scores() (a, b float64) {
	if e.digits[0] < 0 {
		return 0, 0
	}
	b = math.Log(max(float64(e.p[e.digits[1]]), 1e-30) / max(float64(e.p[e.digits[0]]), 1e-30))
	return 0, math.Round(1000*b) / 1000
}

// Address is what differs from the beginning.
func (e *Expression) Address() string {
	var parts []string
	if e.good != Examples[0] {
		parts = append(parts, "f="+strings.ReplaceAll(narrow(e.good), " ", ""))
	}
	fresh := NewExpression()
	fresh.Type(e.good)
	if v := e.graph.values(); v != fresh.graph.values() {
		parts = append(parts, "v="+v)
	}
	if e.graph.at > 0 {
		parts = append(parts, "at="+strconv.Itoa(e.graph.at))
	}
	return strings.Join(parts, "&")
}

// SetAddress takes what an address says, as far as it can be.
func (e *Expression) SetAddress(address string) {
	for part := range strings.SplitSeq(address, "&") {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "f":
			if _, refusal := parse(value, e.value); refusal.Code == Accepted {
				e.Type(value)
			}
		case "v":
			e.graph.setValues(value)
		case "at":
			if n, err := strconv.Atoi(value); err == nil && n >= 0 && n <= e.graph.Last() {
				e.Go(n)
			}
		}
	}
}
