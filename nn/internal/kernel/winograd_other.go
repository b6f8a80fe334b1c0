//go:build !wasm

package kernel

// hasWinograd reports whether there is assembly.
const hasWinograd = false

// Nothing calls the assembly; see hasWinograd.

func winogradProducts(fours, threes, panels, eights int, v, u, m *float32, vPlane, mPlane, vRow, mRow int) {
	panic(noAssembly)
}
func winogradGradient(tiles, panels, fours int, v, d, sums *float32, vPlane, dPlane, vRow, dRow int) {
	panic(noAssembly)
}
func winogradInput(tiles, vectors int, x *float32, xRow, xPixel int, v *float32, vPlane int) {
	panic(noAssembly)
}
func winogradOutput(tiles, vectors int, y *float32, yRow, yPixel int, m *float32, mPlane int, bias *float32) {
	panic(noAssembly)
}
func winogradSpread(tiles, vectors int, dy *float32, dyRow, dyPixel int, d *float32, dPlane int) {
	panic(noAssembly)
}
func winogradWeights(panels int, u, taps *float32, uPlane int)   { panic(noAssembly) }
func winogradWindows(panels int, taps, sums *float32, plane int) { panic(noAssembly) }
func copyStrided(n, m, count int, dst *float32, di, dj, dk int, src *float32, si, sj, sk int) {
	panic(noAssembly)
}
