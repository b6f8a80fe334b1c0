package ch5

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/zerokara/zerokara/nn/book/graph"
	"github.com/zerokara/zerokara/nn/book/numeric"
)

func threes(string) float64 { return 3 }

func TestParse(t *testing.T) {
	for text, want := range map[string]struct {
		value float64
		graph string
	}{
		"x*x":                {9, "x × x"},
		"1+2*3":              {7, "1 + (2 × 3)"},
		"(1+2)*3":            {9, "(1 + 2) × 3"},
		"8/4/2":              {1, "(8 ÷ 4) ÷ 2"},
		"8-4-2":              {2, "(8 − 4) − 2"},
		"-2*3":               {-6, "−2 × 3"},
		"2 - -3":             {5, "2 − −3"},
		"-x":                 {-3, "x × −1"},
		"--x":                {3, "(x × −1) × −1"},
		"-(x+1)*2":           {-8, "((x + 1) × −1) × 2"},
		"exp(0)":             {1, "exp(0)"},
		"log(exp(x))":        {3, "log(exp(x))"},
		"max(x, 2*x)":        {6, "max(x, 2 × x)"},
		"max(2,max(1,x))":    {3, "max(2, max(1, x))"},
		" 1.5 × x ÷ 3 − .5 ": {1, "((1.5 × x) ÷ 3) − 0.5"},
		"ｘ＋１":                {4, "x + 1"},
		"w1 + w1":            {6, "w1 + w1"},
		"+x":                 {3, "x"},
		"exp_1 + 2":          {5, "exp_1 + 2"},
	} {
		w, refusal := parse(text, threes)
		if refusal.Code != Accepted {
			t.Errorf("%q is refused: %+v", text, refusal)
			continue
		}
		near(t, text, w.out.Value, want.value)
		if got := Written(w.out, func(n *graph.Node) string { return n.Name }); got != want.graph {
			t.Errorf("%q is the graph of %q, want %q", text, got, want.graph)
		}
	}
}

func TestRefusals(t *testing.T) {
	for text, want := range map[string]Refusal{
		"":                                      {Empty, 1, ""},
		"   ":                                   {Empty, 1, ""},
		strings.Repeat("x", 121):                {TooLong, 121, ""},
		strings.Repeat("x+", 40) + "x":          {TooLarge, 60, "+"},
		strings.Repeat("(", 30) + "x":           {TooDeep, 21, "("},
		"a+b+c+d+e+f+g":                         {TooMany, 13, "g"},
		"x ^ 2":                                 {Stranger, 3, "^"},
		"x + ?":                                 {Stranger, 5, "?"},
		"(x ; y)":                               {Stranger, 4, ";"},
		"x +":                                   {Missing, 4, ""},
		"x * / 2":                               {Missing, 5, "/"},
		"()":                                    {Missing, 2, ")"},
		"exp()":                                 {Missing, 5, ")"},
		"(x + 1":                                {Unclosed, 1, "("},
		"exp(x":                                 {Unclosed, 4, "("},
		"x + 1)":                                {Unopened, 6, ")"},
		"x, y":                                  {Unopened, 2, ","},
		"2x":                                    {NotOperator, 2, "x"},
		"(x 2)":                                 {NotOperator, 4, "2"},
		"x (2)":                                 {NotFunction, 1, "x"},
		"sin(x)":                                {NotFunction, 1, "sin"},
		"exp":                                   {Bare, 1, "exp"},
		"1 + log x":                             {Bare, 5, "log"},
		"exp(x, y)":                             {OneArgument, 1, "exp"},
		"max(x)":                                {TwoArguments, 1, "max"},
		"max(1,2,3)":                            {TwoArguments, 1, "max"},
		"1.2.3":                                 {BadNumber, 1, "1.2.3"},
		".":                                     {BadNumber, 1, "."},
		"99999999":                              {BadNumber, 1, "99999999"},
		"abcdefghi":                             {LongName, 1, "abcdefghi"},
		"log(" + strings.Repeat("x+", 10) + ")": {Missing, 25, ")"},
	} {
		if _, got := parse(text, threes); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

// TestExpressionGradients compares with central differences.
func TestExpressionGradients(t *testing.T) {
	for _, text := range append(Examples[:], "-log(exp(a) / (exp(a) + exp(b)))", "x*x*x - 6/x + max(x*y, 2)*exp(-y)") {
		e := NewExpression()
		e.Type(text)
		w := e.Graph()
		at := make([]float64, len(w.inputs))
		for i, n := range w.inputs {
			at[i] = n.Value
		}
		want := numeric.Gradient(nil, func(v []float64) float64 {
			for i, x := range v {
				w.Set(i, x)
			}
			return w.out.Value
		}, at)
		for i, x := range at {
			w.Set(i, x)
		}
		for i, n := range w.inputs {
			if math.Abs(n.Grad-want[i]) > 1e-5*(1+math.Abs(want[i])) {
				t.Errorf("%q: gradient of %s %v, by differences %v", text, n.Name, n.Grad, want[i])
			}
		}
	}
}

func TestExpressionKeepsWhatCounts(t *testing.T) {
	e := NewExpression()
	e.Set(0, 7)
	e.Type("x + y")
	near(t, "x + y", e.Graph().out.Value, 9)
	w := e.Graph()
	e.Type("x +")
	if e.Graph() != w || e.Refusal().Code != Missing || e.Text() != "x +" {
		t.Error("a refused expression replaces the graph")
	}
	e.Type("x * 2")
	near(t, "x * 2", e.Graph().out.Value, 14)
}

func TestExpressionMission(t *testing.T) {
	e := NewExpression()
	for text, want := range map[string]bool{"x - x": true, "x*x - 6*x": true, "x*x": false, "0*x + 0*x": false, "x + y - y": true, "1/(x-x) - 1/(x-x)": false, "x - x + log(0)": false, "max(x, 9) + max(x, 8)": false} {
		e.done = false
		e.Type(text)
		if e.Done() {
			t.Errorf("%q is done before the walk", text)
		}
		e.Go(e.Graph().Last())
		if e.Done() != want {
			t.Errorf("%q: done %v", text, e.Done())
		}
	}
	if e.Seen() != true {
		t.Error("x*x was not seen")
	}
	e = NewExpression()
	if e.Go(1); e.Seen() {
		t.Error("x*x was seen before its gradient")
	}
}

// TestExpressionOfTheDigit is softmax with two classes: the gradient of a score is its
// probability, less 1 for the label.
func TestExpressionOfTheDigit(t *testing.T) {
	e := NewExpression()
	var p [10]float32
	p[4], p[9] = 0.6, 0.2
	e.SetDigit(Opinion{4, 9, p})
	e.UseDigit()
	w := e.Graph()
	if math.Abs(w.out.Value+math.Log(0.75)) > 1e-3 || math.Abs(w.inputs[0].Grad+0.25) > 1e-3 || math.Abs(w.inputs[1].Grad-0.25) > 1e-3 {
		t.Errorf("loss %v, gradients %v and %v", w.out.Value, w.inputs[0].Grad, w.inputs[1].Grad)
	}
	e.SetDigit(noOpinion)
	e.UseDigit()
	near(t, "loss of a guess between two", e.Graph().out.Value, math.Ln2)
}

func TestExpressionAddress(t *testing.T) {
	e := NewExpression()
	if e.Address() != "" {
		t.Errorf("at first the address is %q", e.Address())
	}
	e.Type("max(x, y) * x − 1")
	e.Set(1, 8)
	e.Go(5)
	e.Type("x +")
	again := NewExpression()
	again.SetAddress(e.Address())
	if again.Address() != e.Address() || again.Graph().out.Value != 23 || again.Graph().at != 5 || again.Refusal().Code != Accepted {
		t.Errorf("%q is read as %q", e.Address(), again.Address())
	}
	for _, bad := range []string{"f=x+", "f=%20", "v=1,2,3", "v=nan", "at=99", "at=-1"} {
		again = NewExpression()
		again.SetAddress(bad)
		if again.Address() != "" {
			t.Errorf("%q is read as %q", bad, again.Address())
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range append(Examples[:], "((", "max(1,", "-", "2 - -x", "1e5", "x^2", "ｘ", "log(0)/0") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, refusal := parse(s, threes)
		if (w == nil) == (refusal.Code == Accepted) {
			t.Fatalf("%q: %v, %+v", s, w, refusal)
		}
		if w == nil {
			if refusal.At < 1 || refusal.At > utf8.RuneCountInString(narrow(s))+1 {
				t.Errorf("%q is refused at %d", s, refusal.At)
			}
			return
		}
		if len(w.g.Nodes()) > maxNodes {
			t.Errorf("%q has %d nodes", s, len(w.g.Nodes()))
		}
		name := func(n *graph.Node) string { return n.Name }
		for at := range w.Last() + 1 {
			w.Go(at)
			if s, ok := w.Next(); ok {
				s.Sum()
			}
		}
		for i := range w.inputs {
			w.Ways(i)
			w.Gradient(w.inputs[i])
		}
		Written(w.out, name)
	})
}
