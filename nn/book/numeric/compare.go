package numeric

import (
	"cmp"
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// Tolerance bounds the difference of the two gradients of an element:
//
//	Relative*|numerical| + Absolute*rms + Noise/h
//
// rms is the array's root mean square gradient, h the step. Noise is the error
// of the loss by the float32 rounding of the forward pass: with a small step it
// outweighs the difference of the losses, with a large one the curvature does.
// At 0 it is measured. The doubt that kinks and curvature leave in the numerical
// slope comes on top.
type Tolerance struct {
	Relative, Absolute, Noise float64
	// MinStep is the smallest h, above 0. The first is WeightStep; smaller ones
	// follow where a kink or curvature leaves the slope in doubt.
	MinStep float64
}

// ErrLoss is wrapped when the loss is not finite.
var ErrLoss = errors.New("gradient check: the loss must be finite")

// maxListed bounds the elements that a Comparison lists.
const maxListed = 10

// Array is an array of values with the gradient of the loss with respect to them.
type Array struct {
	Name        string
	Value, Grad []float32
}

// Comparison is the result for one array. Every chosen element is either checked
// or at a kink: a ReLU or a maximum switches within the step, so that the loss
// has no slope to compare with. A kink is found in the numerical slopes alone,
// whatever the backward pass gives: at every h those on the two sides, or those
// across the step and across a part of it, differ.
type Comparison struct {
	Name           string
	Size           int // elements of the array
	Checked, Kinks int // chosen elements
	Wrong          int // checked elements beyond the tolerance
	// MaxRelative is the largest relative error among the checked:
	// |backward - numerical| over the largest of |backward|, |numerical|, the
	// array's rms gradient, and 25*Noise/h. Without the last two, elements whose
	// gradient is almost 0 would be judged by their noise.
	MaxRelative float64
	// Worst lists at most 10 elements, the largest relative error first.
	Worst []Element
}

// Element is one value with its two gradients.
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
// with respect to its values, at most elements of them: a random choice that is
// the same for all arrays of one size. loss runs a forward pass; it must depend
// on the arrays' values alone, not on earlier calls.
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
		r.MaxRelative = math.Max(r.MaxRelative, e.Relative)
		r.Worst = append(r.Worst, e)
	}
	slices.SortStableFunc(r.Worst, func(a, b Element) int { return cmp.Compare(b.Relative, a.Relative) })
	r.Worst = r.Worst[:min(len(r.Worst), maxListed)]
	return r
}

// noise bounds the loss's noise: six times the median of second differences over
// a step too small for curvature, and for more than a few kinks, to show.
func (a Array) noise(loss func() float64, base float64) float64 {
	const h, elements = 1e-5, 25
	var differences []float64
	for _, i := range choose(len(a.Value), elements) {
		left, right, _ := WeightSlopes(a.Value, i, h, base, loss)
		differences = append(differences, math.Abs(right-left)*h)
	}
	slices.Sort(differences)
	return 6 * differences[len(differences)/2]
}

// element compares one value's gradients; ok is false at a kink.
func (a Array) element(i int, loss func() float64, base, rms float64, tol Tolerance) (e Element, ok bool) {
	e = Element{Index: i, Backward: float64(a.Grad[i])}
	numerical, doubt, noise := slope(a.Value, i, loss, base, rms, tol)
	// Relative to the numerical slope: a wrong gradient must not widen its own bound.
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

// slope returns the central difference at the step where its doubt is smallest,
// the doubt, and the noise of that difference. The doubt is the noise plus the
// largest excess over it of a disagreement: between the slopes over the step,
// over half of it and a quarter of it, and between those on its two sides.
func slope(w []float32, i int, loss func() float64, base, rms float64, tol Tolerance) (numerical, doubt, noise float64) {
	doubt = math.Inf(1)
	for h := float64(WeightStep); h > 0.99*tol.MinStep; h /= math.Sqrt(10) {
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

// choose returns k of the indices below n, or all, in a random order fixed for n.
func choose(n, k int) []int {
	return rand.New(rand.NewPCG(1, uint64(n))).Perm(n)[:min(n, k)]
}
