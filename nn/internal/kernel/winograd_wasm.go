package kernel

// The parts of winograd.go, by assembly. All strides and planes are in bytes; a
// plane is what lies between two of the 16 positions.

// winogradProducts multiplies groups of four and of three tiles with panels of filters:
//
//	for position, tile, filter:
//		m[position, tile, filter] = sum over c of v[position, tile, c] * u[position, filter/panel, c, filter%panel]
//
//go:noescape
func winogradProducts(fours, threes, panels, eights int, v, u, m *float32, vPlane, mPlane, vRow, mRow int)

// winogradGradient adds the products of fours of channels with panels of filters:
//
//	for position, tile, c, filter:
//		sums[position, filter/panel, c, filter%panel] += v[position, tile, c] * d[position, tile, filter]
//
//go:noescape
func winogradGradient(tiles, panels, fours int, v, d, sums *float32, vPlane, dPlane, vRow, dRow int)

// winogradInput computes B^T x B of tiles of 4x4 pixels, two pixels apart.
//
//go:noescape
func winogradInput(tiles, vectors int, x *float32, xRow, xPixel int, v *float32, vPlane int)

// winogradOutput computes A^T m A + bias of tiles, to 2x2 pixels each.
//
//go:noescape
func winogradOutput(tiles, vectors int, y *float32, yRow, yPixel int, m *float32, mPlane int, bias *float32)

// winogradSpread computes A dy A^T of tiles of 2x2 pixels.
//
//go:noescape
func winogradSpread(tiles, vectors int, dy *float32, dyRow, dyPixel int, d *float32, dPlane int)

// winogradWeights computes G taps G^T, winogradWindows G^T sums G, both for panels of
// windows.
//
//go:noescape
func winogradWeights(panels int, u, taps *float32, uPlane int)

//go:noescape
func winogradWindows(panels int, taps, sums *float32, plane int)

// copyStrided is strided with strides in bytes.
//
//go:noescape
func copyStrided(n, m, count int, dst *float32, di, dj, dk int, src *float32, si, sj, sk int)

// hasWinograd reports whether there is assembly.
const hasWinograd = true
