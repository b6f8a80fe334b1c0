package session

import (
	"math"
	"slices"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	inspectEvery = 100 * time.Millisecond // while training
	inspectCost  = 100                    // inspections take at most a hundredth of the time
	maxFilters   = 1 << 16                // weights that are sent of one convolution
	maxInput     = 1 << 16                // values that are sent of what one value depends on
)

// inspection is the job that shows the layers that the page asked for.
type inspection struct {
	layers  []byte
	close   bool // unit of layer is shown closely
	layer   int
	unit    int
	place   uint32
	weights []weights // by layer; nil until they are needed
	of      *network.Network
	wanted  bool
	next    time.Duration
	out     protocol.Inspected // its slices are reused
}

// handle takes the layers that the page shows. Those that the network does not
// have are left out.
func (in *inspection) handle(_ *Session, m protocol.Message) bool {
	c, ok := m.(*protocol.Inspect)
	if !ok {
		return false
	}
	in.layers = append(in.layers[:0], c.Layers...)
	in.close, in.layer, in.unit, in.place = c.Close, int(c.Layer), int(c.Unit), c.Place
	in.wanted = true
	return true
}

func (in *inspection) due(s *Session) bool { return in.wanted && s.trainer != nil }

// advance posts the layers' activations for the drawing.
func (in *inspection) advance(s *Session) (more bool) {
	in.wanted = false
	in.post(s)
	return true
}

// reset shows no layers that cannot be shown; of the next network, the same ones.
func (in *inspection) reset(_ *Session, bug string) {
	in.weights, in.of = nil, nil
	if bug != "" {
		*in = inspection{}
	}
}

// stepped follows an optimiser step.
func (in *inspection) stepped(now time.Duration) {
	in.wanted = in.wanted || len(in.layers) > 0 && now >= in.next
}

func (in *inspection) post(s *Session) {
	shown := s.shown()
	d, net := &s.drawing, shown.model.Network()
	began := s.host.Now()
	layers := net.Layers()
	known := in.layers[:0]
	for _, l := range in.layers {
		if int(l) < len(layers) {
			known = append(known, l)
		}
	}
	in.layers = known
	if len(in.layers) == 0 {
		return
	}
	if in.weights == nil || in.of != net {
		in.weights, in.of = weightsOf(s.trainer.Recipe(), net), net
	}
	out := &in.out
	*out = protocol.Inspected{
		Step: shown.step, Layers: in.layers, Scales: out.Scales[:0], Signed: out.Signed[:0], Maps: out.Maps[:0],
		Peaks: out.Peaks[:0], At: out.At[:0], FilterScales: out.FilterScales[:0], Filters: out.Filters[:0], Input: out.Input[:0],
	}
	if d.ink {
		out.Seq = d.seq
		data.Input(d.x[:], d.pixels[:])
		var p [recipe.Classes]float32
		shown.model.Predict(p[:], d.x[:])
	}
	for _, l := range in.layers {
		if d.ink {
			in.activations(net.Activations(int(l), 1).Values(), layers[l])
		}
		scale := float32(0)
		if w := in.weights[l].weight; w != nil && len(w.Dims) == 4 && w.Size() <= maxFilters {
			scale = magnitude(w.Value)
			out.Filters = appendSigned(out.Filters, w.Value, scale)
		}
		out.FilterScales = append(out.FilterScales, scale)
	}
	if in.close && in.layer < len(layers) && in.unit < layers[in.layer].Out().C {
		in.closeUp(s)
	}
	s.host.Post(out)
	now := s.host.Now()
	in.next = now + max(inspectEvery, inspectCost*(now-began))
}

// closeUp adds the output that is shown closely.
func (in *inspection) closeUp(s *Session) {
	net := s.shown().model.Network()
	out, l := &in.out, net.Layers()[in.layer]
	out.Layer, out.Unit = uint32(in.layer), uint32(in.unit)
	if w := in.weights[in.layer]; w.weight != nil {
		size := w.weight.Size() / w.weight.Dims[0]
		out.Weight = w.weight.Value[in.unit*size:][:size]
		out.Bias = w.bias.Value[in.unit]
	}
	if !s.drawing.ink {
		return
	}
	shape := l.Out()
	size := shape.H * shape.W
	plane := net.Activations(in.layer, 1).Values()[in.unit*size:][:size]
	place := int(min(in.place, uint32(size-1)))
	if in.place == protocol.PlaceOfMax {
		place = tensor.ArgMax(plane)
	}
	out.Place, out.Value = uint32(place), plane[place]
	below := net.Activations(in.layer-1, 1) // of -1 the input
	out.Input = appendInput(out.Input, in.weights[in.layer].spec, below, shape, in.unit, place/shape.W, place%shape.W)
}

// appendInput appends the values x of a layer's input on which a value of its output
// depends: those under a convolution's kernel, parallel to its weights, or in the
// window of a max pooling, the one in its place where the shapes are the same, else all.
// Of too many it appends some. (layer.ReceptiveField knows that, too, but
// links code that the worker needs for nothing else.)
func appendInput(dst []float32, spec layer.Spec, x tensor.Tensor, out tensor.Shape, channel, row, column int) []float32 {
	in := x.Shape
	first, last, w, padded := channel, channel, layer.Conv2D{Kernel: 1, Stride: 1, Dilation: 1}, false
	switch s := spec.(type) {
	case layer.Conv2D:
		first, last, w, padded = 0, in.C-1, s, true
	case layer.MaxPool2D:
		w.Kernel, w.Stride, w.Pad = s.Kernel, s.Stride, s.Pad
	default:
		if _, weighs := spec.(layer.OutputWeights); weighs || in != out {
			return append(dst, x.Values()[:min(x.Len(), maxInput)]...)
		}
	}
	for c := first; c <= last; c++ {
		for i := range w.Kernel * w.Kernel {
			r, k := row*w.Stride-w.Pad+i/w.Kernel*w.Dilation, column*w.Stride-w.Pad+i%w.Kernel*w.Dilation
			if r >= 0 && r < in.H && k >= 0 && k < in.W {
				dst = append(dst, x.Data[(c*in.H+r)*in.W+k])
			} else if padded {
				dst = append(dst, 0)
			}
		}
	}
	return dst
}

// weights is a layer's weight and bias, of which every output, a channel or a unit,
// has its own part; nil for layers without.
type weights struct {
	spec         layer.Spec
	weight, bias *layer.Param
}

// weightsOf returns each layer's weights.
func weightsOf(r recipe.Recipe, net *network.Network) []weights {
	var all []weights
	for i, l := range net.Layers() {
		w := weights{spec: r.Layers[i]}
		if _, ok := w.spec.(layer.OutputWeights); ok {
			w.weight, w.bias = l.Params()[0], l.Params()[1]
		}
		all = append(all, w)
	}
	return all
}

// activations appends one layer's activations.
func (in *inspection) activations(values []float32, l layer.Layer) {
	out, shape := &in.out, l.Out()
	scale, signed := magnitude(values), uint8(0)
	if slices.Min(values) < 0 {
		signed = 1
		out.Maps = appendSigned(out.Maps, values, scale)
	} else {
		out.Maps = appendUnsigned(out.Maps, values, scale)
	}
	out.Scales, out.Signed = append(out.Scales, scale), append(out.Signed, signed)
	for size := shape.H * shape.W; len(values) > 0; values = values[size:] {
		peak, at := float32(math.Inf(-1)), 0
		for i, v := range values[:size] {
			if v > peak {
				peak, at = v, i
			}
		}
		out.Peaks, out.At = append(out.Peaks, peak), append(out.At, uint32(at))
	}
}

// magnitude returns the largest magnitude of values.
func magnitude(values []float32) float32 {
	var m float32
	for _, v := range values {
		m = max(m, v, -v)
	}
	return m
}

// appendUnsigned appends values from 0 to scale as 0 to 255.
func appendUnsigned(dst []byte, values []float32, scale float32) []byte {
	k := per(255, scale)
	for _, v := range values {
		dst = append(dst, byte(int32(v*k+0.5)))
	}
	return dst
}

// appendSigned appends values from -scale to scale as 1 to 255.
func appendSigned(dst []byte, values []float32, scale float32) []byte {
	k := per(127, scale)
	for _, v := range values {
		dst = append(dst, byte(int32(v*k+128.5)))
	}
	return dst
}

// per returns n/scale, 0 for a scale so small that it is none.
func per(n, scale float32) float32 {
	if scale < 1e-30 {
		return 0
	}
	return n / scale
}
