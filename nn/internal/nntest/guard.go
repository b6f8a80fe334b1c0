package nntest

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	guardValue = -12345.678
	guardSize  = 19
)

// Guarded returns n values with guard values on both sides, and a function that
// reports whether the guards are whole.
func Guarded(n int) (x []float32, whole func() bool) {
	all := make([]float32, n+2*guardSize)
	fill(all[:guardSize], guardValue)
	fill(all[guardSize+n:], guardValue)
	return all[guardSize : guardSize+n], func() bool {
		for i, v := range all {
			if (i < guardSize || i >= guardSize+n) && v != guardValue {
				return false
			}
		}
		return true
	}
}

// guard checks that Forward and Backward write y, dx and the gradients and
// nothing else.
func (c LayerTest) guard(t *testing.T) {
	l, r := c.make(t), c.run(batch)
	var checks []func()
	protect := func(name string, x *[]float32, constant bool) {
		values, whole := Guarded(len(*x))
		copy(values, *x)
		*x = values
		before := slices.Clone(values)
		checks = append(checks, func() {
			if !whole() {
				t.Errorf("writes beyond %s", name)
			}
			if constant {
				same(t, name, values, before)
			}
		})
	}
	protect("x", &r.x.Data, true)
	protect("dy", &r.dy.Data, true)
	protect("y", &r.y.Data, false)
	protect("dx", &r.dx.Data, false)
	for _, p := range l.Params() {
		protect(p.Name, &p.Value, true)
		protect(p.Name+" gradient", &p.Grad, false)
	}
	if s, ok := l.(layer.Stateful); ok {
		for _, p := range s.States() {
			protect(p.Name, &p.Value, false)
		}
	}
	r.forward(l)
	y := slices.Clone(r.y.Data)
	r.backward(l)
	same(t, "y after Backward", r.y.Data, y)
	for _, check := range checks {
		check()
	}
}

// saveStates returns a copy of a layer's states.
func saveStates(l layer.Layer) [][]float32 {
	var saved [][]float32
	if s, ok := l.(layer.Stateful); ok {
		for _, p := range s.States() {
			saved = append(saved, slices.Clone(p.Value))
		}
	}
	return saved
}

func restoreStates(l layer.Layer, saved [][]float32) {
	for i, v := range saved {
		copy(l.(layer.Stateful).States()[i].Value, v)
	}
}

// Bind gives a layer arrays of its own, as a network does, with random values:
// no parameter is at its neutral start, so that none is overlooked.
func Bind(l layer.Layer, r *Rand) {
	params := l.Params()
	if s, ok := l.(layer.Stateful); ok {
		params = append(slices.Clone(params), s.States()...)
	}
	for _, p := range params {
		p.Grad = make([]float32, p.Size())
		p.Value = r.Normal(tensor.New(1, tensor.Vec(p.Size()))).Data
		for i := range p.Value {
			p.Value[i] *= 0.3
			if p.Fill == layer.FillOne {
				p.Value[i] = 1 + p.Value[i]*p.Value[i]
			}
		}
	}
}
