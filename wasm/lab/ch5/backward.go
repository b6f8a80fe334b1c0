package ch5

import (
	"math"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Stop is where the gradient passes on its way back: the ink, or a layer's output.
type Stop struct {
	Kind    string // of the layer, "" for the ink
	Out     tensor.Shape
	Size    int // of the output
	First   int // the place of its values among those of all layers
	Weights int // the place of a dense layer's weights in the arena, -1 for others
}

// stopsOf returns the stops of a network: the ink, then its layers; nil if its shapes do
// not fit.
func stopsOf(layers []layer.Spec, in tensor.Shape) []Stop {
	stops := []Stop{{Out: in, Size: in.Size(), Weights: -1}}
	values, weights := 0, 0
	for _, l := range layers {
		plan, err := layer.PlanKind(l, in)
		if err != nil {
			return nil
		}
		s := Stop{Kind: layer.KindOf(l), Out: plan.Out, Size: plan.Out.Size(), First: values, Weights: -1}
		if _, ok := l.(layer.Affine); ok {
			if s.Kind == "dense" {
				s.Weights = weights
			}
			weights += plan.Params - plan.Out.C // the biases come behind all weights
		}
		stops = append(stops, s)
		values += s.Size
		in = plan.Out
	}
	return stops
}

// predicted stands for the label that the network predicts.
const predicted = -1

// Backward is the walk back of a label's loss through a network, for one drawing.
type Backward struct {
	Open  bool // it is shown
	Own   bool // the network is the lab's, not the bench's
	label int  // that was chosen, or predicted
	at    int  // the stop that is looked at, -1 for the last

	stops   []Stop
	pass    *protocol.LabBackprop // nil before there is one
	of      int                   // its label
	norms   []float64             // of the gradients, by stop
	refused bool
	digit   [ink.Pixels]byte // that it is of
	product
	rev uint32
}

// NewBackward returns a walk through no network.
func NewBackward() *Backward { return &Backward{label: predicted, at: -1, rev: 1} }

// Rev counts the changes.
func (b *Backward) Rev() uint32 { return b.rev }

// SetNetwork takes the layers of the network, and reports whether it is another one.
func (b *Backward) SetNetwork(layers []layer.Spec, in tensor.Shape) bool {
	stops := stopsOf(layers, in)
	same := len(stops) == len(b.stops)
	for i := range stops {
		same = same && stops[i] == b.stops[i]
	}
	if same {
		return false
	}
	b.stops = stops
	b.Forget()
	return true
}

// Forget forgets the pass: it is of another network.
func (b *Backward) Forget() {
	b.pass, b.refused = nil, false
	b.rev++
}

// Toggle shows or hides the walk.
func (b *Backward) Toggle() {
	b.Open = !b.Open
	b.rev++
}

// Choose chooses the label.
func (b *Backward) Choose(label int) {
	b.label = min(max(label, predicted), recipe.Classes-1)
	b.rev++
}

// Label returns the label that is to be taken back: that chosen, or the one predicted as
// far as that is known.
func (b *Backward) Label() int {
	switch {
	case b.label >= 0:
		return b.label
	case b.pass != nil:
		return argmax(b.P())
	}
	return 0
}

// Look looks at a stop.
func (b *Backward) Look(at int) {
	b.at, b.picked = at, false
	b.window()
	b.rev++
}

// At returns the stop that is looked at.
func (b *Backward) At() int {
	last := max(len(b.stops)-1, 0)
	if b.at < 0 {
		return last
	}
	return min(b.at, last)
}

// Apply takes a pass of a drawing with a label, and reports whether the label is what is
// wanted.
func (b *Backward) Apply(e *protocol.LabBackprop, digit []byte, label int) bool {
	b.rev++
	b.pass, b.of = nil, label
	if b.refused = e.Refused || !b.fits(e) || len(digit) != ink.Pixels; b.refused {
		return true
	}
	b.pass = e
	copy(b.digit[:], digit)
	b.norms = b.norms[:0]
	for i := range b.stops {
		sum := 0.0
		for _, g := range b.Gradient(i) {
			sum += float64(g) * float64(g)
		}
		b.norms = append(b.norms, math.Sqrt(sum))
	}
	b.window()
	return b.Label() == label
}

// fits reports whether a pass is of the network.
func (b *Backward) fits(e *protocol.LabBackprop) bool {
	n := len(b.stops)
	if n < 2 || len(e.Shapes) != 3*(n-1) || len(e.Input) != ink.Pixels || b.stops[0].Size != ink.Pixels {
		return false
	}
	for i, s := range b.stops[1:] {
		if int(e.Shapes[3*i]) != s.Out.C || int(e.Shapes[3*i+1]) != s.Out.H || int(e.Shapes[3*i+2]) != s.Out.W {
			return false
		}
		if s.Weights >= 0 && len(e.Gradients) < s.Weights+b.stops[i].Size*s.Size {
			return false
		}
	}
	last := b.stops[n-1]
	values := last.First + last.Size
	return last.Size == recipe.Classes && len(e.Outputs) == values && len(e.Deltas) == values
}

// Known reports whether there is a pass.
func (b *Backward) Known() bool { return b.pass != nil }

// Stops returns the number of stops.
func (b *Backward) Stops() int { return len(b.stops) }

// Stop returns the i-th stop, the ink being the 0th.
func (b *Backward) Stop(i int) *Stop { return &b.stops[i] }

// Output returns the values at a stop: of the ink as the network takes them.
func (b *Backward) Output(i int) []float32 {
	if i == 0 {
		x := make([]float32, ink.Pixels)
		for j, grey := range b.digit {
			x[j] = float32(grey) * (1.0 / 255)
		}
		return x
	}
	s := &b.stops[i]
	return b.pass.Outputs[s.First:][:s.Size]
}

// Gradient returns the derivatives of the loss with respect to the values at a stop.
func (b *Backward) Gradient(i int) []float32 {
	if i == 0 {
		return b.pass.Input
	}
	s := &b.stops[i]
	return b.pass.Deltas[s.First:][:s.Size]
}

// P returns the probabilities of the ten digits.
func (b *Backward) P() (p [recipe.Classes]float64) {
	scores := b.Output(len(b.stops) - 1)
	top, sum := math.Inf(-1), 0.0
	for _, z := range scores {
		top = max(top, float64(z))
	}
	for k, z := range scores {
		p[k] = math.Exp(float64(z) - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

func argmax(p [recipe.Classes]float64) (at int) {
	for k, v := range p {
		if v > p[at] {
			at = k
		}
	}
	return at
}

// Errors returns p − t: softmax with cross-entropy (the book's section 5.6.3).
func (b *Backward) Errors() (e [recipe.Classes]float64) {
	e = b.P()
	e[b.of]--
	return e
}

// Temperature returns what the network's scores are divided by, 1 where that is not to
// be told: the gradient with respect to a score is p − t over it.
func (b *Backward) Temperature() float64 {
	e := b.Errors()
	far, at := 0.0, 0
	for k, v := range e {
		if math.Abs(v) > far {
			far, at = math.Abs(v), k
		}
	}
	g := float64(b.Gradient(len(b.stops) - 1)[at])
	if g == 0 || far < 1e-4 {
		return 1
	}
	return e[at] / g
}

// Chosen returns the label that is shown as chosen, -1 before one is known.
func (b *Backward) Chosen() int {
	if b.label < 0 && b.pass == nil {
		return -1
	}
	return b.Label()
}
