//go:build !wasm && !amd64

package kernel

func nesterovStep(w, g, v []float32, lr, momentum float32) {
	nesterovStepRef(w, g, v, lr, momentum)
}

func rootStep(w, g, h []float32, lr, keep, gain, eps float32) {
	rootStepRef(w, g, h, lr, keep, gain, eps)
}
