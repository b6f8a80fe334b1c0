package train_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

var eight = tensor.Shape{C: 1, H: 8, W: 8}

// strokes returns n noisy 8x8 images of three classes: an upright, a level and a
// slanted stroke.
func strokes(t testing.TB, n int) *data.Set {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(n), 3))
	x, labels := make([]float32, n*64), make([]int, n)
	for i := range n {
		image := x[i*64 : (i+1)*64]
		for j := range image {
			image[j] = 0.3 * rng.Float32()
		}
		labels[i] = rng.IntN(3)
		for k := range 8 {
			image[[3]int{8*k + 3, 8*3 + k, 9 * k}[labels[i]]] = 1
		}
	}
	s, err := data.New(eight, x, labels, 3)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// gain is a layer of one's own: y = x * w, with a weight per value.
type gain struct {
	shape tensor.Shape
	w     layer.Param
}

type gainSpec struct{}

func (gainSpec) Build(in tensor.Shape, _ int) (layer.Layer, error) {
	return &gain{shape: in, w: layer.Param{Name: "gain", Dims: []int{in.Size()}, Fill: layer.FillOne}}, nil
}

func (l *gain) Out() tensor.Shape { return l.shape }

func (l *gain) Params() []*layer.Param { return []*layer.Param{&l.w} }

func (l *gain) Forward(y, x tensor.Tensor, _ bool) {
	for n := range x.N {
		for i, v := range x.Sample(n) {
			y.Sample(n)[i] = v * l.w.Value[i]
		}
	}
}

func (l *gain) Backward(dx, dy, x, _ tensor.Tensor) {
	for n := range x.N {
		for i, d := range dy.Sample(n) {
			l.w.Grad[i] += d * x.Sample(n)[i]
			if dx.Data != nil {
				dx.Sample(n)[i] = d * l.w.Value[i]
			}
		}
	}
}

// sign is an optimiser of one's own: it steps by the gradient's sign.
type sign struct{ steps []float32 }

type signSpec struct{}

func (signSpec) New(int) (optim.Optimizer, error) { return &sign{make([]float32, 1)}, nil }

func (o *sign) State() [][]float32 { return [][]float32{o.steps} }

func (o *sign) Step(w, g []float32, lr float32) {
	o.steps[0]++ // a state, for checkpoints: the rate falls
	for i, v := range g {
		if v != 0 {
			w[i] -= float32(math.Copysign(float64(lr/o.steps[0]), float64(v)))
		}
	}
}

// focal is a loss of one's own: (1-p)² log 1/p (Lin et al. 2017 with gamma 2).
type focal struct{}

func (focal) Classes(outputs int) (int, error) { return outputs, nil }

func (focal) Compute(d, z tensor.Tensor, t loss.Targets, scale float32) (sum float64, correct int) {
	for n, label := range t.Labels {
		var p [3]float32
		loss.Softmax(p[:], z.Sample(n))
		q := float64(p[label])
		sum -= (1 - q) * (1 - q) * math.Log(q)
		if tensor.ArgMax(p[:]) == int(label) {
			correct++
		}
		if d.Data == nil {
			continue
		}
		slope := 2*(1-q)*math.Log(q) - (1-q)*(1-q)/q // of the loss with respect to q
		for k := range p {
			own := 0.0
			if k == int(label) {
				own = 1
			}
			d.Sample(n)[k] = scale * float32(slope*q*(own-float64(p[k])))
		}
	}
	return sum, correct
}

// own is a recipe with a layer, an optimiser and a loss that package recipe does
// not know.
func own() recipe.Recipe {
	r := recipe.Of(eight, layer.Dense{Units: 12}, gainSpec{}, layer.ReLU{}, layer.Dropout{Ratio: 0.1}, layer.Dense{Units: 3})
	r.Optimizer, r.Loss, r.LearningRate, r.Epochs = signSpec{}, focal{}, 0.02, 4
	return r
}

// TestOwnParts trains with parts of one's own, on data of one's own, alone and
// with several workers, with a stop half-way: the weights are the same, and the
// evaluations too.
func TestOwnParts(t *testing.T) {
	s := strokes(t, 500)
	var want uint64
	for workers := 1; workers <= 3; workers++ {
		tr, err := train.New(own(), s, s)
		if err != nil {
			t.Fatal(err)
		}
		p, err := train.NewParallel(tr, workers)
		if err != nil {
			t.Fatal(err)
		}
		var snapshot []byte
		for !p.Finished() {
			if _, err := p.Step(); err != nil {
				t.Fatal(err)
			}
			if p.StepCount() == 20 {
				snapshot = p.Snapshot(nil)
			}
		}
		report, err := p.Evaluate(s)
		if err != nil {
			t.Fatal(err)
		}
		p.Close()
		if workers == 1 {
			want = tr.Fingerprint()
		}
		if report.Accuracy < 0.98 || len(report.Confusion) != 3 || tr.Fingerprint() != want {
			t.Errorf("%d workers: %+v, weights %x instead of %x", workers, report, tr.Fingerprint(), want)
		}
		_, err = train.Restore(snapshot, s, nil)
		nntest.WantError(t, err, "layers[1]", "RestoreFor")
		resumed, err := train.RestoreFor(own(), snapshot, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		for !resumed.Finished() {
			if _, err := resumed.Step(); err != nil {
				t.Fatal(err)
			}
		}
		if resumed.Fingerprint() != want {
			t.Errorf("%d workers: other weights after a stop half-way", workers)
		}
	}
}

// TestRegression fits a sine, and checks that a report has its loss alone.
func TestRegression(t *testing.T) {
	const n = 128
	x, y := make([]float32, n), make([]float32, 2*n)
	for i := range n {
		x[i] = 6*float32(i)/n - 3
		y[2*i], y[2*i+1] = float32(math.Sin(float64(x[i]))), x[i]/3
	}
	s, err := data.NewValues(tensor.Vec(1), x, y)
	if err != nil {
		t.Fatal(err)
	}
	r := recipe.Of(tensor.Vec(1), layer.Dense{Units: 24}, layer.Tanh{}, layer.Dense{Units: 2})
	r.Loss, r.LearningRate, r.Epochs = loss.Squares{}, 0.02, 150
	tr, err := train.New(r, s, s)
	if err != nil {
		t.Fatal(err)
	}
	for !tr.Finished() {
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
	}
	var p [2]float32
	if tr.Predict(p[:], []float32{1}); math.Abs(float64(p[0])-math.Sin(1)) > 0.1 || math.Abs(float64(p[1])-1./3) > 0.1 {
		t.Errorf("at 1 it predicts %v", p)
	}
	report, err := tr.Evaluate(s)
	if err != nil || report.Loss > 0.01 || report.Accuracy != 0 || report.Confusion != nil || report.Samples != n {
		t.Errorf("%+v, %v", report, err)
	}
	if _, err := tr.NewFineTune(data.Batch{}, 0, 0); err == nil {
		t.Error("fine-tuned regression")
	}
}

// xorStream is points of the square without end; the class is whether the signs
// are equal.
func xorStream(t *testing.T) *data.Stream {
	t.Helper()
	s, err := data.NewStream(data.Format{Shape: tensor.Vec(2), Classes: 2}, func(b *data.Batch, first int) error {
		var pcg rand.PCG
		for i := range b.N {
			pcg.Seed(7, uint64(first+i))
			u := pcg.Uint64()
			x, y := float32(int32(u))/(1<<31), float32(int32(u>>32))/(1<<31)
			b.Floats[2*i], b.Floats[2*i+1], b.Labels[i] = x, y, 0
			if x*y > 0 {
				b.Labels[i] = 1
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestStream trains on a stream, stops half-way and goes on; a step allocates
// nothing.
func TestStream(t *testing.T) {
	s := xorStream(t)
	r := recipe.Of(tensor.Vec(2), layer.Dense{Units: 16}, layer.ReLU{}, layer.Dense{Units: 1})
	r.Loss, r.LearningRate = loss.Logistic{}, 0.02
	var fe *recipe.FieldError
	if _, err := train.New(r, s, nil); !errors.As(err, &fe) || fe.Field != "steps" {
		t.Errorf("without an end: %v", err)
	}
	r.Steps = 300
	tr, err := train.New(r, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if tr.Steps() != 300 || tr.Train() != nil || tr.Data() != data.Data(s) {
		t.Errorf("%d steps, training set %v", tr.Steps(), tr.Train())
	}
	var snapshot []byte
	var stats train.StepStats
	for !tr.Finished() {
		if stats, err = tr.Step(); err != nil {
			t.Fatal(err)
		}
		if stats.Step == 101 {
			snapshot = tr.Snapshot(nil)
		}
	}
	if stats.Accuracy < 0.9 || stats.Epoch != 1 || stats.EpochDone || tr.SamplesSeen() != 300*32 {
		t.Errorf("%+v of %d samples", stats, tr.SamplesSeen())
	}
	resumed, err := train.Restore(snapshot, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(20, func() { resumed.Step() }); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
	for !resumed.Finished() {
		resumed.Step()
	}
	if resumed.Fingerprint() != tr.Fingerprint() {
		t.Error("other weights after a stop half-way")
	}
	if _, err := tr.NewFineTune(data.Batch{N: 1}, 0, 0); err == nil {
		t.Error("fine-tuned without a set to rehearse")
	}
}

// TestFits checks that what does not fit the data is refused by the field that
// must be changed.
func TestFits(t *testing.T) {
	s := strokes(t, 40)
	values, err := data.NewValues(eight, make([]float32, 2*64), make([]float32, 4))
	if err != nil {
		t.Fatal(err)
	}
	good := func() recipe.Recipe { return recipe.Of(eight, layer.Dense{Units: 3}) }
	for _, c := range []struct {
		field, want string
		set         *data.Set
		spoil       func(r *recipe.Recipe)
	}{
		{"layers[0]", "end in a dense layer of 3 units", s, func(r *recipe.Recipe) { r.Layers = []layer.Spec{layer.Dense{Units: 10}} }},
		{"input", "8", s, func(r *recipe.Recipe) { r.Input = tensor.Vec(64) }},
		{"loss", "softmax-crossentropy", s, func(r *recipe.Recipe) { r.Loss = loss.Squares{} }},
		{"loss", "3 outputs", s, func(r *recipe.Recipe) { r.Loss, r.Layers = loss.Logistic{}, []layer.Spec{layer.Dense{Units: 1}} }},
		{"augment", "leave it out", s, func(r *recipe.Recipe) { r.Augment.Rotate = 10 }},
		{"layers[0]", "needs 2", values, func(r *recipe.Recipe) { r.Loss = loss.Squares{} }},
	} {
		r := good()
		c.spoil(&r)
		for name, f := range map[string]func() error{
			"training set": func() error { _, err := train.New(r, c.set, nil); return err },
			"test set":     func() error { _, err := train.New(r, nil, c.set); return err },
		} {
			var fe *recipe.FieldError
			if err := f(); !errors.As(err, &fe) || fe.Field != c.field {
				t.Errorf("%s, %s: %v", c.field, name, err)
			} else {
				nntest.WantError(t, err, c.want)
			}
		}
	}
	tr, err := train.New(good(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = tr.Step()
	nntest.WantError(t, err, "Attach")
	if !errors.Is(err, data.ErrPending) {
		t.Errorf("no data: %v", err)
	}
	soft, err := data.NewValues(eight, make([]float32, 2*64), []float32{0.5, 0.5, 0, 0.1, 0.1, 0.8})
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.Attach(soft, nil); err != nil {
		t.Errorf("soft targets: %v", err)
	}
	if _, err := tr.Step(); err != nil {
		t.Error(err)
	}
	if _, err := network.Of(eight); err == nil {
		t.Error("no layers")
	}
}
