package kernel

import "math"

// SGDStep is one step of gradient descent:
//
//	for i := range w { w[i] -= lr * g[i] }
func SGDStep(w, g []float32, lr float32) {
	if len(w) != len(g) {
		panic(lengthMismatch)
	}
	Axpy(-lr, g, w)
}

// MomentumStep is one step of gradient descent with velocity v (Polyak 1964;
// the book's section 6.1.4):
//
//	for i := range w {
//		v[i] = momentum*v[i] - lr*g[i]
//		w[i] += v[i]
//	}
func MomentumStep(w, g, v []float32, lr, momentum float32) {
	if len(w) != len(g) || len(w) != len(v) {
		panic(lengthMismatch)
	}
	n := rounds(len(w))
	if n > 0 {
		momentumStep16(n/round, &w[0], &g[0], &v[0], lr, momentum)
	}
	momentumStepRef(w[n:], g[n:], v[n:], lr, momentum)
}

func momentumStepRef(w, g, v []float32, lr, momentum float32) {
	g, v = g[:len(w)], v[:len(w)]
	for i := range w {
		v[i] = momentum*v[i] - lr*g[i]
		w[i] += v[i]
	}
}

// NesterovStep is one step of gradient descent with velocity v and Nesterov's
// look-ahead (Nesterov 1983). The parameters w are those at the look-ahead
// point, as in Bengio et al. 2013:
//
//	for i := range w {
//		v[i] = momentum*v[i] - lr*g[i]
//		w[i] += momentum*v[i] - lr*g[i]
//	}
func NesterovStep(w, g, v []float32, lr, momentum float32) {
	if len(w) != len(g) || len(w) != len(v) {
		panic(lengthMismatch)
	}
	n := rounds(len(w))
	if n > 0 {
		nesterovStep16(n/round, &w[0], &g[0], &v[0], lr, momentum)
	}
	nesterovStepRef(w[n:], g[n:], v[n:], lr, momentum)
}

func nesterovStepRef(w, g, v []float32, lr, momentum float32) {
	g, v = g[:len(w)], v[:len(w)]
	for i := range w {
		v[i] = momentum*v[i] - lr*g[i]
		w[i] += momentum*v[i] - lr*g[i]
	}
}

// RootStep is one step of gradient descent with the gradient divided by the root
// of h, the accumulated squared gradients: AdaGrad (Duchi et al. 2011) with keep
// and gain 1, RMSprop (Tieleman and Hinton 2012) with keep and gain that add up
// to 1.
//
//	for i := range w {
//		h[i] = keep*h[i] + gain*g[i]*g[i]
//		w[i] -= lr*g[i] / (sqrt(h[i]) + eps)
//	}
func RootStep(w, g, h []float32, lr, keep, gain, eps float32) {
	if len(w) != len(g) || len(w) != len(h) {
		panic(lengthMismatch)
	}
	n := rounds(len(w))
	if n > 0 {
		rootStep16(n/round, &w[0], &g[0], &h[0], lr, keep, gain, eps)
	}
	rootStepRef(w[n:], g[n:], h[n:], lr, keep, gain, eps)
}

func rootStepRef(w, g, h []float32, lr, keep, gain, eps float32) {
	g, h = g[:len(w)], h[:len(w)]
	for i := range w {
		h[i] = keep*h[i] + gain*g[i]*g[i]
		root := float32(math.Sqrt(float64(h[i])))
		w[i] -= lr * g[i] / (root + eps)
	}
}

// AdamStep is one step of Adam (Kingma and Ba 2015, algorithm 1). The caller
// gives the bias corrections of step t: c1 = 1/(1-beta1^t), c2 = 1/(1-beta2^t).
//
//	for i := range w {
//		m[i] = beta1*m[i] + (1-beta1)*g[i]
//		v[i] = beta2*v[i] + (1-beta2)*g[i]*g[i]
//		w[i] -= lr*c1*m[i] / (sqrt(c2*v[i]) + eps)
//	}
func AdamStep(w, g, m, v []float32, lr, beta1, beta2, eps, c1, c2 float32) {
	if len(w) != len(g) || len(w) != len(m) || len(w) != len(v) {
		panic(lengthMismatch)
	}
	n := rounds(len(w))
	if n > 0 {
		adamStep16(n/round, &w[0], &g[0], &m[0], &v[0], lr*c1, beta1, 1-beta1, beta2, 1-beta2, eps, c2)
	}
	adamStepRef(w[n:], g[n:], m[n:], v[n:], lr, beta1, beta2, eps, c1, c2)
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
