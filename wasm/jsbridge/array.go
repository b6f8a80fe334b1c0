//go:build js

package jsbridge

import (
	"syscall/js"
	"unsafe"
)

// Bytes returns a copy of a Uint8Array or Uint8ClampedArray.
func Bytes(array js.Value) []byte {
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return b
}

// Float32Array is a JavaScript Float32Array of fixed length that Go fills
// repeatedly.
type Float32Array struct {
	Value js.Value // the Float32Array
	bytes js.Value // the same memory as a Uint8Array
	len   int
}

// NewFloat32Array returns an array of n zeros.
func NewFloat32Array(n int) *Float32Array {
	value := js.Global().Get("Float32Array").New(n)
	return &Float32Array{Value: value, bytes: uint8Array.New(value.Get("buffer")), len: n}
}

// Set copies src, exactly the array's length, to JavaScript.
func (a *Float32Array) Set(src []float32) {
	if len(src) != a.len {
		panic("jsbridge: float32 array length mismatch")
	}
	if a.len > 0 { // wasm and typed arrays are both little-endian
		js.CopyBytesToJS(a.bytes, unsafe.Slice((*byte)(unsafe.Pointer(&src[0])), 4*a.len))
	}
}
