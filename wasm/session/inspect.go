package session

import (
	"math"
	"slices"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	inspectEvery = 100 * time.Millisecond // while training
	inspectCost  = 100                    // inspections take at most a hundredth of the time
	maxFilters   = 1 << 16                // weights that are sent of one convolution
)

// inspection is the job that shows the layers that the page asked for.
type inspection struct {
	layers  []byte
	close   bool // the weights of unit of layer are shown, too
	layer   int
	unit    int
	weights []*layer.Param // by layer; nil until they are needed
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
	in.close, in.layer, in.unit = c.Close, int(c.Layer), int(c.Unit)
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
	in.weights = nil
	if bug != "" {
		*in = inspection{}
	}
}

// stepped follows an optimiser step.
func (in *inspection) stepped(now time.Duration) {
	in.wanted = in.wanted || len(in.layers) > 0 && now >= in.next
}

func (in *inspection) post(s *Session) {
	d, net := &s.drawing, s.trainer.Network()
	began := s.host.Now()
	layers := net.Layers()
	in.layers = slices.DeleteFunc(in.layers, func(l byte) bool { return int(l) >= len(layers) })
	if len(in.layers) == 0 {
		return
	}
	if in.weights == nil {
		in.weights = weights(s.trainer)
	}
	out := &in.out
	*out = protocol.Inspected{
		Step: s.step(), Layers: in.layers, Scales: out.Scales[:0], Signed: out.Signed[:0], Maps: out.Maps[:0],
		Peaks: out.Peaks[:0], At: out.At[:0], FilterScales: out.FilterScales[:0], Filters: out.Filters[:0],
	}
	if d.ink {
		out.Seq = d.seq
		data.Input(d.x[:], d.pixels[:])
		var p [recipe.Classes]float32
		s.trainer.Predict(p[:], d.x[:])
	}
	for _, l := range in.layers {
		if d.ink {
			in.activations(net.Activations(int(l), 1).Values(), layers[l])
		}
		scale := float32(0)
		if w := in.weights[l]; w != nil && len(w.Dims) == 4 && w.Size() <= maxFilters {
			scale = magnitude(w.Value)
			out.Filters = appendSigned(out.Filters, w.Value, scale)
		}
		out.FilterScales = append(out.FilterScales, scale)
	}
	if in.close && in.layer < len(layers) {
		if w := in.weights[in.layer]; w != nil && in.unit < w.Dims[0] {
			size := w.Size() / w.Dims[0]
			out.Layer, out.Unit = uint32(in.layer), uint32(in.unit)
			out.Weight = w.Value[in.unit*size:][:size]
		}
	}
	s.host.Post(out)
	now := s.host.Now()
	in.next = now + max(inspectEvery, inspectCost*(now-began))
}

// weights returns each layer's weight, of which every output, a channel or a
// unit, has its own part; nil for layers without.
func weights(t *train.Trainer) []*layer.Param {
	var all []*layer.Param
	for i, l := range t.Network().Layers() {
		var w *layer.Param
		if _, ok := t.Recipe().Layers[i].(layer.OutputWeights); ok {
			w = l.Params()[0]
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
