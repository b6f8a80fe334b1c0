package state

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
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

func TestScoreSeeds(t *testing.T) {
	order := func(s *Score, random uint64) []int { s.Begin(random); return slices.Clone(s.asked) }
	var a, b Score
	a.Seed(5)
	b.Seed(5)
	first, second := order(&a, 1), order(&a, 2)
	if !slices.Equal(first, order(&b, 3)) || !slices.Equal(second, order(&b, 4)) || slices.Equal(first, second) {
		t.Error("a seed does not decide the orders, each another")
	}
}

func TestPlay(t *testing.T) {
	w := in(t, "en")
	m := lessonPad(7)
	m.Score.Seed(1)
	if m.Play(ScoreNext, true, 0) || !m.Play(ScoreBegin, true, 0) {
		t.Error("a digit is taken before the round")
	}
	asked, _ := m.Score.Asked()
	if q := m.Score.Ask(w); q != "Draw a "+strconv.Itoa(asked)+" (1/20)" {
		t.Errorf("it asks %q", q)
	}
	predict := func(digit int) {
		m.Prediction = Prediction{Known: true, Digit: digit}
		m.Prediction.P[digit] = 0.75
	}
	predict(asked)
	if m.Play(ScoreNext, false, 0) || !m.Score.Waiting() {
		t.Error("it does not wait for the prediction")
	}
	if !m.Play(ScoreNext, true, 0) || m.Score.Waiting() {
		t.Error("the prediction is not taken")
	}
	m.Drawing.Clear()
	if m.Play(ScoreNext, true, 0) || m.CanScoreNext() {
		t.Error("an empty pad is taken")
	}
	drawDigit(m, 7)
	asked, _ = m.Score.Asked()
	wrong := (asked + 1) % 10
	predict(wrong)
	m.Play(ScoreNext, false, 0)
	if !m.Play(ScoreSkip, true, 0) || m.Score.Waiting() {
		t.Error("after Skip it still waits")
	}
	asked, _ = m.Score.Asked()
	wrong = (asked + 1) % 10
	predict(wrong)
	m.Play(ScoreNext, true, 0)
	if !m.Play(ScoreStop, true, 0) || m.Score.Running() {
		t.Error("the round goes on")
	}
	if got := m.Score.Yours(w); got != "50% (1 of 2)" || m.Score.Fraction() != 0.5 {
		t.Errorf("the score is %s", got)
	}
	results := m.Score.Wrong()
	if len(results) != 1 {
		t.Fatalf("%d wrong", len(results))
	}
	r := results[0]
	if r.Figure(w) != fmt.Sprintf("%d → %d", asked, wrong) || !strings.Contains(r.Title(w), "75.0%") || m.Score.Result(r.Key) != r {
		t.Errorf("the result is %q, %q", r.Figure(w), r.Title(w))
	}
	var image [ink.Pixels]byte
	ink.Render(image[:], Example(7))
	if r.Pixels != image {
		t.Error("the result's picture is not the drawing's")
	}
	m.Play(ScoreBegin, true, 0)
	for range 3 {
		m.Play(ScoreSkip, true, 0)
	}
	if m.Score.Result(r.Key) != nil {
		t.Error("a result of the round before is found")
	}
}

func TestScoreSentences(t *testing.T) {
	w := in(t, "en")
	m := lessonPad(7)
	if m.Score.BeginLabel(w) != "Draw these 20" || strings.Contains(m.ScoreLead(w), "guess") {
		t.Error("before the first round")
	}
	if text, f := m.ScoreTests(); text != "–" || f != 0 {
		t.Errorf("test accuracy %s", text)
	}
	m.Progress.Step = 0
	if !strings.Contains(m.ScoreLead(w), "guess") {
		t.Errorf("untrained: %q", m.ScoreLead(w))
	}
	m.Eval = protocol.Eval{Of: 10, Accuracy: 0.9876}
	if text, _ := m.ScoreTests(); text != "98.7%" {
		t.Errorf("test accuracy %s", text)
	}
	m.Play(ScoreBegin, true, 1)
	m.Score.results = append(m.Score.results, Result{Asked: 3, Predicted: "3"})
	if m.Score.BeginLabel(w) != "Draw another 20" || !strings.HasPrefix(m.Score.WrongText(w), "None") || m.Score.Aloud(w) != "Your score: 100%, 1 of 1." {
		t.Errorf("all correct: %q, %q", m.Score.WrongText(w), m.Score.Aloud(w))
	}
}
