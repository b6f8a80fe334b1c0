package session

import (
	"math"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const maxPoints = 101 // of a line, and of each side of a plane

// surface is a LabLoss in work: losses at weights around those of a network, whose copy
// it moves.
type surface struct {
	command     protocol.LabLoss
	net         *network.Network
	temperature float64
	step        uint32
	first       []float32 // the initial weights
	base, a, b  []float32 // the weights as they are, and the directions; b is nil for a line
	images      []int     // nil before they are there
	asked       bool      // for images
	sloped      bool      // the slopes are known

	row, column, at int // the next place, and the next of its images
	sum             float64
	out             protocol.LabLosses
}

// around returns a surface around a trainer's network as it is, without directions.
func around(t *train.Trainer) *surface {
	net, err := network.New(t.Recipe(), labBatch)
	if err != nil {
		panic(err) // it was built before
	}
	first := append([]float32(nil), net.Values()...)
	copy(net.Values(), t.Network().Values())
	copy(net.Stats(), t.Network().Stats())
	return &surface{net: net, first: first, temperature: t.Recipe().Temperature, step: uint32(t.StepCount())}
}

// newSurface begins, or refuses what cannot be.
func newSurface(s *Session, m *protocol.LabLoss) *surface {
	t := s.labs.network(s, m.Network)
	asked, own := m.Of.Count > 0, len(m.Digit) == ink.Pixels
	ok := t != nil && m.Points%2 == 1 && m.Points <= maxPoints && (own || asked) && (len(m.Digit) == 0 || own) &&
		m.Label < recipe.Classes
	var c *surface
	if ok {
		c = around(t)
		c.command, c.asked = *m, asked
		c.base = append(c.base, c.net.Values()...)
		c.a, ok = c.direction(m.A)
	}
	if ok && m.B.Kind != protocol.NoDirection {
		c.b, ok = c.direction(m.B)
	}
	if !ok {
		s.host.Post(&protocol.LabLosses{ID: m.ID, Refused: true})
		return nil
	}
	c.out.ID, c.out.Step, c.out.Rows = m.ID, c.step, 1
	c.out.Way[0] = c.way(c.a)
	if c.b != nil {
		c.out.Rows = m.Points
		c.out.Way[1] = c.way(c.b)
	}
	c.first = nil
	if m.A.Kind == protocol.OneWeight {
		c.out.Value = c.base[m.A.Index]
	}
	return c
}

// way returns how far the weights have come along a direction, in its own length.
func (c *surface) way(along []float32) float32 {
	var sum, square float64
	for i, d := range along {
		sum += float64(d) * float64(c.base[i]-c.first[i])
		square += float64(d) * float64(d)
	}
	return float32(sum / max(square, math.SmallestNonzeroFloat64))
}

// direction returns a direction as long as the weights.
func (c *surface) direction(d protocol.Direction) (to []float32, ok bool) {
	to = make([]float32, len(c.base))
	switch d.Kind {
	case protocol.OneWeight:
		if int64(d.Index) >= int64(len(to)) {
			return nil, false
		}
		to[d.Index] = 1
	case protocol.RandomDirection:
		rng := rand.New(rand.NewPCG(uint64(d.Seed), 0))
		kept := c.net.SwapGradients(to) // a Param's Grad is its part of to, then
		for _, p := range c.net.Params() {
			if len(p.Dims) < 2 { // a bias, a scale: they stay
				continue
			}
			size := len(p.Value) / p.Dims[0]
			for at := 0; at < len(p.Value); at += size {
				likeFilter(p.Grad[at:at+size], p.Value[at:at+size], rng)
			}
		}
		c.net.SwapGradients(kept)
	default:
		return nil, false
	}
	return to, true
}

// likeFilter draws a random vector that is as long as a filter.
func likeFilter(to, filter []float32, rng *rand.Rand) {
	var drawn, length float64
	for i, w := range filter {
		v := rng.NormFloat64()
		to[i] = float32(v)
		drawn += v * v
		length += float64(w) * float64(w)
	}
	scale := float32(math.Sqrt(length / max(drawn, math.SmallestNonzeroFloat64)))
	for i := range to {
		to[i] *= scale
	}
}

// advance does one place, or some of its images.
func (c *surface) advance(s *Session) (done, ready bool) {
	if c.asked && c.images == nil {
		list, all := s.positions(&c.command.Of, labImages)
		if !all {
			return false, false
		}
		c.images = list
		c.asked = len(list) > 0
	}
	if !c.sloped {
		c.sloped = c.slopes(s)
		return false, true
	}
	m := &c.command
	if c.at == 0 {
		c.move(c.place(c.column), c.place(c.row))
		if len(m.Digit) > 0 {
			c.out.Own = append(c.out.Own, float32(c.digit(tensor.Tensor{})))
		}
	}
	if c.asked {
		c.sum += c.some(s, false)
		if c.at < len(c.images) {
			return false, true
		}
		c.out.Mean = append(c.out.Mean, float32(c.sum/float64(len(c.images))))
		c.sum, c.at = 0, 0
	}
	if c.column++; c.column < int(m.Points) {
		return false, true
	}
	c.out.Row = uint32(c.row)
	s.host.Post(&c.out)
	c.out.Own, c.out.Mean, c.column = c.out.Own[:0], c.out.Mean[:0], 0
	c.row++
	return c.row == int(c.out.Rows), true
}

// place returns how far from the middle the i-th place is.
func (c *surface) place(i int) float32 {
	half := int(c.command.Points) / 2
	return c.command.Reach * float32(i-half) / float32(max(half, 1))
}

// move sets the weights to those at a place.
func (c *surface) move(along, across float32) {
	w := c.net.Values()
	for i, v := range c.base {
		w[i] = v + along*c.a[i]
	}
	if c.b != nil {
		for i, d := range c.b {
			w[i] += across * d
		}
	}
}

// digit returns the digit's loss; dz takes the gradient by the outputs, unless its Data
// is nil.
func (c *surface) digit(dz tensor.Tensor) float64 {
	data.Input(c.net.Input(1).Data, c.command.Digit)
	return crossEntropy(c.net, dz, c.temperature, 1, int32(c.command.Label))
}

// some returns the sum of the losses of the next images, and with back adds to the
// gradient of their mean.
func (c *surface) some(s *Session, back bool) (sum float64) {
	list := c.images[c.at:min(c.at+labBatch, len(c.images))]
	set := s.images(&c.command.Of)
	var labels [labBatch]int32
	in := c.net.Input(len(list))
	for i, at := range list {
		set.Input(in.Sample(i), at)
		labels[i] = int32(set.Label(at))
	}
	c.at += len(list)
	dz := tensor.Tensor{}
	if back {
		dz = c.net.OutputGrad(len(list))
	}
	sum = crossEntropy(c.net, dz, c.temperature, 1/float32(len(c.images)), labels[:len(list)]...)
	if back {
		c.net.BackwardInference(newGradient(in), nil)
	}
	return sum
}

func newGradient(x tensor.Tensor) tensor.Tensor {
	return tensor.Tensor{N: x.N, Shape: x.Shape, Data: make([]float32, x.Len())}
}

// slopes computes the derivatives at the weights as they are, of one after the other,
// and reports whether both are known.
func (c *surface) slopes(s *Session) (done bool) {
	if c.at == 0 {
		clear(c.net.Gradients())
		if len(c.command.Digit) > 0 {
			c.digit(c.net.OutputGrad(1))
			c.net.BackwardInference(newGradient(c.net.Input(1)), nil)
			c.out.Slope[0] = dot(c.net.Gradients(), c.a)
			clear(c.net.Gradients())
		}
	}
	if c.asked {
		c.some(s, true)
		if c.at < len(c.images) {
			return false
		}
		c.at = 0
		c.out.Slope[1] = dot(c.net.Gradients(), c.a)
	}
	return true
}

func dot(a, b []float32) float32 {
	var sum float64
	for i, v := range a {
		sum += float64(v) * float64(b[i])
	}
	return float32(sum)
}

// crossEntropy returns the sum of −ln p of the labels, for what is in a network's input,
// with probabilities at a temperature as in a prediction. dz takes the gradient of
// scale*sum by the outputs, unless its Data is nil.
func crossEntropy(net *network.Network, dz tensor.Tensor, temperature float64, scale float32, labels ...int32) float64 {
	z := net.Forward(len(labels), false)
	evaluate.Temper(z.Data, temperature)
	sum, _ := loss.SoftmaxCrossEntropy{}.Compute(dz, z, loss.Targets{Labels: labels}, scale)
	if dz.Data != nil {
		evaluate.Temper(dz.Data, temperature)
	}
	return sum
}
