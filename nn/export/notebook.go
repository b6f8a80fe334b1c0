package export

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/weights/onnx"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// The cells of the notebook. The classes have the names of the book, Deep Learning
// from Scratch, and are PyTorch's.
const (
	introText = `# A network from Zerokara

As it was at step <step> of its run, fingerprint <fingerprint>. All that is needed is in this file; it runs with PyTorch and Matplotlib.`

	classesText = `import base64, json, struct
import torch
from torch import nn

class Affine(nn.Linear):
    def forward(self, x): return super().forward(x.flatten(1))
def planes(x): return x if x.dim() == 4 else x[:, :, None, None]
class Convolution(nn.Conv2d):
    def forward(self, x): return super().forward(planes(x))
class Deconvolution(nn.ConvTranspose2d):
    def forward(self, x): return super().forward(planes(x))
class Pooling(nn.MaxPool2d):
    def forward(self, x): return super().forward(planes(x))
class AveragePooling(nn.AvgPool2d):
    def forward(self, x): return super().forward(planes(x))
class BatchNormalization(nn.modules.batchnorm._BatchNorm):
    def _check_input_dim(self, x): pass
class Relu(nn.ReLU): pass
class LeakyRelu(nn.LeakyReLU): pass
class Sigmoid(nn.Sigmoid): pass
class Tanh(nn.Tanh): pass
class Dropout(nn.Dropout): pass
class Identity(nn.Identity): pass
class Step(nn.Module):
    def forward(self, x): return (x > 0).to(x.dtype)
class Softmax(nn.Module):
    def forward(self, x): return torch.softmax(x.flatten(1), 1).view_as(x)
class Flatten(nn.Flatten): pass
class Reshape(nn.Unflatten):
    def forward(self, x): return super().forward(x.flatten(1))`

	networkText = `network = nn.Sequential(
<layers>)`

	loadText = `# A safetensors file: the length of a JSON header, the header, the arrays.
file = base64.b64decode("<weights>")
length = struct.unpack("<Q", file[:8])[0]
header, data = json.loads(file[8:8 + length]), bytearray(file[8 + length:])
header.pop("__metadata__")
weights = {name: torch.frombuffer(data[slice(*a["data_offsets"])], dtype=torch.float32).reshape(a["shape"]) for name, a in header.items()}
missing, unexpected = network.load_state_dict(weights, strict=False)
assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing)
network.eval();`

	predictText = `# A drawing: strokes of points (x, y) on the pad, 0 to 1, and the 28x28 grey values made of them.
strokes = json.loads("<strokes>")
image = torch.tensor(list(base64.b64decode("<drawing>"))).reshape(1, 1, 28, 28) / 255
temperature = <temperature>
with torch.no_grad():
    probabilities = torch.softmax(network(image).flatten(1) / temperature, 1)[0]
for digit, p in enumerate(probabilities):
    print(f"{digit} {float(p):8.3%}")`

	plotText = `import matplotlib.pyplot as plt
left, right = plt.subplots(1, 2)[1]
for stroke in strokes:
    left.plot(*zip(*stroke), color="black", linewidth=6)
left.set(xlim=(0, 1), ylim=(1, 0), aspect="equal")
right.imshow(image[0, 0], cmap="gray_r");`
)

// fill fills in what is in angle brackets.
func (n *Network) fill(text, weights string) []byte {
	temperature := n.Recipe.Temperature
	if temperature == 0 {
		temperature = 1
	}
	values := [...]string{
		"<step>", strconv.Itoa(n.Step),
		"<fingerprint>", onnx.Fingerprint(n.Fingerprint),
		"<weights>", weights,
		"<drawing>", base64.StdEncoding.EncodeToString(n.Drawing.digits()),
		"<strokes>", n.Drawing.json(),
		"<temperature>", strconv.FormatFloat(temperature, 'g', -1, 64),
	}
	var b []byte
	for i := 0; i < len(text); i++ { // strings.NewReplacer is large in the worker
		filled := false
		for k := 0; text[i] == '<' && k < len(values) && !filled; k += 2 {
			if filled = strings.HasPrefix(text[i:], values[k]); filled {
				b = append(b, values[k+1]...)
				i += len(values[k]) - 1
			}
		}
		if !filled {
			b = append(b, text[i])
		}
	}
	return b
}

// json returns the strokes as [[[x, y], ...], ...].
func (d *Drawing) json() string {
	b := []byte{'['}
	for i, s := range d.Strokes {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for k, p := range s {
			if k > 0 {
				b = append(b, ',')
			}
			b = strconv.AppendFloat(append(b, '['), p.X, 'f', 4, 64)
			b = append(strconv.AppendFloat(append(b, ','), p.Y, 'f', 4, 64), ']')
		}
		b = append(b, ']')
	}
	return string(append(b, ']'))
}

func (n *Network) notebook() ([]byte, error) {
	layers, err := n.classes()
	if err != nil {
		return nil, err
	}
	file, err := n.safetensors()
	if err != nil {
		return nil, err
	}
	weights := base64.StdEncoding.EncodeToString(file)
	b := []byte(`{"nbformat":4,"nbformat_minor":5,"metadata":{"kernelspec":{"name":"python3","display_name":"Python 3","language":"python"},"language_info":{"name":"python"}},"cells":[`)
	for i, text := range []string{introText, classesText, strings.ReplaceAll(networkText, "<layers>", layers), loadText, predictText, plotText} {
		head := `{"cell_type":"code","execution_count":null,"outputs":[],`
		if i == 0 {
			head = `{"cell_type":"markdown",`
		} else {
			b = append(b, ',')
		}
		b = append(append(append(b, head...), `"metadata":{},"id":"cell-`...), byte('0'+i))
		b = append(b, `","source":`...)
		b = safetensors.Quote(b, string(n.fill(text, weights)))
		b = append(b, '}')
	}
	return append(b, `]}`...), nil
}

// classes returns the lines that build the layers.
func (n *Network) classes() (string, error) {
	var b strings.Builder
	in := n.Recipe.Input
	for i, l := range n.Recipe.Layers {
		plan, err := layer.PlanKind(l, in)
		if err != nil {
			return "", err
		}
		line := class(l, in)
		if line == "" {
			return "", format.Errorf("export: layer %d, %q, has no class of PyTorch's", i, layer.KindOf(l))
		}
		b.WriteString("    " + line + ",\n")
		in = plan.Out
	}
	return b.String(), nil
}

// class returns what makes a layer in Python, "" for one that no kind is.
func class(l layer.Spec, in tensor.Shape) string {
	real := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	switch l := l.(type) {
	case layer.Dense:
		return format.Sprintf("Affine(%d, %d)", in.Size(), l.Units)
	case layer.Conv2D:
		return format.Sprintf("Convolution(%d, %d, %d, stride=%d, padding=%d, dilation=%d)", in.C, l.Filters, l.Kernel, l.Stride, l.Pad, l.Dilation)
	case layer.ConvTranspose2D:
		return format.Sprintf("Deconvolution(%d, %d, %d, stride=%d, padding=%d)", in.C, l.Filters, l.Kernel, l.Stride, l.Pad)
	case layer.MaxPool2D:
		return format.Sprintf("Pooling(%d, stride=%d, padding=%d)", l.Kernel, l.Stride, l.Pad)
	case layer.AvgPool2D:
		return format.Sprintf("AveragePooling(%d, stride=%d, padding=%d)", l.Kernel, l.Stride, l.Pad)
	case layer.BatchNorm:
		return format.Sprintf("BatchNormalization(%d, eps=%s)", in.C, real(l.Epsilon))
	case layer.ReLU:
		return "Relu()"
	case layer.LeakyReLU:
		return "LeakyRelu(" + real(l.Slope) + ")"
	case layer.Sigmoid:
		return "Sigmoid()"
	case layer.Tanh:
		return "Tanh()"
	case layer.Softmax:
		return "Softmax()"
	case layer.Step:
		return "Step()"
	case layer.Dropout:
		return "Dropout(" + real(l.Ratio) + ")"
	case layer.Identity:
		return "Identity()"
	case layer.Flatten:
		return "Flatten()"
	case layer.Reshape:
		return format.Sprintf("Reshape(1, (%d, %d, %d))", l.Shape.C, l.Shape.H, l.Shape.W)
	}
	return ""
}
