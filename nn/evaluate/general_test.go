package evaluate_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/tensor"
)

// model returns a network of one dense layer whose weights are all its inputs'
// number from 1 over 10, times the output's.
func model(t *testing.T, in, out int, l loss.Loss, temperature float64) *evaluate.Model {
	t.Helper()
	net, err := network.Of(tensor.Vec(in), layer.Dense{Units: out})
	if err != nil {
		t.Fatal(err)
	}
	for k := range out {
		for i := range in {
			net.Params()[0].Value[k*in+i] = float32((k+1)*(i+1)) / 10
		}
	}
	m, err := evaluate.New(net, l, temperature)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

// TestLogistic checks that one logit for two classes is evaluated as the two
// logits 0 and z are.
func TestLogistic(t *testing.T) {
	x := []float32{1, 1, -2, 3, 0.5, -1, 4, 4, 1, -2}
	s, err := data.New(tensor.Vec(2), x, []int{1, 1, 0, 0, data.NoClass}, 2)
	if err != nil {
		t.Fatal(err)
	}
	m := model(t, 2, 1, loss.Logistic{}, 2)
	if m.Classes() != 2 || m.Size() != 2 {
		t.Fatalf("%d classes, predictions of %d", m.Classes(), m.Size())
	}
	var p [2]float32
	m.Predict(p[:], x[:2])
	if want := 1 / (1 + math.Exp(-0.3/2)); !near(float64(p[1]), want) || p[0] != 1-p[1] {
		t.Errorf("predicts %v, want %v of class 1", p, want)
	}
	r, err := m.Evaluate(s)
	if err != nil {
		t.Fatal(err)
	}
	// The logits are 0.3, 0.4, -0.15, 1.2 and -0.3.
	want := [][]int{{1, 1}, {0, 2}}
	sum := 0.0
	for _, z := range []float64{-0.3, -0.4, -0.15, 1.2} {
		sum += math.Log1p(math.Exp(z))
	}
	sum += 0.5*math.Log1p(math.Exp(-0.3)) + 0.5*math.Log1p(math.Exp(0.3))
	if !reflect.DeepEqual(r.Confusion, want) || r.Accuracy != 3./5 || !near(r.Loss, sum/5) || r.Samples != 5 {
		t.Errorf("%+v, want %v, loss %v", r, want, sum/5)
	}
	if len(r.Worst) != 1 || r.Worst[0].Sample != 3 || r.Worst[0].Predicted != 1 {
		t.Errorf("mistakes %+v", r.Worst)
	}
	alone, err := evaluate.Ensemble{m, m}.Evaluate(s)
	if err != nil || !reflect.DeepEqual(alone.Confusion, want) || !near(alone.Calibration, r.Calibration) {
		t.Errorf("two of one: %+v, %v", alone, err)
	}
	// A temperature is that of the logits 0 and z.
	whole, err := s.Subset(0, 4)
	if err != nil {
		t.Fatal(err)
	}
	got, err := m.FitTemperature(whole)
	if err != nil {
		t.Fatal(err)
	}
	two := model(t, 2, 2, loss.SoftmaxCrossEntropy{}, 0)
	clear(two.Network().Params()[0].Value[:2])
	copy(two.Network().Params()[0].Value[2:], m.Network().Params()[0].Value)
	if want, err := two.FitTemperature(whole); err != nil || !near(got, want) {
		t.Errorf("temperature %v, of two logits %v, %v", got, want, err)
	}
}

// TestValues checks the evaluation of regression, also of an ensemble: the mean
// of the predicted values.
func TestValues(t *testing.T) {
	x, y := []float32{1, 2, -1, 0}, []float32{0.5, 1, 0, 0}
	s, err := data.NewValues(tensor.Vec(2), x, y)
	if err != nil {
		t.Fatal(err)
	}
	m, zero := model(t, 2, 2, loss.Squares{}, 0), model(t, 2, 2, loss.Squares{}, 0)
	clear(zero.Network().Values())
	var p [2]float32
	e := evaluate.Ensemble{m, zero}
	e.Predict(p[:], x[:2])
	if !near(float64(p[0]), 0.25) || !near(float64(p[1]), 0.5) {
		t.Errorf("predicts %v", p)
	}
	r, err := m.Evaluate(s) // 0.5, 1 and -0.1, -0.2
	if err != nil || !near(r.Loss, (0.01+0.04)/4) || r.Confusion != nil || r.Accuracy != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	r, err = e.Evaluate(s) // 0.25, 0.5 and -0.05, -0.1
	if want := (0.0625 + 0.25 + 0.0025 + 0.01) / 4; err != nil || !near(r.Loss, want) {
		t.Errorf("together: loss %v, want %v; %v", r.Loss, want, err)
	}
	if _, err := m.FitTemperature(s); err == nil {
		t.Error("fitted a temperature to values")
	}
}

// TestSoftTargets checks that target probabilities are evaluated by loss and
// accuracy.
func TestSoftTargets(t *testing.T) {
	s, err := data.NewValues(tensor.Vec(1), []float32{1, -1}, []float32{0.2, 0.8, 0.3, 0.7})
	if err != nil {
		t.Fatal(err)
	}
	r, err := model(t, 1, 2, loss.SoftmaxCrossEntropy{}, 0).Evaluate(s)
	if err != nil || r.Accuracy != 0.5 || r.Confusion != nil || !(r.Loss > 0.5) {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestModelErrors(t *testing.T) {
	net, err := network.Of(tensor.Vec(2), layer.Dense{Units: 3})
	if err != nil {
		t.Fatal(err)
	}
	_, err = evaluate.New(net, loss.Logistic{}, 0)
	nntest.WantError(t, err, "one output")
	classes := model(t, 2, 3, loss.SoftmaxCrossEntropy{}, 0)
	values := model(t, 2, 3, loss.Squares{}, 0)
	set := func(s *data.Set, err error) *data.Set {
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	two := set(data.New(tensor.Vec(2), make([]float32, 2), []int{0}, 2))
	for _, c := range []struct {
		m    *evaluate.Model
		s    *data.Set
		want string
	}{
		{classes, two, "2 classes, the network predicts 3 classes"},
		{values, two, "2 classes, the network predicts 3 values"},
		{classes, set(data.New(tensor.Vec(3), make([]float32, 3), []int{0}, 3)), "inputs are 3, the network takes 2"},
		{values, set(data.NewValues(tensor.Vec(2), make([]float32, 2), make([]float32, 2))), "2 target values"},
	} {
		for name, f := range map[string]func() error{
			"evaluate":    func() error { _, err := c.m.Evaluate(c.s); return err },
			"ensemble":    func() error { _, err := evaluate.Ensemble{classes, c.m}.Evaluate(c.s); return err },
			"evaluation":  func() error { _, err := c.m.NewEvaluation(c.s, 0); return err },
			"temperature": func() error { _, err := c.m.FitTemperature(c.s); return err },
		} {
			if err := f(); err == nil {
				t.Errorf("%s: accepted where %q", name, c.want)
			} else if name == "evaluate" {
				nntest.WantError(t, err, c.want)
			}
		}
	}
	for name, f := range map[string]func(){
		"p":     func() { classes.Predict(make([]float32, 2), make([]float32, 2)) },
		"x":     func() { classes.Predict(make([]float32, 3), make([]float32, 3)) },
		"batch": func() { classes.PredictBatch(data.Batch{N: 2, Floats: make([]float32, 3)}, nil) },
	} {
		func() {
			defer func() {
				if _, ok := recover().(string); !ok {
					t.Errorf("%s: no panic with a named constant", name)
				}
			}()
			f()
		}()
	}
}

// TestPredictBatch checks batches longer than a network takes at a time, of
// bytes and of floats.
func TestPredictBatch(t *testing.T) {
	m := model(t, 2, 3, loss.SoftmaxCrossEntropy{}, 0)
	const n = 3*evaluate.MaxBatch + 7
	b, grey := data.Batch{N: n, Floats: make([]float32, 2*n)}, data.Batch{N: n, Bytes: make([]byte, 2*n)}
	for i := range 2 * n {
		grey.Bytes[i] = byte(i)
		b.Floats[i] = float32(byte(i)) * (1.0 / 255)
	}
	var all [][3]float32
	m.PredictBatch(b, func(i int, p []float32) {
		if i != len(all) {
			t.Fatalf("sample %d after %d others", i, len(all))
		}
		all = append(all, [3]float32(p))
	})
	m.PredictBatch(grey, func(i int, p []float32) {
		if [3]float32(p) != all[i] {
			t.Fatalf("sample %d: %v as bytes, %v as floats", i, p, all[i])
		}
	})
	var p [3]float32
	m.Predict(p[:], b.Floats[2*(n-1):])
	for k := range p {
		if !near(float64(p[k]), float64(all[n-1][k])) {
			t.Errorf("last: %v, alone %v", all[n-1], p)
			break
		}
	}
	if len(all) != n {
		t.Errorf("%d predictions", len(all))
	}
}
