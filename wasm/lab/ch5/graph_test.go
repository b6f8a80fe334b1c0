package ch5

import (
	"math"
	"testing"
)

func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*(1+math.Abs(want))) {
		t.Errorf("%s is %v, want %v", name, got, want)
	}
}

// TestBookShops has the book's numbers (sections 5.2, 5.4.2), and the order in which they
// come.
func TestBookShops(t *testing.T) {
	for _, c := range []struct {
		shop  ShopKind
		steps []float64
		grads []float64 // of the variables
	}{
		{AppleShop, []float64{200, 220, 1, 1.1, 200, 2.2, 110}, []float64{2.2, 110, 200}},
		{FruitShop, []float64{200, 450, 650, 715, 1, 1.1, 650, 1.1, 1.1, 3.3, 165, 110, 2.2}, []float64{110, 2.2, 3.3, 165, 650}},
		{BagShop, []float64{200, 10, 210, 231, 1, 1.1, 210, 1.1, 1.1, 2.2, 5.5, 2.2, 110}, []float64{2.2, 115.5, 2.2, 210}},
	} {
		s := NewShop()
		s.Choose(c.shop)
		w := s.Graph()
		if w.Last() != len(c.steps) {
			t.Fatalf("%d steps, want %d", w.Last(), len(c.steps))
		}
		for i, want := range c.steps {
			next, ok := w.Next()
			if !ok || next.Back != (i >= w.Turn()) {
				t.Errorf("shop %d, step %d goes back: %v", c.shop, i, next.Back)
			}
			near(t, "step", next.Result(), want)
			w.Go(i + 1)
		}
		if _, ok := w.Next(); ok {
			t.Error("there is a step after the last")
		}
		for i, want := range c.grads {
			near(t, "gradient of "+w.inputs[i].Name, w.inputs[i].Grad, want)
			near(t, "what flows down from "+w.inputs[i].Name, w.Flow(i)[w.out.Index()], want)
		}
	}
}

// TestEditInPlace sets the tax to nothing, and doubles the apples.
func TestEditInPlace(t *testing.T) {
	w := NewShop().Graph()
	if !w.Set(2, 1) || !w.Set(1, 4) {
		t.Fatal("values are refused")
	}
	near(t, "total", w.out.Value, 400)
	for i, want := range []float64{4, 100, 400} {
		near(t, "gradient", w.inputs[i].Grad, want)
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), -2e6} {
		if w.Set(0, v) || w.inputs[0].Value != 100 {
			t.Errorf("a price of %v is taken", v)
		}
	}
}

// TestWhatIsKnown goes forwards and back: a number is known once its step is done, a
// gradient once all children have sent theirs.
func TestWhatIsKnown(t *testing.T) {
	s := NewShop()
	s.Choose(BagShop)
	w := s.Graph()
	apples := w.inputs[1]
	for at := range w.Last() + 1 {
		w.Go(at)
		values, sent := 0, 0
		for _, n := range w.g.Nodes() {
			if n.Inputs() != nil && w.HasValue(n) {
				values++
			}
			for j := range n.Inputs() {
				if w.HasSent(n, j) {
					sent++
				}
			}
		}
		if want := min(at, w.Turn()); values != want {
			t.Errorf("after %d steps %d values are known, want %d", at, values, want)
		}
		if want := max(at-w.Turn()-1, 0); sent != want {
			t.Errorf("after %d steps %d gradients are sent, want %d", at, sent, want)
		}
		known := at > w.Turn() && w.done(w.Uses(apples)[0]) && w.done(w.Uses(apples)[1])
		if w.HasGrad(apples) != known || w.HasGrad(w.out) != (at > w.Turn()) {
			t.Errorf("after %d steps the fork's gradient is known: %v", at, w.HasGrad(apples))
		}
	}
	parts := w.Fork(apples)
	if len(parts) != 2 {
		t.Fatalf("%v come back to the fork", parts)
	}
	near(t, "from the apples", parts[0], 110)
	near(t, "from the bags", parts[1], 5.5)
	near(t, "their sum", apples.Grad, 115.5)
	w.Go(-1)
	if _, ok := w.Newest(); ok || w.at != 0 {
		t.Errorf("before the first step, at %d", w.at)
	}
}

// TestPaths multiplies the rates along each way down: their sum is the gradient.
func TestPaths(t *testing.T) {
	for shop := AppleShop; shop <= DigitShop; shop++ {
		s := NewShop()
		s.SetDigit(digitOf(3, 0.7))
		s.Choose(shop)
		w := s.Graph()
		for i, n := range w.inputs {
			sum := 0.0
			for _, path := range w.Paths(i, 10) {
				product := 1.0
				for _, rate := range path {
					product *= rate
				}
				sum += product
			}
			near(t, "sum over the paths of "+n.Name, sum, n.Grad)
		}
	}
	if s := NewShop(); len(s.Graph().Paths(0, 0)) != 0 {
		t.Error("a limit of 0 gives paths")
	}
}

func digitOf(digit int, p float32) (d int, all [10]float32) {
	for i := range all {
		all[i] = (1 - p) / 9
	}
	all[digit] = p
	return digit, all
}

// TestDigitGraph compares the loss of a digit and its gradient with softmax's own: -ln p
// and p - 1.
func TestDigitGraph(t *testing.T) {
	for _, p := range []float32{0.1, 0.3, 0.99, 1e-9, 1} {
		s := NewShop()
		s.SetDigit(digitOf(7, p))
		s.Choose(DigitShop)
		w := s.Graph()
		near(t, "loss", w.out.Value, -math.Log(float64(p)))
		near(t, "gradient of the score", w.inputs[0].Grad, float64(p)-1)
		if !w.Finite() {
			t.Errorf("p = %v: not finite", p)
		}
		if n := len(w.Fork(w.g.Nodes()[w.inputs[0].Index()+3])); p == 0.3 && n != 2 {
			t.Errorf("exp(score) goes to %d operations", n)
		}
	}
}

func TestQuiz(t *testing.T) {
	s := NewShop()
	s.Choose(FruitShop)
	s.SetQuiz(true)
	w := s.Graph()
	for w.at < w.Last() {
		at := w.at
		next, _ := w.Next()
		if s.Answer("0.3"); w.at != at || s.Verdict() != Wrong {
			t.Fatalf("0.3 is taken for %v", next.Result())
		}
		if s.Answer("two"); w.at != at || s.Verdict() != NoNumber {
			t.Fatal("a word is taken")
		}
		if s.Done() {
			t.Fatal("done before the end")
		}
		if s.Answer(number(next.Result())); w.at != at+1 || s.Verdict() != Correct {
			t.Fatalf("%s is not taken for %v", number(next.Result()), next.Result())
		}
	}
	if !s.Done() {
		t.Error("not done at the end")
	}
	s.Go(w.Turn())
	if !s.Done() {
		t.Error("what was done is not kept")
	}
}

func TestQuizShown(t *testing.T) {
	s := NewShop()
	s.Choose(FruitShop)
	s.Go(s.Graph().Turn())
	s.SetQuiz(true)
	for {
		next, ok := s.Graph().Next()
		if !ok {
			break
		}
		if s.Graph().at == s.Graph().Last()-1 {
			s.Reveal()
			break
		}
		s.Answer(number(next.Result()))
	}
	if s.Done() || s.Graph().at != s.Graph().Last() {
		t.Error("done although the last number was shown")
	}
	// Another try from the turn on reaches it: the way forwards need not be typed.
	s.Go(s.Graph().Turn())
	for {
		next, ok := s.Graph().Next()
		if !ok {
			break
		}
		s.Answer(number(next.Result()))
	}
	if !s.Done() {
		t.Error("not done by typing the way back")
	}
}

func TestNoStreamInTheQuiz(t *testing.T) {
	s := NewShop()
	s.SetStream(1)
	s.SetQuiz(true)
	if s.Stream() != -1 {
		t.Error("the stream stays in the quiz")
	}
	if s.SetStream(0); s.Stream() != -1 {
		t.Error("a stream begins in the quiz")
	}
}

func TestTyped(t *testing.T) {
	for s, want := range map[string]float64{"2.2": 2.2, "2,2": 2.2, " −3 ": -3, "２．２": 2.2, "1e3": 1000} {
		if got, ok := typed(s); !ok || got != want {
			t.Errorf("%q is %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "x", "1,000,000", "inf", "nan", "0x10p1"} {
		if got, ok := typed(s); ok {
			t.Errorf("%q is %v", s, got)
		}
	}
}

func TestShopAddress(t *testing.T) {
	s := NewShop()
	if s.Address() != "" {
		t.Errorf("at first the address is %q", s.Address())
	}
	s.Choose(BagShop)
	s.Graph().Set(1, 3.5)
	s.Go(7)
	s.SetStream(2)
	again := NewShop()
	again.SetAddress(s.Address())
	if again.Address() != s.Address() || again.Graph().inputs[1].Value != 3.5 || again.Graph().at != 7 || again.Stream() != 2 {
		t.Errorf("%q is read as %q", s.Address(), again.Address())
	}
	for _, bad := range []string{"shop=9", "at=100&shop=0", "v=1", "v=x,y,z", "stream=7", "quiz=2", "&&=", "v=1,2,nan"} {
		again = NewShop()
		again.SetAddress(bad)
		if again.shop != AppleShop || again.Stream() != -1 || again.Graph().inputs[0].Value != 100 {
			t.Errorf("%q is taken as %q", bad, again.Address())
		}
	}
}

// TestNumber checks that what is no integer does not look like one.
func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		220.00000000000003: "220", 1.0000174: "1.00002", 0.99998: "0.99998", 1.0 / 3: "0.33333", 12345.6: "12345.6",
		1e5: "100000", 1.74e-5: "1.74×10⁻⁵", -11.296: "−11.296", math.Copysign(0, -1): "0", 346.5: "346.5", 2: "2",
	} {
		if got := number(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
	for v, want := range map[float64]string{100: "100", 1.1: "1.1", 1.7400123e-05: "1.74e-05", 0.1234567890: "0.1235"} {
		if got := entry(v); got != want {
			t.Errorf("%v stands in its field as %q, want %q", v, got, want)
		}
	}
}
