package kernel

// SGDStep is one step of gradient descent:
//
//	for i := range w { w[i] -= lr * g[i] }
func SGDStep(w, g []float32, lr float32) {
	if len(w) != len(g) {
		panic(lengthMismatch)
	}
	axpy(-lr, g, w)
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
	momentumStep(w, g, v, lr, momentum)
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
	adamStep(w, g, m, v, lr, beta1, beta2, eps, c1, c2)
}

// NesterovStep is one step of gradient descent with velocity v, looking ahead
// (Nesterov 1983; as Sutskever et al. 2013 write it, at the point looked at):
//
//	for i := range w {
//		v[i] = momentum*v[i] - lr*g[i]
//		w[i] += momentum*v[i] - lr*g[i]
//	}
func NesterovStep(w, g, v []float32, lr, momentum float32) {
	if len(w) != len(g) || len(w) != len(v) {
		panic(lengthMismatch)
	}
	nesterovStep(w, g, v, lr, momentum)
}

// RootStep is one step of gradient descent by the gradient over the root of h,
// what squared gradients have added up to: AdaGrad (Duchi et al. 2011) with keep
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
	rootStep(w, g, h, lr, keep, gain, eps)
}
