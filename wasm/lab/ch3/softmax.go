package ch3

import "math"

// Naive returns exp(a_i) / sum of exp(a_j) in float32, as the formula stands: a score
// of 89 is too much for it.
func Naive(scores []float32) (exp, p []float32) { return softmax(scores, 0) }

// Stable returns the same after subtracting the largest score from all, which changes
// nothing but that no exponent is above 0 (the book's section 3.5.2).
func Stable(scores []float32) (exp, p []float32) { return softmax(scores, scores[Argmax(scores)]) }

func softmax(scores []float32, minus float32) (exp, p []float32) {
	exp, p = make([]float32, len(scores)), make([]float32, len(scores))
	var sum float32
	for i, a := range scores {
		exp[i] = float32(math.Exp(float64(a - minus)))
		sum += exp[i]
	}
	for i, e := range exp {
		p[i] = e / sum
	}
	return exp, p
}

// Preset is where the scores come from.
type Preset int

// The presets.
const (
	Yours Preset = iota // of the drawing
	Book                // the book's section 3.5.1
	Large               // and 3.5.2
	NumPresets
)

var presets = [NumPresets][]float64{Book: {0.3, 2.9, 4.0}, Large: {1010, 1000, 990}}

var presetNames = [NumPresets]string{"yours", "book", "large"}

// The limits of what is dragged.
const (
	maxScore  = 30
	maxFactor = 3  // of ten
	warmth    = 20 // positions of the temperature's slider to either side of 1, which is the middle
	sure      = 0.99
)

// Softmax is the lab "Softmax": ten scores to be dragged, and what becomes of them.
type Softmax struct {
	preset Preset
	scores []float64
	own    []float64  // the drawing's
	moved  bool       // scores differ from the preset's
	factor int        // power of ten by which all are multiplied
	warm   int        // position of the temperature's slider
	twice  bool       // all scores are doubled
	top    [2]float64 // the largest probability before that and after; 0 before the first time
	rev    uint32
}

// NewSoftmax returns the lab as it begins.
func NewSoftmax() *Softmax {
	s := &Softmax{own: make([]float64, Sizes[Layers])}
	s.Choose(Yours)
	return s
}

// Rev counts the changes.
func (s *Softmax) Rev() uint32 { return s.rev }

// SetOwn takes the drawing's scores, from the bench's probabilities or from the
// chapter's network. Of probabilities only differences of scores are known; their mean
// is made 0.
func (s *Softmax) SetOwn(scores []float64) {
	mean := 0.0
	for _, v := range scores {
		mean += v / float64(len(scores))
	}
	changed := false
	for i, v := range scores {
		v = hundredths(limited(v-mean, maxScore))
		changed = changed || v != s.own[i]
		s.own[i] = v
	}
	if changed && s.preset == Yours && !s.moved {
		s.Choose(Yours)
	}
}

// LogOf returns the logarithms of probabilities, which are scores up to a common
// summand. float32 has no room for the smallest ones.
func LogOf(p []float32) []float64 {
	v := make([]float64, len(p))
	for i := range p {
		v[i] = math.Log(max(float64(p[i]), 1e-30))
	}
	return v
}

// Choose takes the scores of a preset.
func (s *Softmax) Choose(p Preset) {
	s.preset, s.moved, s.factor, s.warm, s.twice, s.top = p, false, 0, 0, false, [2]float64{}
	s.scores = append(s.scores[:0], s.given()...)
	s.rev++
}

func (s *Softmax) given() []float64 {
	if s.preset == Yours {
		return s.own
	}
	return presets[s.preset]
}

// Preset returns where the scores come from, and whether they have been changed.
func (s *Softmax) Preset() (p Preset, moved bool) { return s.preset, s.moved }

// Len returns how many scores there are.
func (s *Softmax) Len() int { return len(s.scores) }

// Score returns a score as it is dragged, before factor and temperature.
func (s *Softmax) Score(i int) float64 { return s.scores[i] }

// Range returns the least and the largest score that can be dragged to.
func (s *Softmax) Range() (low, high float64) {
	low, high = -maxScore, maxScore
	if s.preset == Large {
		low, high = 980, 1020
	}
	return low * s.times(), high * s.times()
}

func (s *Softmax) times() float64 {
	if s.twice {
		return 2
	}
	return 1
}

// Set moves a score.
func (s *Softmax) Set(i int, v float64) {
	low, high := s.Range()
	v = math.Round(10*min(max(v, low), high)) / 10
	if v != s.scores[i] {
		s.scores[i], s.moved = v, true
		s.rev++
	}
}

// Nudge moves a score by an arrow key.
func (s *Softmax) Nudge(i, dy int, fine bool) {
	step := 1.0
	if fine {
		step = 0.1
	}
	s.Set(i, s.scores[i]+step*float64(dy))
}

// Double doubles all scores, or halves them again.
func (s *Softmax) Double() {
	if !s.twice {
		s.top[0] = s.largest()
	}
	by := 2 / s.times() / s.times()
	for i := range s.scores {
		s.scores[i] *= by
	}
	s.twice = !s.twice
	if s.twice {
		s.top[1] = s.largest()
	}
	s.rev++
}

func (s *Softmax) largest() float64 {
	p := s.Probabilities()
	return float64(p[Argmax(p)])
}

// Doubled reports whether all scores are doubled.
func (s *Softmax) Doubled() bool { return s.twice }

// Tops returns the largest probability before all scores were doubled and after; ok is
// false if that was never done.
func (s *Softmax) Tops() (before, after float64, ok bool) { return s.top[0], s.top[1], s.top[1] > 0 }

// SetFactor multiplies all scores by a power of ten.
func (s *Softmax) SetFactor(power int) {
	s.factor = min(max(power, 0), maxFactor)
	s.rev++
}

// Factor returns by what, and by which power of ten, all scores are multiplied.
func (s *Softmax) Factor() (times float64, power int) { return math.Pow10(s.factor), s.factor }

// SetWarmth sets the position of the temperature's slider, 0 to 2*warmth.
func (s *Softmax) SetWarmth(at int) {
	s.warm = min(max(at, 0), 2*warmth) - warmth
	s.rev++
}

// Warmth returns the slider's position and its last one, and the temperature there:
// 0.1 to 10.
func (s *Softmax) Warmth() (at, last int, temperature float64) {
	return s.warm + warmth, 2 * warmth, hundredths(math.Pow(10, float64(s.warm)/warmth))
}

// Inputs returns what goes into softmax, in float32: score times factor by temperature.
func (s *Softmax) Inputs() []float32 {
	_, _, t := s.Warmth()
	times, _ := s.Factor()
	v := make([]float32, len(s.scores))
	for i, a := range s.scores {
		v[i] = float32(a * times / t)
	}
	return v
}

// Probabilities returns the stable softmax of that.
func (s *Softmax) Probabilities() []float32 {
	_, p := Stable(s.Inputs())
	return p
}

// Burst reports whether the naive formula has no result: its sum overflows, or is 0.
func (s *Softmax) Burst() bool {
	_, p := Naive(s.Inputs())
	for _, v := range p {
		if v != v {
			return true
		}
	}
	return false
}

// Moved returns which scores differ from the drawing's.
func (s *Softmax) Moved() (which []int) {
	for i, v := range s.scores {
		if v != s.given()[i]*s.times() {
			which = append(which, i)
		}
	}
	return which
}

// Fooled reports whether the mission is done: of the drawing's scores one was moved,
// no other control was touched, and the network is now sure of another digit.
func (s *Softmax) Fooled() bool {
	if s.preset != Yours || s.twice || s.factor != 0 || s.warm != 0 || len(s.Moved()) != 1 {
		return false
	}
	p := s.Probabilities()
	now := Argmax(p)
	return now != s.OwnDigit() && p[now] >= sure
}

// OwnDigit returns the digit with the drawing's largest score.
func (s *Softmax) OwnDigit() (digit int) {
	for i, v := range s.own {
		if v > s.own[digit] {
			digit = i
		}
	}
	return digit
}

func hundredths(v float64) float64 { return math.Round(v*100)/100 + 0 }

func limited(v, limit float64) float64 { return min(max(v, -limit), limit) }
