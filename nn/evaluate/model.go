// Package evaluate asks what a network predicts and how well: probabilities, a
// report on a data set, their calibration, ensembles.
package evaluate

import (
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/tensor"
)

// MaxBatch is how many samples a Model runs through its network at a time.
const MaxBatch = 50

// Model is a network that predicts, with what its outputs stand for. It changes
// nothing but the network's activations, so that it may be used between any two
// micro-batches of training. It is not safe for concurrent use.
type Model struct {
	net         *network.Network
	loss        loss.Loss
	classes     int // 0: the outputs are values
	temperature float64
	p           []float32 // one prediction
}

// New returns a model of a network that is, or was, trained by a loss, which it
// reports without label smoothing. Logits are divided by the temperature before
// they become probabilities (Guo et al. 2017); 0 leaves them.
func New(net *network.Network, l loss.Loss, temperature float64) (*Model, error) {
	outputs := net.OutputGrad(1).Len()
	classes, err := l.Classes(outputs)
	if err != nil {
		return nil, err
	}
	m := &Model{net: net, loss: loss.Reported(l), classes: classes, temperature: temperature}
	m.p = make([]float32, m.Size())
	return m, nil
}

// Network returns the network.
func (m *Model) Network() *network.Network { return m.net }

// Shape returns the shape of one input.
func (m *Model) Shape() tensor.Shape { return m.net.Input(1).Shape }

// Classes returns how many classes the network tells apart, 0 if it predicts
// values.
func (m *Model) Classes() int { return m.classes }

// Size returns the length of a prediction: Classes, or the number of values.
func (m *Model) Size() int {
	if m.classes > 0 {
		return m.classes
	}
	return m.net.OutputGrad(1).Len()
}

// Predict writes the prediction for one input x to p, which is Size long: the
// probabilities of the classes, or the values.
func (m *Model) Predict(p, x []float32) {
	in := m.net.Input(1).Data
	if len(x) != len(in) || len(p) != m.Size() {
		panic(predictSize)
	}
	copy(in, x)
	m.prediction(p, m.net.Forward(1, false).Values())
}

const (
	predictSize = "evaluate: predict: x must be one input and p Model.Size() values long"
	batchSize   = "evaluate: predict: the batch must have N inputs of Model.Shape()"
)

// PredictBatch calls f with the prediction for each sample of a batch, which is
// valid until f returns. The batch needs no targets, and no Format.
func (m *Model) PredictBatch(b data.Batch, f func(i int, p []float32)) {
	b.Format.Shape, b.Format.Bytes = m.Shape(), b.Bytes != nil
	if size := b.N * b.Format.Shape.Size(); len(b.Bytes) != size && len(b.Floats) != size {
		panic(batchSize)
	}
	for from := 0; from < b.N; {
		n := min(m.slice(), b.N-from)
		in := m.net.Input(n)
		for i := range n {
			b.Input(in.Sample(i), from+i)
		}
		m.Predictions(n, func(i int, p []float32) { f(from+i, p) })
		from += n
	}
}

// Predictions calls f with the prediction for each of the n samples that the
// caller wrote to the network's Input(n). It is valid until f returns.
func (m *Model) Predictions(n int, f func(i int, p []float32)) {
	outputs := m.net.Forward(n, false)
	for i := range n {
		m.prediction(m.p, outputs.Sample(i))
		f(i, m.p)
	}
}

// slice returns how many samples go through the network at a time.
func (m *Model) slice() int { return min(MaxBatch, m.net.MaxBatch()) }

// prediction writes what outputs say to p.
func (m *Model) prediction(p, outputs []float32) { m.tempered(p, outputs, m.temperature) }

func (m *Model) tempered(p, outputs []float32, temperature float64) {
	switch {
	case m.classes == 0:
		copy(p, outputs)
	case m.classes == len(outputs):
		copy(p, outputs)
		Temper(p, temperature)
		loss.Softmax(p, p)
	default: // one logit for two classes
		p[1] = outputs[0]
		Temper(p[1:], temperature)
		p[1] = float32(loss.Sigmoid(float64(p[1])))
		p[0] = 1 - p[1]
	}
}

// Check returns an error that says what to change unless samples of a format
// are what the network takes and predicts.
func (m *Model) Check(f data.Format) error {
	switch in := m.Shape(); {
	case f.Shape != in:
		return format.Errorf("evaluate: inputs are %s, the network takes %s", f.Shape.String(), in.String())
	case f.Classes > 0 && f.Classes != m.classes:
		return format.Errorf("evaluate: the data has %d classes, the network predicts %s: end it in one output per class", f.Classes, m.what())
	case f.Values > 0 && f.Values != m.net.OutputGrad(1).Len():
		return format.Errorf("evaluate: the data has %d target values per sample, the network predicts %s: end it in one output per value", f.Values, m.what())
	}
	return nil
}

func (m *Model) what() string {
	if m.classes == 0 {
		return format.Sprintf("%d values", m.Size())
	}
	return format.Sprintf("%d classes", m.classes)
}

// targets returns a batch's targets as the loss takes them.
func targets(b *data.Batch) loss.Targets { return loss.Targets{Labels: b.Labels, Values: b.Values} }
