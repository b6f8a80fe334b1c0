package state

import (
	"math/rand/v2"
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
)

// ScoreDigits is the number of digits in a round, each equally often.
const ScoreDigits = 20

// Score is a round in which the visitor draws given digits and the network
// classifies them: the accuracy on the visitor's own drawings.
type Score struct {
	asked   []int // in order; nil before the first round
	results []Result
	stopped bool
}

// Result is the result for one digit.
type Result struct {
	Asked     int
	Predicted string  // a digit, or several if the drawing fell apart
	P         float32 // probability of the prediction
	Skipped   bool
	Strokes   []ink.Stroke
}

// Correct reports whether the predicted digit is the one asked for.
func (r *Result) Correct() bool { return !r.Skipped && r.Predicted == strconv.Itoa(r.Asked) }

// Begin starts a round. Digits come in random order, never one twice in a row.
func (s *Score) Begin(seed uint64) {
	*s = Score{asked: make([]int, ScoreDigits)}
	for i := range s.asked {
		s.asked[i] = i % recipe.Classes
	}
	rng := rand.New(rand.NewPCG(seed, ScoreDigits))
	for again := true; again; {
		rng.Shuffle(len(s.asked), func(i, j int) { s.asked[i], s.asked[j] = s.asked[j], s.asked[i] })
		again = false
		for i := range s.asked[1:] {
			again = again || s.asked[i] == s.asked[i+1]
		}
	}
}

// Running reports whether a digit is asked for at present.
func (s *Score) Running() bool { return !s.stopped && len(s.results) < len(s.asked) }

// Asked returns the digit that is asked for, and the number of those before it.
func (s *Score) Asked() (digit, before int) {
	if !s.Running() {
		return 0, len(s.results)
	}
	return s.asked[len(s.results)], len(s.results)
}

// Next takes the prediction for the drawing and asks for the next digit. several
// are the predictions for its digits if it has more than one.
func (s *Score) Next(p Prediction, several []Prediction, strokes []ink.Stroke) {
	if !s.Running() || !p.Known || len(strokes) == 0 {
		return
	}
	r := Result{P: p.P[p.Digit]}
	if len(several) == 0 {
		several = []Prediction{p}
	}
	for _, one := range several {
		r.Predicted += strconv.Itoa(one.Digit)
	}
	r.Asked, _ = s.Asked()
	for _, st := range strokes {
		r.Strokes = append(r.Strokes, append(ink.Stroke(nil), st...))
	}
	s.results = append(s.results, r)
}

// Skip asks for the next digit; the one skipped does not count.
func (s *Score) Skip() {
	if s.Running() {
		asked, _ := s.Asked()
		s.results = append(s.results, Result{Asked: asked, Skipped: true})
	}
}

// Stop ends the round early; the digits drawn count.
func (s *Score) Stop() { s.stopped = true }

// Results returns the results so far.
func (s *Score) Results() []Result { return s.results }

// Count returns the number of correct predictions and of digits not skipped.
func (s *Score) Count() (correct, of int) {
	for i := range s.results {
		if !s.results[i].Skipped {
			of++
		}
		if s.results[i].Correct() {
			correct++
		}
	}
	return correct, of
}
