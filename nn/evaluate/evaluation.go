package evaluate

import (
	"errors"
	"sync"
	"sync/atomic"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Evaluation evaluates a model in slices of at most MaxBatch samples, so that
// its caller can do other things in between. The weights must not change
// meanwhile.
type Evaluation struct {
	model       *Model
	set         *data.Set
	order       []int // sample positions
	done        int
	loss        float64
	correct     int
	report      Report
	temperature float64 // of the predictions' probabilities
	calibration Calibration
	batch       data.Batch

	predicted  []int32   // classes, parallel to order
	confidence []float32 // their probabilities
}

// NewEvaluation returns an evaluation over the first limit loaded samples of a
// set, all that are loaded when limit is 0. It fails if the network does not fit
// the set.
func (m *Model) NewEvaluation(s *data.Set, limit int) (*Evaluation, error) {
	if err := m.Check(s.Format()); err != nil {
		return nil, err
	}
	e := &Evaluation{model: m, set: s, report: Report{Of: s.Cap()}, temperature: m.temperature, order: s.Positions(limit)}
	if s.Format().Classes > 0 {
		e.report.Confusion = newConfusion(m.classes, nil)
		e.predicted, e.confidence = make([]int32, len(e.order)), make([]float32, len(e.order))
	}
	return e, nil
}

// Advance evaluates some more samples and reports whether all are done.
func (e *Evaluation) Advance() (done bool) {
	if e.done == len(e.order) {
		return true
	}
	outputs, lossSum, correct := e.slice(e.model, e.done, &e.batch)
	e.add(outputs, e.batch.Labels, lossSum, correct)
	return e.done == len(e.order)
}

// slice runs the next samples from order[at] through a model's network and
// returns its outputs, the sum of their losses and the number of correct
// predictions. It changes nothing but the model's network and the batch.
func (e *Evaluation) slice(m *Model, at int, b *data.Batch) (outputs tensor.Tensor, lossSum float64, correct int) {
	n := min(m.slice(), len(e.order)-at)
	b.Gather(e.set, e.order[at:at+n])
	in := m.net.Input(n)
	for i := range n {
		b.Input(in.Sample(i), i)
	}
	outputs = m.net.Forward(n, false)
	lossSum, correct = m.loss.Compute(tensor.Tensor{}, outputs, targets(b), 0)
	return outputs, lossSum, correct
}

// add enters the next slice's results.
func (e *Evaluation) add(outputs tensor.Tensor, labels []int32, lossSum float64, correct int) {
	e.loss += lossSum
	e.correct += correct
	for i, label := range labels {
		e.count(e.done+i, int(label), outputs.Sample(i))
	}
	e.done += outputs.N
}

// count enters the prediction for sample order[index] into the confusion matrix
// and the mistakes.
func (e *Evaluation) count(index, label int, outputs []float32) {
	p := e.model.p
	e.model.tempered(p, outputs, e.temperature)
	predicted := tensor.ArgMax(p)
	e.predicted[index], e.confidence[index] = int32(predicted), p[predicted]
	if label < 0 {
		return
	}
	e.report.Confusion[label][predicted]++
	e.calibration.Add(p[predicted], predicted == label)
	if predicted != label {
		e.report.addMistake(Mistake{Sample: e.order[index], Label: label, Predicted: predicted, Confidence: p[predicted]})
	}
}

// Report returns the report on the samples evaluated so far.
func (e *Evaluation) Report() Report {
	r := e.report.clone()
	r.Samples = e.done
	if e.done > 0 {
		r.Loss = e.loss / float64(e.done)
		r.Accuracy = float64(e.correct) / float64(e.done)
		r.Calibration = e.calibration.Error()
	}
	return r
}

// Set returns the set that is evaluated.
func (e *Evaluation) Set() *data.Set { return e.set }

// Done returns how many samples were evaluated, of how many.
func (e *Evaluation) Done() (done, of int) { return e.done, len(e.order) }

var errNoSamples = errors.New("evaluate: no samples: fill a block of the set first")

// Evaluate evaluates all loaded samples of a set. It fails when there are none.
func (m *Model) Evaluate(s *data.Set) (Report, error) { return Parallel(s, m) }

// Parallel is Model.Evaluate by several models at once, each in a goroutine of
// its own: of replicas of one network, which have the same weights.
func Parallel(s *data.Set, models ...*Model) (Report, error) {
	if len(models) == 0 {
		return Report{}, errors.New("evaluate: no models")
	}
	e, err := models[0].NewEvaluation(s, 0)
	if err != nil {
		return Report{}, err
	}
	n := len(e.order)
	if n == 0 {
		return Report{}, errNoSamples
	}
	type result struct {
		outputs tensor.Tensor
		labels  []int32
		loss    float64
		correct int
	}
	step := models[0].slice()
	results := make([]result, (n+step-1)/step)
	size := models[0].net.OutputGrad(1).Len()
	kept, labels := make([]float32, n*size), make([]int32, n)
	var next atomic.Int64
	work := func(m *Model) {
		var batch data.Batch
		for {
			i := int(next.Add(1)) - 1
			if i >= len(results) {
				return
			}
			r, at := &results[i], i*step
			r.outputs, r.loss, r.correct = e.slice(m, at, &batch)
			copy(kept[at*size:], r.outputs.Values())
			r.outputs.Data = kept[at*size:] // the network's are overwritten
			r.labels = labels[at : at+copy(labels[at:], batch.Labels)]
		}
	}
	var group sync.WaitGroup
	for _, m := range models[1:] {
		group.Go(func() { work(m) })
	}
	work(models[0])
	group.Wait()
	for _, r := range results {
		e.add(r.outputs, r.labels, r.loss, r.correct)
	}
	return e.Report(), nil
}
