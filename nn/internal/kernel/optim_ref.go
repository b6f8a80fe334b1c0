package kernel

import "math"

func momentumStepRef(w, g, v []float32, lr, momentum float32) {
	g, v = g[:len(w)], v[:len(w)]
	for i := range w {
		v[i] = momentum*v[i] - lr*g[i]
		w[i] += v[i]
	}
}

func adamStepRef(w, g, m, v []float32, lr, beta1, beta2, eps, c1, c2 float32) {
	g, m, v = g[:len(w)], m[:len(w)], v[:len(w)]
	for i := range w {
		m[i] = beta1*m[i] + (1-beta1)*g[i]
		v[i] = beta2*v[i] + (1-beta2)*g[i]*g[i]
		root := float32(math.Sqrt(float64(c2 * v[i])))
		w[i] -= lr * c1 * m[i] / (root + eps)
	}
}

func nesterovStepRef(w, g, v []float32, lr, momentum float32) {
	g, v = g[:len(w)], v[:len(w)]
	for i := range w {
		v[i] = momentum*v[i] - lr*g[i]
		w[i] += momentum*v[i] - lr*g[i]
	}
}

func rootStepRef(w, g, h []float32, lr, keep, gain, eps float32) {
	g, h = g[:len(w)], h[:len(w)]
	for i := range w {
		h[i] = keep*h[i] + gain*g[i]*g[i]
		root := float32(math.Sqrt(float64(h[i])))
		w[i] -= lr * g[i] / (root + eps)
	}
}
