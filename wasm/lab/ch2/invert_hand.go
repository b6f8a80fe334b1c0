package ch2

import (
	"math"
	"strconv"
	"strings"
)

// The sliders of the corner's weight and of the bias: their positions, and what one is
// worth. Their middles are what the rule left.
const (
	cornerSteps, cornerStep = 300, 2
	shiftSteps, shiftStep   = 200, 1
)

// CornerAt and ShiftAt return the sliders' positions.
func (v *Invert) CornerAt() int { return position(v.Corner()-v.base, cornerSteps, cornerStep) }

// ShiftAt returns the position of the bias' slider.
func (v *Invert) ShiftAt() int { return position(v.Bias()-v.learned, shiftSteps, shiftStep) }

func position(off float64, steps, step int) int {
	return min(max(int(math.Round(off/float64(step)))+steps/2, 0), steps)
}

// SetCornerAt moves the corner's weight to a position of its slider.
func (v *Invert) SetCornerAt(at int) { v.SetCorner(v.base + float64((at-cornerSteps/2)*cornerStep)) }

// SetShiftAt moves the bias.
func (v *Invert) SetShiftAt(at int) { v.SetBias(v.learned + float64((at-shiftSteps/2)*shiftStep)) }

// near is how much of the ceiling the mission wants from one neuron.
const near = 0.74

// Near reports whether one neuron has come that near to the ceiling, with inverted ink.
func (v *Invert) Near() bool {
	best, _ := v.Best()
	return best >= near
}

// Broken reports whether the hidden layer has passed the ceiling.
func (v *Invert) Broken() bool {
	_, best := v.Best()
	return best > Ceiling
}

// Points returns what the picture shows of a kind of images, those for which the output
// is to be 1 or the others: the sums of each image and of its negative.
func (v *Invert) Points(target int) (images, negatives []float64) {
	scores, total := v.Scores(), v.Total()
	for i := 1 - target; i < v.images.Len(); i += 2 {
		if v.hidden != nil {
			images, negatives = append(images, v.sums[i][0]), append(negatives, v.sums[i][1])
		} else {
			images, negatives = append(images, scores[i]+v.neuron.Bias), append(negatives, total-scores[i]+v.neuron.Bias)
		}
	}
	return images, negatives
}

// Drawing returns the sums for a drawing and its negative, of what is shown.
func (v *Invert) Drawing(grey []byte) (image, negative float64) {
	if v.hidden != nil {
		return v.hidden.Sums(grey)
	}
	return v.On(grey)
}

// Address is what the lab shows, as "runs=4,-20&inverted=1&corner=100&b=3&hidden=1".
func (v *Invert) Address() string {
	if v.due != nil {
		return v.due.address
	}
	var parts []string
	if len(v.runs) > 0 {
		var runs []string
		for _, n := range v.runs {
			runs = append(runs, strconv.Itoa(n))
		}
		parts = append(parts, "runs="+strings.Join(runs, ","))
	}
	if v.inverted {
		parts = append(parts, "inverted=1")
	}
	if off := v.Corner() - v.base; off != 0 {
		parts = append(parts, "corner="+number(off))
	}
	if off := v.Bias() - v.learned; off != 0 {
		parts = append(parts, "b="+number(off))
	}
	if v.hidden != nil {
		parts = append(parts, "hidden=1")
	}
	return strings.Join(parts, "&")
}

// due is what an address wants and takes its time.
type due struct {
	address     string
	runs        []int
	corner, b   float64
	inverted    bool
	hiddenLayer bool
}

// maxPasses is the most passes that an address can want.
const maxPasses = 500

// SetAddress shows what Address described, as soon as there are images.
func (v *Invert) SetAddress(address string) {
	d := &due{}
	for part := range strings.SplitSeq(address, "&") {
		key, value, _ := strings.Cut(part, "=")
		switch key {
		case "runs":
			left := maxPasses
			for s := range strings.SplitSeq(value, ",") {
				n, err := strconv.Atoi(s)
				if err != nil || n == 0 || max(n, -n) > left {
					break
				}
				left -= max(n, -n)
				d.runs = append(d.runs, n)
			}
		case "inverted":
			d.inverted = value == "1"
		case "corner":
			if x, ok := numbers(value, 1); ok {
				d.corner = x[0]
			}
		case "b":
			if x, ok := numbers(value, 1); ok {
				d.b = x[0]
			}
		case "hidden":
			d.hiddenLayer = value == "1"
		}
	}
	v.Reset()
	if len(d.runs) > 0 || d.inverted || d.corner != 0 || d.b != 0 || d.hiddenLayer {
		d.address, v.due = address, d
	}
}

// Due reports whether there is something left of what an address wants.
func (v *Invert) Due() bool { return v.due != nil && v.Ready() }

// DoDue does a part of it: a pass at most.
func (v *Invert) DoDue() {
	d := v.due
	if len(d.runs) > 0 {
		n := &d.runs[0]
		v.SetInverted(*n < 0)
		v.Learn()
		if *n < 0 {
			*n++
		} else {
			*n--
		}
		if *n == 0 || v.Learned() {
			d.runs = d.runs[1:]
		}
		return
	}
	v.due = nil
	v.SetInverted(d.inverted || d.hiddenLayer)
	v.SetCorner(v.base + d.corner)
	v.SetBias(v.learned + d.b)
	if d.hiddenLayer {
		v.AddHidden()
	}
}
