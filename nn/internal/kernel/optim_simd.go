//go:build wasm || amd64

package kernel

func nesterovStep(w, g, v []float32, lr, momentum float32) {
	n := rounds(len(w))
	if n > 0 {
		nesterovStep16(n/round, &w[0], &g[0], &v[0], lr, momentum)
	}
	nesterovStepRef(w[n:], g[n:], v[n:], lr, momentum)
}

func rootStep(w, g, h []float32, lr, keep, gain, eps float32) {
	n := rounds(len(w))
	if n > 0 {
		rootStep16(n/round, &w[0], &g[0], &h[0], lr, keep, gain, eps)
	}
	rootStepRef(w[n:], g[n:], h[n:], lr, keep, gain, eps)
}

//go:noescape
func nesterovStep16(rounds int, w, grad, v *float32, lr, momentum float32)

//go:noescape
func rootStep16(rounds int, w, grad, h *float32, lr, keep, gain, eps float32)
