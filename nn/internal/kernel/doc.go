// Package kernel holds the hot loops of the engine, on []float32 and ints. It
// imports no other package of the engine.
//
// A topic's file (gemm.go, conv.go, pool.go, activation.go, sum.go, norm.go,
// planes.go, vector.go, optim.go, dropout.go, warp.go) has, for every kernel:
//
//   - the exported function. Its comment is the scalar loop that it equals. Its
//     body checks the arguments, panics with a constant of errors.go, and calls
//     assembly or the reference loop
//   - the reference loop, named ...Ref: the oracle of the tests, and what runs
//     where there is no assembly or nothing to gain by it
//
// The assembly is for wasm (v128) and for amd64 with AVX2 and FMA; simd.go
// declares it. Matrix products are blocked and packed in Go around two
// micro-kernels (gemm_panels.go, gemm_dots.go), and convolutions become implicit
// matrix products (conv_implicit.go, conv_gemm.go), on wasm with micro-kernels of
// their own for windows of 3 and 5 columns (conv_tiles_wasm.s), and by Winograd's
// algorithm for windows of 3x3 (winograd.go). Without assembly gonum computes matrix
// products (gemm_gonum.go), and convolutions unfold the image (conv_im2col.go).
//
// Sums may be added in another order than the loop's, so that their last bits
// differ between wasm, amd64 and other processors. On each of them the same
// arguments give the same bits. Non-finite arguments give non-finite results (by
// Winograd's algorithm in a whole tile of outputs), except that a product of zero
// and a non-finite factor may be left out, and either zero may stand for the other.
// Arguments must not overlap unless the comment says so.
//
// Go 1.27 encodes these wasm opcodes wrongly: splats from memory, lane loads,
// shuffles with immediates and relaxed operations. V128Store takes its offset as
// second operand, and instructions on a lane its number. splat_wasm.h works around
// V128Load32Splat. Test an opcode new to this package, and any new version of the
// toolchain, in a browser.
package kernel
