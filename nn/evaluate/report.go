package evaluate

import "slices"

// worstMistakes is how many mistakes a Report lists.
const worstMistakes = 20

// Report says how well a network predicts a data set. For regression it has no
// more than Samples, Of and Loss.
type Report struct {
	Samples, Of    int     // evaluated, and in the whole set
	Loss, Accuracy float64 // mean of the loss, without label smoothing; fraction of correct predictions
	// Calibration is the expected calibration error of the predictions'
	// confidence, 0 to 1: see Calibration.
	Calibration float64
	// Confusion counts samples by label, then by predicted class. Samples of no
	// class are in none.
	Confusion [][]int
	Worst     []Mistake // the most confident wrong predictions first
}

// Mistake is one sample predicted wrong.
type Mistake struct {
	Sample           int // its position in the set
	Label, Predicted int
	Confidence       float32 // the probability of Predicted
}

// clone returns a report that shares nothing with r.
func (r Report) clone() Report {
	r.Worst = slices.Clone(r.Worst)
	r.Confusion = newConfusion(len(r.Confusion), r.Confusion)
	return r
}

func newConfusion(classes int, counts [][]int) [][]int {
	if classes == 0 {
		return nil
	}
	cells := make([]int, classes*classes)
	rows := make([][]int, classes)
	for i := range rows {
		rows[i] = cells[i*classes : (i+1)*classes : (i+1)*classes]
		if counts != nil {
			copy(rows[i], counts[i])
		}
	}
	return rows
}

// addMistake lists a mistake if it is among the worst.
func (r *Report) addMistake(m Mistake) {
	at := 0
	for at < len(r.Worst) && r.Worst[at].Confidence >= m.Confidence {
		at++
	}
	if at == worstMistakes {
		return
	}
	if len(r.Worst) < worstMistakes {
		r.Worst = append(r.Worst, m)
	}
	copy(r.Worst[at+1:], r.Worst[at:])
	r.Worst[at] = m
}
