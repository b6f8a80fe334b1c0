package train

import (
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	profileBatch  = 128 // eight groups of the default's batch normalisation
	profileRounds = 9
	profileRound  = 250 * time.Millisecond // of each thing that a round times
	profileWarm   = 1500 * time.Millisecond
)

// part is one row of the profile: a layer's one way, or what else a step does.
type part struct {
	flop     int // an image, 0 for what is not a matrix product
	elements int // an image, that an element-wise layer reads
	spent    time.Duration
	rounds   []float64 // seconds a step
}

// The parts of a step that are no layer's.
const (
	partZero = iota
	partInput
	partLoss
	partSum
	partOptimizer
	partSafety
	otherParts
)

var otherNames = [otherParts]string{"zeroing gradients", "grey values", "loss", "summing micro-batches", "optimiser", "keeping and checking weights"}

// profile is a trainer taken apart, beside a whole one.
type profile struct {
	trainer *Trainer // whole
	copy    *Trainer // the one whose parts are timed
	grads   [2][]float32
	parts   []part // the others, then forward and backward of every layer
	whole   []float64
	product [len(profileProducts)][]float64 // GFLOP/s
	last    time.Duration
	begun   time.Time
}

// profileProducts are the products among which the kernel shows its best; the
// last is with B transposed.
var profileProducts = [...]struct{ m, n, k int }{{256, 256, 256}, {480, 480, 480}, {120, 160, 2048}}

func newProfile(b *testing.B, name string) *profile {
	r, _ := recipe.Preset(name)
	r.BatchSize, r.Epochs = profileBatch, recipe.MaxEpochs
	const n = 2000
	set, err := data.NewBlocks(mnist.Format, []string{"noise"}, []int{n})
	if err != nil {
		b.Fatal(err)
	}
	images, labels := make([]byte, n*mnist.Pixels), make([]byte, n)
	for i := range images {
		images[i] = byte(i * i >> 7)
	}
	for i := range labels {
		labels[i] = byte(i * i % recipe.Classes)
	}
	if err := set.Fill(0, mnist.Batch(images, labels)); err != nil {
		b.Fatal(err)
	}
	p := &profile{}
	for _, t := range []**Trainer{&p.trainer, &p.copy} {
		if *t, err = New(r, set, nil); err != nil {
			b.Fatal(err)
		}
	}
	p.parts = make([]part, otherParts, otherParts+2*len(r.Layers))
	in, widest := tensor.Shape{C: 1, H: mnist.Side, W: mnist.Side}, 0
	for i, l := range p.copy.net.Layers() {
		forward, backward := part{elements: in.Size()}, part{elements: in.Size()}
		if _, ok := r.Layers[i].(layer.Affine); ok {
			plan, err := layer.PlanFor(r.Layers[i], in)
			if err != nil {
				b.Fatal(err)
			}
			forward.flop = 2 * plan.Products
			backward.flop = forward.flop // of the weights
			if i > 0 {
				backward.flop *= 2 // and of the input
			}
		}
		p.parts = append(p.parts, forward, backward)
		in = l.Out()
		widest = max(widest, in.Size())
	}
	for i := range p.grads {
		p.grads[i] = make([]float32, largestMicro(r)*widest)
	}
	return p
}

// measure fills the rounds. The clock of a browser may move in steps of 0.1 ms,
// so single times mean nothing; their sums over a round do.
func (p *profile) measure(b *testing.B) {
	images := p.copy.Train()
	labels := make([]int32, profileBatch)
	pixels := make([]byte, profileBatch*mnist.Pixels)
	for i := range labels {
		labels[i] = int32(images.Label(i))
		copy(pixels[i*mnist.Pixels:], images.Bytes(i))
	}
	whole := func() {
		if _, err := p.trainer.Step(); err != nil {
			b.Fatal(err)
		}
	}
	apart := func() { p.step(pixels, labels) }
	var products []func()
	for i, s := range profileProducts {
		x, y, z := make([]float32, s.m*s.k), make([]float32, s.k*s.n), make([]float32, s.m*s.n)
		nntest.NewRand(1).Spread(tensor.Tensor{N: 1, Shape: tensor.Vec(len(x)), Data: x})
		nntest.NewRand(2).Spread(tensor.Tensor{N: 1, Shape: tensor.Vec(len(y)), Data: y})
		transB, ldb := i == len(profileProducts)-1, s.n
		if transB {
			ldb = s.k
		}
		products = append(products, func() {
			kernel.Gemm(false, transB, s.m, s.n, s.k, x, s.k, y, ldb, false, z, s.n)
		})
	}
	for _, f := range append(products, whole, apart) {
		repeat(profileWarm/3, f)
	}
	repeat(profileWarm, whole)
	for range profileRounds {
		p.whole = append(p.whole, repeat(profileRound, whole))
		for i := range p.parts {
			p.parts[i].spent = 0
		}
		steps := 0
		repeat(profileRound, func() { apart(); steps++ })
		for i := range p.parts {
			part := &p.parts[i]
			part.rounds = append(part.rounds, part.spent.Seconds()/float64(steps))
		}
		for i, f := range products {
			s := profileProducts[i]
			p.product[i] = append(p.product[i], 2*float64(s.m*s.n*s.k)/1e9/repeat(profileRound/4, f))
		}
	}
}

// repeat calls f until some time is over and returns the seconds a call took.
func repeat(least time.Duration, f func()) float64 {
	begun := time.Now()
	for n := 1; ; n++ {
		f()
		if d := time.Since(begun); d >= least {
			return d.Seconds() / float64(n)
		}
	}
}

// step is Trainer.Step without the loader, with a look at the clock after every
// part. What a layer computes of a ReLU beside it counts as the layer's.
func (p *profile) step(pixels []byte, labels []int32) {
	t, net, layers := p.copy, p.copy.net, p.copy.net.Layers()
	w := t.own
	w.sums.recycle()
	p.begun, p.last = time.Now(), 0
	parts := p.copy.own.parts
	for m := range parts {
		from, to := Samples(profileBatch, parts, m, m+1)
		n := to - from
		before := w.sums.neighbour()
		net.BeginGradients(before)
		p.lap(partZero)
		in := net.Input(n)
		for i := range n {
			data.Input(in.Sample(i), pixels[(from+i)*mnist.Pixels:(from+i+1)*mnist.Pixels])
		}
		p.lap(partInput)
		x := in
		for i := 0; i < len(layers); i++ {
			y := net.Activations(i, n)
			if l, ok := layers[i].(layer.BeforeReLU); ok && i+1 < len(layers) && layer.IsReLU(layers[i+1]) {
				x = net.Activations(i+1, n)
				l.ForwardReLU(x, y, net.Activations(i-1, n), true)
				p.lap(otherParts + 2*i)
				i++
				continue
			}
			layers[i].Forward(y, x, true)
			x = y
			p.lap(otherParts + 2*i)
		}
		dy := tensor.Tensor{N: n, Shape: x.Shape, Data: p.grads[0][:n*x.Shape.Size()]}
		loss.SoftmaxCrossEntropy{}.Compute(dy, x, loss.Labels(labels[from:to]...), 1./profileBatch)
		p.lap(partLoss)
		array := 0 // where dy is, of the two
		for i := len(layers) - 1; i >= 0; i-- {
			timed := i
			x, y := in, net.Activations(i, n)
			if i > 0 {
				x = net.Activations(i-1, n)
			}
			l, after := layers[i].(layer.AfterReLU)
			if after = after && i > 0 && layer.IsReLU(layers[i-1]); after {
				i--
			}
			array = 1 - array
			dx := tensor.Tensor{}
			if i > 0 {
				dx = tensor.Tensor{N: n, Shape: x.Shape, Data: p.grads[array][:n*x.Shape.Size()]}
			}
			if after {
				l.BackwardReLU(dx, dy, x, y)
			} else {
				layers[i].Backward(dx, dy, x, y)
			}
			dy = dx
			p.lap(otherParts + 2*timed + 1)
		}
		net.EndGradients(before)
		w.addLeaf()
		p.lap(partSum)
	}
	copy(t.good, net.Values())
	p.lap(partSafety)
	t.opt.Step(net.Values(), w.sums.refs[0], float32(t.recipe.Schedule.Rate(t.recipe.LearningRate, 0, t.Steps())))
	p.lap(partOptimizer)
	kernel.AllFinite(net.Values())
	p.lap(partSafety)
}

// lap gives a part the time since the last call.
func (p *profile) lap(i int) {
	now := time.Since(p.begun)
	p.parts[i].spent += now - p.last
	p.last = now
}
