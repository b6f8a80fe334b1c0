package state

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
)

func TestScore(t *testing.T) {
	var s Score
	if s.Running() || len(s.Results()) != 0 {
		t.Error("a round runs before it was begun")
	}
	s.Next(Prediction{Known: true}, nil, Example(1)) // means nothing yet
	s.Skip()
	s.Begin(1)
	times := map[int]int{}
	last := -1
	for i := range ScoreDigits {
		digit, before := s.Asked()
		if before != i || !s.Running() || digit == last {
			t.Fatalf("digit %d is a %d after a %d, %d before it", i, digit, last, before)
		}
		last = digit
		times[digit]++
		s.Next(Prediction{}, nil, Example(1)) // the answer is not there yet
		s.Next(Prediction{Known: true}, nil, nil)
		if _, now := s.Asked(); now != i {
			t.Fatal("it goes on without an answer or a drawing")
		}
		switch i {
		case 0:
			s.Skip()
		case 1:
			wrong := (digit + 1) % 10
			a := Prediction{Known: true, Digit: wrong}
			a.P[wrong] = 0.75
			s.Next(a, nil, Example(digit))
		case 2: // it fell apart
			a := Prediction{Known: true, Digit: digit}
			s.Next(a, []Prediction{a, {Known: true, Digit: 1}}, Example(digit))
		default:
			s.Next(Prediction{Known: true, Digit: digit}, nil, Example(digit))
		}
	}
	if s.Running() {
		t.Error("runs on after the last digit")
	}
	for d := range 10 {
		if times[d] != 2 {
			t.Errorf("%d is asked for %d times", d, times[d])
		}
	}
	if right, of := s.Count(); right != 17 || of != 19 {
		t.Errorf("%d of %d", right, of)
	}
	if r := s.Results(); !r[0].Skipped || r[0].Correct() || r[1].Correct() || r[1].P != 0.75 || r[2].Correct() || len(r[2].Predicted) != 2 || !r[3].Correct() {
		t.Errorf("results %+v", r[:4])
	}
	kept := s.Results()[2].Strokes
	if want := Example(s.Results()[2].Asked); len(kept) != len(want) || !slices.Equal(kept[0], want[0]) {
		t.Error("the strokes are not kept")
	}
}

func TestScoreKeepsItsOwnStrokes(t *testing.T) {
	var s Score
	s.Begin(3)
	strokes := []ink.Stroke{{{X: 0.1, Y: 0.2}}}
	s.Next(Prediction{Known: true}, nil, strokes)
	strokes[0][0].X = 9
	if s.Results()[0].Strokes[0][0].X != 0.1 {
		t.Error("a later drawing changed an earlier result")
	}
	s.Stop()
	if s.Running() {
		t.Error("runs on after it was stopped")
	}
	if _, of := s.Count(); of != 1 {
		t.Errorf("%d answers count", of)
	}
	first := func(seed uint64) []int { s.Begin(seed); return slices.Clone(s.asked) }
	if !slices.Equal(first(1), first(1)) || slices.Equal(first(1), first(2)) {
		t.Error("the order is not that of the seed")
	}
}
