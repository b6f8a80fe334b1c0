package state

// The photo finish: who was first to predict the visitor's digit for good.

// Held returns the step from which each report of a lane predicts a digit, and that
// report; ok is false if the last does not. A lane that diverged does not hold it.
func (l *Lane) Held(digit int) (step, report int, ok bool) {
	if l.Failed { // one that diverged ends without a prediction
		return 0, 0, false
	}
	report = len(l.digits)
	for report > 0 && int(l.digits[report-1]) == digit {
		report--
	}
	if report == len(l.digits) {
		return 0, 0, false
	}
	return int(l.Steps[report]), report, true
}

// Finish is the photo finish: the lanes that were first, all of the same report, and by
// how many steps they were before the next, 0 if no other lane holds the digit.
type Finish struct {
	First []int
	Step  int
	Lead  int
	Next  int // the lane after them, -1 for none
}

// Finish returns it; ok is false if no lane holds the digit.
func (r *Race) Finish() (f Finish, ok bool) {
	f.Next = -1
	next := 0
	for i := range r.lanes {
		step, _, held := r.lanes[i].Held(r.label)
		switch {
		case !held:
		case len(f.First) == 0 || step < f.Step:
			if len(f.First) > 0 {
				f.Next, next = f.First[0], f.Step
			}
			f.First, f.Step = append(f.First[:0], i), step
		case step == f.Step:
			f.First = append(f.First, i)
		case f.Next < 0 || step < next:
			f.Next, next = i, step
		}
	}
	if f.Next >= 0 {
		f.Lead = next - f.Step
	}
	return f, len(f.First) > 0
}

// Last returns a lane's newest prediction for the digit and its probability; ok is false
// before the first.
func (l *Lane) Last() (digit int, p float32, ok bool) {
	if n := len(l.digits); n > 0 && l.digits[n-1] >= 0 {
		return int(l.digits[n-1]), l.sure, true
	}
	return 0, 0, false
}

// Mark is the point of a lane's curve from which it holds the digit.
func (r *Race) Mark(i int) (step, loss float64, ok bool) {
	l := r.lanes[i]
	_, at, ok := l.Held(r.label)
	if !ok {
		return 0, 0, false
	}
	return l.Steps[at], l.Losses[at], true
}
