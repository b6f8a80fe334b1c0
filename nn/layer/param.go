package layer

// Param is one trainable array of a layer, or one of its running statistics. The
// layer says what it is; Value and Grad are set before the layer is first used:
// by the network that the layer is built into (network.Of, network.New), which
// makes them windows into its arenas, or by Bind for a layer that stands alone.
type Param struct {
	Name        string    // "weight", "bias"
	Dims        []int     // row-major; the outputs first but in a transposed convolution
	FanIn       int       // inputs that one output sums, for initialisers
	FanOut      int       // outputs that one input reaches, for initialisers
	Value, Grad []float32 // Size values each; running statistics have no Grad
	Decay       bool      // weight decay applies
	Fill        Fill      // how it is initialised

	// Once says that Backward adds to each value of Grad once, so that adding to
	// another gradient gives the bits of adding the two. With Overwrite Backward
	// overwrites Grad.
	Once, Overwrite bool
}

// Fill says how a parameter gets its first values.
type Fill uint8

// The ways to fill a parameter.
const (
	FillInit Fill = iota // by the network's initialiser
	FillZero             // zeros: biases, batch norm's shift
	FillOne              // ones: batch norm's scale
)

// Size returns the number of values, the product of Dims.
func (p *Param) Size() int {
	n := 1
	for _, d := range p.Dims {
		n *= d
	}
	return n
}

// Bind gives a layer that stands alone, outside a network, arrays for its
// parameters, their gradients and its running statistics. Values are ones or
// zeros; weights, which an initialiser would fill, are zeros for the caller to
// set. What the layer has is replaced.
func Bind(l Layer) {
	for _, p := range l.Params() {
		p.Value, p.Grad = make([]float32, p.Size()), make([]float32, p.Size())
		p.fillOne()
	}
	if s, ok := l.(Stateful); ok {
		for _, p := range s.States() {
			p.Value = make([]float32, p.Size())
			p.fillOne()
		}
	}
}

func (p *Param) fillOne() {
	if p.Fill == FillOne {
		for i := range p.Value {
			p.Value[i] = 1
		}
	}
}

// What a layer with parameters panics with.
const (
	unbound     = "layer: parameters have no values: build the layer into a network (network.Of) or call layer.Bind first"
	unboundGrad = "layer: parameters have no gradients: build the layer into a network (network.Of) or call layer.Bind first"
)

// bound panics unless the first parameter has its values.
func (p *Param) bound() {
	if p.Value == nil {
		panic(unbound)
	}
}

// boundGrad panics unless it has its values and its gradient.
func (p *Param) boundGrad() {
	p.bound()
	if p.Grad == nil {
		panic(unboundGrad)
	}
}
