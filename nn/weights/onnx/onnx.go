// Package onnx writes a trained network as an ONNX model, which other programs
// run: onnxruntime, browsers, phones. It needs no network, only its recipe and the
// arrays of a safetensors file, so that the page can write one, too.
//
// The model is of opset 13. Its input "image" is [N, C, H, W], for a digit
// [N, 1, 28, 28] with grey values from 0 (paper) to 1 (ink); its last output are
// the probabilities, [N, classes], as the engine computes them: logits are
// multiplied by 1/temperature before the softmax.
package onnx

import (
	"encoding/binary"
	"math"
	"strconv"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// Opset is the version of ONNX's operators that the models are of.
const Opset = 13

// irVersion is the version of the file format, the one that came with Opset 13.
const irVersion = 7

// Entry is a text in the model's metadata_props.
type Entry struct{ Key, Value string }

// Append appends to dst the model of a recipe's network. arrays are its own, with
// the names and shapes of a recipe without Weights. A layer or loss of one's own has
// no operator and is refused.
func Append(dst []byte, r recipe.Recipe, arrays []safetensors.Array, about []Entry) ([]byte, error) {
	g := graph{at: "image", shape: r.Input, image: true, arrays: map[string]safetensors.Array{}}
	for _, a := range arrays {
		g.arrays[a.Name] = a
	}
	for i, l := range r.Layers {
		if err := g.layer(i, l); err != nil {
			return nil, format.Errorf("onnx: layer %d: %w", i, err)
		}
	}
	outputs, err := g.end(r)
	if err != nil {
		return nil, err
	}
	var m message
	m.integer(1, irVersion)
	m.text(2, "Zerokara")
	m.text(3, "engine "+strconv.Itoa(recipe.Engine))
	m.part(7, g.encode(r, outputs))
	m.part(8, operators())
	for _, e := range about {
		m.part(14, pair(e))
	}
	return append(dst, m...), nil
}

// graph is a chain of nodes under construction.
type graph struct {
	nodes, constants []message
	arrays           map[string]safetensors.Array
	at               string       // the value that the next node takes
	shape            tensor.Shape // of one sample of it
	image            bool         // it is [N, C, H, W], else [N, values]
	prefix           string       // of the layer's names
}

// layer appends a layer's nodes.
func (g *graph) layer(i int, l layer.Spec) error {
	plan, err := layer.PlanKind(l, g.shape)
	if err != nil {
		return err
	}
	g.prefix = strconv.Itoa(i) + "."
	switch l := l.(type) {
	case layer.Dense:
		g.vector()
		err = g.weighted("Gemm", []string{"weight", "bias"}, whole("transB", 1))
	case layer.Conv2D:
		g.planes()
		err = g.weighted("Conv", []string{"weight", "bias"}, append(window(l.Kernel, l.Stride, l.Pad), wholes("dilations", l.Dilation, l.Dilation))...)
	case layer.ConvTranspose2D:
		g.planes()
		err = g.weighted("ConvTranspose", []string{"weight", "bias"}, window(l.Kernel, l.Stride, l.Pad)...)
	case layer.MaxPool2D:
		g.planes()
		g.node("MaxPool", nil, window(l.Kernel, l.Stride, l.Pad)...)
	case layer.AvgPool2D:
		g.planes()
		g.node("AveragePool", nil, append(window(l.Kernel, l.Stride, l.Pad), whole("count_include_pad", 1))...)
	case layer.BatchNorm:
		err = g.weighted("BatchNormalization", []string{"weight", "bias", "running_mean", "running_var"}, real("epsilon", l.Epsilon))
	case layer.ReLU:
		g.node("Relu", nil)
	case layer.LeakyReLU:
		g.node("LeakyRelu", nil, real("alpha", l.Slope))
	case layer.Sigmoid:
		g.node("Sigmoid", nil)
	case layer.Tanh:
		g.node("Tanh", nil)
	case layer.Softmax:
		image := g.image
		g.vector()
		g.node("Softmax", nil, whole("axis", 1))
		if image {
			g.planes()
		}
	case layer.Step:
		g.node("Greater", []string{g.constant("zero", nil, []float32{0})})
		g.node("Cast", nil, whole("to", typeFloat))
	case layer.Flatten:
		g.vector()
	case layer.Reshape:
		g.shape, g.image = plan.Out, false // its values, in their order
		g.planes()
	case layer.Dropout, layer.Identity: // nothing in inference
	default:
		return format.Errorf("%q has no operator of ONNX; take the weights as safetensors", layer.KindOf(l))
	}
	g.shape = plan.Out
	return err
}

// vector makes [N, values] of what is there.
func (g *graph) vector() {
	if g.image {
		g.node("Flatten", nil, whole("axis", 1))
		g.image = false
	}
}

// planes makes [N, C, H, W] of what is there.
func (g *graph) planes() {
	if !g.image {
		g.node("Reshape", []string{g.extents("shape", 0, g.shape.C, g.shape.H, g.shape.W)}) // 0 leaves N
		g.image = true
	}
}

// weighted appends a node with a layer's arrays.
func (g *graph) weighted(op string, names []string, attributes ...message) error {
	var inputs []string
	for _, name := range names {
		a, ok := g.arrays[g.prefix+name]
		if !ok {
			return format.Errorf("the arrays have no %q", g.prefix+name)
		}
		inputs = append(inputs, g.constant(name, a.Dims, a.Data))
	}
	g.node(op, inputs, attributes...)
	return nil
}

// end appends what makes the prediction of the last layer's values, and returns the
// names and widths of the model's outputs.
func (g *graph) end(r recipe.Recipe) ([]output, error) {
	width := g.shape.Size()
	classes, err := r.Loss.Classes(width)
	if err != nil {
		return nil, err
	}
	g.prefix = ""
	g.vector()
	if classes == 0 {
		g.named("Identity", "values", nil)
		return []output{{"values", width}}, nil
	}
	g.named("Identity", "logits", nil)
	if r.Temperature != 0 {
		g.node("Mul", []string{g.constant("1/temperature", nil, []float32{float32(1 / r.Temperature)})})
	}
	if classes == width {
		g.named("Softmax", "probabilities", nil, whole("axis", 1))
	} else { // one logit for two classes
		g.node("Sigmoid", nil)
		p := g.at
		g.at = g.constant("one", nil, []float32{1})
		g.node("Sub", []string{p})
		g.named("Concat", "probabilities", []string{p}, whole("axis", 1))
	}
	return []output{{"logits", width}, {"probabilities", classes}}, nil
}

// output is one of the model's, [N, width].
type output struct {
	name  string
	width int
}

// node appends a node that takes the value at hand and further inputs.
func (g *graph) node(op string, inputs []string, attributes ...message) {
	g.named(op, g.prefix+op, inputs, attributes...)
}

// named is node with a name of its own for the node and its output.
func (g *graph) named(op, name string, inputs []string, attributes ...message) {
	var m message
	m.text(1, g.at)
	for _, in := range inputs {
		m.text(1, in)
	}
	if name == g.at { // the second of a kind in one layer
		name += "'"
	}
	m.text(2, name)
	m.text(3, name)
	m.text(4, op)
	for _, a := range attributes {
		m.part(5, a)
	}
	g.nodes = append(g.nodes, m)
	g.at = name
}

// constant adds an array to the model, without dims a single number.
func (g *graph) constant(name string, dims []int, data []float32) string {
	raw := make([]byte, 0, 4*len(data))
	for _, v := range data {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	return g.raw(name, typeFloat, dims, raw)
}

// extents adds a shape to the model.
func (g *graph) extents(name string, dims ...int) string {
	var raw []byte
	for _, d := range dims {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(d))
	}
	return g.raw(name, typeInt64, []int{len(dims)}, raw)
}

func (g *graph) raw(name string, kind int, dims []int, raw []byte) string {
	name = g.prefix + name
	var m message
	for _, d := range dims {
		m.integer(1, d)
	}
	m.integer(2, kind)
	m.text(8, name)
	m.bytes(9, raw)
	g.constants = append(g.constants, m)
	return name
}

// encode returns the graph with its input and outputs.
func (g *graph) encode(r recipe.Recipe, outputs []output) message {
	var m message
	for _, n := range g.nodes {
		m.part(1, n)
	}
	name := r.Name
	if name == "" {
		name = "zerokara" // may not be empty
	}
	m.text(2, name)
	for _, c := range g.constants {
		m.part(5, c)
	}
	m.part(11, value("image", r.Input.C, r.Input.H, r.Input.W))
	for _, o := range outputs {
		m.part(12, value(o.name, o.width))
	}
	return m
}
