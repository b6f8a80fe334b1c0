//go:build js

// Command gemm lends the engine's matrix product to gemm.js, which times it
// beside a WebAssembly module written by hand. It sets globalThis.goGemm:
//
//	prepare(m, n, k, transB, a, b)  takes A and B, as the bytes of float32s
//	run(times)                      multiplies
//	result(c)                       writes C's bytes
package main

import (
	"encoding/binary"
	"math"
	"syscall/js"

	"github.com/zerokara/zerokara/nn/internal/kernel"
)

// product is what run multiplies.
var product struct {
	m, n, k int
	transB  bool
	a, b, c []float32
}

func main() {
	js.Global().Set("goGemm", map[string]any{
		"prepare": js.FuncOf(prepare), "run": js.FuncOf(run), "result": js.FuncOf(result),
	})
	select {}
}

func prepare(_ js.Value, args []js.Value) any {
	p := &product
	p.m, p.n, p.k, p.transB = args[0].Int(), args[1].Int(), args[2].Int(), args[3].Truthy()
	p.a, p.b, p.c = floats(args[4]), floats(args[5]), make([]float32, p.m*p.n)
	return nil
}

func floats(array js.Value) []float32 {
	bytes := make([]byte, array.Length())
	js.CopyBytesToGo(bytes, array)
	x := make([]float32, len(bytes)/4)
	for i := range x {
		x[i] = math.Float32frombits(binary.LittleEndian.Uint32(bytes[i*4:]))
	}
	return x
}

func run(_ js.Value, args []js.Value) any {
	p := &product
	ldb := p.n
	if p.transB {
		ldb = p.k
	}
	for range args[0].Int() {
		kernel.Gemm(false, p.transB, p.m, p.n, p.k, p.a, p.k, p.b, ldb, false, p.c, p.n)
	}
	return nil
}

func result(_ js.Value, args []js.Value) any {
	bytes := make([]byte, 0, len(product.c)*4)
	for _, v := range product.c {
		bytes = binary.LittleEndian.AppendUint32(bytes, math.Float32bits(v))
	}
	js.CopyBytesToJS(args[0], bytes)
	return nil
}
