package weights

import (
	"github.com/x448/float16"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/tensor"
)

// RoundHalf rounds x to the nearest half-precision numbers (IEEE 754 binary16: 11
// significant bits, at most 65504, subnormals down to 2^-24), ties to even.
// Larger numbers become infinite.
func RoundHalf(x []float32) {
	for i, v := range x {
		x[i] = float16.Fromfloat32(v).Float32()
	}
}

// Half rounds a network's parameters and running statistics to half precision,
// as the book's section 8.4 does at inference. Layers still compute in float32.
func Half(net *network.Network) {
	RoundHalf(net.Values())
	RoundHalf(net.Stats())
}

// ForwardHalf does what net.Forward does in inference, but rounds the input and
// every layer's output to half precision.
func ForwardHalf(net *network.Network, size int) tensor.Tensor {
	x := net.Input(size)
	RoundHalf(x.Values())
	for i, l := range net.Layers() {
		y := net.Activations(i, size)
		l.Forward(y, x, false)
		RoundHalf(y.Values())
		x = y
	}
	return x
}
