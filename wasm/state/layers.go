package state

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Layer is one layer of the prepared network, as the page shows it.
type Layer struct {
	Kind    string
	C, H, W int // of its output
	Params  int // trainable values
	In      [3]int
	recipe  recipe.Layer
}

// layersOf returns the layers of a Prepared event, nil if its recipe and its
// lines are not of one network.
func layersOf(lines []string, r recipe.Recipe) []Layer {
	if len(r.Layers) != len(lines) {
		return nil
	}
	in := r.Input
	var all []Layer
	for i, line := range lines {
		l, ok := layerOf(line)
		if !ok {
			return nil
		}
		l.In, l.recipe = in, r.Layers[i]
		all = append(all, l)
		in = [3]int{l.C, l.H, l.W}
	}
	return all
}

// layerOf reads the line in which the worker describes a layer, such as "conv2d
// 8x24x24 (208)" or "relu 10".
func layerOf(line string) (l Layer, ok bool) {
	words := strings.Fields(line)
	if len(words) == 3 {
		n, err := strconv.Atoi(strings.Trim(words[2], "()"))
		l.Params, ok = n, err == nil
	} else {
		ok = len(words) == 2
	}
	if !ok {
		return l, false
	}
	l.Kind, l.C, l.H, l.W = words[0], 1, 1, 1
	sides := []*int{&l.C, &l.H, &l.W}
	for i, side := range strings.Split(words[1], "x") {
		n, err := strconv.Atoi(side)
		if err != nil || n < 1 || i >= len(sides) {
			return l, false
		}
		*sides[i] = n
	}
	return l, true
}

// Size returns the number of values of the output.
func (l *Layer) Size() int { return l.C * l.H * l.W }

// Filter returns the shape of one output's weights: of a convolution's channel
// its kernel over all input channels, of a unit the input's. It is nothing for
// layers whose outputs have no weights of their own.
func (l *Layer) Filter() (c, h, w int) {
	switch l.Kind {
	case recipe.KindConv2D:
		return l.In[0], l.recipe.Kernel, l.recipe.Kernel
	case recipe.KindDense:
		return l.In[0], l.In[1], l.In[2]
	}
	return 0, 0, 0
}

// Area is a rectangle of pixels.
type Area struct{ Row, Column, Rows, Columns int }

// span is a range of pixels in one direction, both ends included.
type span struct{ first, last int }

func (s span) clip(size int) span { return span{max(s.first, 0), min(s.last, size-1)} }

// receptive returns the pixels of the network's input that a value of a layer's
// output depends on: its receptive field.
func receptive(layers []Layer, layer, channel, row, column int) Area {
	rows, columns := span{row, row}, span{column, column}
	for i := layer; i >= 0; i-- {
		l := &layers[i]
		g := &l.recipe
		back := func(s span) span { return s } // element by element
		switch {
		case l.Kind == recipe.KindConv2D || l.Kind == recipe.KindMaxPool2D || l.Kind == recipe.KindAvgPool2D:
			reach := (g.Kernel - 1) * max(g.Dilation, 1)
			back = func(s span) span { return span{s.first*g.Stride - g.Pad, s.last*g.Stride - g.Pad + reach} }
			channel = -1
		case l.Kind == recipe.KindConvTranspose2D:
			back = func(s span) span {
				return span{-floorDiv(g.Kernel-1-s.first-g.Pad, g.Stride), floorDiv(s.last+g.Pad, g.Stride)}
			}
			channel = -1
		case channel >= 0 && (l.Kind == recipe.KindFlatten || l.Kind == recipe.KindReshape):
			at := (channel*l.H+rows.first)*l.W + columns.first
			in := l.In[1] * l.In[2]
			channel, at = at/in, at%in
			rows, columns = span{at / l.In[2], at / l.In[2]}, span{at % l.In[2], at % l.In[2]}
		case l.In != [3]int{l.C, l.H, l.W} || l.Kind == recipe.KindDense || l.Kind == recipe.KindSoftmax:
			rows, columns = span{0, l.In[1] - 1}, span{0, l.In[2] - 1}
			channel = -1
		}
		rows, columns = back(rows).clip(l.In[1]), back(columns).clip(l.In[2])
	}
	rows, columns = rows.clip(ink.Side), columns.clip(ink.Side)
	return Area{rows.first, columns.first, max(rows.last-rows.first+1, 0), max(columns.last-columns.first+1, 0)}
}

// floorDiv returns a/b rounded down, for b > 0.
func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
