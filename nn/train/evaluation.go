package train

import (
	"errors"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// worstMistakes is how many mistakes a Report lists.
const worstMistakes = 20

// Report is how a network does on a set of images.
type Report struct {
	Images, Of     int     // evaluated, and in the whole set
	Loss, Accuracy float64 // mean of the recipe's loss, unsmoothed: cross-entropy in nats; share of right answers
	// Calibration is the expected calibration error of the answers' confidence,
	// 0 to 1: see loss.Calibration.
	Calibration float64
	// Confusion counts images by label, then by answer.
	Confusion [recipe.Classes][recipe.Classes]int
	Worst     []Mistake // the most confident wrong answers first
}

// Mistake is one image read wrong.
type Mistake struct {
	Sample        int // its position in the set
	Label, Answer int
	Confidence    float32 // the probability of Answer
}

// Evaluation evaluates a trainer's network in slices, so that its caller can
// do other things in between. The weights must not change meanwhile.
type Evaluation struct {
	t           *Trainer
	set         *data.Set
	order       []int // sample positions
	done        int
	loss        float64
	right       int
	report      Report
	temperature float64 // of the answers' probabilities
	calibration loss.Calibration

	answers    []uint8   // parallel to order
	confidence []float32 // of the answers
}

// NewEvaluation returns an evaluation over the first limit loaded samples of a
// set, all that are loaded when limit is 0.
func (t *Trainer) NewEvaluation(s *data.Set, limit int) *Evaluation {
	e := &Evaluation{t: t, set: s, report: Report{Of: s.Cap()}, temperature: t.recipe.Temperature}
	e.order = s.Positions(limit)
	e.answers, e.confidence = make([]uint8, len(e.order)), make([]float32, len(e.order))
	return e
}

// Advance evaluates at most 50 more images and reports whether all are done.
func (e *Evaluation) Advance() (done bool) {
	n := min(evalBatch, len(e.order)-e.done)
	if n == 0 {
		return true
	}
	logits, lossSum, right := e.slice(e.t.net, e.done)
	e.add(logits, lossSum, right)
	return e.done == len(e.order)
}

// slice runs the evalBatch images from order[at], or those that are left, through
// a network and returns their logits, the sum of their losses and the number of
// right answers. It changes nothing but the network.
func (e *Evaluation) slice(net *network.Network, at int) (logits tensor.Tensor, lossSum float64, right int) {
	n := min(evalBatch, len(e.order)-at)
	in := net.Input(n)
	var labels [evalBatch]int32
	for i, sample := range e.order[at : at+n] {
		e.set.Input(in.Sample(i), sample)
		labels[i] = int32(e.set.Label(sample))
	}
	logits = net.Forward(n, false)
	lossSum, right = e.t.loss.Compute(tensor.Tensor{}, logits, loss.Targets{Labels: labels[:n]}, 0)
	return logits, lossSum, right
}

// add enters the next slice's results.
func (e *Evaluation) add(logits tensor.Tensor, lossSum float64, right int) {
	e.loss += lossSum
	e.right += right
	for i, sample := range e.order[e.done : e.done+logits.N] {
		e.count(e.done+i, sample, int(e.set.Label(sample)), logits.Sample(i))
	}
	e.done += logits.N
}

// count enters the answer to the sample order[index] into the confusion matrix
// and the mistakes.
func (e *Evaluation) count(index, sample, label int, logits []float32) {
	var p [recipe.Classes]float32
	tempered(p[:], logits, e.temperature)
	answer := tensor.ArgMax(p[:])
	e.answers[index], e.confidence[index] = uint8(answer), p[answer]
	e.report.Confusion[label][answer]++
	e.calibration.Add(p[answer], answer == label)
	if answer == label {
		return
	}
	w := e.report.Worst
	at := 0
	for at < len(w) && w[at].Confidence >= p[answer] {
		at++
	}
	if at == worstMistakes {
		return
	}
	if len(w) < worstMistakes {
		w = append(w, Mistake{})
	}
	copy(w[at+1:], w[at:])
	w[at] = Mistake{Sample: sample, Label: label, Answer: answer, Confidence: p[answer]}
	e.report.Worst = w
}

// Report returns the report on the images evaluated so far.
func (e *Evaluation) Report() Report {
	r := e.report
	r.Images = e.done
	if e.done > 0 {
		r.Loss = e.loss / float64(e.done)
		r.Accuracy = float64(e.right) / float64(e.done)
		r.Calibration = e.calibration.Error()
	}
	return r
}

var errNoImages = errors.New("train: no images to evaluate on")

// Evaluate evaluates all loaded samples of a set. It fails when there are
// none.
func (t *Trainer) Evaluate(s *data.Set) (Report, error) {
	e := t.NewEvaluation(s, 0)
	if len(e.order) == 0 {
		return Report{}, errNoImages
	}
	for !e.Advance() {
	}
	return e.Report(), nil
}
