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
	waiting bool // the prediction is taken as soon as it comes
	rounds  int
	seeded  bool
	seed    uint64 // of the next round, if seeded
}

// Result is the result for one digit.
type Result struct {
	Key       int // its own, over all rounds
	Asked     int
	Predicted string  // a digit, or several if the drawing fell apart
	P         float32 // probability of the prediction
	Skipped   bool
	Strokes   []ink.Stroke
	Pixels    [ink.Pixels]byte // the network's input of all strokes together
}

// Correct reports whether the predicted digit is the one asked for.
func (r *Result) Correct() bool { return !r.Skipped && r.Predicted == strconv.Itoa(r.Asked) }

// Seed makes the next round one of a known order, and those after it, each of
// another.
func (s *Score) Seed(seed uint64) { s.seeded, s.seed = true, seed }

// Begin starts a round. Digits come in the order of a seed, never one twice in a row:
// of the one that Seed was given, else of random.
func (s *Score) Begin(random uint64) {
	seed := random
	if s.seeded {
		seed = s.seed
		s.seed++
	}
	*s = Score{asked: make([]int, ScoreDigits), rounds: s.rounds + 1, seeded: s.seeded, seed: s.seed}
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

// Begun reports whether there was a round.
func (s *Score) Begun() bool { return s.rounds > 0 }

// Asked returns the digit that is asked for, and the number of those before it.
func (s *Score) Asked() (digit, before int) {
	if !s.Running() {
		return 0, len(s.results)
	}
	return s.asked[len(s.results)], len(s.results)
}

// Waiting reports whether Next is to be tried again with the next prediction.
func (s *Score) Waiting() bool { return s.Running() && s.waiting }

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
	ink.Render(r.Pixels[:], r.Strokes)
	s.add(r)
}

func (s *Score) add(r Result) {
	r.Key = ScoreDigits*s.rounds + len(s.results)
	s.results = append(s.results, r)
	s.waiting = false
}

// Skip asks for the next digit; the one skipped does not count.
func (s *Score) Skip() {
	if s.Running() {
		asked, _ := s.Asked()
		s.add(Result{Asked: asked, Skipped: true})
	}
}

// Stop ends the round early; the digits drawn count.
func (s *Score) Stop() { s.stopped = true }

// Results returns the results so far.
func (s *Score) Results() []Result { return s.results }

// Wrong returns the results whose prediction is not the digit asked for.
func (s *Score) Wrong() (wrong []*Result) {
	for i := range s.results {
		if r := &s.results[i]; !r.Skipped && !r.Correct() {
			wrong = append(wrong, r)
		}
	}
	return wrong
}

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

// ScoreAction is what the visitor does in a round.
type ScoreAction int

// What the visitor can do in a round.
const (
	ScoreBegin ScoreAction = iota
	ScoreNext
	ScoreSkip
	ScoreStop
)

// CanScoreNext reports whether there is a drawing to take.
func (m *Model) CanScoreNext() bool { return len(m.Drawing.Strokes()) > 0 && !m.Drawing.Open() }

// Play does an action and reports whether the pad is to be cleared for the next
// digit. answered says whether the predictions are for the present drawing: without
// them, Next waits for them. random is for the order of a new round.
func (m *Model) Play(action ScoreAction, answered bool, random uint64) (clear bool) {
	s := &m.Score
	m.Rev.Score++
	switch action {
	case ScoreBegin:
		s.Begin(random)
	case ScoreNext:
		if !s.Running() || len(m.Drawing.Strokes()) == 0 {
			return false
		}
		if !answered {
			s.waiting = true
			return false
		}
		s.Next(m.Prediction, m.Several.Predictions(), m.Drawing.Strokes())
	case ScoreSkip:
		s.Skip()
	case ScoreStop:
		s.Stop()
	}
	return true
}

// Result returns the result with a key, nil if it is of a round before.
func (s *Score) Result(key int) *Result {
	for i := range s.results {
		if s.results[i].Key == key {
			return &s.results[i]
		}
	}
	return nil
}
