package ch5

import (
	"math"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/book/graph"
)

// ShopKind is a calculation of the lab "The apple shop".
type ShopKind int

// The calculations.
const (
	AppleShop ShopKind = iota // the book's section 5.2
	FruitShop                 // 5.4.2
	BagShop                   // with a value that is used twice
	DigitShop                 // the loss of the visitor's digit
	numShops  = 4
)

// Verdict is what a typed number was.
type Verdict int

// The verdicts.
const (
	NotAsked Verdict = iota
	Correct
	Wrong
	NoNumber
)

// Shop is the lab "The apple shop".
type Shop struct {
	shop    ShopKind
	graph   *Graph
	quiz    bool
	verdict Verdict
	typedIn int // first step of those that were typed, one after the other, up to now
	stream  int // the variable whose stream is seen; -1: none
	seen    bool
	done    bool
	digit   int
	p       [10]float32
}

// NewShop returns the lab as it begins.
func NewShop() *Shop {
	s := &Shop{stream: -1, digit: -1}
	s.Choose(AppleShop)
	return s
}

// Graph returns the calculation.
func (s *Shop) Graph() *Graph { return s.graph }

// Choose chooses a calculation, which begins anew.
func (s *Shop) Choose(shop ShopKind) {
	var g *graph.Graph
	var out *graph.Node
	switch shop {
	case AppleShop:
		g, out = graph.Apples()
	case FruitShop:
		g, out = graph.ApplesAndOranges()
	case BagShop:
		g = graph.New()
		price, apples, bag, tax := g.Var("apple price", 100), g.Var("apples", 2), g.Var("bag price", 5), g.Var("tax", 1.1)
		out = g.Mul(g.Add(g.Mul(price, apples), g.Mul(bag, apples)), tax)
	case DigitShop:
		g = graph.New()
		score, others, minus := g.Var("score", 0), g.Var("others", s.others()), g.Var("−1", -1)
		e := g.Exp(score)
		out = g.Mul(g.Log(g.Div(e, g.Add(e, others))), minus)
	}
	s.shop, s.graph = shop, newGraph(g, out)
	s.verdict, s.stream, s.typedIn = NotAsked, -1, 0
}

// SetDigit takes the network's prediction: the digit and all probabilities. Without one
// the digit is -1.
func (s *Shop) SetDigit(digit int, p [10]float32) {
	if s.digit == digit && s.p == p {
		return
	}
	s.digit, s.p = digit, p
	if s.shop == DigitShop {
		s.graph.Set(0, 0)
		s.graph.inputs[1].Value = s.others() // may be larger than what a visitor sets
		s.graph.compute()
	}
}

// Probability returns the probability of the digit; of none, that of a guess among ten.
func (s *Shop) Probability() float64 {
	if s.digit < 0 {
		return 0.1
	}
	return max(float64(s.p[s.digit]), 1e-30)
}

// others is the sum of exp(score) over the other nine digits, if the scores are counted
// from that of the digit: exp(0) / (exp(0) + others) is its probability.
func (s *Shop) others() float64 { return 1/s.Probability() - 1 }

// Go goes to a place in the walk.
func (s *Shop) Go(at int) {
	s.graph.Go(at)
	s.verdict = NotAsked
	s.typedIn = s.graph.at
	s.note()
}

// note remembers what has been reached.
func (s *Shop) note() {
	w := s.graph
	s.seen = s.seen || s.shop == AppleShop && w.at == w.Last()
	s.done = s.done || s.quiz && s.shop == FruitShop && w.at == w.Last() && s.typedIn <= w.Turn()
}

// Quiz reports whether the next number is to be typed.
func (s *Shop) Quiz() bool { return s.quiz }

// SetQuiz begins or ends the quiz, in which no stream gives the rates away.
func (s *Shop) SetQuiz(on bool) {
	s.quiz = on
	if on {
		s.stream = -1
	}
	s.verdict, s.typedIn = NotAsked, s.graph.at
	if on && s.graph.at == s.graph.Last() {
		s.Go(0)
	}
	s.graph.rev++
}

// Answer takes a number for the next one. One that is correct within half a per cent
// is, as rounded ones are.
func (s *Shop) Answer(text string) {
	next, ok := s.graph.Next()
	if !ok {
		return
	}
	s.graph.rev++
	v, isNumber := typed(text)
	switch want := next.Result(); {
	case !isNumber:
		s.verdict = NoNumber
	case math.Abs(v-want) <= 0.005*math.Abs(want):
		s.graph.Go(s.graph.at + 1)
		s.verdict = Correct
		s.note()
	default:
		s.verdict = Wrong
	}
}

// Reveal shows the next number, which does not count as typed.
func (s *Shop) Reveal() { s.Go(s.graph.at + 1) }

// Verdict returns what the newest answer was.
func (s *Shop) Verdict() Verdict { return s.verdict }

// Stream returns the variable whose stream is seen, or -1.
func (s *Shop) Stream() int { return s.stream }

// SetStream chooses that.
func (s *Shop) SetStream(i int) {
	if i >= -1 && i < len(s.graph.inputs) && !s.quiz {
		s.stream = i
		s.graph.rev++
	}
}

// Seen reports whether the walk through the apple shop was seen to its end: the guess is
// answered.
func (s *Shop) Seen() bool { return s.seen }

// Done reports whether the mission is reached: every number of the way back through
// apples and oranges was typed.
func (s *Shop) Done() bool { return s.done }

// typed reads a number as visitors type it.
func typed(s string) (v float64, ok bool) {
	s = strings.ReplaceAll(strings.ReplaceAll(narrow(s), ",", "."), " ", "")
	if s == "" || strings.Trim(s, "0123456789.-+eE") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && !math.IsInf(v, 0)
}

// narrow turns the wide letters and signs of a Japanese keyboard, and those of printed
// formulas, into those of ASCII.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			return r - 0xff01 + '!'
		case r == 0x3000:
			return ' '
		case r == '×' || r == '·':
			return '*'
		case r == '÷':
			return '/'
		case r == '−' || r == '–':
			return '-'
		}
		return r
	}, s)
}

// Address is what differs from the beginning.
func (s *Shop) Address() string {
	var parts []string
	if s.shop != AppleShop {
		parts = append(parts, "shop="+strconv.Itoa(int(s.shop)))
	}
	fresh := NewShop()
	fresh.SetDigit(s.digit, s.p)
	fresh.Choose(s.shop)
	if v := s.graph.values(); s.shop != DigitShop && v != fresh.graph.values() {
		parts = append(parts, "v="+v)
	}
	if s.quiz {
		parts = append(parts, "quiz=1")
	}
	if s.graph.at > 0 {
		parts = append(parts, "at="+strconv.Itoa(s.graph.at))
	}
	if s.stream >= 0 {
		parts = append(parts, "stream="+strconv.Itoa(s.stream))
	}
	return strings.Join(parts, "&")
}

// SetAddress takes what an address says, as far as it can be.
func (s *Shop) SetAddress(address string) {
	get := func(name string) string {
		for part := range strings.SplitSeq(address, "&") {
			if key, value, _ := strings.Cut(part, "="); key == name {
				return value
			}
		}
		return ""
	}
	whole := func(name string, last int) (n int, ok bool) {
		n, err := strconv.Atoi(get(name))
		return n, err == nil && n >= 0 && n <= last
	}
	if n, ok := whole("shop", numShops-1); ok && ShopKind(n) != s.shop {
		s.Choose(ShopKind(n))
	}
	s.graph.setValues(get("v"))
	if n, ok := whole("quiz", 1); ok {
		s.SetQuiz(n == 1)
	}
	if n, ok := whole("at", s.graph.Last()); ok {
		s.Go(n)
	}
	if n, ok := whole("stream", len(s.graph.inputs)-1); ok {
		s.SetStream(n)
	}
}

// values writes the variables' values for an address.
func (w *Graph) values() string {
	var parts []string
	for _, n := range w.inputs {
		parts = append(parts, strconv.FormatFloat(n.Value, 'g', -1, 64))
	}
	return strings.Join(parts, ",")
}

// setValues reads them; others than it has variables, or what is no number, are passed
// over.
func (w *Graph) setValues(s string) {
	parts := strings.Split(s, ",")
	if len(parts) != len(w.inputs) {
		return
	}
	var values []float64
	for _, part := range parts {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil || !(math.Abs(v) <= maxValue) {
			return
		}
		values = append(values, v)
	}
	for i, v := range values {
		w.Set(i, v)
	}
}
