package state

import (
	"math/rand/v2"
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
)

// ScoreDigits is how many digits a round asks for, each as often as the others.
const ScoreDigits = 20

// Score is a round in which the visitor draws the digits that are asked for and
// the network reads them: the visitor's own accuracy.
type Score struct {
	asked   []int // in order; nil before the first round
	results []Result
	stopped bool
}

// Result is what came of one digit.
type Result struct {
	Asked   int
	Read    string  // the digit that was read, or several if the drawing fell apart
	P       float32 // probability of the answer
	Skipped bool
	Strokes []ink.Stroke
}

// Right reports whether the digit was read as what was asked for.
func (r *Result) Right() bool { return !r.Skipped && r.Read == strconv.Itoa(r.Asked) }

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

// Running reports whether a digit is asked for.
func (s *Score) Running() bool { return !s.stopped && len(s.results) < len(s.asked) }

// Asked returns the digit that is asked for, and how many were before it.
func (s *Score) Asked() (digit, before int) {
	if !s.Running() {
		return 0, len(s.results)
	}
	return s.asked[len(s.results)], len(s.results)
}

// Next takes the network's answer to the drawing, and goes on. several are the
// answers to its digits if it was taken for more than one.
func (s *Score) Next(a Answer, several []Answer, strokes []ink.Stroke) {
	if !s.Running() || !a.Known || len(strokes) == 0 {
		return
	}
	r := Result{P: a.P[a.Digit]}
	if len(several) == 0 {
		several = []Answer{a}
	}
	for _, one := range several {
		r.Read += strconv.Itoa(one.Digit)
	}
	r.Asked, _ = s.Asked()
	for _, st := range strokes {
		r.Strokes = append(r.Strokes, append(ink.Stroke(nil), st...))
	}
	s.results = append(s.results, r)
}

// Skip goes on without an answer, which then does not count.
func (s *Score) Skip() {
	if s.Running() {
		asked, _ := s.Asked()
		s.results = append(s.results, Result{Asked: asked, Skipped: true})
	}
}

// Stop ends the round early; what was answered counts.
func (s *Score) Stop() { s.stopped = true }

// Results returns what came of the digits so far.
func (s *Score) Results() []Result { return s.results }

// Count returns how many digits were read right, of how many not skipped.
func (s *Score) Count() (right, of int) {
	for i := range s.results {
		if !s.results[i].Skipped {
			of++
		}
		if s.results[i].Right() {
			right++
		}
	}
	return right, of
}
