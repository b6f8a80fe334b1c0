package numeric

import (
	"cmp"
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// Tolerance says what the numerical gradient may be wrong by: the sum of a
// share of the gradient itself, a share of the array's root mean square
// gradient, and the loss's noise over the step h. Noise is what float32 rounding
// inside the forward pass does to the loss: with a small step it outweighs the
// difference, with a large one the curvature does. At zero it is measured.
type Tolerance struct {
	Relative, Absolute, Noise float64
	// LeastStep is the smallest h. It starts at 1e-3, and gets smaller where that
	// leaves the slope in doubt.
	LeastStep float64
}

// ErrLoss is wrapped when the loss is not finite.
var ErrLoss = errors.New("gradient check: the loss must be finite")

// listed is how many elements a Comparison lists.
const listed = 10

// Array is what a gradient was computed for.
type Array struct {
	Name        string
	Value, Grad []float32
}

// Comparison is how one array's gradient compares. Every chosen element is either
// checked or at a kink: a ReLU or a maximum changes its mind within the step,
// the loss has no one slope there, and nothing can be said about it. It shows in
// the numerical slopes alone, whatever backpropagation says: those on the two
// sides, or those across the step and across a part of it, disagree, at every h.
type Comparison struct {
	Name           string
	Size           int // elements of the array
	Checked, Kinks int // chosen elements
	Wrong          int // of those checked
	// Largest relative error among the checked: |backward - numerical| over the
	// largest of both, the array's root mean square gradient, and the least
	// gradient that the loss's noise can tell to a hundredth. Without the last two an
	// element whose gradient is all but zero would be judged by its noise.
	Largest float64
	// Elements with the largest relative error first, at most 10.
	Worst []Element
}

// Element is one value whose two gradients were compared.
type Element struct {
	Index               int
	Backward, Numerical float64
	Relative            float64
	Wrong               bool
}

// Compare compares each array's Grad, computed by the caller's backward pass,
// with the central difference of the loss (the book's section 4.3)
//
//	(loss(value+h) - loss(value-h)) / 2h
//
// by each of its values, at most elements of them, chosen at random once and for
// all. loss runs a forward pass over the arrays' present values and returns a
// float64; it must not change anything else.
func Compare(loss func() float64, arrays []Array, elements int, tol Tolerance) ([]Comparison, error) {
	base := loss()
	if math.IsNaN(base) || math.IsInf(base, 0) {
		return nil, format.Errorf("%w: it is %g", ErrLoss, base)
	}
	var results []Comparison
	for _, a := range arrays {
		if len(a.Value) == 0 || len(a.Value) != len(a.Grad) {
			return nil, format.Errorf("gradient check: %s has %d values and %d gradients", a.Name, len(a.Value), len(a.Grad))
		}
		results = append(results, a.compare(loss, base, elements, tol))
	}
	return results, nil
}

func (a Array) compare(loss func() float64, base float64, elements int, tol Tolerance) Comparison {
	r := Comparison{Name: a.Name, Size: len(a.Value)}
	var squares float64
	for _, v := range a.Grad {
		squares += float64(v) * float64(v)
	}
	rms := math.Sqrt(squares / float64(len(a.Grad)))
	if tol.Noise == 0 {
		tol.Noise = a.noise(loss, base)
	}
	for _, i := range choose(len(a.Value), elements) {
		e, ok := a.element(i, loss, base, rms, tol)
		if !ok {
			r.Kinks++
			continue
		}
		r.Checked++
		if e.Wrong {
			r.Wrong++
		}
		r.Largest = math.Max(r.Largest, e.Relative)
		r.Worst = append(r.Worst, e)
	}
	slices.SortStableFunc(r.Worst, func(a, b Element) int { return cmp.Compare(b.Relative, a.Relative) })
	r.Worst = r.Worst[:min(len(r.Worst), listed)]
	return r
}

// noise bounds the loss's noise: six times the median of second differences over
// a step so small that no curvature shows in them, and few kinks.
func (a Array) noise(loss func() float64, base float64) float64 {
	const h, most = 1e-5, 25
	var seen []float64
	for _, i := range choose(len(a.Value), most) {
		left, right, _ := WeightSlopes(a.Value, i, h, base, loss)
		seen = append(seen, math.Abs(right-left)*h)
	}
	slices.Sort(seen)
	return 6 * seen[len(seen)/2]
}

// element compares one value's gradients; it fails at a kink.
func (a Array) element(i int, loss func() float64, base, rms float64, tol Tolerance) (Element, bool) {
	e := Element{Index: i, Backward: float64(a.Grad[i])}
	numerical, doubt, noise := slope(a.Value, i, loss, base, rms, tol)
	// By the numerical slope, so that a wrong gradient excuses little.
	allowed := tol.Relative*math.Abs(numerical) + tol.Absolute*rms + noise
	if doubt > allowed {
		return e, false
	}
	e.Numerical = numerical
	difference := math.Abs(e.Backward - numerical)
	e.Wrong = !(difference <= allowed+doubt)
	switch larger := math.Max(math.Abs(e.Backward), math.Abs(numerical)); {
	case math.IsNaN(difference):
		e.Relative = math.Inf(1)
	case difference > 0: // not 0/0
		e.Relative = difference / max(larger, rms, 25*noise)
	}
	return e, true
}

// slope returns the central difference at the step at which it is least in
// doubt, its doubt, and the noise in it. Doubt are the noise, and what differs by
// more than it: the slopes over the step and over half and a quarter of it, and
// those on its two sides.
func slope(w []float32, i int, loss func() float64, base, rms float64, tol Tolerance) (numerical, doubt, noise float64) {
	doubt = math.Inf(1)
	for h := float64(WeightStep); h > 0.99*tol.LeastStep; h /= math.Sqrt(10) {
		left, right, whole := WeightSlopes(w, i, float32(h), base, loss)
		_, _, half := WeightSlopes(w, i, float32(h)/2, base, loss)
		_, _, quarter := WeightSlopes(w, i, float32(h)/4, base, loss)
		n := tol.Noise / h
		if d := max(math.Abs(whole-half)-2*n, math.Abs(whole-quarter)-4*n, math.Abs(left-right)/2-n, 0) + n; d < doubt || math.IsInf(doubt, 1) {
			numerical, doubt, noise = whole, d, n
		}
		if doubt < 1e-3*max(math.Abs(numerical), rms) {
			break
		}
	}
	return numerical, doubt, noise
}

// choose returns the elements of n to check: all, or a fixed random choice.
func choose(n, most int) []int {
	chosen := rand.New(rand.NewPCG(1, uint64(n))).Perm(n)
	return chosen[:min(n, most)]
}
