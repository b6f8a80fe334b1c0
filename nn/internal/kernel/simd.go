//go:build wasm || amd64

package kernel

// This file declares the assembly for wasm (v128) and amd64 (AVX2 and FMA);
// simd_wasm.go and simd_amd64.go have what differs between the two. amd64 has
// assembly for a topic only where it makes a whole training step of some recipe
// at least 5% faster. AVX-512 did not: it gained 0 to 5%.

// tiles5 multiplies a number of panels of 5 rows with two vectors of columns; see
// panels.multiply. skip is the gap from the end of a panel to the next; skip, the
// gaps from left to right vectors and ldc are in bytes.
//
//go:noescape
func tiles5(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)

// tiles4 is tiles5 for panels of 4 rows.
//
//go:noescape
func tiles4(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)

// gather copies values in any order to every step bytes of dst:
//
//	for i in 0..n:
//		dst[i*step] = src[order[i]]
//
//go:noescape
func gather(dst *float32, step int, src *float32, order *int32, n int)

// dots adds, for each of a number of tiles, the products of two rows of A with
// five rows of B, lane by lane, to the tile's sums:
//
//	for r in 0..2, s in 0..5, line in 0..lines, v in 0..count, each lane:
//		sums[r,s,lane] += a[r*aRow + (line*count+v)*lanes+lane] * b[offsets[s] + line*(count*lanes+skip) + v*lanes+lane]
//
// The next tile is aStep further in a, step in offsets and sumsPerTile in sums.
// All strides are in bytes.
//
//go:noescape
func dots(tiles int, offsets *int64, step int, a *float32, b *float32, lines, count, skip int, aRow, aStep int, sums *float32)

// maxPool2 pools windows of 2x2 into a number of rows of outputs. A row is fours
// vectors of four outputs; the last of them begins back bytes early, so that it
// ends with the row. width is a row of x, next the gap from the end of a top
// row's windows to the next top row, in bytes.
//
//go:noescape
func maxPool2(rows, fours, back int, y, x *float32, width, next int)

// maxPool2Backward is the gradient of maxPool2. It writes all pixels of the
// windows.
//
//go:noescape
func maxPool2Backward(rows, fours, back int, dx, dy, x, y *float32, width, next int)

// The sums store one vector of partial sums.

//go:noescape
func sum16(rounds int, x, lanes *float32)

//go:noescape
func sumDeviation16(rounds int, y, x *float32, mean float32, lanes *float32)

//go:noescape
func sumSquaredDeviation16(rounds int, x *float32, mean float32, lanes *float32)

// notFinite16 sets lanes to the bits of all x-x, ored: zero where all are finite,
// else NaN.
//
//go:noescape
func notFinite16(rounds int, x, lanes *float32)

//go:noescape
func add16(rounds int, dst, src *float32)

//go:noescape
func axpy16(rounds int, x, y *float32, alpha float32)

//go:noescape
func scale16(rounds int, x *float32, alpha float32)

// relu16 and reluBackward16 take the zero that they compare with.
//
//go:noescape
func relu16(rounds int, y, x *float32, zero float32)

//go:noescape
func reluBackward16(rounds int, dx, dy, y *float32, zero float32)

//go:noescape
func affine16(rounds int, y, x *float32, scale, shift float32)

//go:noescape
func affine216(rounds int, z, x, y *float32, a, b, c float32)

//go:noescape
func momentumStep16(rounds int, w, grad, v *float32, lr, momentum float32)

//go:noescape
func nesterovStep16(rounds int, w, grad, v *float32, lr, momentum float32)

//go:noescape
func rootStep16(rounds int, w, grad, h *float32, lr, keep, gain, eps float32)

//go:noescape
func adamStep16(rounds int, w, grad, m, v *float32, rate, beta1, rest1, beta2, rest2, eps, c2 float32)

// dropout16 is wasm's only: Dropout's condition is constant, so that other programs
// do not call it. It takes the products of the first counters with hashStep, one
// per lane, and the key in two halves, from*hashStep added to the lower one.
//
//go:noescape
func dropout16(rounds int, y, x *float32, steps *[4]uint32, first, key, drop uint32, scale float32)

// thicken28 and warp28 are wasm's only, too. thicken28 makes a number of rows of a
// WarpImage; src is the row above the first. factor is at least 0; the bits of invert,
// all or none, are xored with the values before and after. warp28 takes the gap from
// the end of a row of displacements to the next in bytes.
//
//go:noescape
func thicken28(rows int, dst, src *byte, factor, invert int32)

//go:noescape
func warp28(dst *float32, image *byte, u, v, ux, vx, uy, vy int32, across, down *int32, skip int, scale float32)

// The kernels on planes, wasm's only, take whole rounds of a plane and the rest: as
// single values or as vectors of four, the last of which begins back bytes early, so
// that it ends with the plane. skip is the gap to the next plane in bytes.

//go:noescape
func sumPlanes(planes, rounds, rest, skip int, x *float32) float64

//go:noescape
func addSumsPlanes(planes, rounds, rest, skip int, x *float32, s float32) float32

//go:noescape
func sumSquaredDeviationPlanes(planes, rounds, rest, skip int, x *float32, mean float32) float64

//go:noescape
func sumDeviationPlanes(planes, rounds, rest, skip int, y, x *float32, mean float32) (sum, deviation float64)

//go:noescape
func affinePlanes(planes, rounds, fours, back, skip int, y, x *float32, scale, shift float32)

// affineReLUPlanes finds the next plane's factors step bytes further.
//
//go:noescape
func affineReLUPlanes(planes, rounds, fours, back, skip int, z, y, x, scale, shift *float32, step int, zero float32)

//go:noescape
func affine2Planes(planes, rounds, fours, back, skip int, z, x, y *float32, a, b, c float32)

// convTiles3 and convTiles5 do a number of jobs, with panels of 5 rows and of 4, for
// windows of 3 and of 5 columns; see tileJob. ldc is in bytes.
//
//go:noescape
func convTiles3(jobs *tileJob, n, fives, fours int, a *float32, offsets *int64, b, bias, c *float32, ldc int)

//go:noescape
func convTiles5(jobs *tileJob, n, fives, fours int, a *float32, offsets *int64, b, bias, c *float32, ldc int)

// copyRows copies planes of rows of fours vectors, the last of which begins back bytes
// early. Skip is the gap from the end of a row to the next, next that from the end of
// a plane, after its last row's gap, to the next plane, in bytes. Wasm's only, as
// foldSums, which adds the lanes of n vectors of sums to the values of row that order
// picks; after each five, skip bytes of sums belong to others.
//
//go:noescape
func copyRows(planes, rows, fours, back int, dst *float32, dstSkip, dstNext int, src *float32, srcSkip, srcNext int)

//go:noescape
func foldSums(n int, row *float32, order *int32, sums *float32, skip int)

// differ16 returns how many rounds are left from the first on in which x and y have
// other bits: 0 where they have the same. It is wasm's only.
//
//go:noescape
func differ16(rounds int, x, y *float32) int
