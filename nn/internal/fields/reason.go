package fields

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// Reason says why a value is refused: a code, which names a sentence in any
// language, and what stands in it.
type Reason struct {
	Code   string
	Values []string // names and values in turn
}

// Because returns a Reason. values are in the order in which the English sentence
// names them first.
func Because(code string, values ...any) Reason {
	r := Reason{Code: code}
	rest := sentence(code)
	for len(values) > 0 {
		var name string
		if _, name, rest = cut(rest); name == "" {
			break
		}
		if r.value(name) == "" {
			r.Values = append(r.Values, name, format.Sprint(values[0]))
			values = values[1:]
		}
	}
	return r
}

// value returns the value of a name, "" for none.
func (r Reason) value(name string) string {
	for i := 0; i+1 < len(r.Values); i += 2 {
		if r.Values[i] == name {
			return r.Values[i+1]
		}
	}
	return ""
}

// String returns the English sentence. A value in quotation marks is escaped as in
// Go.
func (r Reason) String() string {
	var b []byte
	rest := sentence(r.Code)
	for {
		before, name, after := cut(rest)
		b = append(b, before...)
		if name == "" {
			return string(b)
		}
		rest = after
		value := r.value(name)
		if strings.HasSuffix(before, `"`) {
			quoted := strconv.Quote(value)
			value = quoted[1 : len(quoted)-1]
		}
		b = append(b, value...)
	}
}

// cut returns a sentence's first name, what is before and what is after it.
func cut(s string) (before, name, after string) {
	before, rest, _ := strings.Cut(s, "{")
	name, after, _ = strings.Cut(rest, "}")
	return before, name, after
}

// sentence returns a code's, or the code.
func sentence(code string) string {
	for i := range English {
		if English[i][0] == code {
			return English[i][1]
		}
	}
	return code
}

// English are the sentences: what follows the field's name, by code. The page has
// the same in its languages, as "refused." and the code.
var English = [...][2]string{
	// A value on its own.
	{"range", "is {value}, must be {min} to {max}"},
	{"rangeAbove", "is {value}, must be above {min} and at most {max}"},
	{"rangeBelow", "is {value}, must be at least {min} and below {max}"},
	{"rangeInside", "is {value}, must be above {min} and below {max}"},
	{"max", "is {value}, at most {max}"},
	{"unknown", `"{value}" is not {what}; there are {options}`},
	{"preset", `there is none called "{value}"; there are {options}`},
	{"missing", "is missing"},
	{"long", "has {value} bytes, at most {max}"},
	{"control", "must be text without control characters"},
	{"own", "is a type of the program that wrote this: give RestoreFor its recipe"},
	{"notNumber", `"{value}" is not a number that fits`},
	{"noSetting", "there is no such setting"},

	// What JSON says.
	{"size", "is {value} bytes long, at most {max}"},
	{"utf16", "is UTF-16 text: save the file as UTF-8"},
	{"json", "is not JSON: {detail}"},
	{"object", "must be an object"},
	{"twice", "is given twice"},
	{"noField", "is not a field here; there are {options}"},
	{"text", "must be a string"},
	{"utf8", "must be text in UTF-8"},
	{"whole", "must be a whole number"},
	{"natural", "must be a whole number, not negative"},
	{"number", "must be a number"},
	{"shape", "must be [channels, height, width]"},
	{"list", "must be a list"},
	{"listLong", "must be a list of at most {max}"},

	// A layer and its input.
	{"window", "is {value}, must be 1 to {side}, the side of the padded input"},
	{"dilation", "is {value}, which makes a kernel of {kernel} reach over {reach} pixels; the padded input has {side}"},
	{"padPool", "is {value}, must be 0 to half the kernel's {kernel}"},
	{"padOutput", "is {value}, which leaves nothing of the {height}x{width} output"},
	{"reshape", "has {value} values, its input has {input}"},

	// A network.
	{"layers", "is {value} layers, must be 1 to {max}"},
	{"activations", "the network's activations for one sample pass {max} values"},
	{"parameters", "the network's parameters pass {max}"},
	{"products", "takes {products} multiplications over {pixels} pixels for one sample, at most {maxProducts} over {maxPixels}; use a smaller kernel or fewer channels"},
	{"work", "is {value}, too many where one sample takes {products} multiplications; at most {max}, or use smaller layers"},
	{"workLayers", "take {products} multiplications for one sample, at most {max}; use smaller layers"},
	{"untrainable", "nothing to train: add a dense or conv2d layer"},
	{"oneValue", "is {value}, which leaves batch normalisation, layers[{layer}], one value per channel; it needs at least 2"},
	{"group", "is {value}, must be the batch size {batch} divided by 1, 2, 4 or 8, without a rest"},
	{"groups", "is {value}, must be {group} as in layers[{layer}]"},
	{"batchValues", "is {value}, which makes {activations} activations at once, at most {max}; use a smaller batch, or a group in batchnorm"},

	// A loss.
	{"loss", "does not suit the layers: {detail}"},
	{"lossSoftmax", "loss: {loss}: softmax of {outputs} output is always 1: end the network in one output per class, or use logistic (two classes) or squares (values)"},
	{"lossLogistic", "loss: logistic: {outputs} outputs instead of one logit: end the network in one output, or use softmax-crossentropy with one output per class"},
	{"softmax", "is softmax, which the loss takes of the last layer; leave the layer out"},

	// A field and others.
	{"std", `has no effect on "{init}"; leave it out`},
	{"elastic", "is {value}, must be at least 1 with an elasticAlpha"},
	{"elasticAlone", "has no effect without elasticAlpha; leave it out"},
	{"temperature", "is {value}, must be {min} to {max}, or 0 for none"},
	{"names", `have "{value}" twice`},
	{"noDropout", "has no effect without dropout layers; leave it out"},

	// A recipe and its data.
	{"input", "is {value}, the data's samples are {samples}: give that as input"},
	{"outputs", "gives {value} values, the data needs {outputs}, one per class or target: end in a dense layer of {outputs} units"},
	{"lossOfValues", "is of values, but the data has {classes} classes: take softmax-crossentropy, or logistic for two classes"},
	{"lossOfClasses", "tells {value} classes apart, but the data has {classes}: take softmax-crossentropy and end the network in {classes} outputs"},
	{"augment", "changes images of ten digits, {shape} bytes; the data has other samples: leave it out"},
	{"rest", "is {value}, which leaves {rest} of {samples} samples for an epoch's last mini-batch: one value per channel for batch normalisation, layers[{layer}]; it needs at least 2"},
	{"stream", "must be set for a stream, which has no end: say how many optimiser steps to make"},

	// A generative adversarial network.
	{"discriminator", "the last layer gives {value} values, must be 1"},
	{"generator", "makes images of {value}, must be {shape}, the size of the data set's"},
	{"groupGAN", "is {value}, must be 0: a GAN's batch normalisation is over the whole mini-batch"},
}
