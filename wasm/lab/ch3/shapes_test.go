package ch3

import (
	"math"
	"testing"
)

func newShapes(d int) *Shapes {
	s := NewShapes()
	s.Rows.Show(Untrained(1), Sigmoid, digit(d))
	return s
}

func TestJoints(t *testing.T) {
	s := newShapes(7)
	s.SetN(100)
	j := s.Joints()
	for l, want := range []Matrix{{100, 50}, {100, 100}, {100, 10}} { // as in the book's section 3.6.3
		if !j[l].Fits || j[l].Chance || j[l].Out() != want {
			t.Errorf("layer %d: %+v", l, j[l])
		}
	}
	for i, want := range []struct {
		broken int
		mend   Mend
	}{{0, MendLeft}, {0, MendRight}, {1, MendRight}, {2, MendRight}} {
		s.Turn(i)
		j := s.Joints()
		for l := range j {
			if j[l].Known != (l <= want.broken) || j[l].Fits != (l < want.broken) {
				t.Errorf("%d transposed: joint %d is %+v", i, l, j[l])
			}
		}
		if got := j[want.broken].Mend; got != want.mend {
			t.Errorf("%d transposed: mended by %v, want %v", i, got, want.mend)
		}
		s.Turn(i)
	}
	// X and W1 both transposed: 784x50 and 50x784, if there are 50 rows.
	s.Turn(0)
	s.Turn(1)
	if j := s.Joints(); j[0].Fits || j[0].Mend != MendBoth {
		t.Errorf("both transposed, 100 rows: %+v", j[0])
	}
	s.SetN(50)
	if j := s.Joints(); !j[0].Chance || j[0].Out() != (Matrix{784, 784}) || j[1].Fits || !j[1].Known {
		t.Errorf("both transposed, 50 rows: %+v", j)
	}
	s.SetN(1000)
	if s.N() != MaxRows {
		t.Errorf("%d rows", s.N())
	}
}

// TestSum checks that the terms, the rest and the bias are the value, and that the
// terms are the largest ones.
func TestSum(t *testing.T) {
	s := newShapes(3)
	for l := range Layers {
		for _, unit := range []int{0, 9} {
			s.Open(Cell{l, unit})
			sum := s.Sum()
			total, smallest := sum.Rest+float64(sum.Bias), float32(math.Inf(1))
			for _, term := range sum.Terms {
				if term.Product != term.X*term.Weight || term.Weight != s.Rows.net.Row(l, unit)[term.From] {
					t.Errorf("term %+v", term)
				}
				total += float64(term.Product)
				smallest = min(smallest, max(term.Product, -term.Product))
			}
			if len(sum.Terms) != topTerms || sum.Left != Sizes[l]-topTerms || math.Abs(total-float64(sum.Total)) > 1e-5 {
				t.Errorf("cell %d, %d: terms, rest and bias are %v, the sum %v", l, unit, total, sum.Total)
			}
			larger := 0
			for i, x := range s.Rows.Pass(0).Before(l) {
				if p := x * s.Rows.net.Row(l, unit)[i]; max(p, -p) > smallest {
					larger++
				}
			}
			if larger >= topTerms {
				t.Errorf("cell %d, %d: %d terms are larger than the smallest shown", l, unit, larger)
			}
		}
	}
}

// TestTrace follows the largest terms from the largest score to a pixel with ink, and
// other ways that do not count.
func TestTrace(t *testing.T) {
	s := newShapes(7)
	top := Argmax(s.Rows.Pass(0).Scores())
	s.Open(Cell{Scores, (top + 1) % 10})
	for range Layers {
		s.Follow(0)
	}
	if s.Cell().Layer != Pixels || s.Traced() {
		t.Error("another score's way counts")
	}
	s.Open(Cell{Scores, top})
	s.Follow(1)
	s.Follow(0)
	s.Follow(0)
	if s.Traced() {
		t.Error("a smaller term counts")
	}
	s.Open(Cell{Scores, top})
	for range Layers {
		if s.Traced() {
			t.Error("done too early")
		}
		s.Follow(0)
	}
	if c := s.Cell(); !s.Traced() || s.Rows.Image(0)[c.Unit] == 0 {
		t.Errorf("traced to %+v", c)
	}
	// The sum that led to the pixel stays, and its other terms can be followed.
	pixel, of := s.Cell(), s.Summed()
	if sum := s.Sum(); of.Layer != 0 || len(sum.Terms) != topTerms || !s.Followed(sum.Terms[0]) || s.Followed(sum.Terms[1]) {
		t.Errorf("at a pixel there is the sum of %+v", of)
	}
	s.Follow(1)
	if c := s.Cell(); s.Traced() || c == pixel || c.Layer != Pixels || s.Summed() != of {
		t.Errorf("from the pixel to %+v, of the sum of %+v", c, s.Summed())
	}
	s.Follow(0)
	if !s.Traced() || s.Cell() != pixel {
		t.Error("the largest term again does not count")
	}
}

// TestRows checks that only the drawing's row is computed anew for another drawing.
func TestRows(t *testing.T) {
	s := newShapes(7)
	s.Rows.SetOthers([][]byte{digit(1), digit(2)})
	own, other := s.Rows.Pass(0), s.Rows.Pass(2)
	s.Rows.Show(s.Rows.net, Sigmoid, digit(8))
	if s.Rows.Pass(0) == own || s.Rows.Pass(2) != other || s.Rows.Max() != 3 {
		t.Error("another drawing")
	}
	s.Rows.Show(s.Rows.net, ReLU, digit(8))
	if s.Rows.Pass(2) == other {
		t.Error("another activation")
	}
}

func TestShapesAddress(t *testing.T) {
	s := newShapes(7)
	if s.Address() != "" {
		t.Errorf("at first: %q", s.Address())
	}
	s.SetN(30)
	s.Turn(1)
	s.Turn(3)
	s.Open(Cell{1, 99})
	again := NewShapes()
	again.SetAddress(s.Address())
	if again.N() != 30 || again.Turned(0) || !again.Turned(1) || again.Turned(2) || !again.Turned(3) || again.Cell() != (Cell{1, 99}) {
		t.Errorf("%q gives %+v", s.Address(), again)
	}
	again.SetAddress("n=x&turned=9&cell=7.3")
	if again.N() != 1 || again.Turned(1) || again.Cell() != (Cell{1, 99}) {
		t.Errorf("nonsense gives %q", again.Address())
	}
	again.SetAddress("cell=3.4000")
	if again.Cell() != (Cell{Scores, 9}) {
		t.Errorf("a unit beyond the last is %+v", again.Cell())
	}
}

// TestShapesShow checks that the largest score is open until the visitor opens another.
func TestShapesShow(t *testing.T) {
	s, n := NewShapes(), Untrained(1)
	for d := range 10 {
		s.Show(n, digit(d))
		if s.Cell() != (Cell{Scores, Argmax(s.Rows.Pass(0).Scores())}) {
			t.Errorf("%d: %+v is open", d, s.Cell())
		}
	}
	s.Open(Cell{0, 3})
	s.Show(n, digit(1))
	if s.Cell() != (Cell{0, 3}) {
		t.Errorf("%+v is open", s.Cell())
	}
}

func TestAhead(t *testing.T) {
	s := newShapes(7)
	s.Rows.SetOthers(Examples(20))
	times := 1
	for s.Rows.Ahead(15) {
		times++
	}
	if times != 4 || len(s.Rows.passes) != 15 {
		t.Errorf("%d rows are there after %d times", len(s.Rows.passes), times)
	}
	for i, p := range s.Rows.passes {
		if p == nil {
			t.Errorf("row %d is missing", i)
		}
	}
	if s.Rows.Ahead(100); len(s.Rows.passes) <= 15 {
		t.Error("more rows are not computed")
	}
}
