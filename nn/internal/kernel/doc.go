// Package kernel holds the hot loops of the engine, on []float32 and ints. It
// imports nothing of ours.
//
// Every kernel is stated three times:
//
//   - the exported function (gemm.go, conv.go, pool.go, vector.go, norm.go,
//     optim.go). Its comment is the scalar loop that it equals; its body is the
//     checks, which panic with a constant string, and a call of the variant
//   - the loop itself, in the file's _ref.go: always compiled, the oracle of the
//     tests
//   - the platform's variant. On wasm and amd64 (_simd.go) the work is done by
//     assembly: v128 (_wasm.s); AVX2 and FMA, in products AVX-512 where there
//     is (_amd64.s). They share the Go code around it, which counts in vectors
//     of so many lanes. On amd64 without AVX2 and on other platforms (_other.go)
//     matrix products go to gonum (gemm_gonum.go), convolutions are unfolded
//     into them (conv_im2col.go), and the rest is the reference loop
//
// Activations other than ReLU, and average pooling, are their loop everywhere.
//
// A variant may add in another order than the loop, so sums differ in the last
// bits between platforms, and between processors that have and have not
// AVX-512; on one, the same arguments give the same bits.
// Where non-finite values go in, non-finite values come out, except that a
// product of zero and a non-finite factor may be left out, and either zero may
// stand for the other. Arguments must not overlap unless the comment says so.
//
// The wasm assembler of Go 1.27 has gaps: splats from memory, lane loads,
// shuffles with immediates and relaxed operations are encoded wrongly, and
// V128Store takes its offset as a second operand. gemm_wasm.s says how
// V128Load32Splat is had all the same. An opcode new to this package, and any
// other version of the toolchain, must be tested in a browser.
package kernel
