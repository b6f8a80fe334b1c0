package state

import "math"

// DigitLoss is the cross-entropy of the prediction for a digit, -ln p: the true one
// where it is known, else the predicted one; of the past the one that is predicted now.
func (m *Model) DigitLoss() (loss float64, digit int, labelled bool) {
	digit = m.Prediction.Digit
	if s := m.Drawing.Source(); s.Labelled() {
		digit, labelled = s.Label, true
	}
	if all := m.Hindsight(); m.Timeline.looking && !labelled && len(all) > 0 {
		digit = all[len(all)-1].Digit // of one digit as the steps go by
	}
	p := max(m.Prediction.P[digit], math.SmallestNonzeroFloat32)
	return max(-math.Log(float64(p)), 0), digit, labelled
}

// Sloped is a digit whose loss has a slope to be looked at.
type Sloped struct {
	Digit int
	Flat  int // the digit that it is instead of, whose loss is flat; -1 if it is none
}

// Sloped returns the digit of DigitLoss or, where the network is almost sure of that, the
// next most probable. The labs' example is a 7.
func (m *Model) Sloped(own bool) Sloped {
	if !own || !m.Prediction.Known {
		return Sloped{7, -1}
	}
	loss, digit, _ := m.DigitLoss()
	if loss > 0.05 {
		return Sloped{digit, -1}
	}
	return Sloped{m.Prediction.Second, digit}
}
