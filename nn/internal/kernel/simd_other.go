//go:build !wasm && !amd64

package kernel

// lanes is unused without assembly; any number that compiles will do.
const lanes = 4

// vectors reports whether assembly does the work.
const vectors = false

// sumLanes adds the lanes of a vector.
func sumLanes(v []float32) float32 { return (v[0] + v[1]) + (v[2] + v[3]) }

// Nothing calls the assembly; see vectors.

func tiles5(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool) {
	panic(noAssembly)
}
func tiles4(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool) {
	panic(noAssembly)
}
func gather(dst *float32, step int, src *float32, order *int32, n int) { panic(noAssembly) }
func dots(tiles int, offsets *int64, step int, a *float32, b *float32, lines, count, skip int, aRow, aStep int, sums *float32) {
	panic(noAssembly)
}
func maxPool2(rows, fours, back int, y, x *float32, width, next int) { panic(noAssembly) }
func maxPool2Backward(rows, fours, back int, dx, dy, x, y *float32, width, next int) {
	panic(noAssembly)
}
func sum16(rounds int, x, lanes *float32)                                        { panic(noAssembly) }
func sumDeviation16(rounds int, y, x *float32, mean float32, lanes *float32)     { panic(noAssembly) }
func sumSquaredDeviation16(rounds int, x *float32, mean float32, lanes *float32) { panic(noAssembly) }
func add16(rounds int, dst, src *float32)                                        { panic(noAssembly) }
func axpy16(rounds int, x, y *float32, alpha float32)                            { panic(noAssembly) }
func relu16(rounds int, y, x *float32, zero float32)                             { panic(noAssembly) }
func reluBackward16(rounds int, dx, dy, y *float32, zero float32)                { panic(noAssembly) }
func affine16(rounds int, y, x *float32, scale, shift float32)                   { panic(noAssembly) }
func momentumStep16(rounds int, w, grad, v *float32, lr, momentum float32)       { panic(noAssembly) }
func nesterovStep16(rounds int, w, grad, v *float32, lr, momentum float32)       { panic(noAssembly) }
func rootStep16(rounds int, w, grad, h *float32, lr, keep, gain, eps float32)    { panic(noAssembly) }
func adamStep16(rounds int, w, grad, m, v *float32, rate, beta1, rest1, beta2, rest2, eps, c2 float32) {
	panic(noAssembly)
}
func scale16(rounds int, x *float32, alpha float32)           { panic(noAssembly) }
func notFinite16(rounds int, x, lanes *float32)               { panic(noAssembly) }
func affine216(rounds int, z, x, y *float32, a, b, c float32) { panic(noAssembly) }
func dropout16(rounds int, y, x *float32, steps *[4]uint32, first, key, drop uint32, scale float32) {
	panic(noAssembly)
}
func thicken28(rows int, dst, src *byte, factor, invert int32) { panic(noAssembly) }
func warp28(dst *float32, image *byte, u, v, ux, vx, uy, vy int32, across, down *int32, skip int, scale float32) {
	panic(noAssembly)
}
func sumPlanes(planes, rounds, rest, skip int, x *float32) float64 { panic(noAssembly) }
func sumSquaredDeviationPlanes(planes, rounds, rest, skip int, x *float32, mean float32) float64 {
	panic(noAssembly)
}
func sumDeviationPlanes(planes, rounds, rest, skip int, y, x *float32, mean float32) (sum, deviation float64) {
	panic(noAssembly)
}
func affinePlanes(planes, rounds, fours, back, skip int, y, x *float32, scale, shift float32) {
	panic(noAssembly)
}
func affineReLUPlanes(planes, rounds, fours, back, skip int, z, y, x, scale, shift *float32, step int, zero float32) {
	panic(noAssembly)
}
func affine2Planes(planes, rounds, fours, back, skip int, z, x, y *float32, a, b, c float32) {
	panic(noAssembly)
}
func convTiles3(jobs *tileJob, n, fives, fours int, a *float32, offsets *int64, b, bias, c *float32, ldc int) {
	panic(noAssembly)
}
func convTiles5(jobs *tileJob, n, fives, fours int, a *float32, offsets *int64, b, bias, c *float32, ldc int) {
	panic(noAssembly)
}
func copyRows(planes, rows, fours, back int, dst *float32, dstSkip, dstNext int, src *float32, srcSkip, srcNext int) {
	panic(noAssembly)
}
func foldSums(n int, row *float32, order *int32, sums *float32, skip int)         { panic(noAssembly) }
func addSumsPlanes(planes, rounds, rest, skip int, x *float32, s float32) float32 { panic(noAssembly) }
func differ16(rounds int, x, y *float32) int                                      { panic(noAssembly) }
