package layer

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	batchNormForward  = "layer: batchnorm: forward shape mismatch"
	batchNormBackward = "layer: batchnorm: backward shape mismatch"
)

// BatchNorm is batch normalisation (Ioffe and Szegedy 2015; the book's section
// 6.3). Each channel is normalised over the batch, its rows and its columns:
//
//	y = gamma (x - mean) / sqrt(variance + epsilon) + beta
//
// In training mean and (biased) variance are those of the samples that Forward
// is given, and the running statistics follow them, the variance unbiased
// (times m/(m-1) for m values per channel, unless m is 1):
//
//	running = decay*running + (1-decay)*batch
//
// That is PyTorch with a momentum of 1-decay. A trainer gives Forward the whole
// mini-batch or, with a Group, that many samples of it: ghost batch normalisation
// (Hoffer et al. 2017). Its running statistics move once per mini-batch, by the
// mean over the groups.
//
// In inference the running statistics are used. Parameters: gamma {C}, ones;
// beta {C}, zeros; neither decays. States: runningMean {C}, zeros;
// runningVar {C}, ones.
type BatchNorm struct {
	Epsilon float64 // added to the variance
	Decay   float64 // fraction of the old running statistics that a batch keeps
	Group   int     // samples of a mini-batch that a trainer gives Forward at once; 0 for all
}

// Kind returns "batchnorm".
func (BatchNorm) Kind() string { return "batchnorm" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s BatchNorm) Visit(v fields.Visitor) fields.Config {
	v.Float("epsilon", &s.Epsilon, fields.Epsilon)
	v.Float("decay", &s.Decay, fields.Fraction)
	v.Int("group", &s.Group, 0, MaxGroup)
	return s
}

func (s BatchNorm) plan(in tensor.Shape) (Plan, error) {
	p, err := same(s, in)
	p.Params = 2 * in.C
	return p, err
}

// Receptive implements the interface: in inference a value depends on the one in
// its place.
func (BatchNorm) Receptive(_ tensor.Shape, out Region) Region { return out }

// Build implements Spec.
func (s BatchNorm) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	dims := []int{in.C}
	return &batchNorm{
		shape: in, epsilon: s.Epsilon, decay: s.Decay, maxBatch: maxBatch,
		gamma:   Param{Name: "gamma", Dims: dims, Fill: FillOne},
		beta:    Param{Name: "beta", Dims: dims, Fill: FillZero},
		runMean: Param{Name: "runningMean", Dims: dims, Fill: FillZero},
		runVar:  Param{Name: "runningVar", Dims: dims, Fill: FillOne},
		mean:    make([]float32, in.C),
		invStd:  make([]float32, in.C),
		scale:   make([]float32, in.C),
		shift:   make([]float32, in.C),
	}, nil
}

// batchNorm is the layer.
type batchNorm struct {
	shape           tensor.Shape
	epsilon, decay  float64
	maxBatch        int
	gamma, beta     Param
	runMean, runVar Param
	mean, invStd    []float32 // of the last batch, for Backward
	scale, shift    []float32 // of the last Forward
}

// Out returns the input's shape.
func (l *batchNorm) Out() tensor.Shape { return l.shape }

// Params returns gamma and beta.
func (l *batchNorm) Params() []*Param { return []*Param{&l.gamma, &l.beta} }

// States returns the running mean and variance.
func (l *batchNorm) States() []*Param { return []*Param{&l.runMean, &l.runVar} }

// Decay returns the fraction of the running statistics that a batch keeps.
func (l *batchNorm) Decay() float64 { return l.decay }

// Forward overwrites y with the normalised x; in training it also moves the
// running statistics.
func (l *batchNorm) Forward(y, x tensor.Tensor, train bool) {
	l.ForwardReLU(tensor.Tensor{}, y, x, train)
}

// ForwardReLU is Forward, and the forward pass of the ReLU after it unless z.Data is
// nil.
func (l *batchNorm) ForwardReLU(z, y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.shape, l.shape, l.maxBatch, batchNormForward)
	if z.Data != nil {
		checkPair(x, z, l.shape, l.shape, l.maxBatch, batchNormForward)
	}
	l.gamma.bound()
	l.runMean.bound()
	if x.N == 0 {
		return
	}
	for c := range l.shape.C {
		mean, variance := l.runMean.Value[c], float64(l.runVar.Value[c])
		if train {
			mean, variance = l.statistics(x, c)
		}
		invStd := float32(1 / math.Sqrt(variance+l.epsilon))
		if train {
			l.mean[c], l.invStd[c] = mean, invStd
		}
		l.scale[c] = l.gamma.Value[c] * invStd
		l.shift[c] = l.beta.Value[c] - mean*l.scale[c]
	}
	if z.Data != nil && x.N < l.shape.C { // by images, there are fewer calls
		size := l.shape.H * l.shape.W
		for i := range x.N {
			planes := kernel.Planes{Count: l.shape.C, Size: size, Stride: size}
			planes.AffineReLU(z.Sample(i), y.Sample(i), x.Sample(i), l.scale, l.shift)
		}
		return
	}
	for c := range l.shape.C {
		if z.Data == nil {
			l.planes(x).Affine(l.channel(y, c), l.channel(x, c), l.scale[c], l.shift[c])
		} else {
			l.planes(x).AffineReLU(l.channel(z, c), l.channel(y, c), l.channel(x, c), l.scale[c:c+1], l.shift[c:c+1])
		}
	}
}

// statistics returns the mean and the biased variance of channel c of the batch
// and moves its running statistics.
func (l *batchNorm) statistics(x tensor.Tensor, c int) (mean float32, variance float64) {
	m := float64(x.N * l.shape.H * l.shape.W)
	s := l.planes(x).Sum(l.channel(x, c))
	mean = float32(s / m)
	squares := l.planes(x).SumSquaredDeviation(l.channel(x, c), mean)
	l.runMean.Value[c] = blend(l.runMean.Value[c], s/m, l.decay)
	l.runVar.Value[c] = blend(l.runVar.Value[c], squares/max(m-1, 1), l.decay)
	return mean, squares / m
}

// blend returns decay*old + (1-decay)*batch.
func blend(old float32, batch, decay float64) float32 {
	return float32(decay*float64(old) + (1-decay)*batch)
}

// Backward differentiates through the batch's statistics. With m values a
// channel and z = (x - mean) / sqrt(variance + epsilon):
//
//	dbeta = sum of dy    dgamma = sum of dy z
//	dx = gamma / sqrt(variance + epsilon) (dy - dbeta/m - z dgamma/m)
func (l *batchNorm) Backward(dx, dy, x, y tensor.Tensor) {
	checkPair(x, dy, l.shape, l.shape, l.maxBatch, batchNormBackward)
	l.gamma.boundGrad()
	if x.N == 0 {
		return
	}
	if dx.Data != nil {
		checkPair(dx, dy, l.shape, l.shape, l.maxBatch, batchNormBackward)
	}
	m := float64(x.N * l.shape.H * l.shape.W)
	for c := range l.shape.C {
		mean, invStd := l.mean[c], float64(l.invStd[c])
		dbeta, dgamma := l.planes(x).SumDeviation(l.channel(dy, c), l.channel(x, c), mean)
		dgamma *= invStd
		l.beta.Grad[c] += float32(dbeta)
		l.gamma.Grad[c] += float32(dgamma)
		if dx.Data == nil {
			continue
		}
		a := float64(l.gamma.Value[c]) * invStd
		b := -a * invStd * dgamma / m
		shift := -a*dbeta/m - b*float64(mean)
		l.planes(x).Affine2(l.channel(dx, c), l.channel(dy, c), l.channel(x, c), float32(a), float32(b), float32(shift))
	}
}

// planes returns the planes of a channel of the batch.
func (l *batchNorm) planes(t tensor.Tensor) kernel.Planes {
	size := l.shape.H * l.shape.W
	return kernel.Planes{Count: t.N, Size: size, Stride: l.shape.C * size}
}

// channel returns the values from the first plane of channel c on.
func (l *batchNorm) channel(t tensor.Tensor, c int) []float32 {
	return t.Data[c*l.shape.H*l.shape.W:]
}

// plane returns channel c of sample n.
func (l *batchNorm) plane(t tensor.Tensor, n, c int) []float32 {
	size := l.shape.H * l.shape.W
	at := (n*l.shape.C + c) * size
	return t.Data[at : at+size]
}

// BackwardInference differentiates through the running statistics, which are
// constants: dx = gamma / sqrt(runningVar + epsilon) dy, dgamma = sum dy (x -
// runningMean) / sqrt(runningVar + epsilon), dbeta = sum dy.
func (l *batchNorm) BackwardInference(dx, dy, x, y tensor.Tensor) {
	checkPair(dx, dy, l.shape, l.shape, l.maxBatch, batchNormBackward)
	for c := range l.shape.C {
		mean, deviation := float64(l.runMean.Value[c]), math.Sqrt(float64(l.runVar.Value[c])+l.epsilon)
		scale := float32(float64(l.gamma.Value[c]) / deviation)
		var gamma, beta float64
		for n := range dy.N {
			xs := l.plane(x, n, c)
			for i, d := range l.plane(dy, n, c) {
				gamma += float64(d) * (float64(xs[i]) - mean)
				beta += float64(d)
			}
			kernel.Affine(l.plane(dx, n, c), l.plane(dy, n, c), scale, 0)
		}
		l.gamma.Grad[c] += float32(gamma / deviation)
		l.beta.Grad[c] += float32(beta)
	}
}
